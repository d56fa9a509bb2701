/* The files for TLS that a profile names, looked at before anything is sent: libcurl would stumble
   over them in mid-run, in words that name no member. */
#ifndef APP_TLS_FILES_H
#define APP_TLS_FILES_H

#include "app/profile.h"

/* Each file is there, readable and PEM. `text` is that of the profile, for the place to blame.
   STATUS_INVALID: the diagnostic says file, line, column, member and remedy. STATUS_NO_MEMORY. */
enum status tls_files_find(const struct target *target, struct bytes text, const char *file_name,
                           struct diagnostic *out_diagnostic) MUST_USE;

/* They can be used and belong together: to be called once the key's password is known. Errors as
   above. */
enum status tls_files_try(const struct profile *profile, struct bytes text, const char *file_name,
                          struct diagnostic *out_diagnostic) MUST_USE;

#endif
