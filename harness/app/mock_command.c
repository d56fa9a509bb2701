#include "app/commands.h"
#include "app/core_dump.h"
#include "app/path.h"
#include "app/stop.h"
#include "app/wrap.h"
#include "mock/platform.h"
#include "store/file.h"

#include <unistd.h>

enum { DEFECT_COLUMN = 62, VARIANT_COLUMN = 32, PROFILE_LIMIT_BYTES = 64 * 1024 };

static int list_defects(void) {
    for (size_t i = 0; i < platform_defect_count; i++) {
        char left[DEFECT_COLUMN * 2];
        snprintf(left, sizeof left, "%-32s %s", platform_defects[i].name,
                 platform_defects[i].breaks);
        wrap_row(left, DEFECT_COLUMN, platform_defects[i].sentence, wrap_width(0));
    }
    return EXIT_CONFORMANT;
}

static int list_variants(void) {
    for (size_t i = 0; i < platform_variant_count; i++) {
        wrap_row(platform_variants[i].name, VARIANT_COLUMN, platform_variants[i].sentence,
                 wrap_width(0));
    }
    return EXIT_CONFORMANT;
}

/* LIMIT/SECONDS, where SECONDS may have a fraction. */
static bool parse_throttle(const char *text, struct platform_options *out_options) {
    char *end = NULL;
    unsigned long limit = strtoul(text, &end, 10);
    bool has_limit = text[0] >= '0' && text[0] <= '9' && *end == '/' && limit <= 1000000;
    const char *rest = has_limit ? end + 1 : "";
    double seconds = strtod(rest, &end);
    bool has_seconds = rest[0] >= '0' && rest[0] <= '9' && *end == '\0';
    if (!has_seconds || (limit > 0 && !(seconds > 0 && seconds <= 86400))) {
        fprintf(stderr,
                "assay: --throttle takes LIMIT/SECONDS, e.g. 100/60 or 100/0.5 (0/0 for none), "
                "not '%s'\n",
                text);
        return false;
    }
    out_options->throttle_limit = (uint32_t)limit;
    out_options->throttle_window_us = (int64_t)(seconds * 1e6);
    return true;
}

