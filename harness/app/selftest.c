#include "app/selftest.h"

#include "app/catalogue.h"
#include "app/commands.h"
#include "app/crew.h"
#include "app/kept.h"
#include "app/matrix.h"
#include "app/stop.h"
#include "app/terminal.h"
#include "base/assure.h"
#include "base/clock.h"
#include "cases/cases.h"
#include "mock/names.h"
#include "report/matrix_report.h"
#include "store/file.h"

#include <unistd.h>

enum { REPORT_LIMIT_BYTES = 64 * 1024 * 1024, DEFAULT_WIDTH = 100 };

/* Twice what a run may take besides its windows: then it hangs. */
static const int64_t cell_limit_us = 120 * INT64_C(1000000);

struct selftest {
    const struct selftest_options *options;
    struct matrix matrix;
    uint64_t *digests; /* owned: of each cell's judgement */
    bool *is_run;      /* owned: by cell; false: it was stopped before */
    bool is_stopped;
    char cases_sha256[CATALOGUE_HASH_SIZE];
    bool is_shown; /* progress */
    size_t done;
    enum status failure;
    struct diagnostic diagnostic;
};

/* ---- in a worker ---- */

static void work(void *context, size_t task, void *out_result) {
    struct selftest *selftest = context;
    const struct selftest_options *options = selftest->options;
    struct cell_order order =
        matrix_order(&selftest->matrix.cells[task], options->seed, options->repeat);
    order.keep = options->keep;
    if (options->is_again) {
        cell_judge_again(&order, out_result);
    } else {
        cell_run(&order, out_result);
    }
}

/* ---- here ---- */

static void show_progress(struct selftest *selftest) {
    selftest->done++;
    if (selftest->is_shown) {
        fprintf(stderr, "\r\033[K%zu of %zu cells", selftest->done, selftest->matrix.cell_count);
    }
}

static void take_result(void *context, size_t task, const void *result) {
    struct selftest *selftest = context;
    const struct cell_record *record = result;
    selftest->digests[task] = record->digest;
    selftest->is_run[task] = !record->is_stopped;
    enum status status = matrix_record(&selftest->matrix.cells[task], record);
    selftest->failure = selftest->failure == STATUS_OK ? status : selftest->failure;
    show_progress(selftest);
}

static void take_loss(void *context, size_t task, const char *why) {
    struct selftest *selftest = context;
    selftest->is_run[task] = true;
    matrix_lose(&selftest->matrix.cells[task], why);
    show_progress(selftest);
}

/* What took minutes is not thrown away: the cells that were run make a smaller matrix. */
static enum status leave_out_unrun(struct selftest *selftest) {
    struct matrix *matrix = &selftest->matrix;
    size_t asked = matrix->cell_count, kept = 0;
    for (size_t i = 0; i < asked; i++) {
        if (selftest->is_run[i]) {
            selftest->digests[kept++] = selftest->digests[i];
        }
    }
    matrix_drop_unrun(matrix, selftest->is_run);
    selftest->is_stopped = true;
    fprintf(stderr, "assay: the selftest was stopped: %zu of %zu cells were run\n", kept, asked);
    return kept == 0 ? STATUS_INTERRUPTED : STATUS_OK;
}

static enum status run_all(struct selftest *selftest) {
    const struct selftest_options *options = selftest->options;
    struct matrix *matrix = &selftest->matrix;
    struct clock clock = clock_system();
    int64_t begun_us = clock.monotonic_us(clock.context);
    struct crew_options crew = {
        .jobs = options->jobs,
        .task_count = matrix->cell_count,
        .result_bytes = sizeof(struct cell_record),
        .limit_us = cell_limit_us,
        .work = work,
        .on_result = take_result,
        .on_loss = take_loss,
        .context = selftest,
        .stop = &stop_requested,
    };
    selftest->is_shown = terminal_is_live(STDERR_FILENO);
    enum status status = crew_run(&crew, &selftest->diagnostic);
    if (selftest->is_shown) {
        fprintf(stderr, "\r\033[K");
    }
    matrix->elapsed_us = clock.monotonic_us(clock.context) - begun_us;
    status = status == STATUS_OK ? selftest->failure : status;
    bool is_stopped = status == STATUS_INTERRUPTED || (status == STATUS_OK && stop_requested != 0);
    return is_stopped ? leave_out_unrun(selftest) : status;
}

static enum status render(const struct matrix *matrix, bool is_json, struct buffer *out) {
    if (is_json) {
        return matrix_report_json(matrix, out);
    }
    struct console_options options = {
        .has_color = terminal_has_color(STDOUT_FILENO),
        .width = terminal_width(STDOUT_FILENO, DEFAULT_WIDTH),
    };
    return matrix_report_console(matrix, options, out);
}

static enum status write_file(struct selftest *selftest, const char *name,
                              enum status (*render_file)(const struct matrix *matrix,
                                                         struct buffer *out)) {
    struct buffer text;
    buffer_init(&text, REPORT_LIMIT_BYTES);
    enum status status = render_file(&selftest->matrix, &text);
    status = status == STATUS_OK ? store_write(selftest->options->reports_folder, name, 0644,
                                               buffer_view(&text), &selftest->diagnostic)
                                 : status;
    buffer_clean_up(&text);
    return status;
}

static enum status write_files(struct selftest *selftest) {
    enum status status = write_file(selftest, "selftest.json", matrix_report_json);
    return status == STATUS_OK ? write_file(selftest, "selftest.html", matrix_report_html) : status;
}

