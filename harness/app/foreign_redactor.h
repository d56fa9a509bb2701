/* A redactor of the credentials that evidence of another tool shows: app_key, what an Authorization
   holds, what a login was sent and gave. */
#ifndef APP_FOREIGN_REDACTOR_H
#define APP_FOREIGN_REDACTOR_H

#include "app/evidence_source.h"
#include "evidence/redact.h"
#include "target/target.h"

/* Walks all of the evidence. Labels depend on it alone, so that it always gives the same report.
   What is public in `target` is spared; NULL: nothing is known of it. The caller destroys the
   redactor. STATUS_NO_MEMORY; STATUS_INVALID: an entry cannot be read; STATUS_LIMIT: there are more
   credentials, or longer ones, than any tool records of one API. */
enum status foreign_redactor_new(const struct evidence_source *evidence,
                                 const struct target *target, struct redactor **out_redactor,
                                 struct diagnostic *out_diagnostic) MUST_USE;

#endif
