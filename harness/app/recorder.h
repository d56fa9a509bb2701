/* The recorder: the engine's sink. The campaign is told of each exchange at once; a thread of the
   recorder redacts it and puts it into the journal, while the engine goes on: docs/adr/0012. */
#ifndef APP_RECORDER_H
#define APP_RECORDER_H

#include "app/campaign.h"
#include "app/evidence_source.h"
#include "app/scribe.h"
#include "evidence/chain.h"
#include "evidence/har.h"
#include "store/journal.h"

struct recorder {
    struct campaign *campaign; /* may be NULL */
    struct scribe *scribe;     /* owned; while it writes, all down to `diagnostic` belongs to it */
    struct redactor *redactor; /* owned */
    struct journal *journal;   /* borrowed */
    struct chain chain;        /* through every entry, from the head */
    struct buffer entry;       /* owned: the entry being written */
    size_t *order;             /* owned: index of the record of exchange n, at n */
    size_t order_capacity;
    struct diagnostic diagnostic;                        /* after an error */
    void (*on_exchange)(void *context, uint32_t number); /* progress; may be NULL */
    void *on_exchange_context;
};

/* Whether the ids of the profile's devices are told, or replaced by labels as secrets are. */
enum recorder_devices { RECORDER_DEVICES_SHOWN, RECORDER_DEVICES_REDACTED };

/* Takes every secret of the profile, and spares what is public in it. STATUS_NO_MEMORY, or
   STATUS_IO where the system gives no randomness; STATUS_INVALID, with the member named: a device
   id to be redacted has fewer than REDACT_WINDOW bytes, or a secret is a word of the document. Do
   not move the recorder from then on. */
enum status recorder_init(struct recorder *out_recorder, const struct profile *profile,
                          const struct plan *plan, enum recorder_devices devices,
                          struct journal *journal, struct diagnostic *out_diagnostic) MUST_USE;
void recorder_clean_up(struct recorder *recorder);

/* Begins a journal with the head of the record, from which on everything is chained. Before the
   first exchange; the journal stays the caller's. The journal's errors, and STATUS_NO_MEMORY. */
enum status recorder_begin(struct recorder *recorder, struct journal *journal,
                           struct bytes head) MUST_USE;

/* The engine's sink; the context is the recorder. An error in writing may be that of an exchange
   which was handed over earlier. */
enum status recorder_record(void *recorder, const struct exchange *exchange);

/* Waits until all exchanges stand in the journal: to be called when sending is over, before the
   diagnostic or the journal is read. The error of the first that could not be written. */
enum status recorder_settle(struct recorder *recorder) MUST_USE;
/* The same, and then the journal is synced. */
enum status recorder_sync(struct recorder *recorder) MUST_USE;

/* Redacts a message about what was recorded, once it is settled: a platform may repeat in its words
   what it was sent. */
void recorder_redact(struct recorder *recorder, struct diagnostic *inout_diagnostic);

/* Replaces the profile's device ids by the labels that stand for them in the evidence. For
   RECORDER_DEVICES_REDACTED, once all is judged: nothing can be sent to a label. */
void recorder_label_devices(struct recorder *recorder, struct target *target);

/* What was recorded, once it is settled, in the order of sending: drops the places of exchanges
 * that were not. */
struct journal_order recorder_finish(struct recorder *recorder);

/* Redacts both tokens of a session from now on; the context is the recorder. */
enum status recorder_learn_session(void *recorder, const struct session *session);

#endif
