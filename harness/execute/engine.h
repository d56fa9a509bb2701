/* The engine: sends requests over libcurl, many at a time, within the target's allowance, and hands
   every exchange to a sink. HTTP/1.1, TLS verified, every wait bounded, every read capped. */
#ifndef EXECUTE_ENGINE_H
#define EXECUTE_ENGINE_H

#include "base/clock.h"
#include "model/exchange.h"
#include "model/request.h"

#include <signal.h>

/* All strings are borrowed and must outlive the engine. */
struct engine_options {
    const char *ca_file, *client_cert_file, *client_key_file, *client_key_password; /* or NULL */
    const char *proxy; /* NULL: none, whatever the environment says */
    int64_t connect_timeout_us, total_timeout_us;
    size_t header_limit_bytes, body_limit_bytes;
    unsigned parallel;  /* connections at most */
    uint32_t allowance; /* calls per window; 0: no throttle, no pace */
    int64_t window_us;
    int64_t deadline_us; /* monotonic: nothing is under way after it; 0: none */
    struct clock clock;  /* one that can be skipped is put forward where the run waits for the
                            allowance with nothing under way, instead of sleeping */
    const volatile sig_atomic_t *stop; /* non-zero: stop sending, end what is under way; or NULL */
    struct exchange_sink sink;
    /* Called about ten times a second while waiting for the allowance, with the time left; may be
       NULL. */
    void (*on_wait)(void *context, int64_t left_us);
    void *on_wait_context;
};

enum source_state {
    SOURCE_REQUEST, /* out_request is filled; the engine takes it over */
    SOURCE_DRAIN,   /* ask again when nothing is under way */
    SOURCE_IDLE,    /* ask again when nothing is under way and the whole allowance is free again */
    SOURCE_DONE,
    SOURCE_FAILED, /* the run cannot go on; the source keeps its own diagnostic */
};

/* Where requests come from: pulled just before they are sent, so that what a request depends on (a
   fresh token, the fate of its twin) is known. */
struct request_source {
    enum source_state (*next)(void *context, struct request *out_request);
    void *context;
};

struct engine; /* opaque */

/* STATUS_NO_MEMORY, STATUS_INVALID (a certificate or key that cannot be used: the diagnostic names
   the file; or a libcurl without OpenSSL 3). Initialises libcurl for the process, which is never
   undone: the first engine is made before other threads use libcurl. Whoever runs an engine ignores
   SIGPIPE. `options` is copied, what it points to is not. Destroy with engine_destroy. */
enum status engine_new(const struct engine_options *options, struct engine **out_engine,
                       struct diagnostic *out_diagnostic) MUST_USE;
void engine_destroy(struct engine *engine);

/* Pulls and sends until the source is done, the stop flag is set or the deadline has passed
   (STATUS_INTERRUPTED for both; engine_is_past_deadline tells). Exchanges are numbered from 0 over
   the engine's life, in the order they were sent; the sink gets them as they end. What is under way
   when the run is stopped is recorded as OUTCOME_INTERRUPTED, at the deadline as OUTCOME_TIMED_OUT.

   The status of a sink that failed; then the rest is not recorded. STATUS_INVALID: libcurl refuses
   a request, or the source failed (after what was under way has ended). STATUS_NO_MEMORY.

   A source may run the same engine from within its `next`: the inner run also ends what the outer
   one has under way. */
enum status engine_run(struct engine *engine, const struct request_source *source,
                       struct diagnostic *out_diagnostic) MUST_USE;

bool engine_is_past_deadline(const struct engine *engine);
uint32_t engine_calls(const struct engine *engine); /* requests sent so far, logins included */
int64_t engine_now_us(const struct engine *engine); /* monotonic, by the options' clock */

/* Puts another sink in place, for whoever must see an exchange before it is recorded; gives back
   the one that was there. */
struct exchange_sink engine_exchange_sink(struct engine *engine, struct exchange_sink sink);

#endif
