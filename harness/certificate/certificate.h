/* The certificate: a signed statement about a run, and its checks. Bytes in, bytes out. */
#ifndef CERTIFICATE_CERTIFICATE_H
#define CERTIFICATE_CERTIFICATE_H

#include "certificate/key.h"
#include "certificate/statement.h"

enum {
    CERTIFICATE_LIMIT_BYTES = 4 * 1024 * 1024,
    CERTIFICATE_REPORT_LIMIT_BYTES = 256 * 1024 * 1024,
};

/* Appends the certificate over `files` (their contents by enum subject), signed by `key`, and
   verifies it. STATUS_NOT_FOUND: the run earned none, and the diagnostic says why. STATUS_INVALID:
   report.json is none. STATUS_NO_MEMORY (a token that does not sign included), STATUS_LIMIT. */
enum status certificate_sign(const struct bytes files[SUBJECT_COUNT], const struct key *key,
                             struct buffer *out, struct diagnostic *out_diagnostic) MUST_USE;

/* One that was read, and whose signature holds. */
struct certificate {
    struct buffer payload;          /* owned */
    struct json_document statement; /* owned: of the payload */
    struct subject_digests digests;
    char key_id[DIGEST_HEX_SIZE];
    const char *file_name; /* borrowed */
};

/* Checks envelope, spelling, signature and the kind of statement. STATUS_INVALID: the diagnostic
   names `file_name`, the place, and what does not hold; then `out_certificate` is untouched, and it
   must not be moved otherwise. STATUS_NO_MEMORY. */
enum status certificate_open(struct bytes text, const char *file_name, const struct key *key,
                             struct certificate *out_certificate,
                             struct diagnostic *out_diagnostic) MUST_USE;
void certificate_close(struct certificate *certificate);

/* Checks one file's digest. STATUS_INVALID: it is another file, or altered. STATUS_NO_MEMORY. */
enum status certificate_check_file(const struct certificate *certificate, enum subject subject,
                                   struct bytes content,
                                   struct diagnostic *out_diagnostic) MUST_USE;

/* Writes the statement again from report.json and compares byte for byte. STATUS_INVALID: the
   diagnostic names the first member that says something else, or why such a report earns no
   certificate. STATUS_NO_MEMORY. */
enum status certificate_check_statement(const struct certificate *certificate, struct bytes report,
                                        struct diagnostic *out_diagnostic) MUST_USE;

/* Compares report.json with one that was made again. STATUS_INVALID: the diagnostic names the first
   member that differs. STATUS_NO_MEMORY. */
enum status certificate_compare_reports(struct bytes report, struct bytes again,
                                        struct diagnostic *out_diagnostic) MUST_USE;

#endif
