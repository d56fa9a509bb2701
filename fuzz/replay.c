/* Runs a target on inputs that exist: files, and folders with all that is below them, in the order
   of their names. What an engine found is reproduced with it, and a corpus is a test. */
#include "fuzz/oracle.h"
#include "fuzz/page.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    INPUT_BYTES_MAX = 1 << 20,
    DEPTH_MAX = 16, /* of folders: a link to a parent ends */
    EXIT_BROKEN = 1,
    EXIT_USAGE = 2,
    EXIT_REFUSED = 3, /* of a process of its own: not deep */
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv) __attribute__((weak));
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));
int __lsan_do_recoverable_leak_check(void) __attribute__((weak));

/* With --all, what came of the inputs, each in a process of its own. */
static struct {
    bool is_wanted;
    size_t inputs;
    size_t deep;
    size_t broken;
} all;

static bool is_shallow_fine, is_sampled;

/* The input at hand, for who dies of it. */
static const char *current_path;

static void name_input(void) {
    static const char prefix[] = "replay: this was ";
    if (current_path) {
        const char *parts[] = {prefix, current_path, "\n"};
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
            if (write(STDERR_FILENO, parts[i], strlen(parts[i])) < 0) {
                return;
            }
        }
    }
}

static void on_signal(int number) {
    name_input();
    signal(number, SIG_DFL);
    raise(number);
}

/* A sanitizer tells us itself, and has more to say of a fault than we. */
static void watch_for_death(void) {
    signal(SIGABRT, on_signal);
    if (__sanitizer_set_death_callback) {
        __sanitizer_set_death_callback(name_input);
        return;
    }
    signal(SIGSEGV, on_signal);
    signal(SIGBUS, on_signal);
}

static _Noreturn void give_up(const char *path, const char *trouble) {
    fprintf(stderr, "replay: %s: %s\n", path, trouble);
    exit(EXIT_USAGE);
}

static uint8_t *read_input(const char *path, size_t size) {
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(size + 1);
    if (!file || !data) {
        give_up(path, strerror(errno));
    }
    if (fread(data, 1, size + 1, file) != size || ferror(file)) {
        give_up(path, "not read whole, or it grew meanwhile");
    }
    fclose(file);
    return data;
}

static _Noreturn void run_and_leave(const uint8_t *data, size_t size) {
    LLVMFuzzerTestOneInput(data, size);
    if (__lsan_do_recoverable_leak_check && __lsan_do_recoverable_leak_check()) {
        name_input();
        _exit(EXIT_BROKEN);
    }
    _exit(oracle_counted().deep ? 0 : EXIT_REFUSED);
}

static void run_apart(const uint8_t *data, size_t size) {
    int status;
    const pid_t child = fork();
    if (child == 0) {
        run_and_leave(data, size);
    }
    if (child < 0 || waitpid(child, &status, 0) != child) {
        give_up(current_path, strerror(errno));
    }
    const bool is_sound =
        WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == EXIT_REFUSED);
    all.inputs++;
    all.deep += WIFEXITED(status) && WEXITSTATUS(status) == 0;
    all.broken += !is_sound;
}

static size_t replay_file(const char *path, size_t size) {
    if (size > INPUT_BYTES_MAX) {
        give_up(path, "more than 1 MiB, which no engine makes");
    }
    uint8_t *data = read_input(path, size);
    uint8_t *exact = oracle_exact_copy(data, size);
    free(data);
    current_path = path;
    if (all.is_wanted) {
        run_apart(exact, size);
    } else {
        LLVMFuzzerTestOneInput(exact, size);
    }
    current_path = NULL;
    free(exact);
    return 1;
}

static int is_entry(const struct dirent *entry) {
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static size_t replay_path(const char *path, int depth);

static size_t replay_folder(const char *path, int depth) {
    struct dirent **entries;
    const int count = scandir(path, &entries, is_entry, alphasort);
    if (count < 0) {
        give_up(path, strerror(errno));
    }
    size_t inputs = 0;
    for (int i = 0; i < count; i++) {
        char *below = NULL;
        if (asprintf(&below, "%s/%s", path, entries[i]->d_name) < 0) {
            give_up(path, "no memory");
        }
        inputs += replay_path(below, depth + 1);
        free(below);
        free(entries[i]);
    }
    free(entries);
    return inputs;
}

/* How many inputs were run. */
static size_t replay_path(const char *path, int depth) {
    struct stat status;
    if (stat(path, &status)) {
        give_up(path, strerror(errno));
    }
    if (S_ISREG(status.st_mode)) {
        return replay_file(path, (size_t)status.st_size);
    }
    if (!S_ISDIR(status.st_mode)) {
        give_up(path, "neither a file nor a folder");
    }
    if (depth > DEPTH_MAX) {
        give_up(path, "folders too deep in each other");
    }
    return replay_folder(path, depth);
}

static _Noreturn void usage(int code) {
    fputs("Usage: replay_TARGET [--all] [--pages] [--sampled] [--shallow] FILE|FOLDER...\n"
          "\n"
          "Runs the target on each file, and on each below a folder.\n"
          "  --all      goes on after a broken oracle; each input gets a process of its own\n"
          "  --pages    each input ends where a protected page begins, instead of a heap block\n"
          "  --sampled  holds the dear oracles to a sample of the inputs, as an engine does\n"
          "  --shallow  inputs that all are refused at the first look are no failure\n"
          "\n"
          "Exit: 0 all oracles hold; 1 no input got deep; 2 usage, or an input cannot be read;\n"
          "a broken oracle aborts, a sanitizer exits as it was told; with --all both are 1.\n",
          code ? stderr : stdout);
    exit(code);
}

/* Takes the options, and moves what is left to the front. */
static int take_options(int argc, char **argv) {
    int left = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            usage(0);
        } else if (strcmp(argv[i], "--pages") == 0) {
            page_use();
        } else if (strcmp(argv[i], "--all") == 0) {
            all.is_wanted = true;
        } else if (strcmp(argv[i], "--shallow") == 0) {
            is_shallow_fine = true;
        } else if (strcmp(argv[i], "--sampled") == 0) {
            is_sampled = true;
        } else if (argv[i][0] == '-') {
            fprintf(stderr, "replay: there is no option %s\n", argv[i]);
            usage(EXIT_USAGE);
        } else {
            argv[left++] = argv[i];
        }
    }
    return left;
}

/* What all of it proves. */
static int conclude(void) {
    if (all.is_wanted) {
        fprintf(stderr, "%s: %zu inputs, %zu deep, %zu broken\n", program_invocation_short_name,
                all.inputs, all.deep, all.broken);
    }
    if (all.broken) {
        return EXIT_BROKEN;
    }
    if (oracle_counted().deep || all.deep || is_shallow_fine) {
        return 0;
    }
    fprintf(stderr, "replay: no input got deep: these prove nothing\n");
    return EXIT_BROKEN;
}

int main(int argc, char **argv) {
    oracle_check_subject();
    if (LLVMFuzzerInitialize) {
        LLVMFuzzerInitialize(&argc, &argv);
    }
    const int paths = take_options(argc, argv);
    if (!paths) {
        usage(EXIT_USAGE);
    }
    if (!is_sampled) {
        oracle_set_replay();
    }
    watch_for_death();
    for (int i = 0; i < paths; i++) {
        if (!replay_path(argv[i], 0)) {
            give_up(argv[i], "there is no input in it");
        }
    }
    return conclude();
}
