#include "mock/wire.h"

#include "base/assure.h"
#include "base/clock.h"
#include "mock/certificate.h"
#include "mock/listener.h"
#include "mock/wire_stream.h"

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    REQUEST_LIMIT = 4 << 20,
    LINGER_MS = 200, /* for the peer to read the last bytes before the socket is closed */
};

enum seat_state { SEAT_FREE, SEAT_TAKEN, SEAT_DONE /* its thread waits to be joined */ };

/* Where a connection sits while it is served. */
struct seat {
    struct wire *wire;
    enum seat_state state;
    int fd;
    unsigned connection;
    pthread_t thread;
};

struct wire {
    struct wire_options options;
    struct certificate certificate;
    gnutls_certificate_credentials_t credentials; /* NULL in cleartext */
    int listener;
    int stop_event;
    unsigned port;
    pthread_t thread; /* accepts */
    pthread_mutex_t lock;
    pthread_cond_t seat_left;
    bool is_stopping;
    struct seat seats[WIRE_CONNECTIONS_MAX]; /* under the lock */
};

static enum status answer_one(struct seat *seat, struct wire_stream *stream, struct buffer *raw,
                              struct wire_request *request, enum wire_end *out_end) {
    const struct wire_script *script = &seat->wire->options.script;
    struct wire_reply reply = {.end = WIRE_KEEP};
    buffer_init(&reply.bytes, WIRE_REPLY_LIMIT);
    enum status status = wire_stream_read(stream, raw, request);
    if (status == STATUS_OK) {
        status = script->answer(script->context, request, &reply);
    }
    if (status == STATUS_OK) {
        status = wire_stream_send(stream, &reply);
        *out_end = reply.end;
    }
    buffer_clean_up(&reply.bytes);
    return status;
}

/* Drops the request that was answered from the front of what was read. */
static void drop_request(struct buffer *raw, const struct wire_request *request) {
    size_t used = request->head.size + request->body.size;
    raw->size -= used;
    memmove(raw->data, raw->data + used, raw->size + 1); /* with the NUL behind it */
}

static void converse(struct seat *seat, struct wire_stream *stream) {
    struct buffer raw;
    struct wire_request request = {.connection = seat->connection};
    enum wire_end end = WIRE_KEEP;
    enum status status = STATUS_OK;
    buffer_init(&raw, REQUEST_LIMIT);
    while (status == STATUS_OK && end == WIRE_KEEP) {
        status = answer_one(seat, stream, &raw, &request, &end);
        if (status == STATUS_OK) {
            drop_request(&raw, &request);
            request.ordinal++;
        }
    }
    wire_stream_end(stream, status == STATUS_OK ? end : WIRE_CUT);
    buffer_clean_up(&raw);
}

/* A socket that is closed with bytes unread sends RST, and the peer may lose what it has not read
   yet; so what it still sends is taken in for a moment. */
static void let_it_read(int fd) {
    char bytes[4096];
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    for (int i = 0; i < 64 && poll(&wait, 1, LINGER_MS) > 0; i++) {
        if (recv(fd, bytes, sizeof bytes, MSG_DONTWAIT) <= 0) {
            return;
        }
    }
}

static bool will_reset(int fd) {
    struct linger linger = {0};
    socklen_t size = sizeof linger;
    return getsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, &size) == 0 && linger.l_onoff != 0;
}

static void *serve(void *context) {
    struct seat *seat = context;
    struct wire *wire = seat->wire;
    struct wire_stream stream;
    if (wire_stream_open(seat->fd, wire->stop_event, wire->credentials, &stream) == STATUS_OK) {
        converse(seat, &stream);
        wire_stream_clean_up(&stream);
        if (!will_reset(seat->fd)) {
            let_it_read(seat->fd);
        }
    }
    pthread_mutex_lock(&wire->lock);
    close(seat->fd);
    seat->state = SEAT_DONE;
    pthread_cond_signal(&wire->seat_left);
    pthread_mutex_unlock(&wire->lock);
    return NULL;
}

/* A free seat, joined if it was used before; waits for one. NULL when it is time to stop. The lock
   is held. */
static struct seat *find_seat(struct wire *wire) {
    while (!wire->is_stopping) {
        for (size_t i = 0; i < WIRE_CONNECTIONS_MAX; i++) {
            struct seat *seat = &wire->seats[i];
            if (seat->state == SEAT_DONE) {
                pthread_join(seat->thread, NULL);
                seat->state = SEAT_FREE;
            }
            if (seat->state == SEAT_FREE) {
                return seat;
            }
        }
        pthread_cond_wait(&wire->seat_left, &wire->lock);
    }
    return NULL;
}

static void seat_connection(struct wire *wire, int fd, unsigned connection) {
    pthread_mutex_lock(&wire->lock);
    struct seat *seat = wire->options.is_shut ? NULL : find_seat(wire);
    if (seat != NULL) {
        seat->wire = wire;
        seat->fd = fd;
        seat->connection = connection;
        seat->state = SEAT_TAKEN;
        if (pthread_create(&seat->thread, NULL, serve, seat) != 0) {
            seat->state = SEAT_FREE;
            seat = NULL;
        }
    }
    pthread_mutex_unlock(&wire->lock);
    if (seat == NULL) {
        close(fd);
    }
}

