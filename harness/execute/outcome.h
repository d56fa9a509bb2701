/* How an exchange ended: libcurl's code and what was seen of the connection, told as one outcome.
 */
#ifndef EXECUTE_OUTCOME_H
#define EXECUTE_OUTCOME_H

#include "execute/capture.h"
#include "model/exchange.h"

#include <curl/curl.h>

struct ending {
    CURLcode code;
    const char *words; /* libcurl's own; "" where it has none */
    const struct capture *capture;
    bool is_connected;     /* a TCP connection stood, to the endpoint or to the proxy */
    bool is_past_deadline; /* the time was cut by the run's deadline */
};

/* True when the request never went out for a reason of our own, which is no outcome: the engine
   fails with `out_status` (STATUS_NO_MEMORY or STATUS_INVALID). */
bool outcome_is_own_failure(const struct ending *ending, enum status *out_status);

/* The outcome of anything else. */
enum exchange_outcome outcome_of(const struct ending *ending);

#endif
