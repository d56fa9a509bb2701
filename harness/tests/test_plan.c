#include "plan/plan.h"

#include "cases/cases.h"
#include "tests/check.h"

#include <stdlib.h>

/* A profile by hand, without the parser: this is about what is planned from it. */

static char name[] = "test", endpoint_text[] = "https://h.example:8743", app_id[] = "App-1",
            unauthorized[] = "App-of-another", online[] = "Dev-online", offline[] = "Dev-offline",
            abnormal[] = "Dev-abnormal", never[] = "Dev-never", trigger_a[] = "Dev-500a",
            trigger_b[] = "Dev-500b", key[] = "Key-value-1", token[] = "Token-value-1";

static struct target target;
static struct credentials credentials = {.app_key = key, .access_token = token};

static void default_choices(void) {
    for (size_t i = 0; i < INTERPRETATION_COUNT; i++) {
        target.choices.by_id[i] = interpretations[i].choices[0];
    }
}

static int make_target(void **state) {
    (void)state;
    target = (struct target){.name = name,
                             .endpoint_text = endpoint_text,
                             .app_id = app_id,
                             .unauthorized_app = unauthorized,
                             .has_unsafe_methods = true};
    target.endpoint = (struct endpoint){.host = "h.example", .port = 8743, .has_port = true};
    target.devices[DEVICE_ONLINE] = online;
    target.devices[DEVICE_OFFLINE] = offline;
    target.devices[DEVICE_ABNORMAL] = abnormal;
    target.devices[DEVICE_NEVER_CONNECTED] = never;
    target.devices[DEVICE_TRIGGER_INTERNAL_ERROR] = trigger_a;
    target.devices[DEVICE_TRIGGER_APP_NOT_EXISTED_500] = trigger_b;
    target.throttle.is_given = true;
    target.throttle.limit = 100;
    target.throttle.window_us = 60000000;
    target.throttle.is_exclusive = true;
    default_choices();
    return 0;
}

static struct plan make_plan(const struct plan_filter *filter, uint64_t seed) {
    static const struct plan_filter everything = {.only_count = 0};
    struct plan plan;
    struct diagnostic diagnostic = {""};
    assert_int_equal(plan_make(cases_all(), requirement_catalogue, &target, &credentials,
                               filter == NULL ? &everything : filter, seed, &plan, &diagnostic),
                     STATUS_OK);
    return plan;
}

static const struct step *step_of(const struct plan *plan, const char *id) {
    for (size_t i = 0; i < plan->step_count; i++) {
        if (strcmp(plan->steps[i].row->id, id) == 0) {
            return &plan->steps[i];
        }
    }
    fail_msg("no such row: %s", id);
    return NULL;
}

static void test_plan__holds_every_row_of_a_full_profile(void **state) {
    (void)state;
    struct plan plan = make_plan(NULL, 1);
    for (size_t i = 0; i < plan.step_count; i++) {
        check_row(plan.steps[i].row->id, plan.steps[i].state == STEP_PLANNED);
    }
    assert_int_equal(plan.order_count, cases_all().count);
    plan_clean_up(&plan);
    check_finish();
}

static void test_plan__goes_by_phase_and_keeps_refusals_beside_their_twin(void **state) {
    (void)state;
    struct plan plan = make_plan(NULL, 7);
    unsigned group_changes = 0;
    for (size_t i = 1; i < plan.order_count; i++) {
        const struct step *before = plan.order[i - 1];
        const struct step *now = plan.order[i];
        check_row(now->row->id, before->row->phase <= now->row->phase);
        group_changes += now->row->phase == PHASE_REFUSED && before->twin != now->twin;
    }
    /* As many groups as there are twins of refusals. */
    assert_in_range(group_changes, 2, 8);
    plan_clean_up(&plan);
    check_finish();
}

static bool has_same_order(const struct plan *a, const struct plan *b) {
    for (size_t i = 0; i < a->order_count; i++) {
        if (a->order[i]->row != b->order[i]->row) {
            return false;
        }
    }
    return a->order_count == b->order_count;
}

