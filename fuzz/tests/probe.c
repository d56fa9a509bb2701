#include "fuzz/tests/probe.h"

#include "fuzz/oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The child's end of the pipe. */
static int report = -1;

static _Noreturn void tell(const char *name) {
    bool is_told = write(report, name, strlen(name)) == (ssize_t)strlen(name);
    _exit(is_told ? 0 : 1);
}

bool oracle_is_waived(const char *name) {
    (void)name;
    return false;
}

void oracle_break(const char *name, const char *format, ...) {
    (void)format;
    tell(name);
}

void oracle_setup_failed(const char *expression, const char *file, int line) {
    fprintf(stderr, "%s at %s:%d\n", expression, file, line);
    tell("setup");
}

void oracle_count_input(void) {
}

void oracle_count_deep(void) {
}

bool oracle_is_replay(void) {
    return true;
}

uint8_t *oracle_exact_copy(const void *data, size_t size) {
    uint8_t *copy = malloc(size);
    SETUP(copy != NULL);
    memcpy(copy, data, size);
    return copy;
}

static struct probe read_report(int from, pid_t child) {
    struct probe probe = {""};
    int status = 0;
    ssize_t size = read(from, probe.broken, sizeof probe.broken - 1);
    bool has_ended = waitpid(child, &status, 0) == child;
    if (size < 0 || !has_ended || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        (void)snprintf(probe.broken, sizeof probe.broken, "crash");
    }
    return probe;
}

struct probe probe_run(void (*attempt)(const void *context), const void *context) {
    int ends[2];
    SETUP(pipe(ends) == 0);
    fflush(NULL);
    pid_t child = fork();
    SETUP(child >= 0);
    if (child == 0) {
        report = ends[1];
        attempt(context);
        _exit(0);
    }
    close(ends[1]);
    struct probe probe = read_report(ends[0], child);
    close(ends[0]);
    return probe;
}

int probe_complain(const char *row, const char *expected, struct probe probe) {
    if (strcmp(expected, probe.broken) == 0) {
        return 0;
    }
    fprintf(stderr, "%s: expected \"%s\", broken is \"%s\"\n", row, expected, probe.broken);
    return 1;
}
