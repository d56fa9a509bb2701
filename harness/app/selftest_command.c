#include "app/commands.h"
#include "app/core_dump.h"
#include "app/crew.h"
#include "app/selftest.h"

#include <unistd.h>

static unsigned processors(void) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > CREW_JOBS_MAX ? CREW_JOBS_MAX : (unsigned)count;
}

struct arguments {
    const char *reports_folder, *keep, *judge, *format;
    struct option_list only;
    uint64_t jobs, repeat, seed;
};

enum { REPEAT_MAX = 1000 };

static bool check(const struct arguments *arguments, bool *out_is_json) {
    static const char *const formats[] = {"console", "json"};
    *out_is_json = strcmp(arguments->format, "json") == 0;
    if (!*out_is_json && strcmp(arguments->format, "console") != 0) {
        fprintf(stderr, "assay: --format takes console or json, not '%s'\n", arguments->format);
        options_suggest(arguments->format, formats, sizeof formats / sizeof formats[0]);
        return false;
    }
    if (arguments->reports_folder[0] == '\0') {
        fprintf(stderr, "assay: --reports takes the name of a folder, not ''\n");
        return false;
    }
    if (arguments->keep != NULL && arguments->judge != NULL) {
        fprintf(stderr, "assay: --keep and --judge are two ways to use evidence; take one\n");
        return false;
    }
    if (arguments->repeat == 0) {
        fprintf(stderr, "assay: --repeat takes 1 or more, not 0\n");
        return false;
    }
    return true;
}

static int perform(const void *context, char **operands) {
    const struct arguments *arguments = context;
    (void)operands;
    struct selftest_options selftest = {
        .reports_folder = arguments->reports_folder,
        .keep = arguments->judge != NULL ? arguments->judge : arguments->keep,
        .is_again = arguments->judge != NULL,
        .only = arguments->only,
        .seed = arguments->seed,
        .jobs = arguments->jobs == 0 ? processors() : (unsigned)arguments->jobs,
        .repeat = (unsigned)arguments->repeat,
    };
    if (!check(arguments, &selftest.is_json)) {
        return EXIT_USAGE;
    }
    core_dump_forbid();
    return selftest_perform(&selftest);
}

static const struct arguments defaults = {
    .reports_folder = "reports",
    .format = "console",
    .repeat = 1,
    .seed = 1,
};

static const struct option_spec options[] = {
    {"reports", "DIR", "where selftest.json and selftest.html go (default: reports)", OPTION_TEXT,
     offsetof(struct arguments, reports_folder), 0},
    {"only", "GLOB", "these defects and variants alone, by name or requirement; may be repeated",
     OPTION_LIST, offsetof(struct arguments, only), 0},
    {"jobs", "N", "so many at a time (default: one for each processor)", OPTION_NUMBER,
     offsetof(struct arguments, jobs), CREW_JOBS_MAX},
    {"repeat", "N", "run so often against defects that show now and then (default: 1)",
     OPTION_NUMBER, offsetof(struct arguments, repeat), REPEAT_MAX},
    {"seed", "N", "repeat another selftest's order and random values (default: 1)", OPTION_NUMBER,
     offsetof(struct arguments, seed), INT64_MAX - REPEAT_MAX},
    {"format", "FORMAT", "stdout: console or json (default: console)", OPTION_TEXT,
     offsetof(struct arguments, format), 0},
    {"keep", "DIR", "keep profile and evidence of each cell", OPTION_TEXT,
     offsetof(struct arguments, keep), 0},
    {"judge", "DIR", "run nothing: judge again what --keep left there, and compare", OPTION_TEXT,
     offsetof(struct arguments, judge), 0},
};

const struct command command_selftest = {
    .name = "selftest",
    .brief = "run the suite against every defect and every conforming variant",
    .operands = "",
    .summary = "Runs the whole suite against the embedded platform with one defect at a time, and\n"
               "against its conforming variants, and writes the matrix to DIR/selftest.json\n"
               "and DIR/selftest.html.",
    .details =
        "A defect is killed when the platform is refused and blamed on the requirement that\n"
        "the defect breaks; a variant that is not found conformant is a false alarm.\n"
        "Exit codes: 0 every defect killed and no false alarm, 1 otherwise, 2 usage error,\n"
        "5 something could not be run.",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .defaults = &defaults,
    .arguments_size = sizeof(struct arguments),
    .perform = perform,
};
