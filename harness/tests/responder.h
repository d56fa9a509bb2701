/* A peer that answers each request by a script, byte for byte: for the tests of the engine. */
#ifndef TESTS_RESPONDER_H
#define TESTS_RESPONDER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

enum script_end {
    END_KEEP,  /* wait for the next request */
    END_CLOSE, /* close in order */
    END_RESET, /* close so that the peer gets a reset */
    END_HOLD,  /* say nothing more, until the peer gives up */
};

enum { SCRIPT_PIECES_MAX = 6 };

/* One answer. Each piece is written by itself; text, so that rows can be read. */
struct script {
    const char *pieces[SCRIPT_PIECES_MAX]; /* up to the first NULL */
    size_t first_size;                     /* of the first piece, where it holds a NUL; else 0 */
    int pause_ms;                          /* after each piece */
    bool is_endless;                       /* the last piece over and over */
    bool is_without_reading;               /* answers, and ends, before it reads a request */
    enum script_end end;
};

enum responder_tls {
    RESPONDER_CLEARTEXT,
    RESPONDER_TLS,
    RESPONDER_TLS_1_0,
    RESPONDER_TLS_1_2_ONLY,
    RESPONDER_TLS_MUTUAL, /* asks for a client certificate, and takes its own */
};

struct responder;

/* Listens on a free port of 127.0.0.1. The script is borrowed. NULL: it could not. */
struct responder *responder_start(const struct script *script, enum responder_tls tls);
/* The second and later answers on one connection follow `script` instead. */
void responder_then(struct responder *responder, const struct script *script);
void responder_stop(struct responder *responder);

unsigned responder_port(const struct responder *responder);
unsigned responder_connections(const struct responder *responder);  /* taken so far */
unsigned responder_requests(const struct responder *responder);     /* read so far */
unsigned responder_most_at_once(const struct responder *responder); /* connections at one time */
/* The first request of all, as text; empty before. It belongs to the responder. */
const char *responder_first_request(const struct responder *responder);
/* Writes the certificate, which is its own CA, to a new file. The caller removes and frees it. */
char *responder_write_certificate(const struct responder *responder);
/* The same for its private key, encrypted with the password. */
char *responder_write_key(const struct responder *responder, const char *password);

#endif
