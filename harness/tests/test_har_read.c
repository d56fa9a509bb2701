/* Other tools' entries are read, and damaged ones are refused with the member named. */
#include "tests/har_fixture.h"

#include "base/random.h"
#include "evidence/timestamp.h"

static void test_har_entry_read__reads_a_browsers_entry(void **state) {
    (void)state;
    struct har_entry *entry = read_entry(text(
        "{\"_initiator\":{\"type\":\"other\"},\"cache\":{},\"time\":12.5,\"request\":{\"method\":"
        "\"GET\",\"url\":\"https://h:8743/a/b?c=d#e\",\"httpVersion\":\"h2\",\"headers\":[{\"name\""
        ":\":authority\",\"value\":\"h\"},{\"name\":\"app_key\",\"value\":\"k\"}]},\"response\":{"
        "\"status\":200,\"statusText\":\"\",\"httpVersion\":\"h2\",\"headers\":[{\"name\":"
        "\"content-length\",\"value\":\"99\"},{\"name\":\"set-cookie\",\"value\":\"a\\nb\"},{"
        "\"name\":\"content-type\",\"value\":\"application/json\"}],\"content\":{\"size\":6,"
        "\"text\":\"{\\u0000\\ud800}\"}},\"startedDateTime\":\"2022-02-24T10:00:00.5+02:00\"}"));
    const struct exchange *exchange = &entry->exchange;
    assert_int_equal(exchange->outcome, OUTCOME_COMPLETE);
    assert_int_equal(exchange->case_id.size, 0);
    assert_int_equal(exchange->started_us, 1645689600500000);
    assert_int_equal(exchange->timing.total_us, 12500);
    assert_int_equal(exchange->timing.connected_us, -1);
    assert_true(bytes_equal_text(exchange->sent, "GET /a/b?c=d HTTP/1.1\r\napp_key: k\r\n\r\n"));
    assert_true(bytes_equal_text(exchange->head, "HTTP/1.1 200 \r\nset-cookie: a b\r\n"
                                                 "content-type: application/json\r\n\r\n"));
    assert_true(bytes_equal(exchange->body, bytes_of("{\0\xef\xbf\xbd}", 6)));
    assert_true(bytes_equal(exchange->framed, exchange->body));
    free_entry(entry);
}

static void test_har_entry_read__reads_content_in_base64(void **state) {
    (void)state;
    struct har_entry *entry = read_entry(
        text("{\"startedDateTime\":\"2022-02-24T08:00:00+00:00\",\"request\":{\"method\":\"POST\","
             "\"url\":\"https://h/x\",\"postData\":{\"mimeType\":\"text/plain\",\"text\":\"a=b\"}},"
             "\"response\":{\"status\":0,\"content\":{\"text\":\"/wA=\",\"encoding\":\"base64\"}},"
             "\"_assay\":{\"case\":\"activation.online\",\"device\":\"d\"}}"));
    assert_true(bytes_equal_text(entry->exchange.sent, "POST /x HTTP/1.1\r\n\r\na=b"));
    assert_true(bytes_equal(entry->exchange.body, bytes_of("\xff\0", 2)));
    assert_true(bytes_equal_text(entry->exchange.case_id, "activation.online"));
    assert_int_equal(entry->exchange.outcome, OUTCOME_CLOSED); /* no status: no answer */
    assert_int_equal(entry->exchange.head.size, 0);
    free_entry(entry);
}

#define GOOD(members)                                                                              \
    "{\"startedDateTime\":\"2022-02-24T08:00:00Z\",\"request\":{},\"response\":{}," members "}"

