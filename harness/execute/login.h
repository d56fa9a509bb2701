/* Login and renewal through the Authentication API (POST /iocm/app/sec/v1.1.0/login). */
#ifndef EXECUTE_LOGIN_H
#define EXECUTE_LOGIN_H

#include "api/url.h"
#include "execute/engine.h"

/* A token and when to replace it: after 80 % of the time that the platform gave it, one hour where
   it did not say. Owned; session_clean_up wipes it. */
struct session {
    char *access_token;
    char *refresh_token;    /* NULL where the platform gave none */
    int64_t renew_after_us; /* monotonic; well before it expires */
};

/* Logs in over its own connection with the engine's options; the exchange goes to the sink under
   the case id "login" after `on_token` was told of both tokens, so that they can be redacted in it.
   It does not wait for the allowance, but uses a place of it. Renewal is another login. May be
   called from a source's `next`; what is under way ends before it returns.

   STATUS_NETWORK: unreachable, not trusted, refused, or answered without a token that can be used:
   8 bytes to 8 KiB of UTF-8 without control characters (the diagnostic says which, and quotes code
   and description of a refusal). STATUS_INTERRUPTED as engine_run has it. STATUS_NO_MEMORY. The
   status of `on_token` or of the sink where one failed. */
enum status login(struct engine *engine, const struct endpoint *endpoint, const char *app_id,
                  const char *secret,
                  enum status (*on_token)(void *context, const struct session *session),
                  void *context, struct session *out_session,
                  struct diagnostic *out_diagnostic) MUST_USE;
void session_clean_up(struct session *session);

#endif