static void *accept_connections(void *context) {
    struct wire *wire = context;
    unsigned connection = 0;
    struct pollfd waits[] = {{.fd = wire->listener, .events = POLLIN},
                             {.fd = wire->stop_event, .events = POLLIN}};
    while (poll(waits, 2, -1) >= 0 && waits[1].revents == 0) {
        int fd = accept4(wire->listener, NULL, NULL, SOCK_CLOEXEC);
        if (fd >= 0) {
            seat_connection(wire, fd, connection++);
        }
    }
    return NULL;
}

static enum status load_credentials(struct wire *wire) {
    struct certificate *certificate = &wire->certificate;
    gnutls_datum_t chain = {(unsigned char *)certificate->server_pem,
                            (unsigned)strlen(certificate->server_pem)};
    gnutls_datum_t key = {(unsigned char *)certificate->key_pem,
                          (unsigned)strlen(certificate->key_pem)};
    if (gnutls_certificate_allocate_credentials(&wire->credentials) < 0) {
        wire->credentials = NULL;
        return STATUS_NO_MEMORY;
    }
    int code =
        gnutls_certificate_set_x509_key_mem(wire->credentials, &chain, &key, GNUTLS_X509_FMT_PEM);
    return code < 0 ? STATUS_INVALID : STATUS_OK;
}

static enum status prepare(struct wire *wire, struct diagnostic *out_diagnostic) {
    struct clock clock = clock_system();
    enum status status = STATUS_OK;
    if (!wire->options.is_cleartext) {
        status = certificate_make(clock.wall_us(clock.context), NULL, &wire->certificate,
                                  out_diagnostic);
        if (status == STATUS_OK) {
            status = load_credentials(wire);
        }
    }
    wire->stop_event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (status == STATUS_OK && wire->stop_event < 0) {
        status = STATUS_NETWORK;
    }
    if (status == STATUS_OK) {
        status = listener_open(wire->options.port, &wire->listener, &wire->port, out_diagnostic);
    }
    return status;
}

static void clean_up(struct wire *wire) {
    if (wire->listener >= 0) {
        close(wire->listener);
    }
    if (wire->stop_event >= 0) {
        close(wire->stop_event);
    }
    if (wire->credentials != NULL) {
        gnutls_certificate_free_credentials(wire->credentials);
    }
    certificate_clean_up(&wire->certificate);
    pthread_cond_destroy(&wire->seat_left);
    pthread_mutex_destroy(&wire->lock);
    free(wire);
}

enum status wire_start(const struct wire_options *options, struct wire **out_wire,
                       struct diagnostic *out_diagnostic) {
    ASSURE(options->script.answer != NULL || options->is_shut);
    struct wire *wire = calloc(1, sizeof *wire);
    if (wire == NULL) {
        return STATUS_NO_MEMORY;
    }
    wire->options = *options;
    wire->listener = -1;
    wire->stop_event = -1;
    ASSURE(pthread_mutex_init(&wire->lock, NULL) == 0);
    ASSURE(pthread_cond_init(&wire->seat_left, NULL) == 0);
    enum status status = prepare(wire, out_diagnostic);
    if (status == STATUS_OK && pthread_create(&wire->thread, NULL, accept_connections, wire) != 0) {
        diagnostic_set(out_diagnostic, "the scripted responder cannot start a thread");
        status = STATUS_NETWORK;
    }
    if (status != STATUS_OK) {
        clean_up(wire);
        return status;
    }
    *out_wire = wire;
    return STATUS_OK;
}

/* Nobody sits down any more, and who sits is woken. */
static void send_home(struct wire *wire) {
    (void)eventfd_write(wire->stop_event, 1);
    pthread_mutex_lock(&wire->lock);
    wire->is_stopping = true;
    for (size_t i = 0; i < WIRE_CONNECTIONS_MAX; i++) {
        if (wire->seats[i].state == SEAT_TAKEN) {
            (void)shutdown(wire->seats[i].fd, SHUT_RDWR);
        }
    }
    pthread_cond_signal(&wire->seat_left);
    pthread_mutex_unlock(&wire->lock);
}

void wire_stop(struct wire *wire) {
    if (wire == NULL) {
        return;
    }
    send_home(wire);
    pthread_join(wire->thread, NULL);
    for (size_t i = 0; i < WIRE_CONNECTIONS_MAX; i++) {
        if (wire->seats[i].state != SEAT_FREE) {
            pthread_join(wire->seats[i].thread, NULL);
        }
    }
    clean_up(wire);
}

unsigned wire_port(const struct wire *wire) {
    return wire->port;
}

const char *wire_ca_pem(const struct wire *wire) {
    return wire->certificate.ca_pem;
}

enum status wire_answer_same(void *context, const struct wire_request *request,
                             struct wire_reply *reply) {
    const struct wire_reply *same = context;
    struct buffer bytes = reply->bytes;
    (void)request;
    *reply = *same;
    reply->bytes = bytes;
    return buffer_append(&reply->bytes, buffer_view(&same->bytes));
}
