/* The recorder: the engine's sink. Each exchange is redacted and put into the journal, and the
   campaign is told. */
#ifndef APP_RECORDER_H
#define APP_RECORDER_H

#include "app/campaign.h"
#include "app/evidence_source.h"
#include "evidence/chain.h"
#include "evidence/har.h"
#include "store/journal.h"

struct recorder {
    struct campaign *campaign; /* may be NULL */
    struct redactor *redactor; /* owned */
    struct journal *journal;   /* borrowed */
    struct chain chain;        /* through every entry, from the head */
    struct buffer entry;       /* owned: the entry being written */
    size_t *order;             /* owned: index of the record of exchange n, at n */
    size_t order_capacity;
    void (*on_exchange)(void *context, uint32_t number); /* progress; may be NULL */
    void *on_exchange_context;
    struct diagnostic diagnostic; /* after an error */
};

/* Takes every secret of the profile, and spares what is public in it. STATUS_NO_MEMORY, or
   STATUS_IO where the system gives no randomness. */
enum status recorder_init(struct recorder *out_recorder, const struct profile *profile,
                          const struct plan *plan, struct journal *journal) MUST_USE;
void recorder_clean_up(struct recorder *recorder);

/* Begins a journal with the head of the record, from which on everything is chained. Before the
   first exchange; the journal stays the caller's. The journal's errors, and STATUS_NO_MEMORY. */
enum status recorder_begin(struct recorder *recorder, struct journal *journal,
                           struct bytes head) MUST_USE;

/* The engine's sink; the context is the recorder. */
enum status recorder_record(void *recorder, const struct exchange *exchange);

/* What was recorded, in the order of sending: drops the places of exchanges that were not. */
struct journal_order recorder_finish(struct recorder *recorder);

/* Redacts both tokens of a session from now on; the context is the recorder. */
enum status recorder_learn_session(void *recorder, const struct session *session);

#endif
