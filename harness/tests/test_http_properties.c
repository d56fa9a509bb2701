/* What must hold for every message: chunk boundaries do not matter, a cut is a cut and nothing
   else, and no bytes whatever make the reader read past its input. */
#include "base/random.h"
#include "edge.h"
#include "http/message.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

enum { SEED = 20220224, MUTATIONS = 300000, SPLITS = 2000 };

static void append_chunks(struct random *random, struct bytes body, struct buffer *out) {
    for (size_t at = 0; at < body.size;) {
        size_t size = 1 + (size_t)random_below(random, body.size - at);
        int zeros = (int)random_below(random, 3);
        const char *format = random_below(random, 2) == 0 ? "%.*s%zx%s\r\n" : "%.*s%zX%s\r\n";
        const char *extension = random_below(random, 4) == 0 ? ";a=\"\\\";\"" : "";
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        assert_int_equal(buffer_append_format(out, format, zeros, "00", size, extension),
                         STATUS_OK);
#pragma GCC diagnostic pop
        assert_int_equal(buffer_append(out, bytes_slice(body, at, size)), STATUS_OK);
        assert_int_equal(buffer_append_text(out, "\r\n"), STATUS_OK);
        at += size;
    }
    assert_int_equal(buffer_append_text(out, "0\r\n\r\n"), STATUS_OK);
}

static void test_http_message_read__does_not_depend_on_chunk_boundaries(void **state) {
    (void)state;
    static const unsigned char body[] = "{\"a\":\"\r\n0\r\n\r\n\",\0\xff\n5\r\n}";
    struct random random = random_seeded(SEED);
    struct buffer framed;
    buffer_init(&framed, 4096);
    for (int i = 0; i < SPLITS; i++) {
        struct bytes part = bytes_of(body, (size_t)random_below(&random, sizeof body));
        struct http_message message;
        buffer_clear(&framed);
        append_chunks(&random, part, &framed);
        assert_int_equal(
            http_message_read(bytes_of_text(CHUNKED), buffer_view(&framed), false, &message),
            STATUS_OK);
        assert_int_equal(message.fault_count, 0);
        assert_true(bytes_equal(buffer_view(&message.body), part));
        http_message_clean_up(&message);
    }
    buffer_clean_up(&framed);
}

struct sample {
    const char *head;
    const char *framed;
};

static const struct sample samples[] = {
    {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nServer: a\r\nContent-Length: 18\r\n\r\n",
     "{\"activated\":true}"},
    {CHUNKED, "5;a=\"\\\"b\"; c = d\r\nabcde\r\nA\r\n0123456789\r\n0;z\r\nX: y\r\nZ:\r\n\r\n"},
    {"HTTP/1.1 404 \r\nContent-Length: 2, 2\r\ncontent-length: 2\r\nA:\tb\xff\r\n\r\n", "{}"},
    {"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n", "{}"},
    {"HTTP/1.1 204 No Content\r\n\r\n", ""},
};

enum { SAMPLE_COUNT = sizeof samples / sizeof samples[0] };

static bool is_only_truncated(struct bytes head, struct bytes framed) {
    struct http_message message;
    assert_int_equal(http_message_read(head, framed, false, &message), STATUS_OK);
    bool is_right = message.fault_count == 1 && message.faults[0].fault == HTTP_TRUNCATED &&
                    message.faults[0].offset == head.size + framed.size;
    for (size_t i = 0; !is_right && i < message.fault_count; i++) {
        print_error("%s at %zu\n", http_fault_facts[message.faults[i].fault].words,
                    message.faults[i].offset);
    }
    http_message_clean_up(&message);
    return is_right;
}

/* Both parts end where their memory ends. */
struct edges {
    struct edge head;
    struct edge framed;
};

enum { PART_SIZE_MAX = 4096 };

static struct edges edges_open(void) {
    struct edges edges;
    edge_open(&edges.head, PART_SIZE_MAX);
    edge_open(&edges.framed, PART_SIZE_MAX);
    return edges;
}

static void edges_close(struct edges *edges) {
    edge_close(&edges->head);
    edge_close(&edges->framed);
}

