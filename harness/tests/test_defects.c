/* Every defect shows, in the one visit that looks for it, and a conforming platform does not. */
#include "mock/hooks.h"
#include "tests/check.h"
#include "tests/mock_visitor.h"

#include <string.h>
#include <unistd.h>

/* A defect, and the visit that shows it. */
struct row {
    const char *defect;
    long status;
    const char *fragment; /* of head or body; NULL: not looked at */
    struct visit visit;
    struct visit first;  /* made once before, where it has a target */
    unsigned repeat;     /* the visit is made so often, and the last one shows it; 0: once */
    unsigned pause_ms;   /* before the last one */
    unsigned tries;      /* one of so many shows it; 0: all do */
    bool is_reconnected; /* before the last one */
    bool is_raw;         /* the answer's bytes are looked at, and no status */
    bool is_broken_off;  /* the answer is not complete */
};

enum { LIMIT = 8, LONG_WINDOW_US = 60000000, RAW_SIZE = 8192 };

#define SEEN(name, code, ...)                                                                      \
    { .defect = name, .status = code, .fragment = __VA_ARGS__ }
#define RAW(name, ...)                                                                             \
    { .defect = name, .is_raw = true, .fragment = __VA_ARGS__ }
#define BROKEN_OFF(name, code, ...)                                                                \
    { .defect = name, .is_broken_off = true, .status = code, __VA_ARGS__ }

static const struct row rows[] = {
#include "tests/defects/answer.inc"
#include "tests/defects/credentials.inc"
#include "tests/defects/errors.inc"
#include "tests/defects/framing.inc"
#include "tests/defects/hardening.inc"
#include "tests/defects/json.inc"
#include "tests/defects/lookup.inc"
#include "tests/defects/meaning.inc"
#include "tests/defects/members.inc"
#include "tests/defects/now_and_then.inc"
#include "tests/defects/paths.inc"
#include "tests/defects/readings.inc"
#include "tests/defects/throttle.inc"
};

static bool shows_raw(const struct visitor *visitor, const struct row *row) {
    static const char pattern[] = "GET %s HTTP/1.1\r\nHost: platform\r\napp_key: $k\r\n"
                                  "Authorization: Bearer $t\r\n\r\n";
    char request[512], answer[RAW_SIZE];
    const char *target = row->visit.target == NULL ? QUERY("$o") : row->visit.target;
    snprintf(request, sizeof request, pattern, target);
    visitor_send_raw(visitor, request, answer, sizeof answer);
    struct buffer fragment;
    buffer_init(&fragment, RAW_SIZE);
    bool is_shown = template_expand(bytes_of_text(row->fragment), visitor->fillings,
                                    VISITOR_FILLINGS, &fragment) == STATUS_OK &&
                    strstr(answer, buffer_text(&fragment)) != NULL;
    buffer_clean_up(&fragment);
    return is_shown;
}

static bool shows_once(struct visitor *visitor, const struct row *row) {
    struct visited visited;
    if (row->is_raw) {
        return shows_raw(visitor, row);
    }
    visitor_visit(visitor, &row->visit, &visited);
    bool is_shown = row->is_broken_off
                        ? visited.code != CURLE_OK && visited.status == row->status
                        : visited_shows(visitor, &visited, row->status, row->fragment);
    visited_clean_up(&visited);
    return is_shown;
}

static void prepare(struct visitor *visitor, const struct row *row) {
    struct visited visited;
    if (row->first.target != NULL) {
        visitor_visit(visitor, &row->first, &visited);
        visited_clean_up(&visited);
    }
    for (unsigned i = 1; i < row->repeat; i++) {
        visitor_visit(visitor, &row->visit, &visited);
        visited_clean_up(&visited);
    }
    usleep(row->pause_ms * 1000);
    if (row->is_reconnected) {
        curl_easy_cleanup(visitor->curl);
        visitor->curl = curl_easy_init();
    }
}

static bool is_of_throttle(const struct row *row) {
    return strncmp(row->defect, "throttle-", strlen("throttle-")) == 0;
}

/* The throttle is there for the rows about it. */
static struct platform_options options_of(const struct row *row, const char *defect) {
    return (struct platform_options){
        .seed = 3,
        .defect = defect,
        .throttle_limit = is_of_throttle(row) ? LIMIT : 0,
        .throttle_window_us = row->pause_ms > 0 ? row->pause_ms * INT64_C(800) : LONG_WINDOW_US};
}

static bool is_one_of_its_tries(struct visitor *visitor, const struct row *row) {
    unsigned shown = 0;
    for (unsigned i = 0; i < row->tries; i++) {
        shown += shows_once(visitor, row);
    }
    return shown > 0 && shown < row->tries;
}

static bool shows(const struct row *row, const char *defect) {
    struct visitor visitor;
    struct platform_options options = options_of(row, defect);
    if (!visitor_open(&visitor, &options)) {
        return false;
    }
    prepare(&visitor, row);
    bool is_shown =
        row->tries == 0 ? shows_once(&visitor, row) : is_one_of_its_tries(&visitor, row);
    visitor_close(&visitor);
    return is_shown;
}

static void test_defects__show(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        check_row(rows[i].defect, shows(&rows[i], rows[i].defect));
    }
    check_finish();
}

