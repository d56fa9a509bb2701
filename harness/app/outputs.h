/* What a run leaves behind: evidence.har and what is rendered from the tally, in a folder of its
   own, and links to the newest run's beside that. */
#ifndef APP_OUTPUTS_H
#define APP_OUTPUTS_H

#include "app/evidence_source.h"
#include "model/tally.h"

enum { REPORT_LIMIT_BYTES = 256 * 1024 * 1024 };

/* What stands around the entries in evidence.har: the record's parts, as the journal has them. */
struct outputs_record {
    struct bytes head, end;
};

/* Writes every file into `folder`, each complete or not there at all. `evidence` may have no
   `each` (then evidence.har is left out). Errors: STATUS_IO, STATUS_NO_MEMORY. */
enum status outputs_write(const char *folder, const struct tally *tally,
                          const struct evidence_source *evidence,
                          const struct outputs_record *record,
                          struct diagnostic *out_diagnostic) MUST_USE;

/* Writes the evidence alone, under this name. Errors: STATUS_IO, STATUS_NO_MEMORY. */
enum status outputs_write_har(const char *folder, const char *name,
                              const struct evidence_source *evidence,
                              const struct outputs_record *record,
                              struct diagnostic *out_diagnostic) MUST_USE;

/* Removes what runs that were killed in the midst of the next call left in DIR. */
void outputs_sweep(const char *reports_folder);

/* Makes DIR/latest point to `run_id`, and DIR/report.json and so on to the files in it. */
enum status outputs_link(const char *reports_folder, const char *run_id,
                         struct diagnostic *out_diagnostic) MUST_USE;

#endif
