/* A transfer: one request on its way, and the place in the engine that it occupies. Places are used
   again and again, and keep their easy handle and their buffers. */
#ifndef EXECUTE_TRANSFER_H
#define EXECUTE_TRANSFER_H

#include "execute/capture.h"
#include "execute/connection.h"
#include "execute/handle.h"

struct transfer {
    const struct engine_options *options; /* borrowed, as are the book and the multi handle */
    struct connection_book *book;
    CURLM *multi;
    CURLSH *share; /* where TLS sessions are kept from one handle to the next; borrowed */
    CURL *handle;  /* of this transfer, or of the last; NULL before the first */
    struct handle_headers headers;
    struct capture capture;
    char words[CURL_ERROR_SIZE]; /* libcurl's, on how it ended */

    bool is_under_way;
    bool is_to_be_restarted; /* its connection was not fit to be used; nothing was sent */
    bool is_restarted;       /* and so was sent on one of its own */
    bool is_repetition;      /* it went out, and libcurl was about to send it once more */
    bool is_held_back;       /* until the allowance has a place for that */
    struct request request;  /* owned while under way */
    uint32_t number;
    int64_t started_wall_us;
    struct tls_facts tls;
};

void transfer_init(struct transfer *transfer, const struct engine_options *options,
                   struct connection_book *book, CURLM *multi, CURLSH *share);
void transfer_clean_up(struct transfer *transfer);

/* Begins to send; takes `request` over, and frees it on failure. `timeout_us` bounds it all.
   STATUS_NO_MEMORY, STATUS_INVALID (libcurl refuses the request; the diagnostic quotes it). */
enum status transfer_start(struct transfer *transfer, struct request *request, uint32_t number,
                           int64_t timeout_us, struct diagnostic *out_diagnostic) MUST_USE;

/* True once where libcurl gave up because kept connections had been closed under it (RFC 9112
   section 9.3.1 lets a server do that at any time): no answer was lost, so it may be sent again. */
bool transfer_was_stale(const struct transfer *transfer, CURLcode code);

/* Begins again on a fresh connection, what was held back included. Errors as above. */
enum status transfer_restart(struct transfer *transfer, struct diagnostic *out_diagnostic) MUST_USE;

/* Takes it off the wire for a while; transfer_restart puts it back. */
void transfer_hold_back(struct transfer *transfer);

/* Takes it off the wire. What its connection still holds goes to its capture before. */
void transfer_stop(struct transfer *transfer);

/* Views into the transfer, valid until transfer_release. */
struct exchange transfer_exchange(const struct transfer *transfer, enum exchange_outcome outcome,
                                  const char *detail);
bool transfer_is_connected(const struct transfer *transfer);

/* Frees the request and forgets the exchange. */
void transfer_release(struct transfer *transfer);

#endif
