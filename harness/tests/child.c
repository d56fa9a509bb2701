#include "tests/child.h"

#include "tests/certify.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATH_SIZE = 1200, NAP_NS = 5000000, NAPS_PER_SECOND = 200 };

extern char **environ;

bool child_run(const char *profile, struct child *out_child) {
    static char program[] = ASSAY_PROGRAM, command[] = "run";
    char target[PATH_SIZE], reports[PATH_SIZE], out[PATH_SIZE], err[PATH_SIZE];
    char *arguments[] = {program, command, target, reports, NULL};
    const int flags = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_t actions;
    snprintf(target, sizeof target, "--target=%s", certify_path(profile));
    snprintf(reports, sizeof reports, "--reports=%s", certify_path("reports"));
    snprintf(out, sizeof out, "%s", certify_path("stdout"));
    snprintf(err, sizeof err, "%s", certify_path("stderr"));
    certify_remove("reports");
    if (posix_spawn_file_actions_init(&actions) != 0) {
        return false;
    }
    bool is_started =
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out, flags, 0600) == 0 &&
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err, flags, 0600) == 0 &&
        posix_spawn(&out_child->pid, program, &actions, NULL, arguments, environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    if (!is_started) {
        printf("%s cannot be started\n", program);
    }
    return is_started;
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
