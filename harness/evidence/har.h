/* Evidence as HAR 1.2: one entry for each exchange, written and read back without loss.
   An entry is one line of JSON, so that the journal of a run is its entries one after another. */
#ifndef EVIDENCE_HAR_H
#define EVIDENCE_HAR_H

#include "evidence/redact.h"
#include "model/exchange.h"
#include "json/document.h"

/* Appends the entry of `exchange`, redacted by `redactor` (NULL: as it is), on one line without a
   line end. What HAR has no member for (raw bytes, outcome, redactions) stands in the member
   "_assay", as HAR 1.2 allows: bytes as a string where it can carry them, else {"base64": …};
   "framed" only where it differs from the content. `exchange` itself is not touched.
   STATUS_NO_MEMORY, STATUS_LIMIT: `out` is as it was. */
enum status har_entry_write(const struct exchange *exchange, const struct redactor *redactor,
                            struct buffer *out) MUST_USE;

/* An exchange read back: owns what its views point to. */
struct har_entry {
    struct exchange exchange;
    struct json_document document; /* owned */
    struct buffer storage;         /* owned: decoded bodies */
    struct redaction redactions[EXCHANGE_REDACTIONS_MAX];
    bool is_ours;    /* it has an "_assay"; otherwise its number is 0 */
    bool lacks_body; /* another tool's, that kept no answer, or not the body that it knew of */
};

/* Reads one entry: ours byte for byte as it was written (absent parts come back empty), or another
   tool's: each member that "_assay" lacks is rebuilt. Then head and request come from the listed
   headers, without Content-Length and Transfer-Encoding, since a HAR has the content decoded; a
   status of 0 is OUTCOME_CLOSED, any other OUTCOME_COMPLETE; a lone surrogate is U+FFFD.
   STATUS_INVALID: the diagnostic names member and offset, `out_entry` is untouched. `text` must
   outlive the entry, and the entry must not be moved: its exchange points into it. */
enum status har_entry_read(struct bytes text, struct har_entry *out_entry,
                           struct diagnostic *out_diagnostic) MUST_USE;
void har_entry_clean_up(struct har_entry *entry);

/* The members of a HAR's log that hold the record of the run (record.h). */
#define HAR_HEAD "_assay"
#define HAR_END "_assay_end"

/* What stands around the entries: append the beginning, with the head as record_head_write made it,
   the entries with ",\n" between, and the end as record_end_write made it. `version` is the
   suite's. */
enum status har_begin(const char *version, struct bytes head, struct buffer *out) MUST_USE;
enum status har_end(struct bytes end, struct buffer *out) MUST_USE;

/* Walks a whole HAR (`text` as read from a file) without a tree of it: calls `visit` with the text
   of each entry, in order. STATUS_INVALID with line and column in the diagnostic; an error of
   `visit` ends the walk and is returned, its diagnostic preceded by number and place of the
   entry. */
enum status har_visit_entries(struct bytes text,
                              enum status (*visit)(void *context, struct bytes entry,
                                                   struct diagnostic *out_diagnostic),
                              void *context, struct diagnostic *out_diagnostic) MUST_USE;

/* The value of a member of the log (its name with quotes) in a text that har_visit_entries walked;
   absent where there is none. */
struct bytes har_log_member(struct bytes text, const char *quoted_name);

#endif
