#include "app/commands.h"
#include "app/core_dump.h"
#include "app/run.h"

#include <sys/random.h>

#define SEED_UNSET UINT64_MAX

/* Small enough to be typed again. */
static uint64_t fresh_seed(void) {
    uint32_t seed = 1;
    if (getrandom(&seed, sizeof seed, 0) != (ssize_t)sizeof seed) {
        return 1;
    }
    return seed;
}

struct arguments {
    const char *target_file;
    const char *reports_folder;
    struct option_list only, skip;
    bool is_strict;
    bool is_cleartext_allowed;
    bool redacts_devices;
    uint64_t repeat;
    uint64_t seed;
    const char *format;
    const char *baseline_file;
    const char *signing_key;
    const char *passphrase_variable;
};

static bool check(const struct arguments *arguments) {
    if (arguments->target_file == NULL) {
        fprintf(stderr, "assay: --target FILE is missing; `assay run --help` shows how, and "
                        "`assay mock --write-target FILE` makes one to try\n");
        return false;
    }
    if (arguments->reports_folder[0] == '\0') {
        fprintf(stderr, "assay: --reports takes the name of a folder, not ''\n");
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
    struct run_options run = {
        .target_file = arguments->target_file,
        .reports_folder = arguments->reports_folder,
        .filter = {arguments->only.items, arguments->only.count, arguments->skip.items,
                   arguments->skip.count},
        .schemes = arguments->is_cleartext_allowed ? URL_CLEARTEXT_ALLOWED : URL_HTTPS_ONLY,
        .is_strict = arguments->is_strict,
        .devices = arguments->redacts_devices ? RECORDER_DEVICES_REDACTED : RECORDER_DEVICES_SHOWN,
        .repeat = (unsigned)arguments->repeat,
        .seed = arguments->seed == SEED_UNSET ? fresh_seed() : arguments->seed,
        .baseline_file = arguments->baseline_file,
        .signing_key = arguments->signing_key,
        .passphrase_variable = arguments->passphrase_variable,
    };
    if (!check(arguments) || !present_format_parse(arguments->format, &run.format)) {
        return EXIT_USAGE;
    }
    core_dump_forbid();
    return run_perform(&run);
}

static const struct arguments defaults = {
    .reports_folder = "reports",
    .repeat = 1,
    .seed = SEED_UNSET,
    .format = "console",
};

static const struct option_spec options[] = {
    {"target", "FILE", "the target profile (mandatory)", OPTION_TEXT,
     offsetof(struct arguments, target_file), 0},
    {"reports", "DIR", "where the run's folder goes (default: reports)", OPTION_TEXT,
     offsetof(struct arguments, reports_folder), 0},
    {"only", "GLOB", "run these cases or requirements alone; may be repeated", OPTION_LIST,
     offsetof(struct arguments, only), 0},
    {"skip", "GLOB", "leave these out; may be repeated", OPTION_LIST,
     offsetof(struct arguments, skip), 0},
    {"strict", NULL, "warnings count as failures", OPTION_FLAG,
     offsetof(struct arguments, is_strict), 0},
    {"repeat", "N",
     "send each case so many times; one that gives two verdicts is flaky, and fails (default: 1)",
     OPTION_NUMBER, offsetof(struct arguments, repeat), PLAN_REPEAT_MAX},
    {"seed", "N", "repeat a run's order and random values", OPTION_NUMBER,
     offsetof(struct arguments, seed), SEED_UNSET - 1},
    {"format", "FORMAT", "stdout: console, tap or json (default: console)", OPTION_TEXT,
     offsetof(struct arguments, format), 0},
    {"baseline", "FILE", "known deviations; the exit code is about what is new, stale or expired",
     OPTION_TEXT, offsetof(struct arguments, baseline_file), 0},
    {"sign", "KEY",
     "write certificate.json, signed with this key: a file of `assay keygen`, env:NAME or pkcs11:…",
     OPTION_TEXT, offsetof(struct arguments, signing_key), 0},
    {"sign-passphrase-env", "VARIABLE", "the variable that holds the key's passphrase or PIN",
     OPTION_TEXT, offsetof(struct arguments, passphrase_variable), 0},
    {"redact-devices", NULL, "replace the profile's device ids by labels in all that is written",
     OPTION_FLAG, offsetof(struct arguments, redacts_devices), 0},
    {"allow-cleartext", NULL, "take an http:// endpoint; request.https stays unproven", OPTION_FLAG,
     offsetof(struct arguments, is_cleartext_allowed), 0},
};

const struct command command_run = {
    .name = "run",
    .brief = "certify the platform that a target profile describes",
    .operands = "",
    .summary =
        "Certifies the platform that a target profile describes and writes report.json,\n"
        "report.html, junit.xml, report.sarif, ctrf.json, badge.svg and evidence.har to a folder\n"
        "of its own below DIR; DIR/latest and DIR/report.json and so on lead to the newest.",
    .details =
        "In a step of GitHub Actions it also annotates and appends to the step's summary.\n\n"
        "Exit codes: 0 conformant, 1 nonconformant, 2 usage or profile error (nothing\n"
        "was sent), 3 inconclusive, 4 no verdict, 5 harness error.",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .defaults = &defaults,
    .arguments_size = sizeof(struct arguments),
    .perform = perform,
};
