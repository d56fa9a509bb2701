#include "tests/child.h"

#include "tests/certify.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ARGUMENTS_MAX = 10, PATH_SIZE = 1200, NAP_NS = 5000000, NAPS_PER_SECOND = 200 };

extern char **environ;

/* Puts the program's name before the arguments. */
static bool spawn(const char *const *arguments, const posix_spawn_file_actions_t *actions,
                  struct child *out_child) {
    static char program[] = ASSAY_PROGRAM;
    char texts[ARGUMENTS_MAX][PATH_SIZE];
    char *pointers[ARGUMENTS_MAX + 2] = {program};
    for (size_t i = 0; i < ARGUMENTS_MAX && arguments[i] != NULL; i++) {
        snprintf(texts[i], sizeof texts[i], "%s", arguments[i]);
        pointers[i + 1] = texts[i];
    }
    bool is_started = posix_spawn(&out_child->pid, program, actions, NULL, pointers, environ) == 0;
    if (!is_started) {
        printf("%s cannot be started\n", program);
    }
    return is_started;
}

bool child_start(const char *const *arguments, struct child *out_child) {
    char out[PATH_SIZE], err[PATH_SIZE];
    const int flags = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_t actions;
    snprintf(out, sizeof out, "%s", certify_path("stdout"));
    snprintf(err, sizeof err, "%s", certify_path("stderr"));
    if (posix_spawn_file_actions_init(&actions) != 0) {
        return false;
    }
    bool is_started =
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out, flags, 0600) == 0 &&
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err, flags, 0600) == 0 &&
        spawn(arguments, &actions, out_child);
    posix_spawn_file_actions_destroy(&actions);
    return is_started;
}

bool child_run(const char *profile, struct child *out_child) {
    char target[PATH_SIZE], reports[PATH_SIZE];
    const char *const arguments[] = {"run", target, reports, NULL};
    snprintf(target, sizeof target, "--target=%s", certify_path(profile));
    snprintf(reports, sizeof reports, "--reports=%s", certify_path("reports"));
    certify_remove("reports");
    return child_start(arguments, out_child);
}

/* A terminal's two ends; the inner one by name. */
static int open_terminal(char out_inner[PATH_SIZE]) {
    int outer = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    bool is_open = outer >= 0 && grantpt(outer) == 0 && unlockpt(outer) == 0 &&
                   ptsname_r(outer, out_inner, PATH_SIZE) == 0;
    if (!is_open && outer >= 0) {
        close(outer);
    }
    return is_open ? outer : -1;
}

/* Until the other end is closed, or nothing comes for so long. */
static bool read_screen(int outer, double seconds, struct buffer *out_screen) {
    struct pollfd poll_of = {.fd = outer, .events = POLLIN};
    char piece[4096];
    ssize_t size = 1;
    while (size > 0 && poll(&poll_of, 1, (int)(seconds * 1000)) > 0) {
        size = read(outer, piece, sizeof piece);
        if (size > 0 && buffer_append(out_screen, bytes_of(piece, (size_t)size)) != STATUS_OK) {
            return false;
        }
    }
    return size <= 0; /* EIO: the program has ended */
}

bool child_watch(const char *const *arguments, double seconds, struct buffer *out_screen) {
    char inner[PATH_SIZE];
    struct child child;
    posix_spawn_file_actions_t actions;
    int outer = open_terminal(inner);
    if (outer < 0 || posix_spawn_file_actions_init(&actions) != 0) {
        return false;
    }
    bool is_watched = true;
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++) {
        is_watched = is_watched && posix_spawn_file_actions_addopen(&actions, stream, inner,
                                                                    O_RDWR | O_NOCTTY, 0) == 0;
    }
    is_watched = is_watched && spawn(arguments, &actions, &child);
    posix_spawn_file_actions_destroy(&actions);
    if (is_watched) {
        is_watched = read_screen(outer, seconds, out_screen);
        (void)child_wait(&child, seconds);
    }
    close(outer);
    return is_watched;
}

struct child_end child_wait(const struct child *child, double seconds) {
    const struct timespec nap = {.tv_nsec = NAP_NS};
    struct rusage usage = {0};
    int status = 0;
    unsigned naps = 0;
    while (wait4(child->pid, &status, WNOHANG, &usage) == 0) {
        if (naps++ > seconds * NAPS_PER_SECOND) {
            kill(child->pid, SIGKILL);
        }
        nanosleep(&nap, NULL);
    }
    return (struct child_end){
        .exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
        .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
        .has_core = WIFSIGNALED(status) && WCOREDUMP(status),
        .seconds = (double)naps / NAPS_PER_SECOND,
        .memory_bytes = usage.ru_maxrss * 1024,
    };
}
