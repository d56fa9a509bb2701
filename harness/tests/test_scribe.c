/* The scribe: whatever is handed over is written once, in order, and as it was. */
#include "app/scribe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

/* What the scribe's thread sees. */
struct page {
    uint32_t fail_at; /* number of the exchange whose writing fails */
    long pause_us;    /* before each is written */
    size_t body_bytes;
    uint32_t wrong; /* exchanges that were not as handed over, or out of turn */
    atomic_uint written;
};

static void pause_for(long time_us) {
    const struct timespec time = {time_us / 1000000, time_us % 1000000 * 1000};
    (void)nanosleep(&time, NULL);
}

static unsigned char letter_of(uint32_t number) {
    return (unsigned char)('a' + number % 26);
}

static bool is_all(struct bytes bytes, unsigned char byte) {
    for (size_t i = 0; i < bytes.size; i++) {
        if (bytes.data[i] != byte) {
            return false;
        }
    }
    return true;
}

static enum status write_down(void *context, const struct exchange *exchange) {
    struct page *page = context;
    uint32_t number = atomic_load(&page->written);
    if (page->pause_us > 0) {
        pause_for(page->pause_us);
    }
    if (number == page->fail_at) {
        return STATUS_IO;
    }
    bool is_right = exchange->number == number && exchange->url.data == NULL &&
                    bytes_equal_text(exchange->case_id, "activation.online") &&
                    exchange->body.size == page->body_bytes &&
                    is_all(exchange->body, letter_of(number)) &&
                    bytes_equal(exchange->head, exchange->body);
    page->wrong += !is_right;
    atomic_store(&page->written, number + 1);
    return STATUS_OK;
}

/* Hands exchange after exchange over, each out of the same memory, up to the first error. */
static enum status hand_over(struct scribe *scribe, uint32_t count, size_t body_bytes) {
    unsigned char *body = malloc(body_bytes);
    assert_non_null(body);
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < count && status == STATUS_OK; i++) {
        memset(body, letter_of(i), body_bytes);
        const struct exchange exchange = {
            .number = i,
            .case_id = bytes_of_text("activation.online"),
            .head = bytes_of(body, body_bytes),
            .body = bytes_of(body, body_bytes),
        };
        status = scribe_hand(scribe, &exchange);
    }
    free(body);
    return status;
}

struct row {
    const char *name;
    uint32_t count;
    size_t body_bytes;
    long pause_us;
    uint32_t fail_at;
};

static const struct row rows[] = {
    {"one", 1, 100, 0, UINT32_MAX},
    {"a queue full", SCRIBE_QUEUE_EXCHANGES, 100, 0, UINT32_MAX},
    {"many queues full", 20 * SCRIBE_QUEUE_EXCHANGES + 3, 700, 0, UINT32_MAX},
    {"more than a slow scribe can queue", 3 * SCRIBE_QUEUE_EXCHANGES, 10, 100, UINT32_MAX},
    {"few that fill the queue by their size", 40, SCRIBE_QUEUE_BYTES / 5, 100, UINT32_MAX},
    {"one that the queue just holds", 1, (SCRIBE_QUEUE_BYTES - 17) / 2, 0, UINT32_MAX},
    {"each too large to queue", 12, SCRIBE_QUEUE_BYTES, 100, UINT32_MAX},
    {"the first fails", 4 * SCRIBE_QUEUE_EXCHANGES, 100, 0, 0},
    {"a later one fails", 4 * SCRIBE_QUEUE_EXCHANGES, 100, 10, 150},
    {"a large one fails", 12, SCRIBE_QUEUE_BYTES, 0, 7},
};

static bool row_holds(const struct row *row) {
    struct page page = {
        .fail_at = row->fail_at, .pause_us = row->pause_us, .body_bytes = row->body_bytes};
    struct scribe *scribe = NULL;
    assert_int_equal(scribe_new(write_down, &page, &scribe), STATUS_OK);
    bool is_to_fail = row->fail_at < row->count;
    enum status expected = is_to_fail ? STATUS_IO : STATUS_OK;
    enum status handed = hand_over(scribe, row->count, row->body_bytes);
    bool holds = (handed == STATUS_OK || handed == expected) && scribe_wait(scribe) == expected;
    uint32_t written = atomic_load(&page.written);
    holds = holds && written == (is_to_fail ? row->fail_at : row->count) && page.wrong == 0;
    scribe_destroy(scribe);
    return holds && atomic_load(&page.written) == written;
}

static void test_scribe__writes_all_in_order_up_to_the_first_error(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (!row_holds(&rows[i])) {
            print_error("row \"%s\"\n", rows[i].name);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

static void test_scribe__writes_a_single_exchange_without_being_asked(void **state) {
    (void)state;
    struct page page = {.fail_at = UINT32_MAX, .body_bytes = 100};
    struct scribe *scribe = NULL;
    assert_int_equal(scribe_new(write_down, &page, &scribe), STATUS_OK);
    assert_int_equal(hand_over(scribe, 1, 100), STATUS_OK);
    for (int i = 0; i < 1000 && atomic_load(&page.written) == 0; i++) {
        pause_for(10000);
    }
    assert_int_equal(atomic_load(&page.written), 1);
    scribe_destroy(scribe);
}

static void test_scribe__writes_what_is_left_when_it_ends(void **state) {
    (void)state;
    struct page page = {.fail_at = UINT32_MAX, .pause_us = 20, .body_bytes = 100};
    struct scribe *scribe = NULL;
    assert_int_equal(scribe_new(write_down, &page, &scribe), STATUS_OK);
    assert_int_equal(hand_over(scribe, 200, 100), STATUS_OK);
    scribe_destroy(scribe);
    assert_int_equal(atomic_load(&page.written), 200);
    assert_int_equal(page.wrong, 0);
    scribe_destroy(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scribe__writes_all_in_order_up_to_the_first_error),
        cmocka_unit_test(test_scribe__writes_a_single_exchange_without_being_asked),
        cmocka_unit_test(test_scribe__writes_what_is_left_when_it_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
