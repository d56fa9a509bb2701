/* An exchange: what was sent for one case and what came back, byte for byte. */
#ifndef MODEL_EXCHANGE_H
#define MODEL_EXCHANGE_H

#include "base/bytes.h"
#include "model/case.h"

/* How an exchange ended. Only OUTCOME_COMPLETE has a whole answer. */
enum exchange_outcome {
    OUTCOME_COMPLETE,
    OUTCOME_UNREACHABLE,   /* no address, no route, refused: no connection was made */
    OUTCOME_TLS_UNTRUSTED, /* the certificate chain or the host name does not hold */
    OUTCOME_TLS_REFUSED,   /* an alert or a close came after our hello */
    OUTCOME_TLS_LOCAL,     /* our own library would not offer what the case needs */
    OUTCOME_TIMED_OUT,     /* connected, but not whole within the time allowed */
    OUTCOME_CLOSED,        /* closed or reset before the first byte of an answer */
    OUTCOME_TRUNCATED,     /* closed or reset inside an answer */
    OUTCOME_HEADER_OVER_LIMIT,
    OUTCOME_BODY_OVER_LIMIT,
    OUTCOME_MALFORMED,   /* what came is not HTTP/1.x */
    OUTCOME_INTERRUPTED, /* the run was stopped while it was under way */
    OUTCOME_COUNT,
};

extern const char *const exchange_outcome_names[OUTCOME_COUNT]; /* as evidence spells them */

/* Which secret a redaction stands for. */
enum secret_kind {
    SECRET_ACCESS_TOKEN,
    SECRET_REFRESH_TOKEN,
    SECRET_APP_KEY,
    SECRET_LOGIN_SECRET,
    SECRET_KEY_PASSWORD,
    SECRET_DEVICE_ID, /* none, but redacted where --redact-devices asks for it */
    SECRET_KIND_COUNT,
};

extern const char *const secret_kind_names[SECRET_KIND_COUNT];

enum exchange_part { PART_URL, PART_SENT, PART_HEAD, PART_FRAMED, PART_BODY, PART_COUNT };

extern const char *const exchange_part_names[PART_COUNT]; /* as evidence spells them */

/* A stretch of a part that was replaced, as it was recorded, by a label of the same length. */
struct redaction {
    enum exchange_part part;
    enum secret_kind secret;
    size_t offset; /* bytes */
    size_t size;   /* bytes */
};

enum { EXCHANGE_REDACTIONS_MAX = 256 };

/* Microseconds since the exchange began; -1 where it did not get that far. */
struct exchange_timing {
    int64_t connected_us;
    int64_t secured_us;
    int64_t first_byte_us;
    int64_t total_us;
};

struct tls_facts {
    char version[16];            /* e.g. "TLSv1.3"; empty without TLS */
    char certificate_sha256[65]; /* of the leaf's DER, hex; empty where none was seen */
};

/* All views are borrowed from whoever made the exchange, and valid while it says so. */
struct exchange {
    uint32_t number;           /* position in the run, from 0 */
    uint32_t attempt;          /* 0; 1 when sent again after an early 1010009 */
    struct bytes case_id;      /* the row it belongs to; "login" for the Authentication API */
    struct bytes asked_device; /* the device id asked for, before any encoding */
    struct bytes method;
    struct bytes url;
    struct bytes sent;   /* request head and body as they went out */
    struct bytes head;   /* status line and header as received, interim answers included */
    struct bytes framed; /* every byte after the head as received: chunk framing, trailers
                            and bytes in excess included */
    struct bytes body;   /* the content, without chunk framing */
    enum exchange_outcome outcome;
    struct bytes outcome_detail; /* the transport's own words; empty when complete */
    int64_t started_us;          /* microseconds since 1970, UTC */
    struct exchange_timing timing;
    struct tls_facts tls;
    const struct redaction *redactions;
    size_t redaction_count;
};

/* Where finished exchanges go: execute hands over, evidence records. The views are valid during
   the call alone. An error ends the run. */
struct exchange_sink {
    enum status (*record)(void *context, const struct exchange *exchange);
    void *context;
};

#endif
