#include "mock/server.h"

#include "mock/handlers.h"

#include <microhttpd.h>

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    REQUEST_BODY_MAX = 64 * 1024,
    CHUNK_BYTES = 16,
    IDLE_SECONDS = 150, /* longer than a throttle window: a client may wait one out */
    THREADS_MAX = 8,
};

/* A request while it comes in. */
struct inbound {
    const char *line; /* where libmicrohttpd keeps the target; only compared, never read */
    struct bytes target;
    struct buffer body;
    bool is_begun;
    char text[]; /* the target */
};

/* libmicrohttpd is about to decode the target in place: this is the last moment it is whole. */
static void *keep_target(void *context, const char *target, struct MHD_Connection *connection) {
    (void)context;
    (void)connection;
    size_t size = strlen(target);
    struct inbound *inbound = malloc(sizeof *inbound + size + 1);
    if (inbound == NULL) {
        return NULL;
    }
    memcpy(inbound->text, target, size + 1);
    inbound->line = target;
    inbound->target = bytes_of(inbound->text, size);
    inbound->is_begun = false;
    buffer_init(&inbound->body, REQUEST_BODY_MAX);
    return inbound;
}

static void forget_request(void *context, struct MHD_Connection *connection, void **inbound_at,
                           enum MHD_RequestTerminationCode reason) {
    (void)context;
    (void)connection;
    (void)reason;
    struct inbound *inbound = *inbound_at;
    if (inbound != NULL) {
        buffer_clean_up(&inbound->body);
        free(inbound);
        *inbound_at = NULL;
    }
}

/* Each connection counts its calls. */
static void notice_connection(void *context, struct MHD_Connection *connection, void **counter_at,
                              enum MHD_ConnectionNotificationCode event) {
    (void)context;
    (void)connection;
    if (event == MHD_CONNECTION_NOTIFY_STARTED) {
        *counter_at = calloc(1, sizeof(struct call_count));
    } else {
        free(*counter_at);
        *counter_at = NULL;
    }
}

static void count_call(struct MHD_Connection *connection, struct call *call) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    call->connection = info == NULL ? NULL : info->socket_context;
    call->ordinal = call->connection == NULL ? 0 : call->connection->all++;
}

static size_t leave_escapes(void *context, struct MHD_Connection *connection, char *text) {
    (void)context;
    (void)connection;
    return strlen(text);
}

static enum MHD_Result pick_header(void *context, enum MHD_ValueKind kind, const char *name,
                                   size_t name_size, const char *value, size_t value_size) {
    (void)kind;
    call_note_header(context, bytes_of(name, name_size), bytes_of(value, value_size));
    return MHD_YES;
}

/* A NUL byte in the request line ends the target early for libmicrohttpd, and what is left may
   look like a whole id. The version stands right behind the target and one space, unless more was
   there. */
static bool has_hidden_end(const struct inbound *inbound, const char *version) {
    return version > inbound->line && (size_t)(version - inbound->line) > inbound->target.size + 1;
}

static ssize_t read_chunk(void *context, uint64_t position, char *out_chunk, size_t room) {
    const struct buffer *body = context;
    struct bytes rest = bytes_slice(buffer_view(body), (size_t)position, CHUNK_BYTES);
    if (rest.data == NULL || rest.size == 0) {
        return MHD_CONTENT_READER_END_OF_STREAM;
    }
    size_t size = rest.size < room ? rest.size : room;
    memcpy(out_chunk, rest.data, size);
    return (ssize_t)size;
}

static void free_body(void *context) {
    struct buffer *body = context;
    buffer_clean_up(body);
    free(body);
}

static struct MHD_Response *new_chunked(struct reply *reply) {
    struct buffer *body = malloc(sizeof *body);
    if (body == NULL) {
        return NULL;
    }
    *body = reply->body;
    buffer_init(&reply->body, REPLY_BODY_LIMIT);
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, read_chunk, body, free_body);
    if (response == NULL) {
        free_body(body);
    }
    return response;
}

/* The response owns the body from then on. */
static struct MHD_Response *new_response(struct reply *reply) {
    if (reply->framing == REPLY_CHUNKED && reply->body.size > 0) {
        return new_chunked(reply);
    }
    struct bytes body = buffer_view(&reply->body);
    struct MHD_Response *response = MHD_create_response_from_buffer(
        body.size, reply->body.data,
        body.data == NULL ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_FREE);
    if (response != NULL) {
        buffer_init(&reply->body, REPLY_BODY_LIMIT);
    }
    return response;
}

