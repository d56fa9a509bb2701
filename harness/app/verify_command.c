#include "app/certificate_page.h"
#include "app/commands.h"
#include "app/path.h"
#include "app/rejudgement.h"
#include "app/signing.h"
#include "report/pen.h"
#include "report/report.h"
#include "store/file.h"

#include <string.h>

enum { PATH_SIZE = 4224, PAGE_LIMIT_BYTES = 16 * 1024 * 1024 };

struct arguments {
    const char *key_file;
    bool is_rejudged;
};

struct verifying {
    const char *certificate_file;
    bool is_rejudged;
    struct path_parts place;
    struct key *key;
    struct buffer text;
    struct certificate certificate;
    struct buffer report;
    size_t complaints;
    bool is_for_another; /* only the suite that certified can judge it to the byte */
    enum status worst;   /* STATUS_NO_MEMORY where that is what went wrong */
};

/* Names and members may come from a hostile file. */
static void complain(struct verifying *work, enum status status,
                     const struct diagnostic *diagnostic) {
    struct buffer line;
    struct pen pen;
    const char *text = diagnostic->text[0] == '\0' ? status_words(status) : diagnostic->text;
    buffer_init(&line, 16 * sizeof *diagnostic);
    pen_init(&pen, &line);
    pen_safe_text(&pen, text);
    bool is_shown = pen_finish(&pen) == STATUS_OK;
    fprintf(stderr, "assay: %s\n", is_shown ? buffer_text(&line) : status_words(status));
    buffer_clean_up(&line);
    work->complaints++;
    work->worst = status == STATUS_NO_MEMORY ? status : work->worst;
}

static enum status read_key(struct verifying *work, const char *file,
                            struct diagnostic *out_diagnostic) {
    struct buffer pem;
    buffer_init(&pem, KEY_PEM_LIMIT_BYTES);
    enum status status = store_read(file, KEY_PEM_LIMIT_BYTES, &pem, out_diagnostic);
    status = status == STATUS_OK
                 ? key_read_public(buffer_view(&pem), file, &work->key, out_diagnostic)
                 : status;
    key_wipe(&pem); /* someone may have given the private one */
    return status;
}

/* What keeps the question from being asked at all: exit 2. */
static enum status prepare(struct verifying *work, const char *key_file,
                           struct diagnostic *out_diagnostic) {
    if (!path_split(work->certificate_file, &work->place)) {
        diagnostic_set(out_diagnostic, "%s: not the name of a file; give a certificate.json",
                       work->certificate_file);
        return STATUS_INVALID;
    }
    enum status status = read_key(work, key_file, out_diagnostic);
    return status == STATUS_OK ? store_read(work->certificate_file, CERTIFICATE_LIMIT_BYTES,
                                            &work->text, out_diagnostic)
                               : status;
}

static void path_beside(const struct verifying *work, enum subject subject,
                        char out_path[PATH_SIZE]) {
    snprintf(out_path, PATH_SIZE, "%s/%s", work->place.folder, subject_names[subject]);
}

static enum status read_beside(const struct verifying *work, enum subject subject,
                               struct buffer *out, struct diagnostic *out_diagnostic) {
    char path[PATH_SIZE];
    path_beside(work, subject, path);
    return store_read(path, out->limit, out, out_diagnostic);
}

static bool check_file(struct verifying *work, enum subject subject) {
    struct diagnostic diagnostic = {""};
    struct buffer content;
    buffer_init(&content, ARTEFACT_LIMIT_BYTES);
    enum status status = read_beside(work, subject, &content, &diagnostic);
    status = status == STATUS_OK ? certificate_check_file(&work->certificate, subject,
                                                          buffer_view(&content), &diagnostic)
                                 : status;
    if (status != STATUS_OK) {
        complain(work, status, &diagnostic);
    }
    if (status == STATUS_OK && subject == SUBJECT_REPORT) {
        work->report = content;
    } else {
        buffer_clean_up(&content);
    }
    return status == STATUS_OK;
}

static void check_statement(struct verifying *work) {
    struct diagnostic diagnostic = {""};
    enum status status =
        certificate_check_statement(&work->certificate, buffer_view(&work->report), &diagnostic);
    if (status != STATUS_OK) {
        complain(work, status, &diagnostic);
    }
}

/* The report that the evidence gives has to be the one that was certified, byte for byte. */
static enum status compare_reports(const struct verifying *work, const struct tally *again,
                                   struct diagnostic *out_diagnostic) {
    struct buffer text;
    buffer_init(&text, CERTIFICATE_REPORT_LIMIT_BYTES);
    enum status status = report_json(again, &text);
    if (status == STATUS_OK) {
        status = certificate_compare_reports(buffer_view(&work->report), buffer_view(&text),
                                             out_diagnostic);
    }
    buffer_clean_up(&text);
    return status;
}

/* Judged by other tables, or by another judge, the same evidence may give another report. */
static bool is_of_another_suite(const struct rejudgement *again) {
    const struct record *record = &again->ledger.record;
    return record->has_head && (strcmp(record->head.suite_version, ASSAY_VERSION) != 0 ||
                                strcmp(record->head.cases_sha256, again->cases_sha256) != 0);
}

