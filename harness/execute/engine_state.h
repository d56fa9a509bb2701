/* What an engine holds: shared by its life (engine.c) and its loop (run.c), and by nobody else. */
#ifndef EXECUTE_ENGINE_STATE_H
#define EXECUTE_ENGINE_STATE_H

#include "execute/allowance.h"
#include "execute/engine.h"
#include "execute/transfer.h"

struct engine {
    struct engine_options options;
    CURLM *multi;
    CURLSH *share; /* TLS sessions, which each handle would take with it */
    struct allowance allowance;
    struct connection_book book;
    struct transfer *transfers; /* owned; options.parallel of them */
    unsigned under_way;
    unsigned held_back; /* transfers that wait for a place to be sent a second time */
    uint32_t calls;
    int64_t told_wait_us; /* when on_wait was called last */
};

#endif
