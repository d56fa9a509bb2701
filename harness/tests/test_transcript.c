/* Excerpts: short parts whole, long ones around the place of a finding. */
#include "model/transcript.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { LONG = 1024 * 1024 };

static unsigned char long_text[LONG];

struct excerpt_row {
    const char *name;
    size_t size; /* of the body */
    size_t mark; /* of the finding; SIZE_MAX: none */
    size_t offset, shown;
};

static const struct excerpt_row excerpt_rows[] = {
    {"nothing", 0, SIZE_MAX, 0, 0},
    {"a short body", 100, SIZE_MAX, 0, 100},
    {"a short body with a finding at its end", 100, 100, 0, 100},
    {"exactly what fits", 2048, 2000, 0, 2048},
    {"one byte more", 2049, SIZE_MAX, 0, 2048},
    {"a long body without a finding", LONG, SIZE_MAX, 0, 2048},
    {"a finding near its start", LONG, 1000, 0, 2048},
    {"a finding in its middle", LONG, 500000, 500000 - 1024, 2048},
    {"a finding at its end", LONG, LONG, LONG - 2048, 2048},
    {"a finding past its end", 5000, 90000, 5000 - 2048, 2048},
};

static struct transcript take(struct bytes body, struct bytes framed, struct finding finding) {
    const struct exchange exchange = {
        .number = 7, .method = bytes_of_text("GET"), .body = body, .framed = framed};
    struct transcript transcript = {0};
    assert_int_equal(transcript_take(&exchange, "a.case", 200, &finding, 1, &transcript),
                     STATUS_OK);
    return transcript;
}

static struct finding pointing(enum exchange_part part, size_t offset) {
    return (struct finding){.exchange = 7, .mark = {offset != SIZE_MAX, part, offset}};
}

static void test_transcript__shows_the_place_of_the_finding(void **state) {
    (void)state;
    size_t failed = 0;
    memset(long_text, 'a', sizeof long_text);
    for (size_t i = 0; i < sizeof excerpt_rows / sizeof excerpt_rows[0]; i++) {
        const struct excerpt_row *row = &excerpt_rows[i];
        struct bytes body = bytes_of(long_text, row->size);
        struct transcript transcript = take(body, body, pointing(PART_BODY, row->mark));
        const struct excerpt *excerpt = &transcript.parts[PART_BODY];
        if (excerpt->offset != row->offset || excerpt->size != row->shown ||
            excerpt->part_size != row->size) {
            print_error("%s: %zu bytes from %zu\n", row->name, excerpt->size, excerpt->offset);
            failed++;
        }
        transcript_clean_up(&transcript);
    }
    assert_int_equal(failed, 0);
}

static void test_transcript__cuts_no_character(void **state) {
    (void)state;
    for (size_t i = 0; i + 3 <= LONG; i += 3) {
        memcpy(long_text + i, "\xe2\x82\xac", 3);
    }
    struct bytes body = bytes_of(long_text, LONG - LONG % 3);
    struct transcript transcript = take(body, body, pointing(PART_BODY, 500000));
    const struct excerpt *excerpt = &transcript.parts[PART_BODY];
    assert_int_equal(excerpt->offset % 3, 0);
    assert_int_equal(excerpt->size % 3, 0);
    transcript_clean_up(&transcript);
}

static void test_transcript__has_the_framing_where_a_finding_points_to_it(void **state) {
    (void)state;
    struct bytes body = bytes_of_text("{}");
    struct bytes framed = bytes_of_text("2\r\n{}\r\n0\r\n\r\n");
    struct transcript pointed = take(body, framed, pointing(PART_FRAMED, 3));
    struct transcript unpointed = take(body, framed, pointing(PART_BODY, 0));
    struct transcript plain = take(body, body, pointing(PART_FRAMED, 0));
    assert_non_null(pointed.parts[PART_FRAMED].data);
    assert_null(unpointed.parts[PART_FRAMED].data);
    assert_null(plain.parts[PART_FRAMED].data);
    transcript_clean_up(&pointed);
    transcript_clean_up(&unpointed);
    transcript_clean_up(&plain);
}

static void test_transcripts__are_bounded(void **state) {
    (void)state;
    struct transcripts transcripts = {0};
    for (size_t i = 0; i < TRANSCRIPTS_MAX + 3; i++) {
        struct transcript transcript =
            take(bytes_of_text("{}"), bytes_of_text("{}"), pointing(PART_BODY, SIZE_MAX));
        assert_int_equal(transcripts_add(&transcripts, &transcript), STATUS_OK);
    }
    assert_int_equal(transcripts.count, TRANSCRIPTS_MAX);
    assert_int_equal(transcripts.left_out, 3);
    transcripts_clean_up(&transcripts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_transcript__shows_the_place_of_the_finding),
        cmocka_unit_test(test_transcript__cuts_no_character),
        cmocka_unit_test(test_transcript__has_the_framing_where_a_finding_points_to_it),
        cmocka_unit_test(test_transcripts__are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
