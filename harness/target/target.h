/* The target profile: which platform to certify, with what, within which limits.
   Bytes in, a checked profile or a diagnostic with file, line, column and member out. */
#ifndef TARGET_TARGET_H
#define TARGET_TARGET_H

#include "api/url.h"
#include "model/case.h"
#include "model/interpretation.h"

enum secret_source { SECRET_ABSENT, SECRET_LITERAL, SECRET_ENVIRONMENT, SECRET_FILE };

struct secret {
    enum secret_source source;
    char *text;          /* owned: the value itself, the variable's name, or the file's path */
    size_t line, column; /* where it stands in the profile */
};

struct target {
    char *name;          /* "" where the profile has none */
    char *endpoint_text; /* as the profile has it */
    struct endpoint endpoint;
    struct {
        char *ca_file, *client_cert_file, *client_key_file; /* NULL where absent; made relative to
                                                               the profile's folder */
        struct secret client_key_password;
    } tls;
    char *proxy;  /* NULL: none, whatever the environment says */
    char *app_id; /* NULL where absent */
    struct secret app_key, access_token, login_secret;
    char *devices[DEVICE_SLOT_COUNT];     /* by slot, triggers included; NULL where absent */
    char *unauthorized_app, *unknown_app; /* NULL where absent */
    struct {
        bool is_given;
        uint32_t limit; /* calls; 0: the deployment has no throttle */
        int64_t window_us;
        bool is_exclusive;
    } throttle;
    int64_t connect_timeout_us, total_timeout_us;
    size_t body_limit_bytes, header_limit_bytes;
    bool has_unsafe_methods;
    struct interpretation_choices choices;
};

/* Parses and checks a profile. `file_name` is for messages; `folder` is put before relative paths
   ("" leaves them). Members that are absent get their defaults, the pace of a profile without
   throttle among them. STATUS_INVALID: `out_diagnostic` (may be NULL) says file, line, column,
   member and remedy, and never shows a secret. What cannot all be true is refused as well: one id
   in two places, since a device is in one state and an application in one relation at a time, half
   a client certificate, a literal secret too short to be redacted. STATUS_NO_MEMORY: the diagnostic
   is as it was. On failure `out_target` is untouched. */
enum status target_parse(struct bytes text, const char *file_name, const char *folder,
                         enum url_schemes schemes, struct target *out_target,
                         struct diagnostic *out_diagnostic) MUST_USE;
void target_clean_up(struct target *target); /* wipes literal secrets */

/* Sets the diagnostic as target_parse does, for whoever finds later that the value of a member,
   such as "tls.ca_file", cannot be used: FILE:LINE:COLUMN: member "PATH" and `what`. `text` is the
   profile's, parsed before. Always STATUS_INVALID, so that a check can end with it. */
enum status target_complain(struct bytes text, const char *file_name, const char *path,
                            const char *what, struct diagnostic *out_diagnostic) MUST_USE;

/* How secrets are fetched; app supplies it, so that this floor touches neither files nor the
   environment. Both append the value to `out` (STATUS_NOT_FOUND, STATUS_IO, STATUS_LIMIT with the
   reason in the diagnostic). */
struct secret_reader {
    enum status (*read_environment)(void *context, const char *name, struct buffer *out,
                                    struct diagnostic *out_diagnostic);
    enum status (*read_file)(void *context, const char *path, struct buffer *out,
                             struct diagnostic *out_diagnostic);
    void *context;
};

/* The secrets' values; owned, NUL-terminated, NULL where the profile has none. */
struct credentials {
    char *app_key;
    char *access_token;
    char *login_secret;
    char *key_password;
};

/* Fetches every secret: one final line end of a file is dropped; one that is empty, shorter than 8
   or longer than 8,192 bytes, holds control characters or is not UTF-8 is STATUS_INVALID with the
   member and its variable or path named. An app_key equal to the app_id is an identifier and may
   be short. An error of the reader is returned as it is, its reason in the diagnostic.
   STATUS_NO_MEMORY. On failure `out_credentials` is untouched. */
enum status target_resolve(const struct target *target, const char *file_name,
                           const struct secret_reader *reader, struct credentials *out_credentials,
                           struct diagnostic *out_diagnostic) MUST_USE;
void credentials_clean_up(struct credentials *credentials); /* wipes them */

/* The last component of a path of the profile's: folders are the business of the machine that has
   them, so neither target.json nor a report shows them. Points into `path`. */
const char *target_file_name(const char *path);

/* Appends the profile as JSON, safe to hand over: a secret of any form becomes {"env": NAME} with a
   name of ours, a path its last component; defaults and choices are spelled out, so that a profile
   always gives the same bytes, which target_parse reads. STATUS_NO_MEMORY, STATUS_LIMIT: `out` is
   as it was. */
enum status target_write(const struct target *target, struct buffer *out) MUST_USE;

/* The pace of a profile without one: the document's default, 100 calls per minute. */
enum { THROTTLE_DEFAULT_LIMIT = 100, THROTTLE_DEFAULT_WINDOW_SECONDS = 60 };

#endif
