/* The subcommands, one file each, and what their exit codes mean. */
#ifndef APP_COMMANDS_H
#define APP_COMMANDS_H

#include "app/options.h"

/* What a run came to; scripts key on these numbers. */
enum {
    EXIT_CONFORMANT = 0,
    EXIT_NONCONFORMANT = 1,
    EXIT_USAGE = 2,
    EXIT_INCONCLUSIVE = 3,
    EXIT_NO_VERDICT = 4,
    EXIT_HARNESS = 5,
};

extern const struct command command_run, command_list, command_explain, command_mock, command_judge,
    command_body, command_url, command_keygen, command_verify, command_selftest, command_baseline,
    command_diff;

/* Parses `argv`, which begins with the command's own name, and performs the command. Returns an
   exit code. */
int command_perform(const struct command *command, int argc, char **argv);

#endif
