#include "app/commands.h"
#include "base/assure.h"

int command_perform(const struct command *command, int argc, char **argv) {
    _Alignas(max_align_t) unsigned char arguments[ARGUMENTS_SIZE_MAX] = {0};
    ASSURE(command->arguments_size <= sizeof arguments);
    if (command->defaults != NULL) {
        memcpy(arguments, command->defaults, command->arguments_size);
    }
    char **operands;
    switch (options_parse(command, argc, argv, arguments, &operands)) {
    case OPTIONS_OK:
        return command->perform(arguments, operands);
    case OPTIONS_HELP_SHOWN:
        return EXIT_CONFORMANT;
    case OPTIONS_WRONG:
        break;
    }
    return EXIT_USAGE;
}
