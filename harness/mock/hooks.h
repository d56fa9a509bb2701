/* The points where a deployment may deviate. The conforming platform is one set of hooks, a defect
   another that is laid over it, so that every handler is written once and knows no defect. */
#ifndef MOCK_HOOKS_H
#define MOCK_HOOKS_H

#include "mock/refusal.h"
#include "mock/reply.h"
#include "mock/throttle.h"

struct call;
struct rendering;
struct locator_text;

/* A header of every reply; its value is a template: $T token, $B the same in base64, $K app_key, $p
   path. NULL, or nothing left of it: no such header. */
struct hook_header {
    const char *name;
    const char *value;
};

/* Which certificate the server shows. */
enum identity {
    IDENTITY_TRUE,
    IDENTITY_EXPIRED,
    IDENTITY_OF_ANOTHER_HOST,
    IDENTITY_OF_ANOTHER_CA, /* one that the written profile does not name */
    IDENTITY_NONE,          /* http:// where the profile says https:// */
};

/* A member left zero changes nothing. */
struct hooks {
    /* Credentials. */
    bool (*is_scheme_accepted)(struct bytes scheme);
    const char *scheme_also, *scheme_never; /* another that is accepted; a spelling that is not */
    bool (*is_token_equal)(struct bytes given, struct bytes known);
    bool (*is_key_equal)(struct bytes given, struct bytes known);

    unsigned overlooks; /* which refusals: REFUSAL_BIT */
    /* Refuses what a conforming platform accepts; asked after all other checks. */
    enum refusal (*refuses)(const struct call *call);

    /* Lookup. */
    bool (*read_id)(struct bytes segment, struct locator_text *out_text);
    /* NULL: byte for byte */
    bool (*is_id_equal)(struct bytes asked, struct bytes known);
    bool (*is_app_id_equal)(struct bytes asked, struct bytes known);

    /* Meaning: called with what is true, returns what is said. */
    bool (*says_activated)(const struct call *call, bool is_activated);

    /* Body of a 200: $i device id, $n name, as JSON strings; $a true or false; $I the id without
       quotes. Bodies of refusals in both shapes: $c code, $d description, as JSON strings. Both: $T
       token, $K app_key, the same. */
    struct bytes activation, platform_error, gateway_error;
    const char *content_type, *error_content_type;
    /* One refusal answered in another way. REFUSE_NOT stands for the 200, whose body stays. */
    struct {
        enum refusal of;
        struct refusal_answer by; /* in force where .status is not 0 */
    } instead;
    bool is_any_method_get;
    struct hook_header header;
    enum reply_framing framing;
    const struct rendering *rendering; /* NULL: as libmicrohttpd sends it */
    /* The last word on a reply to the query. */
    void (*finish)(const struct call *call, struct reply *reply);

    enum throttle_manner throttle;
    bool is_throttled_last;   /* so that only what would be answered counts */
    const char *tls_priority; /* GnuTLS's priority string */
    bool is_cleartext_answered;
    enum identity identity;
};

extern const struct hooks hooks_conforming;

/* Lays `over` on `hooks`: its members that are not zero win. */
void hooks_overlay(struct hooks *hooks, const struct hooks *over);

#endif
