#include "app/crew.h"

#include "base/assure.h"
#include "base/clock.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* So often the stop flag and the clock are looked at. */
enum { NAP_MS = 100 };

struct worker {
    pid_t id; /* 0: there is none */
    int fd;   /* tasks go out, results come in */
    bool is_busy;
    size_t task;
    size_t received; /* bytes of its result */
    int64_t begun_us;
    unsigned char *result; /* owned */
};

struct crew {
    const struct crew_options *options;
    struct worker *workers; /* owned: options->jobs of them */
    size_t next, open;      /* tasks: the next to be given out; given out and not settled */
    struct clock clock;
};

static int64_t now_us(const struct crew *crew) {
    return crew->clock.monotonic_us(crew->clock.context);
}

/* ---- in a worker ---- */

static bool send_all(int fd, const void *bytes, size_t size) {
    const unsigned char *at = bytes;
    while (size > 0) {
        ssize_t sent = send(fd, at, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent <= 0) {
            return false;
        }
        at += sent;
        size -= (size_t)sent;
    }
    return true;
}

static bool take_task(int fd, size_t *out_task) {
    ssize_t size;
    do {
        size = recv(fd, out_task, sizeof *out_task, MSG_WAITALL);
    } while (size < 0 && errno == EINTR);
    return size == (ssize_t)sizeof *out_task;
}

static _Noreturn void toil(const struct crew_options *options, int fd) {
    void *result = calloc(1, options->result_bytes);
    size_t task;
    while (result != NULL && take_task(fd, &task)) {
        options->work(options->context, task, result);
        if (!send_all(fd, result, options->result_bytes)) {
            break;
        }
    }
    free(result);
    _exit(0);
}

/* ---- here ---- */

/* A worker holds no other's socket: else that one would not see the end of its tasks. */
static void forget_others(const struct crew *crew) {
    for (unsigned i = 0; i < crew->options->jobs; i++) {
        if (crew->workers[i].id != 0) {
            close(crew->workers[i].fd);
        }
    }
}

static int hire(struct crew *crew, struct worker *worker) {
    int ends[2];
    pid_t parent = getpid();
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        return errno;
    }
    fflush(stdout);
    fflush(stderr);
    pid_t id = fork();
    if (id == 0) {
        close(ends[0]);
        forget_others(crew);
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) {
            _exit(1);
        }
        toil(crew->options, ends[1]);
    }
    int cause = errno;
    close(ends[1]);
    if (id < 0) {
        close(ends[0]);
        return cause;
    }
    worker->id = id;
    worker->fd = ends[0];
    worker->is_busy = false;
    return 0;
}

static void dismiss(struct worker *worker, int signal_number, int *out_status) {
    close(worker->fd);
    if (signal_number != 0) {
        kill(worker->id, signal_number);
    }
    while (waitpid(worker->id, out_status, 0) < 0 && errno == EINTR) {
    }
    worker->id = 0;
}

static void lose(struct crew *crew, struct worker *worker, const char *why) {
    crew->open--;
    worker->is_busy = false;
    crew->options->on_loss(crew->options->context, worker->task, why);
}

static void bury(struct crew *crew, struct worker *worker) {
    char why[128];
    int status = 0;
    dismiss(worker, 0, &status);
    if (WIFSIGNALED(status)) {
        snprintf(why, sizeof why, "its process was ended by signal %d (%s)", WTERMSIG(status),
                 strsignal(WTERMSIG(status)));
    } else {
        snprintf(why, sizeof why, "its process ended with exit code %d", WEXITSTATUS(status));
    }
    lose(crew, worker, why);
}

static bool may_give_out(const struct crew *crew) {
    bool is_stopped = crew->options->stop != NULL && *crew->options->stop != 0;
    return !is_stopped && crew->next < crew->options->task_count;
}

/* Gives the worker a task, and makes one first where there is none. */
static int give_out(struct crew *crew, struct worker *worker) {
    int cause = worker->id == 0 ? hire(crew, worker) : 0;
    if (cause != 0) {
        return cause;
    }
    worker->task = crew->next++;
    worker->received = 0;
    worker->begun_us = now_us(crew);
    worker->is_busy = true;
    crew->open++;
    /* Where it has died meanwhile, its socket's end tells. */
    (void)send_all(worker->fd, &worker->task, sizeof worker->task);
    return 0;
}