/* Counts the cuts of one message that are anything but a truncation where they were made. */
static size_t count_wrong_cuts(const struct edges *edges, const struct sample *sample, size_t cuts,
                               bool is_head_cut) {
    struct bytes whole_head = bytes_of_text(sample->head);
    struct bytes whole_framed = bytes_of_text(sample->framed);
    size_t failures = 0;
    for (size_t size = 0; size < cuts; size++) {
        size_t head_size = is_head_cut ? size : whole_head.size;
        size_t framed_size = is_head_cut ? 0 : size;
        struct bytes head = edge_copy(&edges->head, bytes_slice(whole_head, 0, head_size));
        struct bytes framed = edge_copy(&edges->framed, bytes_slice(whole_framed, 0, framed_size));
        if (!is_only_truncated(head, framed)) {
            print_error("%s cut at %zu: %.*s\n", is_head_cut ? "head" : "framed", size,
                        BYTES_PRINT(is_head_cut ? head : framed));
            failures++;
        }
    }
    return failures;
}

static void test_http_message_read__finds_every_cut_truncated_and_nothing_else(void **state) {
    (void)state;
    struct edges edges = edges_open();
    size_t failures = 0;
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        bool is_until_close = strncmp(samples[i].head, "HTTP/1.0", 8) == 0;
        size_t framed_cuts = is_until_close ? 0 : strlen(samples[i].framed);
        failures += count_wrong_cuts(&edges, &samples[i], strlen(samples[i].head), true);
        failures += count_wrong_cuts(&edges, &samples[i], framed_cuts, false);
    }
    edges_close(&edges);
    assert_int_equal(failures, 0);
}

/* Bytes that mean something to the grammar, so that mutations reach its corners. */
static const unsigned char telling[] = "\r\n\n\r:;=\"\\, \t\0\x7f\x80\xff"
                                       "0129aAfFx{";

static void mutate(struct random *random, struct buffer *text) {
    for (uint64_t edits = 1 + random_below(random, 4); edits > 0 && text->size > 0; edits--) {
        size_t at = (size_t)random_below(random, text->size);
        switch (random_below(random, 4)) {
        case 0:
            text->data[at] = telling[random_below(random, sizeof telling)];
            break;
        case 1:
            text->data[at] = (unsigned char)random_next(random);
            break;
        case 2: /* remove a stretch */
            memmove(text->data + at, text->data + at + 1, text->size - at - 1);
            text->size--;
            break;
        default:
            text->size = at;
            break;
        }
    }
}

static void check_invariants(const struct http_message *message, size_t head_size,
                             size_t framed_size) {
    assert_true(message->body.size <= framed_size);
    assert_true(message->field_count <= HTTP_FIELDS_MAX);
    assert_true(message->fault_count <= HTTP_FAULTS_MAX);
    assert_true(!message->has_status || (message->status >= 100 && message->status <= 599));
    for (size_t i = 0; i < message->fault_count; i++) {
        assert_true(message->faults[i].offset <= head_size + framed_size);
        assert_true(i == 0 || message->faults[i - 1].offset <= message->faults[i].offset);
    }
}

static void read_and_check(struct bytes head, struct bytes framed, bool is_head_request) {
    struct http_message message;
    assert_int_equal(http_message_read(head, framed, is_head_request, &message), STATUS_OK);
    check_invariants(&message, head.size, framed.size);
    http_message_clean_up(&message);
}

static void test_http_message_read__survives_mutated_messages(void **state) {
    (void)state;
    struct random random = random_seeded(SEED);
    struct edges edges = edges_open();
    struct buffer head, framed;
    buffer_init(&head, PART_SIZE_MAX);
    buffer_init(&framed, PART_SIZE_MAX);
    for (int i = 0; i < MUTATIONS; i++) {
        const struct sample *sample = &samples[random_below(&random, SAMPLE_COUNT)];
        buffer_clear(&head);
        buffer_clear(&framed);
        assert_int_equal(buffer_append_text(&head, sample->head), STATUS_OK);
        assert_int_equal(buffer_append_text(&framed, sample->framed), STATUS_OK);
        mutate(&random, random_below(&random, 2) == 0 ? &head : &framed);
        read_and_check(edge_copy(&edges.head, buffer_view(&head)),
                       edge_copy(&edges.framed, buffer_view(&framed)),
                       random_below(&random, 8) == 0);
    }
    buffer_clean_up(&head);
    buffer_clean_up(&framed);
    edges_close(&edges);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_http_message_read__does_not_depend_on_chunk_boundaries),
        cmocka_unit_test(test_http_message_read__finds_every_cut_truncated_and_nothing_else),
        cmocka_unit_test(test_http_message_read__survives_mutated_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
