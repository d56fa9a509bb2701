/* What a selftest keeps beside each cell's evidence: a digest of how it was judged, so that it can
   be told whether it is judged alike. */
#ifndef APP_KEPT_H
#define APP_KEPT_H

#include "base/status.h"
#include "model/matrix.h"

struct kept_digests {
    const char *folder;
    const struct matrix *matrix; /* names the cells */
    const uint64_t *digests;     /* by cell */
};

/* Writes FOLDER/digests: a line for each cell. STATUS_IO, STATUS_NO_MEMORY. */
enum status kept_write(const struct kept_digests *kept, struct diagnostic *out_diagnostic) MUST_USE;

/* Counts the cells whose digest is another than in FOLDER/digests, and names them on stderr.
   STATUS_NOT_FOUND, STATUS_IO, STATUS_NO_MEMORY. */
enum status kept_compare(const struct kept_digests *kept, uint32_t *out_differing,
                         struct diagnostic *out_diagnostic) MUST_USE;

#endif
