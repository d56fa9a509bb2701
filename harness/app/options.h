/* The command line: one table per subcommand says what it takes; parsing, --help and the messages
   for what does not fit are the same for all. */
#ifndef APP_OPTIONS_H
#define APP_OPTIONS_H

#include "base/bytes.h"

#include <stddef.h>

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_NUMBER, OPTION_LIST };

enum { OPTION_LIST_MAX = 64 };

struct option_list {
    const char *items[OPTION_LIST_MAX];
    size_t count;
};

/* One long option. */
struct option_spec {
    const char *name;     /* without the dashes */
    const char *argument; /* what --help calls its value; NULL for a flag */
    const char *help;
    enum option_kind kind;
    size_t at;    /* offset in the command's arguments of a bool, const char *, uint64_t or
                     struct option_list, by kind */
    uint64_t max; /* OPTION_NUMBER: the largest it may be */
};

enum { ARGUMENTS_SIZE_MAX = 4096 };

/* One subcommand. */
struct command {
    const char *name;
    const char *brief;    /* for the list of commands */
    const char *operands; /* e.g. "ENDPOINT DEVICE_ID [APP_ID]"; "" for none */
    const char *summary;  /* one sentence */
    const char *details;  /* more for --help; NULL for none */
    const struct option_spec *options;
    size_t option_count;
    int operands_min, operands_max;
    const void *defaults;  /* what the options begin with; NULL: all zero */
    size_t arguments_size; /* of the struct that `perform` gets; ARGUMENTS_SIZE_MAX at most */
    /* `operands` ends with NULL. Returns an exit code. */
    int (*perform)(const void *arguments, char **operands);
};

enum options_result { OPTIONS_OK, OPTIONS_HELP_SHOWN, OPTIONS_WRONG };

/* Fills `arguments`, which hold the defaults; `out_operands` points into argv, which may be
   permuted. Wrong usage is explained on stderr, help goes to stdout. */
enum options_result options_parse(const struct command *command, int argc, char **argv,
                                  void *arguments, char ***out_operands) MUST_USE;

/* For an unknown word: prints "did you mean" on stderr when one of `names` is near. */
void options_suggest(const char *word, const char *const *names, size_t count);

#endif
