/* The statement: what a certificate says, an in-toto Statement v1 with the predicate test-result
   v0.1. Every word of it follows from report.json and the files' digests, so whoever has them can
   write it again and compare. */
#ifndef CERTIFICATE_STATEMENT_H
#define CERTIFICATE_STATEMENT_H

#include "certificate/digest.h"
#include "json/document.h"

/* The files that a certificate stands beside and names by digest. */
enum subject { SUBJECT_REPORT, SUBJECT_EVIDENCE, SUBJECT_TARGET, SUBJECT_COUNT };
extern const char *const subject_names[SUBJECT_COUNT]; /* "report.json", … */

struct subject_digests {
    char sha256[SUBJECT_COUNT][DIGEST_HEX_SIZE];
};

extern const char *const statement_type;      /* of _type */
extern const char *const statement_predicate; /* of predicateType */
extern const char *const statement_result;    /* of predicate.result: a certificate has no other */

/* The layout of the member "assay" below the predicate; another one has another number. */
enum { STATEMENT_FORMAT = 1 };

extern const struct json_limits statement_limits, report_limits;

/* Appends the statement about `report` (the text of report.json) on one line.
   STATUS_NOT_FOUND: this report earns no certificate, and the diagnostic says why. STATUS_INVALID:
   it is no report.json of this suite; the diagnostic says where. STATUS_NO_MEMORY, STATUS_LIMIT.
   On failure `out` is as it was. */
enum status statement_write(struct bytes report, const struct subject_digests *digests,
                            struct buffer *out, struct diagnostic *out_diagnostic) MUST_USE;

#endif
