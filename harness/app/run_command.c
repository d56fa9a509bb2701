#include "app/commands.h"
#include "app/core_dump.h"
#include "app/options.h"
#include "app/run.h"

#include <sys/random.h>

/* Small enough to be typed again. */
static uint64_t fresh_seed(void) {
    uint32_t seed = 1;
    if (getrandom(&seed, sizeof seed, 0) != (ssize_t)sizeof seed) {
        return 1;
    }
    return seed;
}

int command_run(int argc, char **argv) {
    const char *format = "console";
    bool is_cleartext_allowed = false;
    uint64_t seed = UINT64_MAX;
    struct option_list only = {.count = 0};
    struct option_list skip = {.count = 0};
    struct run_options run = {.reports_folder = "reports"};
    const struct option_spec options[] = {
        {"target", "FILE", "the target profile (mandatory)", OPTION_TEXT, &run.target_file, 0},
        {"reports", "DIR", "where the run's folder goes (default: reports)", OPTION_TEXT,
         &run.reports_folder, 0},
        {"only", "GLOB", "run these cases or requirements alone; may be repeated", OPTION_LIST,
         &only, 0},
        {"skip", "GLOB", "leave these out; may be repeated", OPTION_LIST, &skip, 0},
        {"strict", NULL, "warnings count as failures", OPTION_FLAG, &run.is_strict, 0},
        {"seed", "N", "repeat a run's order and random values", OPTION_NUMBER, &seed,
         UINT64_MAX - 1},
        {"format", "FORMAT", "stdout: console, tap or json (default: console)", OPTION_TEXT,
         &format, 0},
        {"allow-cleartext", NULL, "take an http:// endpoint; request.https stays unproven",
         OPTION_FLAG, &is_cleartext_allowed, 0},
    };
    const struct command_spec command = {
        .name = "run",
        .operands = "",
        .summary =
            "Certifies the platform that a target profile describes and writes report.json,\n"
            "junit.xml and evidence.har to a folder of its own below DIR; DIR/latest and\n"
            "DIR/report.json and so on lead to the newest.",
        .details = "Exit codes: 0 conformant, 1 nonconformant, 2 usage or profile error (nothing\n"
                   "was sent), 3 inconclusive, 4 no verdict, 5 harness error.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int first;
    switch (options_parse(&command, argc, argv, &first)) {
    case OPTIONS_OK:
        break;
    case OPTIONS_HELP_SHOWN:
        return EXIT_CONFORMANT;
    case OPTIONS_WRONG:
        return EXIT_USAGE;
    }
    if (run.target_file == NULL) {
        fprintf(stderr, "assay: --target FILE is missing; `assay run --help` shows how, and "
                        "`assay mock --write-target FILE` makes one to try\n");
        return EXIT_USAGE;
    }
    if (run.reports_folder[0] == '\0') {
        fprintf(stderr, "assay: --reports takes the name of a folder, not ''\n");
        return EXIT_USAGE;
    }
    if (!present_format_parse(format, &run.format)) {
        return EXIT_USAGE;
    }
    run.filter = (struct plan_filter){only.items, only.count, skip.items, skip.count};
    run.schemes = is_cleartext_allowed ? URL_CLEARTEXT_ALLOWED : URL_HTTPS_ONLY;
    run.seed = seed == UINT64_MAX ? fresh_seed() : seed;
    core_dump_forbid();
    return run_perform(&run);
}
