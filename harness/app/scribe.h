/* The scribe: a thread that writes exchanges down, one after another, in the order in which they
   were handed over, while the next ones are on their way. */
#ifndef APP_SCRIBE_H
#define APP_SCRIBE_H

#include "model/exchange.h"

/* What waits for the scribe is bounded twice. An exchange of more bytes is not queued at all. */
enum { SCRIBE_QUEUE_EXCHANGES = 128, SCRIBE_QUEUE_BYTES = 256 * 1024 };

struct scribe; /* opaque */

/* `write` is called in the scribe's thread, or in that of scribe_hand, and never by both at once;
   the views it is given are valid during the call alone. Its first error is the scribe's from then
   on: nothing more is written. The thread takes no signals. STATUS_NO_MEMORY: or no thread. */
enum status scribe_new(enum status (*write)(void *context, const struct exchange *exchange),
                       void *context, struct scribe **out_scribe) MUST_USE;

/* Ends when all that was handed over is written, and wipes what it kept. NULL is allowed. */
void scribe_destroy(struct scribe *scribe);

/* Copies `exchange` into the queue, and waits where that is full. It is written within a few
   milliseconds, however few follow. One that is too large for the queue is written before this
   returns. The exchange has no redactions yet. The error of an earlier write, or of this one. */
enum status scribe_hand(struct scribe *scribe, const struct exchange *exchange) MUST_USE;

/* Waits until all that was handed over is written. From then to the next scribe_hand, what `write`
   works on belongs to the caller. The error of any write so far. */
enum status scribe_wait(struct scribe *scribe) MUST_USE;

#endif
