/* The journal: what was recorded, on disk as the run goes, so that a run that dies loses nothing
   and a run that is long needs no memory for it. One record is one line. */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include "base/bytes.h"

struct journal; /* opaque */

/* Creates `folder`/`name`, which must not exist yet. `limit_bytes` caps the whole, line ends
   included. */
enum status journal_create(const char *folder, const char *name, uint64_t limit_bytes,
                           struct journal **out_journal,
                           struct diagnostic *out_diagnostic) MUST_USE;
/* The same without a file, for evidence that nobody will look for once it is closed. */
enum status journal_create_in_memory(uint64_t limit_bytes, struct journal **out_journal,
                                     struct diagnostic *out_diagnostic) MUST_USE;
/* Appends one record. STATUS_LIMIT past the cap, STATUS_INVALID where a line end stands inside,
   STATUS_IO, STATUS_NO_MEMORY: nothing of it stays in the journal. */
enum status journal_append(struct journal *journal, struct bytes record,
                           struct diagnostic *out_diagnostic) MUST_USE;
enum status journal_sync(struct journal *journal, struct diagnostic *out_diagnostic) MUST_USE;
size_t journal_count(const struct journal *journal);
/* Reads record `index` into `out` (cleared first). STATUS_NOT_FOUND: there is none; STATUS_LIMIT:
   `out` cannot hold it. */
enum status journal_read(struct journal *journal, size_t index, struct buffer *out,
                         struct diagnostic *out_diagnostic) MUST_USE;
/* False where somebody removed its file, or it never had one. */
bool journal_is_there(const struct journal *journal);
/* Closes; `is_kept` false removes the file too. NULL is allowed. */
void journal_close(struct journal *journal, bool is_kept);

#endif
