#include "app/commands.h"
#include "app/outputs.h"
#include "app/path.h"
#include "base/clock.h"
#include "baseline/baseline.h"
#include "store/file.h"

struct arguments {
    const char *owner;
    const char *reason;
    const char *expires;
    const char *file;
};

static const int64_t quarter_us = INT64_C(90) * 24 * 3600 * 1000000;

static int fail(enum status status, const struct diagnostic *diagnostic) {
    fprintf(stderr, "assay: %s\n",
            diagnostic->text[0] == '\0' ? status_words(status) : diagnostic->text);
    return status == STATUS_INVALID || status == STATUS_NOT_FOUND ? EXIT_USAGE : EXIT_HARNESS;
}

static enum status deliver(struct bytes text, const char *file, struct diagnostic *diagnostic) {
    struct path_parts path;
    if (file == NULL) {
        return fwrite(text.data, 1, text.size, stdout) == text.size ? STATUS_OK : STATUS_IO;
    }
    if (!path_split(file, &path)) {
        diagnostic_set(diagnostic, "--out: '%s' is no file's name", file);
        return STATUS_INVALID;
    }
    return store_write(path.folder, path.name, 0644, text, diagnostic);
}

static enum status convert(const char *report_file, const struct baseline_terms *terms,
                           const char *file, struct diagnostic *diagnostic) {
    struct buffer report;
    struct buffer text;
    buffer_init(&report, REPORT_LIMIT_BYTES);
    buffer_init(&text, BASELINE_LIMIT_BYTES);
    enum status status = store_read(report_file, REPORT_LIMIT_BYTES, &report, diagnostic);
    bool is_unreadable = status == STATUS_IO || status == STATUS_LIMIT;
    status = is_unreadable ? STATUS_NOT_FOUND : status;
    status = status == STATUS_OK
                 ? baseline_write(report_file, buffer_view(&report), terms, &text, diagnostic)
                 : status;
    status = status == STATUS_OK ? deliver(buffer_view(&text), file, diagnostic) : status;
    buffer_clean_up(&text);
    buffer_clean_up(&report);
    return status;
}

static bool check(const struct arguments *arguments) {
    if (arguments->owner == NULL || arguments->reason == NULL) {
        fprintf(stderr,
                "assay: --%s TEXT is missing: a deviation is waived for a reason, and "
                "somebody answers for it\n",
                arguments->owner == NULL ? "owner" : "reason");
        return false;
    }
    if (!baseline_is_line(bytes_of_text(arguments->owner)) ||
        !baseline_is_line(bytes_of_text(arguments->reason))) {
        fprintf(stderr, "assay: --owner and --reason take one line of 1 to %d bytes each\n",
                WAIVER_TEXT_SIZE - 1);
        return false;
    }
    if (arguments->expires != NULL && !baseline_is_day(arguments->expires)) {
        fprintf(stderr, "assay: --expires takes a day such as 2027-01-31, not '%s'\n",
                arguments->expires);
        return false;
    }
    return true;
}

static int perform(const void *context, char **operands) {
    const struct arguments *arguments = context;
    struct diagnostic diagnostic = {""};
    char quarter[WAIVER_DAY_SIZE];
    struct clock clock = clock_system();
    baseline_day_of(clock.wall_us(clock.context) + quarter_us, quarter);
    if (!check(arguments)) {
        return EXIT_USAGE;
    }
    const struct baseline_terms terms = {
        .reason = arguments->reason,
        .owner = arguments->owner,
        .expires = arguments->expires == NULL ? quarter : arguments->expires,
    };
    enum status status = convert(operands[0], &terms, arguments->file, &diagnostic);
    return status == STATUS_OK ? EXIT_CONFORMANT : fail(status, &diagnostic);
}

static const struct option_spec options[] = {
    {"owner", "TEXT", "who answers for the deviations (mandatory)", OPTION_TEXT,
     offsetof(struct arguments, owner), 0},
    {"reason", "TEXT", "why they are accepted (mandatory); edit it entry by entry", OPTION_TEXT,
     offsetof(struct arguments, reason), 0},
    {"expires", "DAY", "the last day on which they are waived (default: in 90 days)", OPTION_TEXT,
     offsetof(struct arguments, expires), 0},
    {"out", "FILE", "where it goes (default: stdout)", OPTION_TEXT,
     offsetof(struct arguments, file), 0},
};

const struct command command_baseline = {
    .name = "baseline",
    .brief = "write the known deviations of a report, for `assay run --baseline`",
    .operands = "REPORT",
    .summary = "Writes a baseline: an entry for each requirement that report.json says is broken.",
    .details = "`assay run --baseline FILE` fails on a deviation that is not in it, on an entry\n"
               "that passes now, and on one whose day is over; the verdict stays what it is.",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 1,
    .operands_max = 1,
    .arguments_size = sizeof(struct arguments),
    .perform = perform,
};
