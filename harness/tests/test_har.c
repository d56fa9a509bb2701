/* What is recorded is read back byte for byte, and no secret is in it. */
#include "evidence/har.h"

#include "base/random.h"
#include "evidence/chunk_map.h"
#include "evidence/head_lines.h"
#include "evidence/timestamp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka.h needs the four before it. */
#include <cmocka.h>

#define TOKEN "kq7Zp+/w3X~vB9=eYr2M0uLs"
#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

enum { ENTRY_LIMIT = 1 << 24 };

static struct bytes text(const char *words) {
    return bytes_of_text(words);
}

/* An exchange as a run has it; rows change what they are about. */
static struct exchange ordinary(void) {
    return (struct exchange){
        .number = 7,
        .case_id = text("activation.online"),
        .asked_device = text("77c26a9d"),
        .method = text("GET"),
        .url = text("https://h:8743/iocm/app/reg/v1.1.0/deviceCredentials/77c26a9d?appId=a%26b&x"),
        .sent =
            text("GET /iocm/77c26a9d?appId=a%26b&x HTTP/1.1\r\nHost: h\r\napp_key: abc\r\n\r\n"),
        .head = text("HTTP/1.1 200 Fine Enough\r\nContent-Type: application/json\r\n\r\n"),
        .framed = text("{\"activated\":true}"),
        .body = text("{\"activated\":true}"),
        .outcome_detail = text(""),
        .started_us = 1645689600123456,
        .timing = {1000, 3500, 10250, 12000},
        .tls = {"TLSv1.3", "00ff"},
    };
}

static struct buffer write_entry(const struct exchange *exchange, const struct redactor *redactor) {
    struct buffer out;
    buffer_init(&out, ENTRY_LIMIT);
    assert_int_equal(har_entry_write(exchange, redactor, &out), STATUS_OK);
    return out;
}

static struct har_entry *read_entry(struct bytes entry_text) {
    struct diagnostic diagnostic = {""};
    struct har_entry *entry = calloc(1, sizeof *entry);
    assert_non_null(entry);
    if (har_entry_read(entry_text, entry, &diagnostic) != STATUS_OK) {
        print_error("%s\n", diagnostic.text);
        free(entry);
        fail();
        return NULL;
    }
    return entry;
}

static void free_entry(struct har_entry *entry) {
    har_entry_clean_up(entry);
    free(entry);
}

static bool are_redactions_equal(const struct exchange *a, const struct exchange *b) {
    bool is_equal = a->redaction_count == b->redaction_count;
    for (size_t i = 0; is_equal && i < a->redaction_count; i++) {
        const struct redaction *x = &a->redactions[i], *y = &b->redactions[i];
        is_equal = x->part == y->part && x->secret == y->secret && x->offset == y->offset &&
                   x->size == y->size;
    }
    return is_equal;
}

static bool are_views_equal(const struct exchange *a, const struct exchange *b) {
    return bytes_equal(a->case_id, b->case_id) && bytes_equal(a->asked_device, b->asked_device) &&
           bytes_equal(a->method, b->method) && bytes_equal(a->url, b->url) &&
           bytes_equal(a->sent, b->sent) && bytes_equal(a->head, b->head) &&
           bytes_equal(a->framed, b->framed) && bytes_equal(a->body, b->body) &&
           bytes_equal(a->outcome_detail, b->outcome_detail);
}

static bool are_equal(const struct exchange *a, const struct exchange *b) {
    return are_views_equal(a, b) && are_redactions_equal(a, b) && a->number == b->number &&
           a->attempt == b->attempt && a->outcome == b->outcome && a->started_us == b->started_us &&
           memcmp(&a->timing, &b->timing, sizeof a->timing) == 0 &&
           strcmp(a->tls.version, b->tls.version) == 0 &&
           strcmp(a->tls.certificate_sha256, b->tls.certificate_sha256) == 0;
}

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

/* ---- there and back ---- */

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

/* ---- redaction ---- */

static struct redactor *redactor_of_token(void) {
    static const unsigned char key[32] = "of a run";
    struct redactor *redactor = NULL;
    assert_int_equal(redactor_new(key, &redactor), STATUS_OK);
    assert_int_equal(redactor_add(redactor, SECRET_ACCESS_TOKEN, text(TOKEN)), STATUS_OK);
    return redactor;
}

static bool all_redactions_are_labels(const struct exchange *exchange) {
    const struct bytes parts[PART_COUNT] = {exchange->url, exchange->sent, exchange->head,
                                            exchange->framed, exchange->body};
    bool is_label = true;
    for (size_t i = 0; i < exchange->redaction_count; i++) {
        const struct redaction *redaction = &exchange->redactions[i];
        struct bytes label =
            bytes_slice(parts[redaction->part], redaction->offset, redaction->size);
        is_label = is_label && label.size == redaction->size;
        for (size_t at = 0; at < label.size; at++) {
            is_label = is_label && strchr("tok-0123456789abcdef*", label.data[at]) != NULL;
        }
    }
    return is_label;
}

