#include "fuzz/scripted_server.h"

#include "fuzz/oracle.h"
#include "fuzz/oracles/recorded.h"

#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The client looks four times before it goes to sleep: the fourth look makes that a short nap, and
   some naps later nothing is to be expected any more. */
enum { LOOKS_BEFORE_NAP = 4, PATIENCE = 6 * LOOKS_BEFORE_NAP, PIECES = 3 };

static struct scripted_server *running;

void scripted_server_init(struct scripted_server *server, const struct step *steps, size_t count) {
    SETUP(running == NULL);
    *server = (struct scripted_server){.steps = steps, .count = count, .peer = -1, .client = -1};
    running = server;
}

static void hang_up(struct scripted_server *server) {
    if (server->peer >= 0) {
        close(server->peer);
        server->peer = -1;
    }
}

void scripted_server_clean_up(struct scripted_server *server) {
    hang_up(server);
    running = NULL;
}

/* The client has one connection at a time: it gave up the one before. */
int socket(int domain, int type, int protocol) {
    int pair[2];
    if (running == NULL || domain != AF_INET || (type & SOCK_STREAM) == 0) {
        return (int)syscall(SYS_socket, domain, type, protocol);
    }
    hang_up(running);
    SETUP(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0);
    running->peer = pair[0];
    running->client = pair[1];
    return pair[1];
}

/* The address as glibc's own declaration has it. */
int connect(int descriptor, __CONST_SOCKADDR_ARG address, socklen_t size) {
    bool is_pair = running != NULL && descriptor == running->client;
    return is_pair ? 0 : (int)syscall(SYS_connect, descriptor, address.__sockaddr__, size);
}

static bool has_taken_request(struct scripted_server *server) {
    char request[8192];
    bool has_come = recv(server->peer, request, sizeof request, MSG_DONTWAIT) > 0;
    server->is_answering = server->is_answering || has_come;
    return has_come;
}

static void end_answer(struct scripted_server *server, const struct step *step) {
    server->at++;
    server->is_answering = false;
    server->sent_bytes = 0;
    if (!step_has(step, 'k')) {
        hang_up(server);
    }
}

/* What does not fit into the pipe is sent the next time. */
static bool has_answered(struct scripted_server *server) {
    if (!server->is_answering || server->at == server->count) {
        return false;
    }
    const struct step *step = &server->steps[server->at];
    struct bytes answer = step_has(step, 'n') ? bytes_of("", 0) : step->answer;
    struct bytes rest = bytes_slice(answer, server->sent_bytes, answer.size);
    size_t piece = step_has(step, 'p') ? answer.size / PIECES + 1 : answer.size;
    ssize_t sent = send(server->peer, rest.data, piece < rest.size ? piece : rest.size,
                        MSG_DONTWAIT | MSG_NOSIGNAL);
    server->sent_bytes += sent > 0 ? (size_t)sent : 0;
    if (server->sent_bytes == answer.size) {
        end_answer(server, step);
        return true;
    }
    return sent > 0;
}

static int64_t look_at_the_clock(void *context) {
    struct scripted_server *server = context;
    bool has_moved = server->peer >= 0 && (has_taken_request(server) || has_answered(server));
    server->idle = has_moved ? 0 : server->idle + 1;
    return server->idle < LOOKS_BEFORE_NAP ? 0
           : server->idle < PATIENCE       ? SERVER_DEADLINE_US - 1
                                           : SERVER_DEADLINE_US;
}

static int64_t look_at_the_calendar(void *context) {
    (void)context;
    return INT64_C(1645689600000000);
}

struct clock scripted_server_clock(struct scripted_server *server) {
    return (struct clock){look_at_the_clock, look_at_the_calendar, NULL, server};
}

/* ---- its client ---- */

static char *copy(const char *text) {
    char *same = strdup(text);
    SETUP(same != NULL);
    return same;
}

static enum source_state next_request(void *context, struct request *out_request) {
    struct scripted_server *server = context;
    if (server->asked == server->count) {
        return SOURCE_DONE;
    }
    const struct case_row *row = server->steps[server->asked++].row;
    server->idle = 0;
    *out_request = (struct request){
        .case_id = row->id,
        .method = row->request.method == NULL ? "GET" : row->request.method,
        .url = copy("http://127.0.0.1:1/iocm/app/reg/v1.1.0/deviceCredentials/dev-1"),
        .headers = {copy("Authorization: Bearer " RECORDED_SECRET)},
        .header_count = 1,
        .asked_device = copy("dev-1"),
        .asked_device_size = strlen("dev-1"),
    };
    return SOURCE_REQUEST;
}

struct request_source scripted_server_source(struct scripted_server *server) {
    return (struct request_source){next_request, server};
}
