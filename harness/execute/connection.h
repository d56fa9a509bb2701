/* Connections: the sockets that libcurl holds open, what was learnt about each when it was made,
   and whose exchange it carried last. */
#ifndef EXECUTE_CONNECTION_H
#define EXECUTE_CONNECTION_H

#include "model/exchange.h"

#include <openssl/types.h>

struct capture;

struct connection {
    int socket;
    long local_port; /* 0 until asked for */
    SSL *tls;        /* borrowed from libcurl while the socket is open; NULL in cleartext */
    struct tls_facts facts;
    struct capture *carries; /* the exchange it carried last, while that is not finished */
    uint32_t burst_calls;    /* of a burst, that it carried */
    struct connection *next;
};

/* Owned list. At most a few entries: one for each connection and attempt to make one. */
struct connection_book {
    struct connection *first;
};

/* A socket was opened or is about to be closed. STATUS_NO_MEMORY. */
enum status connection_opened(struct connection_book *book, int socket) MUST_USE;
void connection_closed(struct connection_book *book, int socket);
void connection_book_clean_up(struct connection_book *book);

/* The connection from this local port, or NULL. */
struct connection *connection_from_port(struct connection_book *book, long local_port);
/* The connection that still carries `capture`, or NULL: it was closed or carries another. */
struct connection *connection_carrying(struct connection_book *book, const struct capture *capture);

enum connection_rest { REST_QUIET, REST_EXCESS, REST_CLOSED };

/* Reads what is there, and waits for nothing: between two answers nothing should be. Bytes go to
   `capture` (NULL: nowhere). libcurl reads no further than Content-Length and would take what is
   left for the beginning of the next answer. */
enum connection_rest connection_drain(struct connection *connection, struct capture *capture);
/* Makes sure that nothing is sent over it any more. */
void connection_spoil(struct connection *connection);

#endif
