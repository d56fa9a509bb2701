#include "app/commands.h"
#include "app/core_dump.h"
#include "app/foreign_redactor.h"
#include "app/outputs.h"
#include "app/recognition.h"
#include "compare/compare.h"
#include "evidence/har.h"
#include "evidence/ledger.h"
#include "evidence/redacted.h"
#include "http/message.h"
#include "report/differences.h"
#include "store/file.h"

#include <string.h>
#include <sys/stat.h>

enum { EVIDENCE_LIMIT_BYTES = 1 << 30, OUTPUT_LIMIT_BYTES = 64 * 1024 * 1024 };

struct format {
    const char *name;
    enum status (*render)(const struct differences *differences, struct buffer *out);
};

static const struct format formats[] = {
    {"text", report_differences_text},
    {"json", report_differences_json},
    {"markdown", report_differences_markdown},
};

static const struct format *find_format(const char *name) {
    const char *names[sizeof formats / sizeof formats[0]];
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, name) == 0) {
            return &formats[i];
        }
        names[i] = formats[i].name;
    }
    fprintf(stderr, "assay: --format takes text, json or markdown, not '%s'\n", name);
    options_suggest(name, names, sizeof names / sizeof names[0]);
    return NULL;
}

/* One side of the comparison. */
struct side {
    char path[4096]; /* the file that was read */
    struct snapshot snapshot;
    struct diagnostic *diagnostic;
    struct redactor *redactor; /* of another tool's evidence; NULL: ours is redacted already */
};

static enum status note_exchange(struct side *side, const struct exchange *exchange) {
    struct http_message message;
    enum status status = http_message_read(exchange->head, exchange->framed,
                                           bytes_equal_text(exchange->method, "HEAD"), &message);
    if (status == STATUS_OK) {
        const struct exchange_seen seen = {
            .case_id = exchange->case_id.size > 0 ? exchange->case_id
                                                  : recognition_target_of(exchange->url),
            .outcome = bytes_of_text(exchange_outcome_names[exchange->outcome]),
            .status = message.has_status ? message.status : 0,
            .head = exchange->head,
            .body = exchange->body,
            .has_content = true,
        };
        status = snapshot_note(&side->snapshot, &seen);
        http_message_clean_up(&message);
    }
    return status;
}

