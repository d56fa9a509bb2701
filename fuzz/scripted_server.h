/* A server in the same thread as its client: it answers over a socket pair whenever the client
   looks at the clock, and time passes only when nothing else can happen. So no input takes long,
   and the same input always goes the same way. */
#ifndef FUZZ_SCRIPTED_SERVER_H
#define FUZZ_SCRIPTED_SERVER_H

#include "base/clock.h"
#include "execute/engine.h"
#include "fuzz/steps.h"

/* When the client is to give up; by the server's clock. */
enum { SERVER_DEADLINE_US = 60000000 };

struct scripted_server {
    const struct step *steps; /* one for each request that arrives */
    size_t count;
    size_t asked;      /* steps that the client has asked for */
    size_t at;         /* the step that is being answered, or is next */
    bool is_answering; /* its request has come */
    size_t sent_bytes; /* of its answer */
    int peer, client;  /* the two ends; -1: none. The client's is the client's to close */
    unsigned idle; /* looks at the clock since anything happened; the client sets it to 0 when it
                      asks, or it would have no time for its request */
};

/* Options of a step: p in three pieces, k the connection stays open, n no answer. There is one
   server at a time. */
void scripted_server_init(struct scripted_server *server, const struct step *steps, size_t count);
void scripted_server_clean_up(struct scripted_server *server);

struct clock scripted_server_clock(struct scripted_server *server);

/* Asks for each step's row, with RECORDED_SECRET as the token. */
struct request_source scripted_server_source(struct scripted_server *server);

#endif
