/* What is recorded is read back byte for byte, and other tools can read it. */
#include "tests/har_fixture.h"

#include "base/random.h"

/* Writes, reads and writes again. */
static bool comes_back(const struct exchange *exchange) {
    struct buffer first = write_entry(exchange, NULL);
    struct har_entry *entry = read_entry(buffer_view(&first));
    struct buffer second = write_entry(&entry->exchange, NULL);
    bool is_one_line = memchr(first.data, '\n', first.size) == NULL;
    bool is_same = is_one_line && are_equal(exchange, &entry->exchange) &&
                   bytes_equal(buffer_view(&first), buffer_view(&second));
    free_entry(entry);
    buffer_clean_up(&first);
    buffer_clean_up(&second);
    return is_same;
}

struct bytes_row {
    const char *name, *bytes;
    size_t size;
};

#define BYTES(words) words, sizeof(words) - 1

static const struct bytes_row bytes_rows[] = {
    {"nothing", BYTES("")},
    {"a NUL", BYTES("\0")},
    {"NUL among text", BYTES("a\0b\0")},
    {"U+0000 as escaped text", BYTES("\\u0000")},
    {"line ends and tabs", BYTES("a\r\nb\n\tc\x0b\x7f")},
    {"quotes and backslashes", BYTES("\"\\\"\\\\\"")},
    {"two, three and four bytes a character", BYTES("\xc3\xa9\xe2\x82\xac\xf0\x9f\x94\x91")},
    {"an overlong NUL, as our own tree spells it", BYTES("\xc0\x80")},
    {"a surrogate, as our own tree spells it", BYTES("\xed\xa0\x80")},
    {"U+2028", BYTES("\xe2\x80\xa8")},
    {"a byte order mark", BYTES("\xef\xbb\xbf{}")},
    {"the replacement character itself", BYTES("\xef\xbf\xbd")},
    {"Latin-1", BYTES("caf\xe9")},
    {"one stray byte", BYTES("\xff")},
    {"what looks like our own spelling", BYTES("{\"base64\":\"AAAA\"}")},
};

/* Sets the view number `which`, of those that carry bytes of a peer. */
static void set_view(struct exchange *exchange, size_t which, struct bytes bytes) {
    struct bytes *const views[] = {&exchange->case_id, &exchange->asked_device,   &exchange->method,
                                   &exchange->url,     &exchange->sent,           &exchange->head,
                                   &exchange->framed,  &exchange->outcome_detail, &exchange->body};
    *views[which % COUNT(views)] = bytes;
}

enum { VIEWS = 9 };

static void test_har_entry_read__gives_every_part_back_byte_for_byte(void **state) {
    (void)state;
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(bytes_rows); i++) {
        for (size_t which = 0; which < VIEWS; which++) {
            struct exchange exchange = ordinary();
            set_view(&exchange, which, bytes_of(bytes_rows[i].bytes, bytes_rows[i].size));
            if (!comes_back(&exchange)) {
                print_error("failed: %s, view %zu\n", bytes_rows[i].name, which);
                failures++;
            }
        }
    }
    assert_int_equal(failures, 0);
}