static enum status leave_to_another(struct verifying *work, const struct rejudgement *again,
                                    struct diagnostic *out_diagnostic) {
    const struct record_head *head = &again->ledger.record.head;
    work->is_for_another = true;
    diagnostic_set(out_diagnostic,
                   "%s: suite %s with case tables %.12s certified it; this is %s with %.12s, and "
                   "its report is another. Ask that suite for --rejudge, or this one's `assay "
                   "judge` for its own verdict; all else holds",
                   work->certificate_file, head->suite_version, head->cases_sha256, ASSAY_VERSION,
                   again->cases_sha256);
    return STATUS_INVALID;
}

/* A report names the suite that judged, so that of another suite does too. */
static enum status compare_again(struct verifying *work, struct rejudgement *again,
                                 struct diagnostic *out_diagnostic) {
    bool is_anothers = is_of_another_suite(again);
    if (is_anothers) {
        again->judgement.tally.run.suite_version = again->ledger.record.head.suite_version;
    }
    enum status status = compare_reports(work, &again->judgement.tally, out_diagnostic);
    return status == STATUS_INVALID && is_anothers ? leave_to_another(work, again, out_diagnostic)
                                                   : status;
}

static void rejudge(struct verifying *work) {
    char evidence[PATH_SIZE];
    char target[PATH_SIZE];
    path_beside(work, SUBJECT_EVIDENCE, evidence);
    path_beside(work, SUBJECT_TARGET, target);
    struct rejudgement again = {.profile = {.credentials = {0}}};
    struct diagnostic diagnostic = {""};
    enum status status = rejudgement_make(evidence, target, false, &again, &diagnostic);
    status = status == STATUS_OK ? compare_again(work, &again, &diagnostic) : status;
    if (status != STATUS_OK) {
        complain(work, status, &diagnostic);
    }
    rejudgement_clean_up(&again);
}

/* The report is only read once it is known to be the one that was certified, and the evidence only
   judged where all else holds. */
static void check_all(struct verifying *work) {
    if (check_file(work, SUBJECT_REPORT)) {
        check_statement(work);
    }
    (void)check_file(work, SUBJECT_EVIDENCE);
    (void)check_file(work, SUBJECT_TARGET);
    if (work->is_rejudged && work->complaints == 0) {
        rejudge(work);
    }
}

static enum status show(const struct verifying *work) {
    struct buffer page;
    buffer_init(&page, PAGE_LIMIT_BYTES);
    enum status status = certificate_page(&work->certificate, &page);
    if (status == STATUS_OK) {
        printf("%s: holds%s\n\n%s", work->certificate_file,
               work->is_rejudged ? ", and its evidence gives the same report again" : "",
               buffer_text(&page));
    }
    buffer_clean_up(&page);
    return status;
}

static int conclude(const struct verifying *work) {
    if (work->worst == STATUS_NO_MEMORY) {
        return EXIT_HARNESS;
    }
    if (work->is_for_another) {
        return EXIT_USAGE;
    }
    if (work->complaints > 0) {
        printf("%s: does not hold\n", work->certificate_file);
        return EXIT_NONCONFORMANT;
    }
    return show(work) == STATUS_OK ? EXIT_CONFORMANT : EXIT_HARNESS;
}

static int verify(struct verifying *work) {
    struct diagnostic diagnostic = {""};
    enum status status = certificate_open(buffer_view(&work->text), work->certificate_file,
                                          work->key, &work->certificate, &diagnostic);
    if (status != STATUS_OK) {
        complain(work, status, &diagnostic);
        return conclude(work);
    }
    check_all(work);
    int exit_code = conclude(work);
    certificate_close(&work->certificate);
    return exit_code;
}

static int perform(const void *context, char **operands) {
    const struct arguments *arguments = context;
    struct verifying work = {.certificate_file = operands[0],
                             .is_rejudged = arguments->is_rejudged};
    struct diagnostic diagnostic = {""};
    if (arguments->key_file == NULL) {
        fprintf(stderr, "assay: --key NAME.pub is missing; `assay verify --help` shows how\n");
        return EXIT_USAGE;
    }
    buffer_init(&work.text, CERTIFICATE_LIMIT_BYTES);
    enum status status = prepare(&work, arguments->key_file, &diagnostic);
    int exit_code = EXIT_USAGE;
    if (status == STATUS_OK) {
        exit_code = verify(&work);
    } else {
        complain(&work, status, &diagnostic);
        exit_code = status == STATUS_NO_MEMORY ? EXIT_HARNESS : EXIT_USAGE;
    }
    key_destroy(work.key);
    buffer_clean_up(&work.text);
    buffer_clean_up(&work.report);
    return exit_code;
}

static const struct option_spec options[] = {
    {"key", "FILE", "the signer's public key, NAME.pub (mandatory)", OPTION_TEXT,
     offsetof(struct arguments, key_file), 0},
    {"rejudge", NULL, "judge evidence.har again and demand the same bytes of report.json",
     OPTION_FLAG, offsetof(struct arguments, is_rejudged), 0},
};

const struct command command_verify = {
    .name = "verify",
    .brief = "check a certificate and the files beside it",
    .operands = "CERTIFICATE",
    .summary = "Checks a certificate: its signature and every byte of it, the files beside it\n"
               "(report.json, evidence.har, target.json) by their digests, and that it says what\n"
               "report.json says. Shows who was certified, when, and how much is proven.",
    .details = "Exit codes: 0 it holds, 1 it does not (each thing that does not is named), 2 it\n"
               "or the key cannot be read, or only the suite that certified can judge it\n"
               "again to the byte, 5 out of memory.",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 1,
    .operands_max = 1,
    .arguments_size = sizeof(struct arguments),
    .perform = perform,
};
