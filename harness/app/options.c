#include "app/options.h"

#include "base/assure.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>

enum { OPTIONS_MAX = 24, HELP_INDENT = 28, NEAR_ENOUGH = 3 };

static void print_help(const struct command_spec *command) {
    printf("Usage: assay %s%s%s%s\n\n%s\n", command->name,
           command->option_count > 0 ? " [OPTION]..." : "", command->operands[0] != '\0' ? " " : "",
           command->operands, command->summary);
    if (command->details != NULL) {
        printf("\n%s\n", command->details);
    }
    printf("\nOptions:\n");
    for (size_t i = 0; i < command->option_count; i++) {
        const struct option_spec *option = &command->options[i];
        char left[64];
        snprintf(left, sizeof left, "--%s%s%s", option->name, option->argument ? " " : "",
                 option->argument ? option->argument : "");
        printf("  %-*s%s\n", HELP_INDENT, left, option->help);
    }
    printf("  %-*s%s\n", HELP_INDENT, "--help", "show this text");
}

static bool parse_number(const struct option_spec *option, const char *text, uint64_t *out) {
    char *end = NULL;
    errno = 0;
    uint64_t value = strtoumax(text, &end, 10);
    bool is_number = text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0;
    if (!is_number || value > option->max) {
        fprintf(stderr, "assay: --%s takes a whole number up to %" PRIu64 ", not '%s'\n",
                option->name, option->max, text);
        return false;
    }
    *out = value;
    return true;
}

static bool store_value(const struct option_spec *option, const char *text) {
    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)option->out = true;
        return true;
    case OPTION_TEXT:
        *(const char **)option->out = text;
        return true;
    case OPTION_NUMBER:
        return parse_number(option, text, option->out);
    case OPTION_LIST:
        break;
    }
    struct option_list *list = option->out;
    if (list->count == OPTION_LIST_MAX) {
        fprintf(stderr, "assay: --%s is given more than %d times\n", option->name,
                (int)OPTION_LIST_MAX);
        return false;
    }
    list->items[list->count++] = text;
    return true;
}

static size_t minimum(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Levenshtein's distance over short words; long ones are never near. */
static size_t distance(const char *a, const char *b) {
    size_t row[64];
    size_t width = strlen(b);
    if (width >= sizeof row / sizeof row[0]) {
        return SIZE_MAX;
    }
    for (size_t j = 0; j <= width; j++) {
        row[j] = j;
    }
    for (size_t i = 1; a[i - 1] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= width; j++) {
            size_t substituted = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = minimum(substituted, minimum(row[j], row[j - 1]) + 1);
        }
    }
    return row[width];
}

void options_suggest(const char *word, const char *const *names, size_t count) {
    size_t best = NEAR_ENOUGH + 1;
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t far = distance(word, names[i]);
        if (far < best) {
            best = far;
            nearest = names[i];
        }
    }
    if (nearest != NULL) {
        fprintf(stderr, "assay: did you mean '%s'?\n", nearest);
    }
}

static enum options_result complain(const struct command_spec *command, const char *word,
                                    int failure) {
    const char *names[OPTIONS_MAX];
    for (size_t i = 0; i < command->option_count; i++) {
        names[i] = command->options[i].name;
    }
    if (failure == ':') {
        fprintf(stderr, "assay: '%s' needs a value\n", word);
    } else {
        fprintf(stderr, "assay: %s has no option '%s'\n", command->name, word);
        options_suggest(word[0] == '-' && word[1] == '-' ? word + 2 : word, names,
                        command->option_count);
    }
    fprintf(stderr, "assay: `assay %s --help` shows what it takes\n", command->name);
    return OPTIONS_WRONG;
}

static void fill_table(const struct command_spec *command, struct option *table) {
    for (size_t i = 0; i < command->option_count; i++) {
        bool has_value = command->options[i].kind != OPTION_FLAG;
        table[i] = (struct option){command->options[i].name,
                                   has_value ? required_argument : no_argument, NULL, 'o'};
    }
    table[command->option_count] = (struct option){"help", no_argument, NULL, 'h'};
}

static enum options_result check_operands(const struct command_spec *command, int count) {
    if (count >= command->operands_min && count <= command->operands_max) {
        return OPTIONS_OK;
    }
    fprintf(stderr, "assay: %s takes %s%s; `assay %s --help` shows how\n", command->name,
            command->operands[0] == '\0' ? "no operands" : command->operands,
            count > command->operands_max ? " and nothing more" : "", command->name);
    return OPTIONS_WRONG;
}

enum options_result options_parse(const struct command_spec *command, int argc, char **argv,
                                  int *out_first) {
    struct option table[OPTIONS_MAX + 2] = {{0}};
    ASSURE(command->option_count <= OPTIONS_MAX);
    fill_table(command, table);
    optind = 0;
    opterr = 0;
    int at = 0;
    int found;
    while ((found = getopt_long(argc, argv, ":", table, &at)) != -1) {
        if (found == 'h') {
            print_help(command);
            return OPTIONS_HELP_SHOWN;
        }
        if (found != 'o') {
            return complain(command, argv[optind - 1], found);
        }
        if (!store_value(&command->options[at], optarg)) {
            return OPTIONS_WRONG;
        }
    }
    *out_first = optind;
    return check_operands(command, argc - optind);
}