/* The CA's certificate first: whoever sees the profile can use it at once. */
static enum status write_files(const struct platform *platform, const struct path_parts *path,
                               const char *ca_name, struct diagnostic *diagnostic) {
    enum status status = store_write(path->folder, ca_name, 0644,
                                     bytes_of_text(platform_ca_pem(platform)), diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    struct buffer profile;
    buffer_init(&profile, PROFILE_LIMIT_BYTES);
    status = platform_write_profile(platform, ca_name, &profile);
    if (status == STATUS_OK) {
        status = store_write(path->folder, path->name, 0600, buffer_view(&profile), diagnostic);
    } else {
        diagnostic_set(diagnostic, "the target profile cannot be made: %s", status_words(status));
    }
    buffer_clean_up(&profile);
    return status;
}

static enum status write_target(const struct platform *platform, const char *file,
                                struct diagnostic *diagnostic) {
    struct path_parts path;
    if (!path_split(file, &path)) {
        diagnostic_set(diagnostic, "%s: the name of a file is needed, at most %d bytes", file,
                       (int)PATH_PART_SIZE);
        return STATUS_INVALID;
    }
    char ca_name[PATH_PART_SIZE + 16];
    snprintf(ca_name, sizeof ca_name, "%s.ca.pem", path.name);
    return write_files(platform, &path, ca_name, diagnostic);
}

static void serve_until_stopped(void) {
    while (!stop_requested) {
        usleep(50000);
    }
}

/* A port, a defect or a file that cannot be had: nothing was served, and another may be given. */
static int fail(enum status status, const struct diagnostic *diagnostic) {
    fprintf(stderr, "assay: %s\n",
            diagnostic->text[0] == '\0' ? status_words(status) : diagnostic->text);
    return status == STATUS_NO_MEMORY ? EXIT_HARNESS : EXIT_USAGE;
}

static int serve(const struct platform_options *options, const char *target_file) {
    struct diagnostic diagnostic = {""};
    struct platform *platform = NULL;
    enum status status = platform_start(options, &platform, &diagnostic);
    if (status == STATUS_NOT_FOUND) {
        fail(status, &diagnostic);
        fprintf(stderr, "assay: `assay mock --list-defects` and --list-variants show them all\n");
        return EXIT_USAGE;
    }
    if (status != STATUS_OK) {
        return fail(status, &diagnostic);
    }
    if (target_file != NULL) {
        status = write_target(platform, target_file, &diagnostic);
    }
    if (status == STATUS_OK) {
        printf("%s://127.0.0.1:%u\n", options->is_cleartext ? "http" : "https",
               platform_port(platform));
        fflush(stdout);
        if (target_file == NULL) {
            fprintf(stderr, "assay: without --write-target nobody knows its credentials\n");
        }
        serve_until_stopped();
    }
    platform_stop(platform);
    return status == STATUS_OK ? EXIT_CONFORMANT : fail(status, &diagnostic);
}

struct arguments {
    uint64_t port, seed;
    const char *defect, *variant;
    const char *throttle;
    const char *target_file;
    bool is_defect_list, is_variant_list;
    bool is_window_fixed;
    bool is_cleartext;
};

static int perform(const void *context, char **operands) {
    const struct arguments *arguments = context;
    (void)operands;
    struct platform_options platform = {
        .port = (unsigned)arguments->port,
        .seed = arguments->seed,
        .defect = arguments->defect,
        .variant = arguments->variant,
        .throttle_limit = 100,
        .throttle_window_us = 60 * INT64_C(1000000),
        .is_window_fixed = arguments->is_window_fixed,
        .is_cleartext = arguments->is_cleartext,
    };
    if (arguments->is_defect_list || arguments->is_variant_list) {
        return arguments->is_defect_list ? list_defects() : list_variants();
    }
    if (arguments->throttle != NULL && !parse_throttle(arguments->throttle, &platform)) {
        return EXIT_USAGE;
    }
    core_dump_forbid();
    stop_install();
    return serve(&platform, arguments->target_file);
}

static const struct option_spec options[] = {
    {"port", "N", "the port on 127.0.0.1 (default: any free one)", OPTION_NUMBER,
     offsetof(struct arguments, port), 65535},
    {"defect", "NAME", "deviate from the document in one way", OPTION_TEXT,
     offsetof(struct arguments, defect), 0},
    {"list-defects", NULL, "show the ways", OPTION_FLAG, offsetof(struct arguments, is_defect_list),
     0},
    {"variant", "VARIANT", "conform in an unusual way", OPTION_TEXT,
     offsetof(struct arguments, variant), 0},
    {"list-variants", NULL, "show the ways", OPTION_FLAG,
     offsetof(struct arguments, is_variant_list), 0},
    {"throttle", "LIMIT/SECONDS", "calls per window (default 100/60; 0/0: none)", OPTION_TEXT,
     offsetof(struct arguments, throttle), 0},
    {"fixed-window", NULL, "count calls in fixed windows instead of a sliding one", OPTION_FLAG,
     offsetof(struct arguments, is_window_fixed), 0},
    {"cleartext", NULL, "serve http://, for tests behind another TLS end", OPTION_FLAG,
     offsetof(struct arguments, is_cleartext), 0},
    {"seed", "N", "draw ids and secrets from N (default: from the system)", OPTION_NUMBER,
     offsetof(struct arguments, seed), UINT64_MAX},
    {"write-target", "FILE", "write a profile for `assay run`, and FILE.ca.pem beside it",
     OPTION_TEXT, offsetof(struct arguments, target_file), 0},
};

const struct command command_mock = {
    .name = "mock",
    .brief = "serve the embedded platform",
    .operands = "",
    .summary = "Serves the embedded platform on 127.0.0.1 until it is interrupted. The URL goes\n"
               "to stdout when it is ready.",
    .details = "The profile holds secrets made at start; FILE gets mode 0600.",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .arguments_size = sizeof(struct arguments),
    .perform = perform,
};
