/* The Authentication API's answer: a session, or why there is none. Facts about neighbouring APIs,
   section "Authentication". */
#ifndef EXECUTE_SESSION_H
#define EXECUTE_SESSION_H

#include "execute/login.h"

enum { TOKEN_MIN_BYTES = 8, TOKEN_MAX_BYTES = 8192 };

/* Reads an exchange with the Authentication API that was begun at `asked_us`, monotonic.
   STATUS_NETWORK: it is no session; the diagnostic says why, and never holds `secret` nor a token.
   STATUS_NO_MEMORY. Free with session_clean_up. */
enum status session_read(const struct exchange *exchange, const char *secret, int64_t asked_us,
                         struct session *out_session, struct diagnostic *out_diagnostic) MUST_USE;

#endif