static enum MHD_Result send_reply(struct MHD_Connection *connection, struct reply *reply) {
    struct MHD_Response *response = new_response(reply);
    if (response == NULL) {
        return MHD_NO;
    }
    enum MHD_Result result = MHD_YES;
    for (size_t i = 0; result == MHD_YES && i < reply->header_count; i++) {
        result = MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value);
    }
    if (result == MHD_YES) {
        result = MHD_queue_response(connection, reply->status, response);
    }
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result answer(struct world *world, struct MHD_Connection *connection,
                              const struct inbound *inbound, const char *method,
                              const char *version) {
    struct call call;
    struct reply reply;
    call_init(&call, world);
    call.method = bytes_of_text(method);
    call.locator =
        locator_split(has_hidden_end(inbound, version) ? bytes_of("", 0) : inbound->target);
    call.body = buffer_view(&inbound->body);
    count_call(connection, &call);
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, pick_header, &call);
    reply_init(&reply);
    dispatch(&call, &reply);
    enum MHD_Result result = send_reply(connection, &reply);
    reply_clean_up(&reply);
    return result;
}

/* Called once when the headers are there, then for each part of the body, then once more. */
static enum MHD_Result handle_request(void *context, struct MHD_Connection *connection,
                                      const char *url, const char *method, const char *version,
                                      const char *part, size_t *part_size, void **inbound_at) {
    (void)url;
    struct inbound *inbound = *inbound_at;
    if (inbound == NULL) {
        return MHD_NO;
    }
    if (!inbound->is_begun) {
        inbound->is_begun = true;
        return MHD_YES;
    }
    if (*part_size == 0) {
        return answer(context, connection, inbound, method, version);
    }
    enum status status = buffer_append(&inbound->body, bytes_of(part, *part_size));
    *part_size = 0;
    return status == STATUS_OK ? MHD_YES : MHD_NO; /* closes the connection */
}

static unsigned thread_count(void) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 2 ? 2 : cores > THREADS_MAX ? THREADS_MAX : (unsigned)cores;
}

/* TLS options stand in an array, so that cleartext can leave them out. */
static void set_tls(const struct world *world, const struct certificate *certificate,
                    struct MHD_OptionItem out_options[4]) {
    size_t count = 0;
    if (certificate != NULL) {
        const char *priority = world->deviating.tls_priority;
        out_options[count++] =
            (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_KEY, 0, certificate->key_pem};
        out_options[count++] =
            (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0, certificate->server_pem};
        out_options[count++] =
            (struct MHD_OptionItem){MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t)priority};
    }
    out_options[count] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
}

enum status server_start(struct world *world, const struct certificate *certificate,
                         enum server_entrance entrance, int listener,
                         struct MHD_Daemon **out_server, struct diagnostic *out_diagnostic) {
    struct MHD_OptionItem tls[4];
    struct MHD_OptionItem socket_option[2] = {{MHD_OPTION_LISTEN_SOCKET, listener, NULL},
                                              {MHD_OPTION_END, 0, NULL}};
    /* With epoll, libmicrohttpd spins for as long as a handshake waits for its client. */
    unsigned flags = certificate != NULL ? MHD_USE_TLS | MHD_USE_POLL_INTERNAL_THREAD
                                         : MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TURBO;
    set_tls(world, certificate, tls);
    if (entrance == SERVER_IS_HANDED) {
        flags |= MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ITC;
        socket_option[0] = socket_option[1];
    }
    struct MHD_Daemon *server = MHD_start_daemon(
        flags, 0, NULL, NULL, handle_request, world, MHD_OPTION_ARRAY, socket_option,
        MHD_OPTION_ARRAY, tls, MHD_OPTION_THREAD_POOL_SIZE, thread_count(),
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_URI_LOG_CALLBACK, keep_target, NULL, MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes,
        NULL, MHD_OPTION_NOTIFY_COMPLETED, forget_request, NULL, MHD_OPTION_NOTIFY_CONNECTION,
        notice_connection, NULL, MHD_OPTION_END);
    if (server == NULL) {
        diagnostic_set(out_diagnostic, "libmicrohttpd does not start (out of file descriptors, "
                                       "threads or memory?)");
        return STATUS_NETWORK;
    }
    *out_server = server;
    return STATUS_OK;
}

void server_stop(struct MHD_Daemon *server) {
    if (server != NULL) {
        MHD_stop_daemon(server);
    }
}

void server_take(struct MHD_Daemon *server, int fd) {
    struct sockaddr_in address = {0};
    socklen_t size = sizeof address;
    if (getpeername(fd, (struct sockaddr *)&address, &size) != 0) {
        close(fd);
        return;
    }
    /* libmicrohttpd closes the socket itself when it cannot take it. */
    (void)MHD_add_connection(server, fd, (struct sockaddr *)&address, size);
}
