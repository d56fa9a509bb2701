/* reports/evidence.schema.json against the evidence of runs: what platforms of every kind leave in
   it is admitted, and what assay does not write is not. Their report.json is held to its schema
   too. */
#include "tests/check.h"
#include "tests/schema.h"
#include "tests/stage.h"

#include "model/exchange.h"

enum { FILE_LIMIT = 64 << 20 };

static struct schema schema, report_schema;

static int set_up(void **state) {
    bool is_loaded = schema_load("evidence.schema.json", &schema) &&
                     schema_load("report.schema.json", &report_schema);
    return is_loaded ? stage_set_up(state) : -1;
}

static int tear_down(void **state) {
    schema_clean_up(&schema);
    schema_clean_up(&report_schema);
    return stage_tear_down(state);
}

static const struct performance rows[] = {
    {.name = "a conforming platform", .logs_in = true},
    {.name = "with device ids redacted", .manner = {.redacts_devices = true}},
    {.name = "sent more than once", .manner = {.repeat = 2}},
    {.name = "of some cases alone", .manner = {.only = "activation.*"}},
    {.name = "bodies that are no UTF-8", BODY("\xff\xfe{\"deviceId\":$i}\xff")},
    {.name = "heads that are no UTF-8", WITH_HEADER("X-\xff: \xfe\r\n")},
    {.name = "chunks and trailers", MESSAGE(CHUNKED "\r\n$k0;a=b\r\nX: y\r\n\r\n")},
    {.name = "NUL bytes", BODY("{\"name\":\"\0\"}")},
    {.name = "no HTTP", CLOSING("\x01\x02\x03")},
    {.name = "a status that is no number", CLOSING("HTTP/1.1 abc OK\r\n\r\n")},
    {.name = "nothing at all", CLOSING("")},
    {.name = "secrets everywhere", .logs_in = true, WITH_MEMBERS("\"echo\":\"$W\"")},
    {.name = "a login that is refused",
     .logs_in = true,
     .manners = {.instead = {[LITTLE_LOGGED_IN] = {403, "1010005", "no"}}}},
};

static bool admits_file(const struct schema *of, const char *name) {
    struct buffer text;
    buffer_init(&text, FILE_LIMIT);
    bool is_admitted = certify_read(name, &text) && schema_admits(of, buffer_view(&text));
    buffer_clean_up(&text);
    return is_admitted;
}

static void test_evidence_schema__admits_the_evidence_of_any_run(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct certification certified;
        check_row(rows[i].name, stage_play(&rows[i], &certified));
        check_row(rows[i].name, admits_file(&schema, "reports/evidence.har"));
        check_row(rows[i].name, admits_file(&report_schema, "reports/report.json"));
    }
    check_finish();
}

static const struct {
    const char *name, *from, *to; /* in place of the first `from` */
} changes[] = {
    {"an unknown member", "\"time\":", "\"times\":1,\"time\":"},
    {"an unknown member of ours", "\"number\":", "\"numbers\":1,\"number\":"},
    {"a missing member", "\"cache\":{},", ""},
    {"a missing link", ",\"record\":0", ""},
    {"a later format", "\"format\":1", "\"format\":2"},
    {"another version of HAR", "\"version\":\"1.2\"", "\"version\":\"1.1\""},
    {"an unknown outcome", "\"complete\"", "\"whole\""},
    {"an unknown part", "\"part\":\"sent\"", "\"part\":\"tail\""},
    {"a number as text", "\"number\":0", "\"number\":\"0\""},
    {"a wait before it began", "\"wait\":", "\"wait\":-9"},
    {"a fraction of a byte", "\"headersSize\":", "\"headersSize\":0."},
    {"bytes in another encoding", "\"detail\":\"\"", "\"detail\":{\"hex\":\"\"}"},
};

static bool replace(struct bytes text, const char *from, const char *to, struct buffer *out) {
    size_t at = bytes_find(text, bytes_of_text(from), 0);
    return at != SIZE_MAX && buffer_append(out, bytes_slice(text, 0, at)) == STATUS_OK &&
           buffer_append_text(out, to) == STATUS_OK &&
           buffer_append(out, bytes_slice(text, at + strlen(from), text.size)) == STATUS_OK;
}

static void test_evidence_schema__refuses_what_assay_does_not_write(void **state) {
    (void)state;
    struct certification certified;
    struct buffer text;
    buffer_init(&text, FILE_LIMIT);
    assert_true(stage_play(&rows[0], &certified));
    assert_true(certify_read("reports/evidence.har", &text));
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct buffer changed;
        buffer_init(&changed, FILE_LIMIT);
        check_row(changes[i].name,
                  replace(buffer_view(&text), changes[i].from, changes[i].to, &changed));
        check_row(changes[i].name, !schema_admits(&schema, buffer_view(&changed)));
        buffer_clean_up(&changed);
    }
    buffer_clean_up(&text);
    check_finish();
}

static void test_evidence_schema__knows_the_words_of_the_model(void **state) {
    (void)state;
    assert_true(
        schema_has_words(&schema, "exchange", "outcome", exchange_outcome_names, OUTCOME_COUNT));
    assert_true(schema_has_words(&schema, "redaction", "part", exchange_part_names, PART_COUNT));
    assert_true(
        schema_has_words(&schema, "redaction", "secret", secret_kind_names, SECRET_KIND_COUNT));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_evidence_schema__admits_the_evidence_of_any_run),
        cmocka_unit_test(test_evidence_schema__refuses_what_assay_does_not_write),
        cmocka_unit_test(test_evidence_schema__knows_the_words_of_the_model),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
