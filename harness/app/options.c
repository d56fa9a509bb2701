#include "app/options.h"

#include "app/wrap.h"
#include "base/assure.h"
#include "base/nearness.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>

enum { OPTIONS_MAX = 24, HELP_COLUMN = 30, DEFAULT_WIDTH = 100 };

/* What getopt_long returns for ours; no character, so that a stray short option is told apart. */
enum { FOUND_OPTION = 256, FOUND_HELP };

static void print_help(const struct command *command) {
    size_t width = wrap_width(DEFAULT_WIDTH);
    printf("Usage: assay %s%s%s%s\n\n", command->name,
           command->option_count > 0 ? " [OPTION]..." : "", command->operands[0] != '\0' ? " " : "",
           command->operands);
    wrap_row("", 0, command->summary, width);
    if (command->details != NULL) {
        putchar('\n');
        wrap_row("", 0, command->details, width);
    }
    printf("\nOptions:\n");
    for (size_t i = 0; i < command->option_count; i++) {
        const struct option_spec *option = &command->options[i];
        char left[64];
        snprintf(left, sizeof left, "  --%s%s%s", option->name, option->argument ? " " : "",
                 option->argument ? option->argument : "");
        wrap_row(left, HELP_COLUMN, option->help, width);
    }
    wrap_row("  --help", HELP_COLUMN, "show this text", width);
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

static bool append(const struct option_spec *option, const char *text, struct option_list *list) {
    if (list->count == OPTION_LIST_MAX) {
        fprintf(stderr, "assay: --%s is given more than %d times\n", option->name,
                (int)OPTION_LIST_MAX);
        return false;
    }
    list->items[list->count++] = text;
    return true;
}

/* The last one would win, and the first be forgotten without a word. */
static bool is_given_again(const struct option_spec *option, bool *inout_is_given) {
    bool takes_one = option->kind == OPTION_TEXT || option->kind == OPTION_NUMBER;
    bool is_again = takes_one && *inout_is_given;
    if (is_again) {
        fprintf(stderr, "assay: --%s is given twice; give it once\n", option->name);
    }
    *inout_is_given = true;
    return is_again;
}

static bool store_value(const struct option_spec *option, const char *text, void *arguments) {
    void *place = (unsigned char *)arguments + option->at;
    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)place = true;
        break;
    case OPTION_TEXT:
        *(const char **)place = text;
        break;
    case OPTION_NUMBER:
        return parse_number(option, text, place);
    case OPTION_LIST:
        return append(option, text, place);
    }
    return true;
}

static const char *nearest_of(const char *word, const char *const *names, size_t count) {
    const char *nearest = NULL;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        size_t edits = 0;
        if (nearness_is_close(bytes_of_text(word), bytes_of_text(names[i]), &edits) &&
            edits < least) {
            least = edits;
            nearest = names[i];
        }
    }
    return nearest;
}

void options_suggest(const char *word, const char *const *names, size_t count) {
    const char *nearest = nearest_of(word, names, count);
    if (nearest != NULL) {
        fprintf(stderr, "assay: did you mean '%s'?\n", nearest);
    }
}

/* Long options may be cut short as long as one alone begins so; prints those that do. */
static bool list_ambiguous(const struct command *command, const char *word, size_t size) {
    const char *found[OPTIONS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < command->option_count; i++) {
        if (strncmp(command->options[i].name, word, size) == 0) {
            found[count++] = command->options[i].name;
        }
    }
    if (count < 2) {
        return false;
    }
    fprintf(stderr, "assay: '--%.*s' may be ", (int)size, word);
    for (size_t i = 0; i < count; i++) {
        fprintf(stderr, "%s--%s", i == 0 ? "" : i + 1 == count ? " or " : ", ", found[i]);
    }
    fprintf(stderr, "\n");
    return true;
}

static void complain_of_long(const struct command *command, const char *word) {
    char name[64];
    size_t size = strcspn(word, "=");
    if (list_ambiguous(command, word, size)) {
        return;
    }
    fprintf(stderr, "assay: %s has no option '--%.*s'\n", command->name, (int)size, word);
    snprintf(name, sizeof name, "%.*s", (int)size, word);
    const char *names[OPTIONS_MAX];
    for (size_t i = 0; i < command->option_count; i++) {
        names[i] = command->options[i].name;
    }
    const char *nearest = nearest_of(name, names, command->option_count);
    if (nearest != NULL) {
        fprintf(stderr, "assay: did you mean '--%s'?\n", nearest);
    }
}

/* What getopt_long did not take: `optopt` is 0 for a long option that it does not know, ours for
   one that is given a value it does not take, and a character for a short one. */
static enum options_result complain(const struct command *command, const char *word, int failure) {
    if (failure == ':') {
        fprintf(stderr, "assay: '%s' needs a value\n", word);
    } else if (optopt == 0) {
        complain_of_long(command, word + 2);
    } else if (optopt >= FOUND_OPTION) {
        fprintf(stderr, "assay: '%.*s' takes no value\n", (int)strcspn(word, "="), word);
    } else {
        fprintf(stderr, "assay: %s has no option '-%c'; options are long here\n", command->name,
                optopt);
    }
    fprintf(stderr, "assay: `assay %s --help` shows what it takes\n", command->name);
    return OPTIONS_WRONG;
}

static void fill_table(const struct command *command, struct option *table) {
    for (size_t i = 0; i < command->option_count; i++) {
        bool has_value = command->options[i].kind != OPTION_FLAG;
        table[i] = (struct option){command->options[i].name,
                                   has_value ? required_argument : no_argument, NULL, FOUND_OPTION};
    }
    table[command->option_count] = (struct option){"help", no_argument, NULL, FOUND_HELP};
}

static enum options_result check_operands(const struct command *command, int count) {
    if (count >= command->operands_min && count <= command->operands_max) {
        return OPTIONS_OK;
    }
    bool takes_none = command->operands[0] == '\0';
    fprintf(stderr, "assay: %s takes %s%s; `assay %s --help` shows how\n", command->name,
            takes_none ? "options alone" : command->operands,
            !takes_none && count > command->operands_max ? " and nothing more" : "", command->name);
    return OPTIONS_WRONG;
}

enum options_result options_parse(const struct command *command, int argc, char **argv,
                                  void *arguments, char ***out_operands) {
    struct option table[OPTIONS_MAX + 2] = {{0}};
    bool is_given[OPTIONS_MAX] = {false};
    ASSURE(command->option_count <= OPTIONS_MAX);
    fill_table(command, table);
    optind = 0;
    opterr = 0;
    int at = 0;
    int found;
    while ((found = getopt_long(argc, argv, ":", table, &at)) != -1) {
        if (found == FOUND_HELP) {
            print_help(command);
            return OPTIONS_HELP_SHOWN;
        }
        if (found != FOUND_OPTION) {
            return complain(command, argv[optind - 1], found);
        }
        if (is_given_again(&command->options[at], &is_given[at]) ||
            !store_value(&command->options[at], optarg, arguments)) {
            return OPTIONS_WRONG;
        }
    }
    *out_operands = argv + optind;
    return check_operands(command, argc - optind);
}
