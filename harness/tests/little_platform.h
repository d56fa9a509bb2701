/* A little platform: a raw request in, what the document has a platform say out. Its words are put
   into bytes elsewhere (tests/rendering.h), in conforming and in other ways. */
#ifndef TESTS_LITTLE_PLATFORM_H
#define TESTS_LITTLE_PLATFORM_H

#include "mock/wire.h"

#include <stdatomic.h>

#define LITTLE_APP_ID "little-application-01"
#define LITTLE_APP_KEY "KEYcanary+5zQx/81Wv=LmTa~47Rb"
#define LITTLE_SECRET "SECRETcanary.9hYp+20Jk/Fd=63Gs"
#define LITTLE_TOKEN "TOKENcanary/7uNe+35Bv=Qw~18Zt"
#define LITTLE_REFRESH "REFRESHcanary_4tGb+68Uj/Ms=91Kd"
#define LITTLE_PASSPHRASE "PHRASEcanary+3rFv/57Yh=Nq~02Lx"
#define LITTLE_STRANGER "stranger-application-02"

enum little_device {
    LITTLE_REGISTERED, /* never connected */
    LITTLE_ONLINE,
    LITTLE_OFFLINE,
    LITTLE_ABNORMAL,
    LITTLE_BREAKS_DOWN, /* asking for it gives 500/50252 */
    LITTLE_APP_GONE,    /* gives 500/100203 */
    LITTLE_DEVICES,
};
extern const char *const little_device_ids[LITTLE_DEVICES];

/* What it says; one for each reason, so that each can be given other words. */
enum little_reason {
    LITTLE_ANSWERS,
    LITTLE_NO_KEY,
    LITTLE_NO_TOKEN, /* no Authorization, or not Bearer and a token */
    LITTLE_WRONG_KEY,
    LITTLE_WRONG_TOKEN,
    LITTLE_APP_UNKNOWN,
    LITTLE_APP_STRANGE, /* it has authorized nobody */
    LITTLE_DEVICE_UNKNOWN,
    LITTLE_INTERNAL_ERROR,
    LITTLE_APP_NOT_EXISTED,
    LITTLE_WRONG_METHOD,
    LITTLE_NO_RESOURCE,
    LITTLE_LOGGED_IN,
    LITTLE_REASONS,
};
#define LITTLE_BIT(reason) (1U << (reason))

struct little_words {
    unsigned status;
    const char *code, *description;
};

/* A request, read as far as a platform has to. Views into it. */
struct little_request {
    struct bytes method, path, query, app_key, authorization;
    bool has_app_key, has_authorization, has_app_id;
    struct bytes app_id;  /* the first one's value */
    struct bytes segment; /* the device id as it was sent; absent for another resource */
};

struct little_answer {
    enum little_reason reason;
    struct little_words words;
    /* With LITTLE_ANSWERS */
    enum little_device device; /* LITTLE_DEVICES: none that it knows */
    struct bytes device_id;
    bool activated;
    const char *name;
    unsigned asked; /* how often this device was asked for before */
    struct little_request request;
};

/* What it does in its own way; zero is the document's. */
struct little_manners {
    unsigned overlooks; /* LITTLE_BIT of the reasons that it does not look for */
    bool is_scheme_case_heeded;
    bool is_any_scheme_taken;
    bool is_app_id_demanded, is_own_app_id_refused;
    bool (*is_equal)(struct bytes given, struct bytes known); /* credentials and ids; NULL: bytes */
    void (*says)(struct little_answer *answer);               /* the last word on a 200 */
    struct little_words instead[LITTLE_REASONS];              /* in force where status is not 0 */
};

struct little_platform {
    const struct little_manners *manners;
    _Atomic unsigned asked[LITTLE_DEVICES + 1]; /* answered queries; the last: of unknown ones */
};

/* The answer to a request; its views live as long as the request and the platform. Several threads
   may ask at once. */
struct little_answer little_platform_ask(struct little_platform *platform,
                                         const struct wire_request *request);

#endif