static enum status print(struct selftest *selftest) {
    struct buffer text;
    buffer_init(&text, REPORT_LIMIT_BYTES);
    enum status status = render(&selftest->matrix, selftest->options->is_json, &text);
    if (status == STATUS_OK && fwrite(buffer_text(&text), 1, text.size, stdout) != text.size) {
        diagnostic_set(&selftest->diagnostic, "standard output does not take the result");
        status = STATUS_IO;
    }
    buffer_clean_up(&text);
    return status;
}

static enum status report(struct selftest *selftest) {
    struct matrix *matrix = &selftest->matrix;
    matrix->seed = selftest->options->seed;
    matrix->repeat = selftest->options->repeat;
    matrix->jobs = selftest->options->jobs;
    matrix->suite_version = ASSAY_VERSION;
    matrix->document_edition = DOCUMENT_EDITION;
    matrix->cases_sha256 = selftest->cases_sha256;
    matrix_settle(matrix);
    /* What took minutes is shown, even where no file can be written. */
    enum status written = write_files(selftest);
    enum status printed = print(selftest);
    return written == STATUS_OK ? printed : written;
}

static int exit_code_of(const struct matrix *matrix) {
    const struct matrix_count *checks = &matrix->checks;
    if (matrix->defects.states[CELL_FAILED] + matrix->variants.states[CELL_FAILED] +
            checks->states[CELL_FAILED] >
        0) {
        return EXIT_HARNESS;
    }
    bool is_caught = matrix->defects.states[CELL_SURVIVED] == 0;
    bool is_quiet = matrix->variants.states[CELL_FALSE_ALARM] == 0;
    bool is_held = checks->states[CELL_SURVIVED] + checks->states[CELL_FALSE_ALARM] == 0 &&
                   matrix->judged_otherwise == 0;
    return is_caught && is_quiet && is_held ? EXIT_CONFORMANT : EXIT_NONCONFORMANT;
}

/* A glob that matches nothing is a name mistyped. */
static int complain_of_stranger(const char *glob) {
    struct matrix all;
    const char *stranger;
    if (matrix_init(&all, NULL, 0, &stranger) != STATUS_OK) {
        return EXIT_HARNESS;
    }
    size_t count = all.cell_count + REQUIREMENT_COUNT;
    const char **known = calloc(count, sizeof *known);
    for (size_t i = 0; known != NULL && i < count; i++) {
        known[i] =
            i < all.cell_count ? all.cells[i].name : requirement_catalogue[i - all.cell_count].id;
    }
    if (known != NULL) {
        const struct names names = {"defect, variant or requirement", known, count, sizeof *known};
        struct diagnostic diagnostic = {.text = ""};
        size_t index = 0;
        enum status status = names_find(&names, glob, &index, &diagnostic);
        ASSURE(status == STATUS_NOT_FOUND); /* some defect breaks each requirement */
        fprintf(stderr, "assay: --only: %s\n", diagnostic.text);
    }
    free(known);
    matrix_clean_up(&all);
    fprintf(stderr, "assay: `assay mock --list-defects` and --list-variants show them all\n");
    return EXIT_USAGE;
}

static int conclude(struct selftest *selftest, enum status status) {
    const struct selftest_options *options = selftest->options;
    struct matrix *matrix = &selftest->matrix;
    if (status == STATUS_OK && options->keep != NULL) {
        struct kept_digests digests = {options->keep, matrix, selftest->digests};
        status = options->is_again
                     ? kept_compare(&digests, &matrix->judged_otherwise, &selftest->diagnostic)
                     : kept_write(&digests, &selftest->diagnostic);
    }
    status = status == STATUS_OK ? report(selftest) : status;
    if (status != STATUS_OK && !selftest->is_stopped) {
        fprintf(stderr, "assay: %s\n",
                selftest->diagnostic.text[0] == '\0' ? status_words(status)
                                                     : selftest->diagnostic.text);
    }
    return status != STATUS_OK || selftest->is_stopped ? EXIT_HARNESS : exit_code_of(matrix);
}

static enum status prepare(struct selftest *selftest) {
    const struct selftest_options *options = selftest->options;
    selftest->digests = calloc(selftest->matrix.cell_count + 1, sizeof *selftest->digests);
    selftest->is_run = calloc(selftest->matrix.cell_count + 1, sizeof *selftest->is_run);
    if (selftest->digests == NULL || selftest->is_run == NULL) {
        return STATUS_NO_MEMORY;
    }
    enum status status = store_make_folder(options->reports_folder, &selftest->diagnostic);
    if (status == STATUS_OK && options->keep != NULL && !options->is_again) {
        status = store_make_folder(options->keep, &selftest->diagnostic);
    }
    return status == STATUS_OK ? catalogue_hash(selftest->cases_sha256) : status;
}

int selftest_perform(const struct selftest_options *options) {
    struct selftest selftest = {.options = options};
    const char *stranger = NULL;
    stop_install();
    enum status status =
        matrix_init(&selftest.matrix, options->only.items, options->only.count, &stranger);
    if (status == STATUS_NOT_FOUND) {
        return complain_of_stranger(stranger);
    }
    status = status == STATUS_OK ? prepare(&selftest) : status;
    status = status == STATUS_OK ? run_all(&selftest) : status;
    int exit_code = conclude(&selftest, status);
    free(selftest.digests);
    free(selftest.is_run);
    matrix_clean_up(&selftest.matrix);
    return exit_code;
}
