/* report.html: the record is in it, and nothing in the record is anything but data. */
#include "report_sample.h"

#include "report/data_page.h"
#include "report/report_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { PAGE_BYTES_MAX = 1024 * 1024, CROWD = 300, CROWD_FINDINGS = 400 };

static struct sample sample;

/* What stands between `open` and the next `close`. */
static struct bytes between(struct bytes page, const char *open, const char *close) {
    size_t start = bytes_find(page, bytes_of_text(open), 0);
    assert_true(start != SIZE_MAX);
    start += strlen(open);
    size_t end = bytes_find(page, bytes_of_text(close), start);
    assert_true(end != SIZE_MAX);
    return bytes_slice(page, start, end - start);
}

static struct bytes data_of(const struct buffer *page) {
    return between(buffer_view(page), "<script type=\"application/json\" id=\"report\">",
                   "</script>");
}

static void test_report_html__carries_the_record(void **state) {
    (void)state;
    const struct report_detail plain = {
        .findings_max = SIZE_MAX, .exchanges_max = SIZE_MAX, .content_budget_bytes = SIZE_MAX};
    sample_init(&sample);
    struct buffer page = sample_render(report_html, &sample.tally);
    struct buffer json;
    buffer_init(&json, SAMPLE_BYTES_MAX);
    assert_int_equal(report_json_write(&sample.tally, &plain, &json), STATUS_OK);
    struct buffer data;
    buffer_init(&data, SAMPLE_BYTES_MAX);
    assert_int_equal(data_page_write(bytes_of_text("@DATA@"), buffer_view(&json), &data),
                     STATUS_OK);
    assert_true(bytes_equal(data_of(&page), buffer_view(&data)));
    buffer_clean_up(&data);
    buffer_clean_up(&json);
    buffer_clean_up(&page);
}

static void test_report_html__keeps_hostile_text_data(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < HOSTILE_ROWS; i++) {
        sample_init(&sample);
        struct buffer plain = sample_render(report_html, &sample.tally);
        sample_fill(&sample, hostile_rows[i].text);
        struct buffer page = sample_render(report_html, &sample.tally);
        struct bytes data = data_of(&page);
        bool is_data = count_text(data, "<") == 0 && count_text(data, ">") == 0 &&
                       count_text(data, "&") == 0 && count_text(data, "\xe2\x80\xa8") == 0 &&
                       page.size - data.size == plain.size - data_of(&plain).size;
        if (!is_data) {
            print_error("%s\n", hostile_rows[i].name);
            failed++;
        }
        buffer_clean_up(&page);
        buffer_clean_up(&plain);
    }
    assert_int_equal(failed, 0);
}

static void test_report_html__policy_admits_its_own_parts_alone(void **state) {
    (void)state;
    sample_init(&sample);
    struct buffer page = sample_render(report_html, &sample.tally);
    struct bytes policy =
        between(buffer_view(&page), "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    assert_int_equal(count_text(policy, "default-src 'none'"), 1);
    assert_int_equal(count_text(policy, "'sha256-"), 2);
    assert_int_equal(count_text(policy, "unsafe"), 0);
    assert_int_equal(count_text(policy, "http"), 0);
    assert_int_equal(count_text(buffer_view(&page), "innerHTML"), 0);
    buffer_clean_up(&page);
}

/* A platform that fills every answer with what a page has to spell longest. */
static void test_report_html__stays_below_a_mebibyte(void **state) {
    (void)state;
    static struct transcript transcripts[CROWD];
    static struct finding findings[CROWD_FINDINGS];
    static unsigned char filling[EXCERPT_SIZE_MAX];
    memset(filling, '<', sizeof filling);
    sample_init(&sample);
    for (size_t i = 0; i < CROWD; i++) {
        transcripts[i] = sample.transcripts[0];
        transcripts[i].number = (uint32_t)i;
        transcripts[i].parts[PART_BODY] =
            (struct excerpt){filling, sizeof filling, 0, 1024 * (size_t)1024};
    }
    for (size_t i = 0; i < CROWD_FINDINGS; i++) {
        findings[i] = sample.findings[SAMPLE_WARN][0];
        memset(findings[i].actual, '<', sizeof findings[i].actual - 1);
    }
    for (size_t i = 0; i < SAMPLE_CASES; i++) {
        sample.results[i].findings = (struct findings){.items = findings, .count = CROWD_FINDINGS};
    }
    sample.tally.transcripts = (struct transcripts){.items = transcripts, .count = CROWD};
    struct buffer page = sample_render(report_html, &sample.tally);
    assert_true(page.size < PAGE_BYTES_MAX);
    assert_int_equal(count_text(buffer_view(&page), "\"findings_left_out\":0,"), 0);
    buffer_clean_up(&page);
}

static void test_report_html__of_every_kind_of_run_is_a_page(void **state) {
    (void)state;
    static void (*const inits[])(struct sample *) = {sample_init, sample_init_conformant,
                                                     sample_init_without_verdict};
    for (size_t i = 0; i < sizeof inits / sizeof inits[0]; i++) {
        inits[i](&sample);
        struct buffer page = sample_render(report_html, &sample.tally);
        assert_int_equal(count_text(data_of(&page), "\"verdict\":"), 1);
        assert_int_equal(count_text(buffer_view(&page), "@DATA@"), 0);
        buffer_clean_up(&page);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_report_html__carries_the_record),
        cmocka_unit_test(test_report_html__keeps_hostile_text_data),
        cmocka_unit_test(test_report_html__policy_admits_its_own_parts_alone),
        cmocka_unit_test(test_report_html__stays_below_a_mebibyte),
        cmocka_unit_test(test_report_html__of_every_kind_of_run_is_a_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
