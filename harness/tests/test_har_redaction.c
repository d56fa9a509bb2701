/* No secret gets into an entry, not even one that chunk framing or header fields cut apart. */
#include "tests/har_fixture.h"

#include "evidence/chunk_map.h"

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

/* "#" for what must be replaced: the head is otherwise as it was sent. */
static const struct {
    const char *name, *head, *expected;
} head_rows[] = {
    {"two fields", "HTTP/1.1 200 OK\r\nX-A: kq7Zp+/w3X~v\r\nX-B: B9=eYr2M0uLs\r\n\r\n",
     "HTTP/1.1 200 OK\r\nX-A: ############\r\nX-B: ############\r\n\r\n"},
    {"two fields, few bytes in one",
     "HTTP/1.1 200 OK\r\nX-A: kq7Zp+/\r\nX-B: w3X~vB9=eYr2M0uLs\r\n\r\n",
     "HTTP/1.1 200 OK\r\nX-A: #######\r\nX-B: #################\r\n\r\n"},
    {"a field for each three bytes",
     "HTTP/1.1 200 OK\r\na:kq7\r\nb: Zp+\r\nc: /w3 \r\nd:\tX~v\r\ne: B9=\r\nf: eYr\r\ng: 2M0\r\nh: "
     "uLs\r\n\r\n",
     "HTTP/1.1 200 OK\r\na:###\r\nb: ###\r\nc: ### \r\nd:\t###\r\ne: ###\r\nf: ###\r\ng: ###\r\nh: "
     "###\r\n\r\n"},
    {"eight bytes of it in two fields", "HTTP/1.1 200 OK\r\nX-A: a/w3X\r\nX-B: ~vB9b\r\n\r\n",
     "HTTP/1.1 200 OK\r\nX-A: a####\r\nX-B: ####b\r\n\r\n"},
    {"seven bytes of it in two fields", "HTTP/1.1 200 OK\r\nX-A: a/w3X\r\nX-B: ~vBb\r\n\r\n",
     "HTTP/1.1 200 OK\r\nX-A: a/w3X\r\nX-B: ~vBb\r\n\r\n"},
    {"the other way round", "HTTP/1.1 200 OK\r\nX-A: ~vB9\r\nX-B: /w3X\r\n\r\n",
     "HTTP/1.1 200 OK\r\nX-A: ~vB9\r\nX-B: /w3X\r\n\r\n"},
    {"something between", "HTTP/1.1 200 OK\r\nX-A: /w3X\r\nAge: 7\r\nX-B: ~vB9\r\n\r\n",
     "HTTP/1.1 200 OK\r\nX-A: /w3X\r\nAge: 7\r\nX-B: ~vB9\r\n\r\n"},
    {"a folded field", "HTTP/1.1 200 OK\r\nX-A: kq7Zp\r\n +/w3X~\r\n\tvB9=eY\r\n\r\n",
     "HTTP/1.1 200 OK\r\nX-A: #####\r\n ######\r\n\t######\r\n\r\n"},
    {"reason phrase and a field", "HTTP/1.1 200 no: kq7Zp\nX-A: +/w3X~v\n\n",
     "HTTP/1.1 200 no: #####\nX-A: #######\n\n"},
    {"a line without a colon", "HTTP/1.1 200 OK\r\nkq7Zp+\r\nX-A: /w3X~v\r\n",
     "HTTP/1.1 200 OK\r\n######\r\nX-A: ######\r\n"},
    {"in per cent", "HTTP/1.1 200 OK\r\nX-A: kq7Zp%2\r\nX-B: B%2Fw3X\r\n\r\n",
     "HTTP/1.1 200 OK\r\nX-A: #######\r\nX-B: #######\r\n\r\n"},
    {"whole on either side of a length",
     "HTTP/1.1 200 OK\r\nX-A: " TOKEN "\r\nContent-Length: 2\r\nX-B: " TOKEN "\r\n\r\n",
     "HTTP/1.1 200 OK\r\nX-A: ########################\r\nContent-Length: 2\r\nX-B: "
     "########################\r\n\r\n"},
};

/* Whether "#" and nothing else was replaced, and a label begins where a secret does. */
static bool is_replaced(struct bytes head, const char *sent, const char *expected) {
    bool is_right = head.size == strlen(sent), is_inside = false;
    for (size_t i = 0; is_right && i < head.size; i++) {
        bool is_label = strchr("tok-0123456789abcdef*", head.data[i]) != NULL;
        is_right = expected[i] == '#' ? is_label : head.data[i] == (unsigned char)sent[i];
        is_inside = is_inside || expected[i] == '#';
    }
    return is_right && (!is_inside || bytes_find(head, text("tok"), 0) != SIZE_MAX);
}

static void test_har_entry_write__redacts_a_secret_that_fields_cut_apart(void **state) {
    (void)state;
    struct redactor *redactor = redactor_of_token();
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(head_rows); i++) {
        struct exchange exchange = ordinary();
        exchange.head = text(head_rows[i].head);
        struct buffer out = write_entry(&exchange, redactor);
        struct har_entry *entry = read_entry(buffer_view(&out));
        bool is_told =
            strchr(head_rows[i].expected, '#') == NULL || entry->exchange.redaction_count > 0;
        if (!is_replaced(entry->exchange.head, head_rows[i].head, head_rows[i].expected) ||
            !is_told || !all_redactions_are_labels(&entry->exchange)) {
            print_error("failed: %s: %.*s\n", head_rows[i].name, BYTES_PRINT(entry->exchange.head));
            failures++;
        }
        free_entry(entry);
        buffer_clean_up(&out);
    }
    redactor_destroy(redactor);
    assert_int_equal(failures, 0);
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_har_entry_write__redacts_every_part),
        cmocka_unit_test(test_chunk_next__finds_the_data_among_its_framing),
        cmocka_unit_test(test_har_entry_write__redacts_a_secret_that_fields_cut_apart),
        cmocka_unit_test(test_har_entry_write__redacts_a_secret_that_chunks_cut_apart),
        cmocka_unit_test(test_har_entry_write__keeps_the_framing_of_innocent_chunks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
