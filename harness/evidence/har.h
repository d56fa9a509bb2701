/* Evidence as HAR 1.2: one entry for each exchange, written and read back without loss.
   An entry is one line of JSON, so that the journal of a run is its entries one after another. */
#ifndef EVIDENCE_HAR_H
#define EVIDENCE_HAR_H

#include "evidence/redact.h"
#include "model/exchange.h"
#include "json/document.h"

/* Appends the entry of `exchange`, redacted by `redactor` (NULL: as it is), on one line without a
   line end. What HAR has no member for (raw bytes, outcome, redactions) stands in members whose
   name begins with an underscore, as HAR 1.2 allows. STATUS_NO_MEMORY, STATUS_LIMIT. */
enum status har_entry_write(const struct exchange *exchange, const struct redactor *redactor,
                            struct buffer *out) MUST_USE;

/* An exchange read back: owns what its views point to. */
struct har_entry {
    struct exchange exchange;
    struct json_document document; /* owned */
    struct buffer storage;         /* owned: decoded bodies */
    struct redaction redactions[EXCHANGE_REDACTIONS_MAX];
};

/* Reads one entry, ours or another tool's (then what only we record is absent, and the head is
   rebuilt from the listed headers). STATUS_INVALID: the diagnostic names member and offset.
   `text` must outlive the entry. */
enum status har_entry_read(struct bytes text, struct har_entry *out_entry,
                           struct diagnostic *out_diagnostic) MUST_USE;
void har_entry_clean_up(struct har_entry *entry);

/* What stands around the entries: append the beginning, the entries with ",\n" between, the end. */
struct har_creator {
    const char *version;      /* of the suite */
    const char *cases_sha256; /* "" where unknown */
    const char *run_id;
    uint64_t seed;
};
enum status har_begin(const struct har_creator *creator, struct buffer *out) MUST_USE;
enum status har_end(struct buffer *out) MUST_USE;

/* Walks a whole HAR (`text` as read from a file): calls `visit` with the text of each entry, in
   order. STATUS_INVALID with the place in the diagnostic; an error of `visit` ends the walk and is
   returned. */
enum status har_visit_entries(struct bytes text,
                              enum status (*visit)(void *context, struct bytes entry,
                                                   struct diagnostic *out_diagnostic),
                              void *context, struct diagnostic *out_diagnostic) MUST_USE;

#endif