static const struct {
    const char *name, *entry, *words; /* words of the diagnostic; NULL: it is accepted */
} entry_rows[] = {
    {"the least", GOOD("\"_assay\":{}"), NULL},
    {"null for what is absent", GOOD("\"_assay\":null"), NULL},
    {"no JSON", "{", "no JSON at byte 1"},
    {"nothing", "", "no JSON at byte 0"},
    {"two members of one name", GOOD("\"a\":1,\"a\":2"), "no JSON at byte"},
    {"no object", "[]", "entry at byte 0: must be an object"},
    {"no request", "{\"startedDateTime\":\"2022-02-24T08:00:00Z\",\"response\":{}}",
     "request at byte 0: missing"},
    {"no response", "{\"startedDateTime\":\"2022-02-24T08:00:00Z\",\"request\":{}}", "response"},
    {"no date", "{\"request\":{},\"response\":{}}", "startedDateTime"},
    {"a date that is none", "{\"startedDateTime\":\"today\",\"request\":{},\"response\":{}}",
     "startedDateTime at byte 19: is no date"},
    {"a date before 1970",
     "{\"startedDateTime\":\"1969-12-31T23:59:59Z\",\"request\":{},\"response\":{}}",
     "startedDateTime at byte 19: is not between"},
    {"a date too late to be counted",
     "{\"startedDateTime\":\"2256-01-01T00:00:00Z\",\"request\":{},\"response\":{}}",
     "startedDateTime at byte 19: is not between"},
    {"the last second of 2254",
     "{\"startedDateTime\":\"2254-12-31T23:59:59Z\",\"request\":{},\"response\":{}}", NULL},
    {"a URL that is no string",
     "{\"startedDateTime\":\"2022-02-24T08:00:00Z\",\"request\":{\"url\":1},\"response\":{}}",
     "url at byte 59: must be a string, is a number"},
    {"an unknown outcome", GOOD("\"_assay\":{\"outcome\":\"lost\"}"), "outcome"},
    {"a known outcome", GOOD("\"_assay\":{\"outcome\":\"timed-out\"}"), NULL},
    {"a broken number", GOOD("\"_assay\":{\"number\":1.5}"), "number"},
    {"a negative number", GOOD("\"_assay\":{\"number\":-1}"), "number"},
    {"a number too large", GOOD("\"_assay\":{\"number\":4294967296}"), "number"},
    {"the largest number", GOOD("\"_assay\":{\"number\":4294967295}"), NULL},
    {"a time too large", GOOD("\"_assay\":{\"started_us\":1e300}"), "started_us"},
    {"base64 that is none", GOOD("\"_assay\":{\"sent\":{\"base64\":\"a\"}}"), "base64"},
    {"base64 that is absent", GOOD("\"_assay\":{\"sent\":{}}"), "base64"},
    {"base64", GOOD("\"_assay\":{\"sent\":{\"base64\":\"AA==\"}}"), NULL},
    {"a TLS version too long", GOOD("\"_assay\":{\"tls\":{\"version\":\"0123456789abcdef\"}}"),
     "version"},
    {"a TLS version that just fits", GOOD("\"_assay\":{\"tls\":{\"version\":\"0123456789abcde\"}}"),
     NULL},
    {"a redaction beyond its part",
     GOOD("\"_assay\":{\"body\":\"\",\"redactions\":[{\"part\":\"body\",\"secret\":\"app_key\","
          "\"offset\":0,\"size\":1}]}"),
     "size"},
    {"a redaction inside its part",
     GOOD("\"_assay\":{\"sent\":\"abc\",\"redactions\":[{\"part\":\"sent\",\"secret\":\"app_key\","
          "\"offset\":1,\"size\":2}]}"),
     NULL},
    {"a redaction of no part", GOOD("\"_assay\":{\"redactions\":[{\"secret\":\"app_key\"}]}"),
     "part"},
    {"a redaction of an unknown secret",
     GOOD("\"_assay\":{\"redactions\":[{\"part\":\"body\",\"secret\":\"x\"}]}"), "secret"},
    {"an unknown encoding",
     "{\"startedDateTime\":\"2022-02-24T08:00:00Z\",\"request\":{},\"response\":{\"content\":{"
     "\"text\":\"\",\"encoding\":\"gzip\"}}}",
     "encoding"},
};

