/* The command line: one table per subcommand says what it takes; parsing, --help and the messages
   for what does not fit are the same for all. */
#ifndef APP_OPTIONS_H
#define APP_OPTIONS_H

#include "base/bytes.h"

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_NUMBER, OPTION_LIST };

enum { OPTION_LIST_MAX = 64 };

struct option_list {
    const char *items[OPTION_LIST_MAX];
    size_t count;
};

/* One long option. `out` is a bool, const char *, uint64_t or struct option_list, by kind. */
struct option_spec {
    const char *name;     /* without the dashes */
    const char *argument; /* what --help calls its value; NULL for a flag */
    const char *help;
    enum option_kind kind;
    void *out;
    uint64_t max; /* OPTION_NUMBER: the largest it may be */
};

struct command_spec {
    const char *name;
    const char *operands; /* e.g. "ENDPOINT DEVICE_ID [APP_ID]"; "" for none */
    const char *summary;  /* one sentence */
    const char *details;  /* more for --help; NULL for none */
    const struct option_spec *options;
    size_t option_count;
    int operands_min, operands_max;
};

enum options_result { OPTIONS_OK, OPTIONS_HELP_SHOWN, OPTIONS_WRONG };

/* Fills what the options point to; `out_first` is the index of the first operand in argv (which
   may be permuted). Wrong usage is explained on stderr, help goes to stdout. */
enum options_result options_parse(const struct command_spec *command, int argc, char **argv,
                                  int *out_first) MUST_USE;

/* For an unknown word: prints "did you mean" on stderr when one of `names` is near. */
void options_suggest(const char *word, const char *const *names, size_t count);

#endif
