/* The subcommands: each gets its own arguments (argv[0] is its name) and returns an exit code. */
#ifndef APP_COMMANDS_H
#define APP_COMMANDS_H

/* What a run came to; scripts key on these numbers. */
enum {
    EXIT_CONFORMANT = 0,
    EXIT_NONCONFORMANT = 1,
    EXIT_USAGE = 2,
    EXIT_INCONCLUSIVE = 3,
    EXIT_NO_VERDICT = 4,
    EXIT_HARNESS = 5,
};

int command_run(int argc, char **argv);
int command_list(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_mock(int argc, char **argv);
int command_judge(int argc, char **argv);
int command_body(int argc, char **argv);
int command_url(int argc, char **argv);

#endif
