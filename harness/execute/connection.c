#include "execute/connection.h"

#include "execute/capture.h"
#include "execute/tls.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/socket.h>

enum status connection_opened(struct connection_book *book, int socket) {
    struct connection *connection = calloc(1, sizeof *connection);
    if (connection == NULL) {
        return STATUS_NO_MEMORY;
    }
    connection->socket = socket;
    connection->next = book->first;
    book->first = connection;
    return STATUS_OK;
}

void connection_closed(struct connection_book *book, int socket) {
    for (struct connection **at = &book->first; *at != NULL; at = &(*at)->next) {
        if ((*at)->socket == socket) {
            struct connection *gone = *at;
            *at = gone->next;
            free(gone);
            return;
        }
    }
}

void connection_book_clean_up(struct connection_book *book) {
    while (book->first != NULL) {
        connection_closed(book, book->first->socket);
    }
}

static long local_port_of(int socket) {
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } address = {0};
    socklen_t size = sizeof address;
    if (getsockname(socket, &address.any, &size) != 0) {
        return 0;
    }
    return ntohs(address.any.sa_family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port);
}

struct connection *connection_from_port(struct connection_book *book, long local_port) {
    for (struct connection *one = book->first; one != NULL; one = one->next) {
        if (one->local_port == 0) {
            one->local_port = local_port_of(one->socket);
        }
        if (one->local_port == local_port) {
            return one;
        }
    }
    return NULL;
}

struct connection *connection_carrying(struct connection_book *book,
                                       const struct capture *capture) {
    for (struct connection *one = book->first; one != NULL; one = one->next) {
        if (one->carries == capture) {
            return one;
        }
    }
    return NULL;
}

static ssize_t read_more(const struct connection *connection, unsigned char *bytes, size_t size) {
    return connection->tls == NULL ? recv(connection->socket, bytes, size, MSG_DONTWAIT)
                                   : tls_read_now(connection->tls, connection->socket, bytes, size);
}

/* A byte that waits, without taking it: under TLS it may be a session ticket. */
static bool has_anything(const struct connection *connection) {
    unsigned char byte;
    return (connection->tls != NULL && tls_has_pending(connection->tls)) ||
           recv(connection->socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0;
}

enum connection_rest connection_drain(struct connection *connection, struct capture *capture) {
    enum connection_rest rest = REST_QUIET;
    unsigned char bytes[4096];
    while (has_anything(connection)) {
        ssize_t size = read_more(connection, bytes, sizeof bytes);
        if (size <= 0) {
            return rest == REST_QUIET && size == 0 ? REST_CLOSED : rest;
        }
        rest = REST_EXCESS;
        if (capture == NULL) {
            return rest;
        }
        capture_framed(capture, bytes_of(bytes, (size_t)size));
        if (capture->stop != CAPTURE_GOES_ON) {
            return rest;
        }
    }
    return rest;
}

void connection_spoil(struct connection *connection) {
    (void)shutdown(connection->socket, SHUT_RDWR);
}