static void test_har_entry_write__redacts_every_part(void **state) {
    (void)state;
    struct redactor *redactor = redactor_of_token();
    struct exchange exchange = ordinary();
    exchange.url = text("https://h/" TOKEN "/");
    exchange.sent = text("GET / HTTP/1.1\r\nAuthorization: Bearer " TOKEN "\r\n\r\n");
    exchange.head = text("HTTP/1.1 200 OK\r\nX-Echo: " TOKEN "\r\n\r\n");
    exchange.body = text("{\"echo\":\"" TOKEN "\"}");
    exchange.framed = text("{\"echo\":\"" TOKEN "\"} " TOKEN);
    exchange.outcome_detail = text("while reading " TOKEN);
    struct buffer out = write_entry(&exchange, redactor);
    struct har_entry *entry = read_entry(buffer_view(&out));
    size_t by_part[PART_COUNT] = {0};
    for (size_t i = 0; i < entry->exchange.redaction_count; i++) {
        by_part[entry->exchange.redactions[i].part]++;
    }
    assert_null(strstr(buffer_text(&out), "kq7Zp"));
    assert_true(all_redactions_are_labels(&entry->exchange));
    assert_int_equal(by_part[PART_URL], 1);
    assert_int_equal(by_part[PART_SENT], 1);
    assert_int_equal(by_part[PART_HEAD], 1);
    assert_int_equal(by_part[PART_BODY], 1);
    assert_int_equal(by_part[PART_FRAMED], 2);
    assert_int_equal(entry->exchange.sent.size, exchange.sent.size);
    assert_non_null(strstr((const char *)exchange.body.data, TOKEN)); /* the original is intact */
    free_entry(entry);
    buffer_clean_up(&out);
    redactor_destroy(redactor);
}

static const struct {
    const char *name, *framed, *body;
} chunk_rows[] = {
    {"cut once", "c\r\nkq7Zp+/w3X~v\r\nc\r\nB9=eYr2M0uLs\r\n0\r\n\r\n", TOKEN},
    {"cut, behind other text", "f\r\nzzzkq7Zp+/w3X~v\r\nf\r\nB9=eYr2M0uLszzz\r\n0\r\n\r\n",
     "zzz" TOKEN "zzz"},
    {"a chunk for each three bytes",
     "3\r\nkq7\r\n3\r\nZp+\r\n3\r\n/w3\r\n3\r\nX~v\r\n3\r\nB9=\r\n3\r\neYr\r\n3\r\n2M0\r\n3\r\nuLs"
     "\r\n0\r\n\r\n",
     TOKEN},
    {"with extensions and bare line feeds", "0d;a=b\nkq7Zp+/w3X~vB\n0B\n9=eYr2M0uLs\n0\n\n", TOKEN},
    {"cut, and truncated", "6\r\nkq7Zp+\r\nff\r\n/w3X~vB9=eYr2M0", "kq7Zp+/w3X~vB9=eYr2M0"},
    {"cut, and what follows is no chunk", "6\r\nkq7Zp+\r\n6\r\n/w3X~v\r\nzz\r\n" TOKEN,
     "kq7Zp+/w3X~v"},
    {"a body that the transport gave up on", "6\r\nkq7Zp+\r\n6\r\n/w3X~v\r\nzz", ""},
};

static const struct {
    const char *name, *framed, *chunks; /* "from+size " for each */
} map_rows[] = {
    {"two", "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "3+5 13+6 "},
    {"none", "", ""},
    {"the last alone", "0\r\n\r\n", ""},
    {"no size", "hello", ""},
    {"a size without its line end", "5", ""},
    {"a size without its data", "5\r\n", "3+0 "},
    {"the second size without its line end", "1\r\na\r\n5", "3+1 "},
    {"less data than its size", "ff\r\nabc", "4+3 "},
    {"more than any number holds", "ffffffffffffffffffff\r\nabc", "22+3 "},
    {"no line end behind the data", "1\r\na1\r\nb", "3+1 7+1 "},
    {"an extension", "A;x=\"y\"\n0123456789\n", "8+10 "},
};

static void test_chunk_next__finds_the_data_among_its_framing(void **state) {
    (void)state;
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(map_rows); i++) {
        struct chunk chunk;
        struct buffer chunks;
        buffer_init(&chunks, 100);
        for (size_t at = 0; chunk_next(text(map_rows[i].framed), &at, &chunk);) {
            assert_int_equal(buffer_append_format(&chunks, "%zu+%zu ", chunk.from, chunk.size),
                             STATUS_OK);
        }
        if (strcmp(buffer_text(&chunks), map_rows[i].chunks) != 0) {
            print_error("failed: %s: %s\n", map_rows[i].name, buffer_text(&chunks));
            failures++;
        }
        buffer_clean_up(&chunks);
    }
    assert_int_equal(failures, 0);
}