static void test_plan__is_the_same_for_the_same_seed_alone(void **state) {
    (void)state;
    struct plan one = make_plan(NULL, 1), again = make_plan(NULL, 1), other = make_plan(NULL, 2);
    assert_true(has_same_order(&one, &again));
    assert_string_equal(one.fresh_device, again.fresh_device);
    assert_false(has_same_order(&one, &other));
    assert_string_not_equal(one.fresh_device, other.fresh_device);
    assert_string_not_equal(one.unknown_app, other.unknown_app);
    plan_clean_up(&one);
    plan_clean_up(&again);
    plan_clean_up(&other);
}

struct missing {
    const char *name;
    void *member; /* a pointer member of the target that is taken away, or NULL */
    const char *row;
    enum step_state state;
    const char *reason; /* part of it */
};

static void test_plan__says_which_member_is_missing(void **state) {
    const struct missing rows[] = {
        {"online", &target.devices[DEVICE_ONLINE], "activation.online", STEP_NO_FIXTURE,
         "devices.online"},
        {"near misses follow", &target.devices[DEVICE_ABNORMAL],
         "request.device-id.abnormal.cut-by-one", STEP_NO_FIXTURE, "devices.abnormal"},
        {"own appId", &target.app_id, "request.app-id.own", STEP_NO_FIXTURE, "credentials.app_id"},
        {"refusals follow their twin", &target.app_id, "error.app.unknown", STEP_NO_FIXTURE,
         "credentials.app_id"},
        {"unauthorized", &target.unauthorized_app, "error.app.unauthorized", STEP_NO_FIXTURE,
         "applications.unauthorized"},
        {"trigger", &target.devices[DEVICE_TRIGGER_INTERNAL_ERROR], "error.internal",
         STEP_OUT_OF_SCOPE, "triggers.internal_error"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        make_target(state);
        *(char **)rows[i].member = NULL;
        struct plan plan = make_plan(NULL, 1);
        const struct step *step = step_of(&plan, rows[i].row);
        check_row(rows[i].name, step->state == rows[i].state);
        check_row(rows[i].name, strstr(step->reason, rows[i].reason) != NULL);
        check_row(rows[i].name, plan.order_count < plan.step_count);
        plan_clean_up(&plan);
    }
    check_finish();
}

static void test_plan__knows_what_the_profile_puts_out_of_scope(void **state) {
    (void)state;
    target.has_unsafe_methods = false;
    target.throttle.limit = 0;
    struct plan plan = make_plan(NULL, 1);
    assert_int_equal(step_of(&plan, "hardening.method.post")->state, STEP_OUT_OF_SCOPE);
    assert_int_equal(step_of(&plan, "throttle.burst")->state, STEP_OUT_OF_SCOPE);
    plan_clean_up(&plan);
    target.throttle.is_given = false;
    plan = make_plan(NULL, 1);
    assert_int_equal(step_of(&plan, "throttle.burst")->state, STEP_NO_FIXTURE);
    plan_clean_up(&plan);
}

static void test_plan__does_not_generate_what_equals_its_original(void **state) {
    (void)state;
    char digits[] = "12345678", cut[] = "1234567";
    target.devices[DEVICE_ONLINE] = digits;
    target.devices[DEVICE_OFFLINE] = cut;
    struct plan plan = make_plan(NULL, 1);
    assert_int_equal(step_of(&plan, "request.device-id.online.other-case")->state,
                     STEP_NOT_GENERATED);
    /* The near miss of one device is another one. */
    assert_int_equal(step_of(&plan, "request.device-id.online.cut-by-one")->state,
                     STEP_NOT_GENERATED);
    assert_int_equal(step_of(&plan, "request.device-id.online.cut-at-front")->state, STEP_PLANNED);
    plan_clean_up(&plan);
}

static void test_plan__does_not_generate_an_app_id_that_is_anothers(void **state) {
    (void)state;
    char own[] = "app-0001", next[] = "app-0002";
    target.app_id = own;
    target.unauthorized_app = next;
    struct plan plan = make_plan(NULL, 1);
    assert_int_equal(step_of(&plan, "error.app.last-character-changed")->state, STEP_NOT_GENERATED);
    assert_int_equal(step_of(&plan, "error.app.cut-by-one")->state, STEP_PLANNED);
    assert_int_equal(step_of(&plan, "error.app.extended-by-one")->state, STEP_PLANNED);
    plan_clean_up(&plan);
}

static void test_plan__filters_by_case_and_requirement_and_keeps_twins(void **state) {
    (void)state;
    const char *const only[] = {"error.404.*"};
    struct plan plan = make_plan(&(struct plan_filter){.only = only, .only_count = 1}, 1);
    assert_int_equal(step_of(&plan, "error.device.unknown")->state, STEP_PLANNED);
    assert_int_equal(step_of(&plan, "request.prototype")->state, STEP_PLANNED);
    assert_int_equal(step_of(&plan, "activation.online")->state, STEP_FILTERED);
    plan_clean_up(&plan);
}

static void test_plan__refuses_a_filter_that_matches_nothing_beside_one_that_does(void **state) {
    (void)state;
    const char *const only[] = {"activation.*"}, *const skip[] = {"no.such.*"};
    const struct plan_filter filter = {only, 1, skip, 1};
    struct plan plan;
    struct diagnostic diagnostic = {""};
    assert_int_equal(plan_make(cases_all(), requirement_catalogue, &target, &credentials, &filter,
                               1, &plan, &diagnostic),
                     STATUS_NOT_FOUND);
    assert_non_null(strstr(diagnostic.text, "no.such.*"));
}

static void test_plan__refuses_a_filter_that_leaves_nothing(void **state) {
    (void)state;
    const char *const only[] = {"no.such.case"};
    const struct plan_filter filter = {.only = only, .only_count = 1};
    struct plan plan = {.step_count = 42};
    struct diagnostic diagnostic = {""};
    assert_int_equal(plan_make(cases_all(), requirement_catalogue, &target, &credentials, &filter,
                               1, &plan, &diagnostic),
                     STATUS_NOT_FOUND);
    assert_non_null(strstr(diagnostic.text, "no.such.case"));
    assert_int_equal(plan.step_count, 42);
}

struct repeat_row {
    const char *name, *id;
    uint32_t once, thrice;
};

static const struct repeat_row repeat_rows[] = {
    {"sent once", "request.prototype", 1, 3},
    {"a sequence", "activation.online.asked-again", 3, 9},
    {"a refusal", "error.device.unknown", 1, 3},
    {"the burst is one question", "throttle.burst", 201, 201},
    {"so is what follows it", "throttle.recovers", 1, 1},
};

static void test_plan_repeat__multiplies_all_but_the_throttle(void **state) {
    (void)state;
    const struct plan_filter none = {.only_count = 0};
    struct plan once = make_plan(&none, 1), thrice = make_plan(&none, 1);
    plan_repeat(&thrice, 3);
    uint32_t sends = 0;
    for (size_t i = 0; i < sizeof repeat_rows / sizeof repeat_rows[0]; i++) {
        const struct repeat_row *row = &repeat_rows[i];
        check_row(row->name, step_of(&once, row->id)->sends == row->once);
        check_row(row->name, step_of(&thrice, row->id)->sends == row->thrice);
    }
    for (size_t i = 0; i < thrice.step_count; i++) {
        sends += thrice.steps[i].sends;
    }
    check_row("calls", thrice.calls_max == sends && sends > 2 * once.calls_max - 3 * 202);
    check_row("estimate", plan_estimate_us(&thrice, &target) > plan_estimate_us(&once, &target));
    check_row("bound",
              plan_bound_us(&thrice, &target) >= plan_bound_us(&once, &target) + 120000000);
    plan_clean_up(&once);
    plan_clean_up(&thrice);
    check_finish();
}

static struct request request_of(const struct plan *plan, const char *id) {
    struct request request;
    struct diagnostic diagnostic = {""};
    enum status status =
        plan_request(plan, step_of(plan, id), &target, &credentials, token, &request, &diagnostic);
    if (status != STATUS_OK) {
        fail_msg("%s", diagnostic.text);
    }
    return request;
}

static const char *header_of(const struct request *request, const char *start) {
    for (size_t i = 0; i < request->header_count; i++) {
        if (strncmp(request->headers[i], start, strlen(start)) == 0) {
            return request->headers[i];
        }
    }
    return "";
}

struct rendered {
    const char *row;
    const char *url; /* after the origin and the prototype's path */
    const char *authorization, *app_key;
};

#define BASE "https://h.example:8743/iocm/app/reg/v1.1.0/deviceCredentials/"
#define BEARER "Authorization: Bearer Token-value-1"
#define KEY "app_key: Key-value-1"

static void test_plan_request__renders_each_row_as_it_says(void **state) {
    (void)state;
    static const struct rendered rows[] = {
        {"request.prototype", BASE "Dev-online", BEARER, KEY},
        {"request.app-id.own", BASE "Dev-online?appId=App-1", BEARER, KEY},
        {"request.app-id.empty", BASE "Dev-online?appId=", BEARER, KEY},
        {"request.app-id.repeated", BASE "Dev-online?appId=App-1&appId=App-1", BEARER, KEY},
        {"request.authorization.absent", BASE "Dev-online", "", KEY},
        {"request.authorization.empty", BASE "Dev-online", "Authorization;", KEY},
        {"request.authorization.scheme-alone", BASE "Dev-online", "Authorization: Bearer", KEY},
        {"request.authorization.token-alone", BASE "Dev-online", "Authorization: Token-value-1",
         KEY},
        {"request.authorization.scheme-basic", BASE "Dev-online",
         "Authorization: Basic Token-value-1", KEY},
        {"request.app-key.absent", BASE "Dev-online", BEARER, ""},
        {"request.app-key.empty", BASE "Dev-online", BEARER, "app_key;"},
        {"error.token.cut-by-one", BASE "Dev-online", "Authorization: Bearer Token-value-", KEY},
        {"error.token.extended-by-one", BASE "Dev-online", BEARER "2", KEY},
        {"error.token.other-case", BASE "Dev-online", "Authorization: Bearer tOKEN-VALUE-1", KEY},
        {"error.token.last-character-changed", BASE "Dev-online",
         "Authorization: Bearer Token-value-2", KEY},
        {"error.app-key.cut-at-front", BASE "Dev-online", BEARER, "app_key: ey-value-1"},
        {"error.app.cut-by-one", BASE "Dev-online?appId=App-", BEARER, KEY},
        {"error.app.unauthorized", BASE "Dev-online?appId=App-of-another", BEARER, KEY},
        {"request.device-id.offline.cut-by-one", BASE "Dev-offlin", BEARER, KEY},
        {"request.device-id.abnormal.other-case", BASE "dEV-ABNORMAL", BEARER, KEY},
        {"hardening.path.slash-before-id", BASE "%2FDev-online", BEARER, KEY},
        {"hardening.path.percent-alone", BASE "Dev-online%", BEARER, KEY},
        {"error.internal", BASE "Dev-500a", BEARER, KEY},
    };
    struct plan plan = make_plan(NULL, 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct request request = request_of(&plan, rows[i].row);
        check_row(rows[i].row, strcmp(request.url, rows[i].url) == 0);
        check_row(rows[i].row,
                  strcmp(header_of(&request, "Authorization"), rows[i].authorization) == 0);
        check_row(rows[i].row, strcmp(header_of(&request, "app_key"), rows[i].app_key) == 0);
        check_row(rows[i].row, header_of(&request, "Content-Type: application/json")[0] != '\0');
        request_clean_up(&request);
    }
    plan_clean_up(&plan);
    check_finish();
}

static void test_plan_request__sends_no_secret_outside_verified_tls(void **state) {
    (void)state;
    static const char *const rows[] = {"hardening.cleartext.prototype",
                                       "hardening.tls-version.tls-1-0",
                                       "hardening.tls-version.tls-1-1"};
    struct plan plan = make_plan(NULL, 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct request request = request_of(&plan, rows[i]);
        for (size_t j = 0; j < request.header_count; j++) {
            check_row(rows[i], strstr(request.headers[j], token) == NULL);
            check_row(rows[i], strstr(request.headers[j], key) == NULL);
        }
        request_clean_up(&request);
    }
    struct request cleartext = request_of(&plan, rows[0]);
    assert_string_equal(cleartext.url, "http://h.example:8743/iocm/app/reg/v1.1.0/"
                                       "deviceCredentials/Dev-online");
    request_clean_up(&cleartext);
    plan_clean_up(&plan);
    check_finish();
}

static void test_plan_request__omits_content_type_where_the_profile_says_so(void **state) {
    (void)state;
    target.choices.by_id[INTERPRET_REQUEST_CONTENT_TYPE] = CHOICE_OMITTED;
    struct plan plan = make_plan(NULL, 1);
    struct request request = request_of(&plan, "request.prototype");
    assert_string_equal(header_of(&request, "Content-Type"), "");
    request_clean_up(&request);
    plan_clean_up(&plan);
}

static void test_plan_reproduce__quotes_for_the_shell_and_holds_no_secret(void **state) {
    (void)state;
    struct buffer out;
    buffer_init(&out, 4096);
    const struct case_row *row = cases_find(bytes_of_text("error.token.cut-by-one"));
    assert_int_equal(plan_reproduce(row, &target, bytes_of_text("https://h/it's"), &out),
                     STATUS_OK);
    assert_non_null(strstr(buffer_text(&out), "'https://h/it'\\''s'"));
    assert_non_null(strstr(buffer_text(&out), "Bearer ${ACCESS_TOKEN%?}\""));
    assert_non_null(strstr(buffer_text(&out), "app_key: ${APP_KEY}\""));
    assert_null(strstr(buffer_text(&out), token));
    buffer_clean_up(&out);
}

static void test_plan_bound__is_the_windows_waited_for_and_a_minute(void **state) {
    (void)state;
    target.throttle.limit = 0;
    struct plan plan = make_plan(NULL, 1);
    assert_int_equal(plan_bound_us(&plan, &target), 60000000);
    plan_clean_up(&plan);
    target.throttle.limit = 1000;
    plan = make_plan(NULL, 1);
    /* One before the burst, one after it, and two in case that calls are refused too early. */
    assert_int_equal(plan_bound_us(&plan, &target), 4 * INT64_C(63000000) + 60000000);
    plan_clean_up(&plan);
}

#define WITH_TARGET(test) cmocka_unit_test_setup(test, make_target)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_TARGET(test_plan__holds_every_row_of_a_full_profile),
        WITH_TARGET(test_plan__goes_by_phase_and_keeps_refusals_beside_their_twin),
        WITH_TARGET(test_plan__is_the_same_for_the_same_seed_alone),
        WITH_TARGET(test_plan__says_which_member_is_missing),
        WITH_TARGET(test_plan__knows_what_the_profile_puts_out_of_scope),
        WITH_TARGET(test_plan__does_not_generate_what_equals_its_original),
        WITH_TARGET(test_plan__does_not_generate_an_app_id_that_is_anothers),
        WITH_TARGET(test_plan__filters_by_case_and_requirement_and_keeps_twins),
        WITH_TARGET(test_plan__refuses_a_filter_that_matches_nothing_beside_one_that_does),
        WITH_TARGET(test_plan__refuses_a_filter_that_leaves_nothing),
        WITH_TARGET(test_plan_repeat__multiplies_all_but_the_throttle),
        WITH_TARGET(test_plan_request__renders_each_row_as_it_says),
        WITH_TARGET(test_plan_request__sends_no_secret_outside_verified_tls),
        WITH_TARGET(test_plan_request__omits_content_type_where_the_profile_says_so),
        WITH_TARGET(test_plan_reproduce__quotes_for_the_shell_and_holds_no_secret),
        WITH_TARGET(test_plan_bound__is_the_windows_waited_for_and_a_minute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
