/* The applications: who may ask, with which key and token, and who authorized whom. */
#ifndef MOCK_APPLICATION_H
#define MOCK_APPLICATION_H

#include "mock/mint.h"
#include "mock/throttle.h"

#include "base/bytes.h"

/* The own application is the one the profile gives its reader. */
enum {
    APPLICATION_OWN,
    APPLICATION_PARTNER,  /* another one, which authorized ours */
    APPLICATION_STRANGER, /* another one, which did not */
    APPLICATION_COUNT,
    APPLICATION_NONE = APPLICATION_COUNT,
};

struct application {
    char id[MINT_TOKEN_SIZE];
    char key[MINT_TOKEN_SIZE]; /* the app_key header */
    char secret[MINT_TOKEN_SIZE];
    /* Under the table's lock; "" before the first login. */
    char token[MINT_TOKEN_SIZE];
    char refresh_token[MINT_TOKEN_SIZE];
    int64_t token_expires_us;
    struct throttle throttle;
};

struct application_table {
    pthread_rwlock_t lock; /* of the tokens; the rest never changes */
    struct application rows[APPLICATION_COUNT];
    int64_t token_lifetime_us;
};

enum status applications_init(struct application_table *table, struct mint *mint,
                              struct throttle_rule rule, int64_t token_lifetime_us) MUST_USE;
void applications_clean_up(struct application_table *table); /* wipes it */

/* Index of the application of this id, or APPLICATION_NONE. */
size_t applications_by_id(const struct application_table *table, struct bytes id,
                          bool (*is_equal)(struct bytes given, struct bytes known));
/* Index of the application whose token is good at `now_us` and equal to `given`, or
   APPLICATION_NONE. */
size_t applications_by_token(struct application_table *table, struct bytes given,
                             bool (*is_equal)(struct bytes given, struct bytes known),
                             int64_t now_us);
/* True when `owner` lets `caller` see its devices. */
bool applications_is_authorized(size_t owner, size_t caller);

struct token_grant {
    char token[MINT_TOKEN_SIZE];
    char refresh_token[MINT_TOKEN_SIZE];
    int64_t lifetime_us;
};

/* A new token for the application of this id and secret; the earlier one is void from then on.
   `refresh_token` absent is a login, otherwise it must be the last one granted. False: refused. */
bool applications_grant(struct application_table *table, struct mint *mint, struct bytes id,
                        struct bytes secret, struct bytes refresh_token, int64_t now_us,
                        struct token_grant *out_grant);

/* Equality that takes the same time wherever the difference is. */
bool credential_equal(struct bytes given, struct bytes known);

#endif