/* What a conforming platform was asked before does not matter, but for its throttle. */
static void test_defects__are_not_shown_by_a_conforming_platform(void **state) {
    struct visitor visitor;
    (void)state;
    assert_true(visitor_open(&visitor, &(struct platform_options){.seed = 3}));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        check_row(rows[i].defect, is_of_throttle(&rows[i]) ? !shows(&rows[i], NULL)
                                                           : !shows_once(&visitor, &rows[i]));
    }
    visitor_close(&visitor);
    check_finish();
}

static void test_defect_tls__shakes_hands_in_old_versions(void **state) {
    (void)state;
    struct visitor visitor;
    assert_true(visitor_open(&visitor, &(struct platform_options){.defect = "tls-1.0"}));
    assert_int_equal(visitor_knocks(&visitor, "https", CURL_SSLVERSION_TLSv1_0), CURLE_OK);
    assert_int_equal(visitor_knocks(&visitor, "https", CURL_SSLVERSION_TLSv1_1), CURLE_OK);
    assert_int_equal(visitor_knocks(&visitor, "https", CURL_SSLVERSION_TLSv1_3), CURLE_OK);
    visitor_close(&visitor);
}

static void test_defect_tls__may_begin_at_1_1(void **state) {
    (void)state;
    struct visitor visitor;
    assert_true(visitor_open(&visitor, &(struct platform_options){.defect = "tls-1.1"}));
    assert_int_equal(visitor_knocks(&visitor, "https", CURL_SSLVERSION_TLSv1_0),
                     CURLE_SSL_CONNECT_ERROR);
    assert_int_equal(visitor_knocks(&visitor, "https", CURL_SSLVERSION_TLSv1_1), CURLE_OK);
    visitor_close(&visitor);
}

static void test_defect_tls__may_leave_out_1_1(void **state) {
    (void)state;
    struct visitor visitor;
    assert_true(visitor_open(&visitor, &(struct platform_options){.defect = "tls-1.0-alone"}));
    assert_int_equal(visitor_knocks(&visitor, "https", CURL_SSLVERSION_TLSv1_0), CURLE_OK);
    visitor_close(&visitor);
}

static void test_defect_https__fails_every_careful_client(void **state) {
    static const struct {
        const char *defect;
        CURLcode code;
    } ends[] = {
        {NULL, CURLE_OK},
        {"https-absent", CURLE_SSL_CONNECT_ERROR},
        {"certificate-expired", CURLE_PEER_FAILED_VERIFICATION},
        {"certificate-other-host", CURLE_PEER_FAILED_VERIFICATION},
        {"certificate-other-ca", CURLE_PEER_FAILED_VERIFICATION},
    };
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        check_row(ends[i].defect == NULL ? "conforming" : ends[i].defect,
                  visitor_is_trusted(&(struct platform_options){.defect = ends[i].defect}) ==
                      ends[i].code);
    }
    check_finish();
}

static void test_defect_cleartext__answers_both_on_one_port(void **state) {
    (void)state;
    struct visitor visitor;
    assert_true(visitor_open(&visitor, &(struct platform_options){.defect = "cleartext"}));
    assert_int_equal(visitor_knocks(&visitor, "http", CURL_SSLVERSION_DEFAULT), CURLE_OK);
    assert_true(visitor_sees(&visitor, &(struct visit){0}, 200, "\"activated\":true"));
    visitor_close(&visitor);
}

static bool has_row(const char *name) {
    static const char *const elsewhere[] = {/* each has a test of its own */
                                            "tls-1.0",
                                            "tls-1.0-alone",
                                            "tls-1.1",
                                            "cleartext",
                                            "https-absent",
                                            "certificate-expired",
                                            "certificate-other-host",
                                            "certificate-other-ca"};
    for (size_t i = 0; i < sizeof elsewhere / sizeof elsewhere[0]; i++) {
        if (strcmp(elsewhere[i], name) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].defect, name) == 0) {
            return true;
        }
    }
    return false;
}

/* It does what another one does that is looked for, only more seldom; the matrix finds it. */
static bool is_seldom(const struct defect *defect) {
    for (size_t i = 0; i < platform_defect_count; i++) {
        const struct defect *other = &platform_defects[i];
        if (other != defect && has_row(other->name) &&
            memcmp(other->hooks, defect->hooks, sizeof *defect->hooks) == 0) {
            return true;
        }
    }
    return false;
}

static void test_defects__are_complete_unique_and_all_looked_for(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < platform_defect_count; i++) {
        const struct defect *defect = &platform_defects[i];
        bool is_good = defect->hooks != NULL && defect->breaks[0] != '\0' &&
                       defect->sentence[0] != '\0' && (has_row(defect->name) || is_seldom(defect));
        for (size_t j = 0; j < i; j++) {
            is_good = is_good && strcmp(defect->name, platform_defects[j].name) != 0;
        }
        if (!is_good) {
            print_error("row failed: %s\n", defect->name);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defects__are_complete_unique_and_all_looked_for),
        cmocka_unit_test(test_defects__show),
        cmocka_unit_test(test_defects__are_not_shown_by_a_conforming_platform),
        cmocka_unit_test(test_defect_tls__shakes_hands_in_old_versions),
        cmocka_unit_test(test_defect_tls__may_begin_at_1_1),
        cmocka_unit_test(test_defect_tls__may_leave_out_1_1),
        cmocka_unit_test(test_defect_https__fails_every_careful_client),
        cmocka_unit_test(test_defect_cleartext__answers_both_on_one_port),
    };
    curl_global_init(CURL_GLOBAL_DEFAULT);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    curl_global_cleanup();
    return failed;
}