static void test_har_entry_read__gives_every_outcome_back(void **state) {
    (void)state;
    size_t failures = 0;
    for (enum exchange_outcome outcome = 0; outcome < OUTCOME_COUNT; outcome++) {
        struct exchange exchange = ordinary();
        exchange.outcome = outcome;
        exchange.attempt = 1;
        exchange.head = exchange.framed = exchange.body = bytes_of(NULL, 0);
        exchange.outcome_detail = text("the transport's own words");
        exchange.timing = (struct exchange_timing){-1, -1, -1, 99};
        exchange.tls = (struct tls_facts){"", ""};
        if (!comes_back(&exchange)) {
            print_error("failed: %s\n", exchange_outcome_names[outcome]);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

/* Random bytes of a random kind: any, ASCII, or little but what JSON and HTTP care about. */
static struct bytes random_bytes(struct random *random, unsigned char *out_bytes, size_t most) {
    static const char hostile[] = "\\\"{}[]:,\0\r\n\t %\xc0\x80\xed\xa0\xbf\xef";
    size_t size = (size_t)random_below(random, most);
    uint64_t kind = random_below(random, 3);
    for (size_t i = 0; i < size; i++) {
        uint64_t byte = kind == 0   ? random_below(random, 256)
                        : kind == 1 ? 32 + random_below(random, 95)
                                    : (unsigned char)hostile[random_below(random, 21)];
        out_bytes[i] = (unsigned char)byte;
    }
    return bytes_of(out_bytes, size);
}

static void test_har_entry_read__is_the_inverse_of_writing(void **state) {
    (void)state;
    static unsigned char memory[VIEWS][2000];
    struct random random = random_seeded(42);
    for (unsigned round = 0; round < 400; round++) {
        struct exchange exchange = ordinary();
        for (size_t which = 0; which < VIEWS; which++) {
            if (random_below(&random, 4) > 0) {
                set_view(&exchange, which,
                         random_bytes(&random, memory[which], sizeof memory[which]));
            }
        }
        struct redaction redaction = {.part = PART_BODY,
                                      .secret = SECRET_REFRESH_TOKEN,
                                      .offset = exchange.body.size / 2,
                                      .size = exchange.body.size / 3};
        exchange.redactions = &redaction;
        exchange.redaction_count = round % 2;
        exchange.outcome = (enum exchange_outcome)random_below(&random, OUTCOME_COUNT);
        exchange.started_us = (int64_t)random_below(&random, 4102444800000000);
        exchange.number = (uint32_t)random_next(&random);
        assert_true(comes_back(&exchange));
    }
}

/* ---- as others see it ---- */

struct member_row {
    const char *name, *expected; /* what stands in the entry, verbatim */
};

static const struct member_row member_rows[] = {
    {"time of day", "\"startedDateTime\":\"2022-02-24T08:00:00.123Z\""},
    {"duration in ms", "\"time\":12.000"},
    {"method and URL", "\"request\":{\"method\":\"GET\",\"url\":\"https://h:8743/"},
    {"version of the request", "\"httpVersion\":\"HTTP/1.1\",\"cookies\":[],\"headers\":[{\"name\":"
                               "\"Host\",\"value\":\"h\"},{\"name\":\"app_key\""},
    {"query, still encoded", "\"queryString\":[{\"name\":\"appId\",\"value\":\"a%26b\"},"
                             "{\"name\":\"x\",\"value\":\"\"}]"},
    {"sizes of the request", "\"headersSize\":68,\"bodySize\":0}"},
    {"status", "\"response\":{\"status\":200,\"statusText\":\"Fine Enough\""},
    {"content", "\"content\":{\"size\":18,\"mimeType\":\"application/json\",\"text\":\"{\\\""},
    {"cache", "\"cache\":{}"},
    {"phases", "\"connect\":3.500,\"ssl\":2.500,\"send\":0.000,\"wait\":6.750,\"receive\":1.750"},
    {"our own members", "\"_assay\":{\"number\":7,\"attempt\":0,\"case\":\"activation.online\""},
};

static void test_har_entry_write__fills_the_members_of_har(void **state) {
    (void)state;
    struct exchange exchange = ordinary();
    struct buffer out = write_entry(&exchange, NULL);
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(member_rows); i++) {
        if (strstr(buffer_text(&out), member_rows[i].expected) == NULL) {
            print_error("failed: %s\n  expected %s\n  in %s\n", member_rows[i].name,
                        member_rows[i].expected, buffer_text(&out));
            failures++;
        }
    }
    assert_null(strstr(buffer_text(&out), "\"framed\"")); /* equal to the body */
    buffer_clean_up(&out);
    assert_int_equal(failures, 0);
}

static void test_har_entry_write__lists_the_final_answer(void **state) {
    (void)state;
    struct exchange exchange = ordinary();
    exchange.head = text("HTTP/1.1 100 Continue\r\nA: b\r\n\r\nHTTP/1.1 404 Not Found\r\nLocation: "
                         " /x \r\nno colon\r\n folded: line\r\nC: d\r\n\r\n");
    struct buffer out = write_entry(&exchange, NULL);
    assert_non_null(strstr(buffer_text(&out), "\"status\":404,\"statusText\":\"Not Found\""));
    assert_non_null(strstr(buffer_text(&out), "\"headers\":[{\"name\":\"Location\",\"value\":"
                                              "\"/x\"},{\"name\":\"C\",\"value\":\"d\"}]"));
    assert_non_null(strstr(buffer_text(&out), "\"redirectURL\":\"/x\""));
    buffer_clean_up(&out);
}

static void test_har_entry_write__marks_content_that_is_no_text(void **state) {
    (void)state;
    struct exchange exchange = ordinary();
    exchange.body = bytes_of("\xff\0", 2);
    struct buffer out = write_entry(&exchange, NULL);
    assert_non_null(strstr(buffer_text(&out), "\"text\":\"/wA=\",\"encoding\":\"base64\""));
    assert_non_null(strstr(buffer_text(&out), "\"framed\":\"{"));
    buffer_clean_up(&out);
}

static void test_har_entry_write__leaves_the_buffer_as_it_was_past_its_limit(void **state) {
    (void)state;
    struct exchange exchange = ordinary();
    for (size_t limit = 4; limit < 600; limit++) {
        struct buffer out;
        buffer_init(&out, limit);
        assert_int_equal(buffer_append_text(&out, "kept"), STATUS_OK);
        assert_int_equal(har_entry_write(&exchange, NULL, &out), STATUS_LIMIT);
        assert_string_equal(buffer_text(&out), "kept");
        buffer_clean_up(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_har_entry_read__gives_every_part_back_byte_for_byte),
        cmocka_unit_test(test_har_entry_read__gives_every_outcome_back),
        cmocka_unit_test(test_har_entry_read__is_the_inverse_of_writing),
        cmocka_unit_test(test_har_entry_write__fills_the_members_of_har),
        cmocka_unit_test(test_har_entry_write__lists_the_final_answer),
        cmocka_unit_test(test_har_entry_write__marks_content_that_is_no_text),
        cmocka_unit_test(test_har_entry_write__leaves_the_buffer_as_it_was_past_its_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
