/* What the profile does not lead to: other applications, and their devices, without a network. */
#include "mock/handlers.h"
#include "mock/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
/* cmocka.h needs the four before it. */
#include <cmocka.h>

struct inside {
    struct world world;
    struct fixtures fixtures;
};

static int make_world(void **state) {
    static struct inside inside;
    struct token_grant grant;
    *state = &inside;
    if (world_init(&inside.world, &(struct platform_options){.seed = 5}, &inside.fixtures, NULL) !=
        STATUS_OK) {
        return -1;
    }
    for (size_t i = 0; i < APPLICATION_COUNT; i++) {
        const struct application *row = &inside.world.applications.rows[i];
        if (!applications_grant(&inside.world.applications, &inside.world.mint,
                                bytes_of_text(row->id), bytes_of_text(row->secret),
                                bytes_of_text(NULL), 0, &grant)) {
            return -1;
        }
    }
    return 0;
}

static int unmake_world(void **state) {
    struct inside *inside = *state;
    world_clean_up(&inside->world);
    return 0;
}

struct row {
    const char *name;
    size_t key_of, token_of; /* whose credentials are shown */
    size_t app_id_of;        /* APPLICATION_NONE: no appId */
    size_t device_at;        /* its place in struct fixtures */
    unsigned status;
    const char *fragment;
};

#define AT(member) offsetof(struct fixtures, member)

static const struct row rows[] = {
    {"own device", APPLICATION_OWN, APPLICATION_OWN, APPLICATION_NONE, AT(online), 200, "true"},
    {"a key of another application", APPLICATION_PARTNER, APPLICATION_OWN, APPLICATION_NONE,
     AT(online), 403, "1010005"},
    {"a token of another application", APPLICATION_OWN, APPLICATION_PARTNER, APPLICATION_NONE,
     AT(online), 403, "1010005"},
    {"a partner's device without its appId", APPLICATION_OWN, APPLICATION_OWN, APPLICATION_NONE,
     AT(partners), 404, "100403"},
    {"a partner's device with its appId", APPLICATION_OWN, APPLICATION_OWN, APPLICATION_PARTNER,
     AT(partners), 200, "Partner's meter"},
    {"own device with a partner's appId", APPLICATION_OWN, APPLICATION_OWN, APPLICATION_PARTNER,
     AT(online), 404, "100403"},
    {"a stranger's device", APPLICATION_OWN, APPLICATION_OWN, APPLICATION_NONE, AT(strangers), 404,
     "100403"},
    {"a stranger's device with its appId", APPLICATION_OWN, APPLICATION_OWN, APPLICATION_STRANGER,
     AT(strangers), 403, "100217"},
    {"our device for the partner", APPLICATION_PARTNER, APPLICATION_PARTNER, APPLICATION_OWN,
     AT(online), 403, "100217"},
    {"the stranger's own device", APPLICATION_STRANGER, APPLICATION_STRANGER, APPLICATION_NONE,
     AT(strangers), 200, "Stranger's meter"},
};

static void make_target(const struct inside *inside, const struct row *row, char *out_text,
                        size_t size) {
    const struct application *applications = inside->world.applications.rows;
    const char *id = (const char *)&inside->fixtures + row->device_at;
    bool has_app_id = row->app_id_of != APPLICATION_NONE;
    snprintf(out_text, size, "/iocm/app/reg/v1.1.0/deviceCredentials/%s%s%s", id,
             has_app_id ? "?appId=" : "", has_app_id ? applications[row->app_id_of].id : "");
}

static bool is_as_expected(struct inside *inside, const struct row *row) {
    const struct application *applications = inside->world.applications.rows;
    char target[256];
    char authorization[64];
    struct reply reply;
    make_target(inside, row, target, sizeof target);
    snprintf(authorization, sizeof authorization, "Bearer %s", applications[row->token_of].token);
    struct call call = {.world = &inside->world,
                        .method = bytes_of_text("GET"),
                        .locator = locator_split(bytes_of_text(target)),
                        .app_key = {bytes_of_text(applications[row->key_of].key), 1},
                        .authorization = {bytes_of_text(authorization), 1}};
    reply_init(&reply);
    dispatch(&call, &reply);
    bool is_right =
        reply.status == row->status && strstr(buffer_text(&reply.body), row->fragment) != NULL;
    if (!is_right) {
        print_error("row failed: %s: %u %s\n", row->name, reply.status, buffer_text(&reply.body));
    }
    reply_clean_up(&reply);
    return is_right;
}

static void test_dispatch_query__keeps_applications_apart(void **state) {
    size_t failed = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        failed += !is_as_expected(*state, &rows[i]);
    }
    assert_int_equal(failed, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dispatch_query__keeps_applications_apart),
    };
    return cmocka_run_group_tests(tests, make_world, unmake_world);
}