/* No three letters of the token in a row are left between the framing. */
static bool has_remains(struct bytes framed) {
    static const char *const remains[] = {"kq7", "Zp+", "/w3", "X~v", "B9=", "eYr", "2M0", "uLs"};
    for (size_t i = 0; i < COUNT(remains); i++) {
        if (bytes_find(framed, text(remains[i]), 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static void test_har_entry_write__redacts_a_secret_that_chunks_cut_apart(void **state) {
    (void)state;
    struct redactor *redactor = redactor_of_token();
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(chunk_rows); i++) {
        struct exchange exchange = ordinary();
        exchange.framed = text(chunk_rows[i].framed);
        exchange.body = text(chunk_rows[i].body);
        struct buffer out = write_entry(&exchange, redactor);
        struct har_entry *entry = read_entry(buffer_view(&out));
        struct bytes framed = entry->exchange.framed;
        bool is_right = !has_remains(framed) && framed.size == exchange.framed.size &&
                        all_redactions_are_labels(&entry->exchange) &&
                        entry->exchange.redaction_count > 0 &&
                        framed.data[0] == exchange.framed.data[0];
        if (!is_right) {
            print_error("failed: %s: %.*s\n", chunk_rows[i].name, (int)framed.size,
                        (const char *)framed.data);
            failures++;
        }
        free_entry(entry);
        buffer_clean_up(&out);
    }
    redactor_destroy(redactor);
    assert_int_equal(failures, 0);
}

static void test_har_entry_write__keeps_the_framing_of_innocent_chunks(void **state) {
    (void)state;
    struct redactor *redactor = redactor_of_token();
    struct exchange exchange = ordinary();
    exchange.framed = text("5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: t\r\n\r\n");
    exchange.body = text("hello world");
    struct buffer out = write_entry(&exchange, redactor);
    struct har_entry *entry = read_entry(buffer_view(&out));
    assert_true(are_equal(&exchange, &entry->exchange));
    free_entry(entry);
    buffer_clean_up(&out);
    redactor_destroy(redactor);
}

/* ---- other tools' entries ---- */

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

/* ---- the whole file ---- */

struct visits {
    struct buffer texts; /* each entry's text and a bar */
    size_t fail_at, count;
};

static enum status note_visit(void *context, struct bytes entry,
                              struct diagnostic *out_diagnostic) {
    struct visits *visits = context;
    if (visits->count++ == visits->fail_at) {
        diagnostic_set(out_diagnostic, "it would not do");
        return STATUS_INVALID;
    }
    enum status status = buffer_append(&visits->texts, entry);
    return status == STATUS_OK ? buffer_append_text(&visits->texts, "|") : status;
}

static const struct {
    const char *name, *har, *visited; /* visited NULL: refused */
    const char *words;
} log_rows[] = {
    {"none", "{\"log\":{\"entries\":[]}}", "", ""},
    {"two", "{\"log\":{\"entries\":[{\"a\":1},{}]}}", "{\"a\":1}|{}|", ""},
    {"white space everywhere", " {\n\"log\" : { \"entries\"\t: [ {} ,\r\n [ ] ] } } ", "{}|[ ]|",
     ""},
    {"values of every kind",
     "{\"log\":{\"entries\":[1.5e3,\"a]}\\\"\",true,null,[[]],{\"b\":{}}]}}",
     "1.5e3|\"a]}\\\"\"|true|null|[[]]|{\"b\":{}}|", ""},
    {"after other members",
     "{\"x\":[{\"log\":{\"entries\":[9]}}],\"y\":\"}\\\\\",\"log\":{\"version\":\"1.2\",\"pages\":["
     "{}"
     "],\"n\":-1,\"entries\":[{}],\"z\":{}}}",
     "{}|", ""},
    {"no log", "{\"entries\":[]}", NULL, "no array log.entries"},
    {"no entries", "{\"log\":{}}", NULL, "no array log.entries"},
    {"entries that are no array", "{\"log\":{\"entries\":{}}}", NULL, "no array log.entries"},
    {"a log that is no object", "{\"log\":[]}", NULL, "no array log.entries"},
    {"no object at all", "3", NULL, "no array log.entries"},
    {"no JSON", "{\"log\":\n {]", NULL, "line 2, column 3"},
    {"nothing", "", NULL, "line 1, column 1"},
    {"cut off", "{\"log\":{\"entries\":[{}", NULL, "no HAR"},
};

static void test_har_visit_entries__finds_each_entry(void **state) {
    (void)state;
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(log_rows); i++) {
        struct visits visits = {.fail_at = SIZE_MAX};
        struct diagnostic diagnostic = {""};
        buffer_init(&visits.texts, 1000);
        enum status status =
            har_visit_entries(text(log_rows[i].har), note_visit, &visits, &diagnostic);
        bool is_right =
            log_rows[i].visited == NULL
                ? status == STATUS_INVALID && strstr(diagnostic.text, log_rows[i].words) != NULL
                : status == STATUS_OK &&
                      strcmp(buffer_text(&visits.texts), log_rows[i].visited) == 0;
        if (!is_right) {
            print_error("failed: %s: %s, %s\n", log_rows[i].name, buffer_text(&visits.texts),
                        diagnostic.text);
            failures++;
        }
        buffer_clean_up(&visits.texts);
    }
    assert_int_equal(failures, 0);
}

static void test_har_visit_entries__says_which_entry_its_visitor_refused(void **state) {
    (void)state;
    struct visits visits = {.fail_at = 1};
    struct diagnostic diagnostic = {""};
    buffer_init(&visits.texts, 1000);
    assert_int_equal(har_visit_entries(text("{\"log\":{\"entries\":[{},{},{}]}}"), note_visit,
                                       &visits, &diagnostic),
                     STATUS_INVALID);
    assert_string_equal(diagnostic.text, "HAR entry 1 at byte 22: it would not do");
    assert_int_equal(visits.count, 2);
    buffer_clean_up(&visits.texts);
}

static void test_har_begin__and_end_make_a_file_that_is_read_back(void **state) {
    (void)state;
    const struct har_creator creator = {"1.0", "", "run \"x\"", UINT64_MAX};
    struct exchange exchange = ordinary();
    struct buffer entry = write_entry(&exchange, NULL), har;
    struct visits visits = {.fail_at = SIZE_MAX};
    buffer_init(&har, ENTRY_LIMIT);
    buffer_init(&visits.texts, ENTRY_LIMIT);
    assert_int_equal(har_begin(&creator, &har), STATUS_OK);
    assert_int_equal(buffer_append(&har, buffer_view(&entry)), STATUS_OK);
    assert_int_equal(buffer_append_text(&har, ",\n"), STATUS_OK);
    assert_int_equal(buffer_append(&har, buffer_view(&entry)), STATUS_OK);
    assert_int_equal(har_end(&har), STATUS_OK);
    assert_int_equal(har_visit_entries(buffer_view(&har), note_visit, &visits, NULL), STATUS_OK);
    assert_int_equal(visits.count, 2);
    assert_true(bytes_starts_with(buffer_view(&visits.texts), buffer_view(&entry)));
    assert_non_null(strstr(buffer_text(&har), "\"_seed\":\"18446744073709551615\""));
    buffer_clean_up(&visits.texts);
    buffer_clean_up(&entry);
    buffer_clean_up(&har);
}

/* ---- timestamps ---- */

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
        cmocka_unit_test(test_har_entry_read__gives_every_part_back_byte_for_byte),
        cmocka_unit_test(test_har_entry_read__gives_every_outcome_back),
        cmocka_unit_test(test_har_entry_read__is_the_inverse_of_writing),
        cmocka_unit_test(test_har_entry_write__fills_the_members_of_har),
        cmocka_unit_test(test_har_entry_write__lists_the_final_answer),
        cmocka_unit_test(test_har_entry_write__marks_content_that_is_no_text),
        cmocka_unit_test(test_har_entry_write__leaves_the_buffer_as_it_was_past_its_limit),
        cmocka_unit_test(test_har_entry_write__redacts_every_part),
        cmocka_unit_test(test_chunk_next__finds_the_data_among_its_framing),
        cmocka_unit_test(test_har_entry_write__redacts_a_secret_that_chunks_cut_apart),
        cmocka_unit_test(test_har_entry_write__keeps_the_framing_of_innocent_chunks),
        cmocka_unit_test(test_har_entry_read__reads_a_browsers_entry),
        cmocka_unit_test(test_har_entry_read__reads_content_in_base64),
        cmocka_unit_test(test_har_entry_read__names_the_member_that_is_wrong),
        cmocka_unit_test(test_har_entry_read__stands_damaged_entries),
        cmocka_unit_test(test_har_visit_entries__finds_each_entry),
        cmocka_unit_test(test_har_visit_entries__says_which_entry_its_visitor_refused),
        cmocka_unit_test(test_har_begin__and_end_make_a_file_that_is_read_back),
        cmocka_unit_test(test_timestamp_parse__reads_rfc_3339),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