static void receive(struct crew *crew, struct worker *worker) {
    size_t wanted = crew->options->result_bytes - worker->received;
    ssize_t size = recv(worker->fd, worker->result + worker->received, wanted, MSG_DONTWAIT);
    if (size < 0 && (errno == EINTR || errno == EAGAIN)) {
        return;
    }
    if (size <= 0) {
        bury(crew, worker);
        return;
    }
    worker->received += (size_t)size;
    if (worker->received == crew->options->result_bytes) {
        crew->open--;
        worker->is_busy = false;
        crew->options->on_result(crew->options->context, worker->task, worker->result);
    }
}

static void end_if_late(struct crew *crew, struct worker *worker) {
    if (worker->is_busy && now_us(crew) - worker->begun_us > crew->options->limit_us) {
        int status;
        dismiss(worker, SIGKILL, &status);
        lose(crew, worker, "it took too long, so its process was ended");
    }
}

static void listen_to_all(struct crew *crew) {
    struct pollfd polled[CREW_JOBS_MAX];
    unsigned jobs = crew->options->jobs;
    for (unsigned i = 0; i < jobs; i++) {
        const struct worker *worker = &crew->workers[i];
        polled[i] = (struct pollfd){worker->is_busy ? worker->fd : -1, POLLIN, 0};
    }
    if (poll(polled, jobs, NAP_MS) < 0) {
        return; /* a signal: the loop looks at the flag */
    }
    for (unsigned i = 0; i < jobs; i++) {
        if (polled[i].revents != 0) {
            receive(crew, &crew->workers[i]);
        }
        end_if_late(crew, &crew->workers[i]);
    }
}

/* One worker is enough to go on. */
static int give_out_all(struct crew *crew) {
    int cause = 0;
    for (unsigned i = 0; i < crew->options->jobs && may_give_out(crew); i++) {
        if (!crew->workers[i].is_busy) {
            int own_cause = give_out(crew, &crew->workers[i]);
            cause = own_cause == 0 ? cause : own_cause;
        }
    }
    return crew->open == 0 ? cause : 0;
}

static enum status drive(struct crew *crew, struct diagnostic *out_diagnostic) {
    while (crew->open > 0 || may_give_out(crew)) {
        int cause = give_out_all(crew);
        if (cause != 0) {
            diagnostic_set(out_diagnostic, "no process can be made for the next cell: %s",
                           strerror(cause));
            return STATUS_NO_MEMORY;
        }
        listen_to_all(crew);
    }
    return crew->next == crew->options->task_count ? STATUS_OK : STATUS_INTERRUPTED;
}

static enum status seat(struct crew *crew) {
    crew->workers = calloc(crew->options->jobs, sizeof *crew->workers);
    if (crew->workers == NULL) {
        return STATUS_NO_MEMORY;
    }
    for (unsigned i = 0; i < crew->options->jobs; i++) {
        crew->workers[i].result = malloc(crew->options->result_bytes);
        if (crew->workers[i].result == NULL) {
            return STATUS_NO_MEMORY;
        }
    }
    return STATUS_OK;
}

static void send_home(struct crew *crew) {
    for (unsigned i = 0; crew->workers != NULL && i < crew->options->jobs; i++) {
        struct worker *worker = &crew->workers[i];
        int status;
        if (worker->id != 0) {
            dismiss(worker, worker->is_busy ? SIGKILL : 0, &status);
        }
        free(worker->result);
    }
    free(crew->workers);
}

enum status crew_run(const struct crew_options *options, struct diagnostic *out_diagnostic) {
    ASSURE(options->jobs > 0 && options->jobs <= CREW_JOBS_MAX && options->result_bytes > 0);
    struct crew crew = {.options = options, .clock = clock_system()};
    enum status status = seat(&crew);
    status = status == STATUS_OK ? drive(&crew, out_diagnostic) : status;
    send_home(&crew);
    return status;
}
