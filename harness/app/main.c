#include "app/catalogue.h"
#include "app/commands.h"
#include "app/wrap.h"
#include "cases/cases.h"

/* The embedded version is the build's. */
#ifndef ASSAY_VERSION
#error "ASSAY_VERSION comes from CMakeLists.txt"
#endif

static const struct command *const commands[] = {
    &command_run,    &command_list,     &command_explain,  &command_mock,
    &command_judge,  &command_body,     &command_url,      &command_keygen,
    &command_verify, &command_selftest, &command_baseline, &command_diff,
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };
enum { HELP_COLUMN = 12, DEFAULT_WIDTH = 100 };

static int show_help(void) {
    size_t width = wrap_width(DEFAULT_WIDTH);
    printf("Usage: assay COMMAND [OPTION]...\n\n");
    wrap_row("", 0,
             "Certifies deployments of one HTTP API of an IoT platform: Querying Device Activation "
             "Status, GET /iocm/app/reg/v1.1.0/deviceCredentials/{deviceId}.",
             width);
    printf("\nCommands:\n");
    for (size_t i = 0; i < COMMANDS; i++) {
        char left[32];
        snprintf(left, sizeof left, "  %s", commands[i]->name);
        wrap_row(left, HELP_COLUMN, commands[i]->brief, width);
    }
    printf("\n`assay COMMAND --help` shows what a command takes.\n\n");
    wrap_row("", 0,
             "Exit codes: 0 conformant, 1 nonconformant, 2 usage or profile error, 3 inconclusive, "
             "4 no verdict (unreachable, not trusted, login refused), 5 harness error.",
             width);
    return EXIT_CONFORMANT;
}

static int show_version(void) {
    char hash[CATALOGUE_HASH_SIZE];
    if (catalogue_hash(hash) != STATUS_OK) {
        fprintf(stderr, "assay: out of memory\n");
        return EXIT_HARNESS;
    }
    printf("assay %s\ndocument %s\ncases %s\n", ASSAY_VERSION, DOCUMENT_EDITION, hash);
    return EXIT_CONFORMANT;
}

static int complain(const char *word) {
    const char *names[COMMANDS];
    for (size_t i = 0; i < COMMANDS; i++) {
        names[i] = commands[i]->name;
    }
    fprintf(stderr, "assay: there is no command '%s'\n", word);
    options_suggest(word, names, COMMANDS);
    fprintf(stderr, "assay: `assay --help` shows them all\n");
    return EXIT_USAGE;
}

static int perform(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "assay: a command is missing; `assay --help` shows them all\n");
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        return show_help();
    }
    if (strcmp(argv[1], "--version") == 0) {
        return show_version();
    }
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(argv[1], commands[i]->name) == 0) {
            return command_perform(commands[i], argc - 1, argv + 1);
        }
    }
    return complain(argv[1]);
}

/* What standard output did not take was not done. */
int main(int argc, char **argv) {
    int exit_code = perform(argc, argv);
    bool is_taken = fflush(stdout) == 0 && ferror(stdout) == 0;
    if (!is_taken && exit_code != EXIT_HARNESS) {
        fprintf(stderr, "assay: standard output does not take what is printed\n");
    }
    return is_taken ? exit_code : EXIT_HARNESS;
}