static enum status note_entry(void *context, struct bytes text, struct diagnostic *out_diagnostic) {
    struct side *side = context;
    struct har_entry entry;
    struct redacted redacted;
    enum status status = har_entry_read(text, &entry, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    status = redacted_make(&entry.exchange, side->redactor, &redacted);
    if (status == STATUS_OK) {
        status = note_exchange(side, &redacted.exchange);
        redacted_clean_up(&redacted);
    }
    har_entry_clean_up(&entry);
    return status;
}

static enum status blame(struct side *side, enum status status, const struct diagnostic *reason) {
    if (status != STATUS_OK) {
        diagnostic_set(side->diagnostic, "%s: %s", side->path,
                       reason->text[0] == '\0' ? status_words(status) : reason->text);
    }
    return status;
}

static enum status read_evidence(struct side *side, struct bytes text) {
    struct ledger ledger;
    struct diagnostic reason = {""};
    enum status status = ledger_read(text, &ledger, &reason);
    if (status != STATUS_OK) {
        return blame(side, status, &reason);
    }
    if (ledger.kind == LEDGER_FOREIGN) {
        const struct evidence_source evidence = evidence_from_ledger(&ledger);
        status = foreign_redactor_new(&evidence, NULL, &side->redactor, &reason);
    }
    status = status == STATUS_OK ? ledger_each(&ledger, note_entry, side, &reason) : status;
    redactor_destroy(side->redactor);
    side->redactor = NULL;
    ledger_clean_up(&ledger);
    return blame(side, status, &reason);
}

/* A run's folder stands for the report in it. */
static void find_file(struct side *side, const char *path) {
    struct stat facts;
    bool is_folder = stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
    snprintf(side->path, sizeof side->path, "%s%s", path, is_folder ? "/report.json" : "");
}

static enum status read_side(struct side *side, const char *path) {
    struct buffer text;
    buffer_init(&text, EVIDENCE_LIMIT_BYTES);
    find_file(side, path);
    enum status status = store_read(side->path, EVIDENCE_LIMIT_BYTES, &text, side->diagnostic);
    if (status == STATUS_OK) {
        status = snapshot_is_report(buffer_view(&text))
                     ? snapshot_read_report(side->path, buffer_view(&text), &side->snapshot,
                                            side->diagnostic)
                     : read_evidence(side, buffer_view(&text));
    }
    buffer_clean_up(&text);
    return status;
}

static bool print(const struct format *format, const struct differences *differences) {
    struct buffer text;
    buffer_init(&text, OUTPUT_LIMIT_BYTES);
    enum status status = format->render(differences, &text);
    bool is_written =
        status == STATUS_OK && fwrite(buffer_text(&text), 1, text.size, stdout) == text.size;
    buffer_clean_up(&text);
    return is_written;
}

static bool is_breaking(const struct differences *differences) {
    return differences->count > 0 && differences->items[0].grade == GRADE_BREAKING;
}

static enum status compare(const struct format *format, struct side sides[2], int *out_exit_code) {
    struct differences differences = {NULL, 0, 0};
    if (!snapshots_meet(&sides[0].snapshot, &sides[1].snapshot)) {
        diagnostic_set(sides[0].diagnostic,
                       "%s and %s have no case and no request in common: "
                       "nothing was compared",
                       sides[0].path, sides[1].path);
        return STATUS_INVALID;
    }
    enum status status = compare_snapshots(&sides[0].snapshot, &sides[1].snapshot, &differences);
    if (status == STATUS_OK) {
        *out_exit_code = !print(format, &differences) ? EXIT_HARNESS
                         : is_breaking(&differences)  ? EXIT_NONCONFORMANT
                                                      : EXIT_CONFORMANT;
    }
    differences_clean_up(&differences);
    return status;
}

struct arguments {
    const char *format;
};

static int perform(const void *context, char **operands) {
    const struct arguments *arguments = context;
    const struct format *format = find_format(arguments->format);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    core_dump_forbid(); /* another tool's evidence shows credentials */
    struct diagnostic diagnostic = {""};
    struct side sides[2] = {{.diagnostic = &diagnostic}, {.diagnostic = &diagnostic}};
    int exit_code = EXIT_USAGE;
    enum status status = read_side(&sides[0], operands[0]);
    status = status == STATUS_OK ? read_side(&sides[1], operands[1]) : status;
    status = status == STATUS_OK ? compare(format, sides, &exit_code) : status;
    if (status == STATUS_LIMIT && diagnostic.text[0] == '\0') {
        diagnostic_set(&diagnostic, "they differ in more than %d ways: these are two platforms",
                       (int)DIFFERENCES_MAX);
    }
    if (status != STATUS_OK) {
        fprintf(stderr, "assay: %s\n",
                diagnostic.text[0] == '\0' ? status_words(status) : diagnostic.text);
        exit_code = status == STATUS_NO_MEMORY ? EXIT_HARNESS : EXIT_USAGE;
    }
    snapshot_clean_up(&sides[0].snapshot);
    snapshot_clean_up(&sides[1].snapshot);
    return exit_code;
}

static const struct arguments defaults = {.format = "text"};

static const struct option_spec options[] = {
    {"format", "FORMAT", "stdout: text, json or markdown (default: text)", OPTION_TEXT,
     offsetof(struct arguments, format), 0},
};

const struct command command_diff = {
    .name = "diff",
    .brief = "compare two runs, of two versions or of two deployments",
    .operands = "OLD NEW",
    .summary = "Says what broke from OLD to NEW, what was mended, and what changed on the wire\n"
               "though no verdict did. Each is a run's folder, its report.json, or evidence.",
    .details =
        "Dates, fresh ids and the order of members and headers are no difference. Evidence\n"
        "alone is compared on the wire; credentials in another tool's are replaced by labels.\n"
        "Exit 0 where nothing breaking was found, 1 where something was, 2 where one\n"
        "cannot be read.",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 2,
    .operands_max = 2,
    .defaults = &defaults,
    .arguments_size = sizeof(struct arguments),
    .perform = perform,
};