static void test_har_entry_read__names_the_member_that_is_wrong(void **state) {
    (void)state;
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(entry_rows); i++) {
        struct diagnostic diagnostic = {""};
        struct har_entry *entry = calloc(1, sizeof *entry);
        assert_non_null(entry);
        enum status status = har_entry_read(text(entry_rows[i].entry), entry, &diagnostic);
        const char *words = entry_rows[i].words;
        bool is_right = words == NULL
                            ? status == STATUS_OK
                            : status == STATUS_INVALID && strstr(diagnostic.text, words) != NULL;
        if (!is_right) {
            print_error("failed: %s: %s: %s\n", entry_rows[i].name, status_words(status),
                        diagnostic.text);
            failures++;
        }
        if (status == STATUS_OK) {
            har_entry_clean_up(entry);
        }
        free(entry);
    }
    assert_int_equal(failures, 0);
}

/* Each variant on the heap with nothing behind it, so that AddressSanitizer sees an over-read. */
static void read_variant(const unsigned char *variant, size_t size) {
    unsigned char *copy = malloc(size == 0 ? 1 : size);
    struct har_entry *entry = calloc(1, sizeof *entry);
    assert_non_null(copy);
    assert_non_null(entry);
    memcpy(copy, variant, size);
    if (har_entry_read(bytes_of(copy, size), entry, NULL) == STATUS_OK) {
        har_entry_clean_up(entry);
    }
    free(entry);
    free(copy);
}

static void test_har_entry_read__stands_damaged_entries(void **state) {
    (void)state;
    struct random random = random_seeded(3);
    struct exchange exchange = ordinary();
    exchange.framed = bytes_of("\xff\0\r\n", 4);
    struct buffer out = write_entry(&exchange, NULL);
    for (size_t size = 0; size < out.size; size++) {
        read_variant(out.data, size);
    }
    for (size_t at = 0; at < out.size; at++) {
        unsigned char before = out.data[at];
        out.data[at] = (unsigned char)random_below(&random, 256);
        read_variant(out.data, out.size);
        out.data[at] = before;
    }
    buffer_clean_up(&out);
}

static const struct {
    const char *name, *text;
    bool is_valid;
    int64_t us;
} timestamp_rows[] = {
    {"seconds", "1970-01-01T00:00:01Z", true, 1000000},
    {"microseconds", "1970-01-01T00:00:00.000001Z", true, 1},
    {"nanoseconds are dropped", "1970-01-01T00:00:00.123456789Z", true, 123456},
    {"tenths", "1970-01-01t00:00:00.1z", true, 100000},
    {"east", "1970-01-01T02:00:00+02:00", true, 0},
    {"west", "1969-12-31T22:30:00-0130", true, 0},
    {"no offset", "1970-01-01T00:00:00", false, 0},
    {"no digits after the point", "1970-01-01T00:00:00.Z", false, 0},
    {"month 13", "1970-13-01T00:00:00Z", false, 0},
    {"something behind", "1970-01-01T00:00:00Z ", false, 0},
    {"cut off", "1970-01-01T00:0", false, 0},
    {"nothing", "", false, 0},
};

static void test_timestamp_parse__reads_rfc_3339(void **state) {
    (void)state;
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(timestamp_rows); i++) {
        int64_t us = -7;
        bool is_valid = timestamp_parse(text(timestamp_rows[i].text), &us);
        if (is_valid != timestamp_rows[i].is_valid || (is_valid && us != timestamp_rows[i].us)) {
            print_error("failed: %s: %lld\n", timestamp_rows[i].name, (long long)us);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_har_entry_read__reads_a_browsers_entry),
        cmocka_unit_test(test_har_entry_read__reads_content_in_base64),
        cmocka_unit_test(test_har_entry_read__names_the_member_that_is_wrong),
        cmocka_unit_test(test_har_entry_read__stands_damaged_entries),
        cmocka_unit_test(test_timestamp_parse__reads_rfc_3339),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
