#include "base/utf8.h"
#include "compare/compare.h"
#include "report/differences.h"
#include "tests/check.h"

enum { TEXT_LIMIT = 64 * 1024 };

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
#define WITH(line) "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" line "\r\n\r\n"

struct answer_row {
    const char *name;
    const char *old_head, *new_head;
    const char *old_body, *new_body;
    const char *what; /* of the one difference; NULL: none */
    enum grade grade;
};

#define BODIES(name, old, new, ...)                                                                \
    { name, HEAD, HEAD, old, new, __VA_ARGS__ }
#define HEADS(name, old, new, ...)                                                                 \
    { name, old, new, "{}", "{}", __VA_ARGS__ }
#define SAME NULL, GRADE_HARMLESS

static const struct answer_row answer_rows[] = {
    BODIES("the same", "{\"activated\":true}", "{\"activated\":true}", SAME),
    BODIES("order of members", "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", SAME),
    BODIES("white space", "{\"a\":1}", "{ \"a\" : 1 }", SAME),
    BODIES("spelling of a string", "{\"name\":\"a\"}", "{\"name\":\"\\u0061\"}", SAME),
    BODIES("another fresh id", "{\"deviceId\":\"3e5f0b1c-77\"}", "{\"deviceId\":\"9d1a22ff-01\"}",
           SAME),
    BODIES("another time", "{\"at\":\"20220224T080000Z\"}", "{\"at\":\"20261123T093000Z\"}", SAME),
    BODIES("another label of a secret", "{\"a\":\"tok-1521********\"}",
           "{\"a\":\"tok-ecab********\"}", SAME),
    BODIES("an id that is shorter", "{\"deviceId\":\"3e5f0b1c-77\"}", "{\"deviceId\":\"3e5f0b1c\"}",
           "body, member deviceId", GRADE_HARMLESS),
    BODIES("a flag turned", "{\"activated\":true}", "{\"activated\":false}",
           "body, member activated", GRADE_BREAKING),
    BODIES("a flag as text", "{\"activated\":true}", "{\"activated\":\"true\"}",
           "body, member activated", GRADE_BREAKING),
    BODIES("a documented member gone", "{\"name\":\"a\"}", "{}", "body, member name",
           GRADE_BREAKING),
    BODIES("a documented member of another kind", "{\"name\":\"a\"}", "{\"name\":null}",
           "body, member name", GRADE_BREAKING),
    BODIES("a documented text", "{\"name\":\"a\"}", "{\"name\":\"b\"}", "body, member name",
           GRADE_HARMLESS),
    BODIES("an error code", "{\"error_code\":\"100403\"}", "{\"error_code\":\"100404\"}",
           "body, member error_code", GRADE_BREAKING),
    BODIES("a description", "{\"error_desc\":\"a\"}", "{\"error_desc\":\"b\"}",
           "body, member error_desc", GRADE_HARMLESS),
    BODIES("a member more", "{}", "{\"x\":1}", "body, member x", GRADE_HARMLESS),
    BODIES("an unknown member gone", "{\"x\":1}", "{}", "body, member x", GRADE_HARMLESS),
    BODIES("an unknown number", "{\"x\":1}", "{\"x\":2}", "body, member x", GRADE_HARMLESS),
    BODIES("below an object", "{\"x\":{\"y\":1}}", "{\"x\":{\"y\":2}}", "body, member x.y",
           GRADE_HARMLESS),
    BODIES("a longer list", "{\"x\":[1]}", "{\"x\":[1,2]}", "body, member x", GRADE_HARMLESS),
    BODIES("an element", "{\"x\":[1]}", "{\"x\":[3]}", "body, member x", GRADE_HARMLESS),
    BODIES("no JSON any more", "{}", "{", "body", GRADE_BREAKING),
    BODIES("no JSON before and after", "a", "b", "body", GRADE_HARMLESS),
    BODIES("the same without JSON", "a", "a", SAME),
    HEADS("order of headers", "HTTP/1.1 200 OK\r\nA: 1\r\nB: 2\r\n\r\n",
          "HTTP/1.1 200 OK\r\nB: 2\r\nA: 1\r\n\r\n", SAME),
    HEADS("case of a header", WITH("Server: x"), WITH("server: x"), SAME),
    HEADS("another date", WITH("Date: Sun, 06 Nov 1994 08:49:37 GMT"),
          WITH("Date: Mon, 07 Nov 1994 08:49:37 GMT"), SAME),
    HEADS("a cookie", WITH("Set-Cookie: a"), HEAD, SAME),
    HEADS("a fresh trace id", WITH("X-Trace: 12ab34cd"), WITH("X-Trace: 98fe76dc"), SAME),
    HEADS("another server", WITH("Server: nginx"), WITH("Server: envoy"), "header Server",
          GRADE_HARMLESS),
    HEADS("a header gone", WITH("Server: nginx"), HEAD, "header Server", GRADE_HARMLESS),
    HEADS("a header more", HEAD, WITH("Via: 1.1 x"), "header Via", GRADE_HARMLESS),
    HEADS("another media type", HEAD, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
          "header Content-Type", GRADE_BREAKING),
};

static enum status note(struct snapshot *snapshot, const char *id, int status, const char *head,
                        const char *body) {
    const struct exchange_seen exchange = {
        .case_id = bytes_of_text(id),
        .outcome = bytes_of_text("complete"),
        .status = status,
        .head = bytes_of_text(head),
        .body = bytes_of_text(body),
        .has_content = true,
    };
    return snapshot_note(snapshot, &exchange);
}

static void test_compare__tells_what_a_client_would_notice_from_what_it_would_not(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof answer_rows / sizeof answer_rows[0]; i++) {
        const struct answer_row *row = &answer_rows[i];
        struct snapshot old;
        struct snapshot new;
        struct differences differences = {NULL, 0, 0};
        snapshot_init(&old);
        snapshot_init(&new);
        check_row(row->name, note(&old, "a.b", 200, row->old_head, row->old_body) == STATUS_OK);
        check_row(row->name, note(&new, "a.b", 200, row->new_head, row->new_body) == STATUS_OK);
        check_row(row->name, compare_snapshots(&old, &new, &differences) == STATUS_OK);
        check_row(row->name, differences.count == (row->what != NULL));
        if (row->what != NULL && differences.count == 1) {
            check_row(row->name, strcmp(differences.items[0].what, row->what) == 0);
            check_row(row->name, differences.items[0].grade == row->grade);
        }
        differences_clean_up(&differences);
        snapshot_clean_up(&old);
        snapshot_clean_up(&new);
    }
    check_finish();
}

/* Characters of two bytes each, so that one of the two texts would be cut amid one. */
static void test_compare__cuts_no_character_in_two(void **state) {
    (void)state;
    static const char *const beginnings[] = {"{\"name\":\"", "{\"name\":\"a"};
    for (size_t lead = 0; lead < 2; lead++) {
        struct buffer body;
        buffer_init(&body, TEXT_LIMIT);
        assert_int_equal(buffer_append_text(&body, beginnings[lead]), STATUS_OK);
        for (size_t i = 0; i < 200; i++) {
            assert_int_equal(buffer_append_text(&body, "\xc3\xa4"), STATUS_OK);
        }
        assert_int_equal(buffer_append_text(&body, "\"}"), STATUS_OK);
        struct snapshot old, new;
        struct differences differences = {NULL, 0, 0};
        snapshot_init(&old);
        snapshot_init(&new);
        assert_int_equal(note(&old, "a.b", 200, HEAD, "{\"name\":\"b\"}"), STATUS_OK);
        assert_int_equal(note(&new, "a.b", 200, HEAD, buffer_text(&body)), STATUS_OK);
        assert_int_equal(compare_snapshots(&old, &new, &differences), STATUS_OK);
        assert_int_equal(differences.count, 1);
        assert_true(utf8_is_valid(bytes_of_text(differences.items[0].after)));
        assert_true(strlen(differences.items[0].after) >= DIFFERENCE_TEXT_SIZE - 2);
        differences_clean_up(&differences);
        snapshot_clean_up(&old);
        snapshot_clean_up(&new);
        buffer_clean_up(&body);
    }
}

#define REPORT(verdict, status, exchanges)                                                         \
    "{\"verdict\":\"" verdict                                                                      \
    "\",\"requirements\":[{\"id\":\"response.name\",\"status\":\"" status                          \
    "\"}],\"cases\":[],\"exchanges\":[" exchanges "]}"
#define PART(text, size) "{\"bytes\":" size ",\"encoding\":\"utf-8\",\"content\":\"" text "\"}"
#define EXCHANGE(body)                                                                             \
    "{\"case\":\"a.b\",\"outcome\":\"complete\",\"status\":200,\"head\":" PART(                    \
        "HTTP/1.1 200 OK\\r\\n\\r\\n", "19") ",\"body\":" body "}"

struct report_row {
    const char *name, *old, *new;
    const char *first; /* of the worst: "GRADE SUBJECT"; NULL: none */
    size_t count;
};

/* A flag as text before and as a flag now, in a case that fared so. */
#define FARED(verdict, status, flag)                                                               \
    "{\"verdict\":\"" verdict                                                                      \
    "\",\"requirements\":[],\"cases\":[{\"id\":\"a.b\",\"status\":\"" status                       \
    "\"}],\"exchanges\":[" EXCHANGE(flag) "]}"
#define FLAG_AS_TEXT PART("{\\\"activated\\\":\\\"true\\\"}", "20")
#define FLAG PART("{\\\"activated\\\":true}", "18")

static const struct report_row report_rows[] = {
    {"what changed in a case that is mended", FARED("conformant", "fail", FLAG_AS_TEXT),
     FARED("conformant", "pass", FLAG), "mended a.b", 2},
    {"what changed in a case that broke", FARED("conformant", "pass", FLAG),
     FARED("conformant", "fail", FLAG_AS_TEXT), "breaking a.b", 2},
    {"what changed in a case that is not run any more", FARED("conformant", "fail", FLAG_AS_TEXT),
     FARED("conformant", "not-run", FLAG), "breaking a.b", 2},
    {"what changed in a case that passed and passes", FARED("conformant", "pass", FLAG_AS_TEXT),
     FARED("conformant", "pass", FLAG), "breaking a.b", 1},
    {"the same", REPORT("conformant", "proven", ""), REPORT("conformant", "proven", ""), NULL, 0},
    {"broke", REPORT("conformant", "proven", ""), REPORT("nonconformant", "broken", ""),
     "breaking verdict", 2},
    {"mended", REPORT("nonconformant", "broken", ""), REPORT("conformant", "proven", ""),
     "mended verdict", 2},
    {"was waived", REPORT("nonconformant", "broken", ""), REPORT("nonconformant", "waived", ""),
     "harmless response.name", 1},
    {"was not run", REPORT("conformant", "proven", ""), REPORT("inconclusive", "not-run", ""),
     "harmless verdict", 2},
    {"changed on the wire alone",
     REPORT("conformant", "proven", EXCHANGE(PART("{\\\"a\\\":1}", "7"))),
     REPORT("conformant", "proven", EXCHANGE(PART("{\\\"a\\\":2}", "7"))), "harmless a.b", 1},
    {"an excerpt is not compared",
     REPORT("conformant", "proven", EXCHANGE(PART("{\\\"a\\\":1}", "7"))),
     REPORT("conformant", "proven", EXCHANGE(PART("{\\\"a\\\":2}", "7000"))), NULL, 0},
    {"base64", REPORT("conformant", "proven", EXCHANGE(PART("a", "1"))),
     REPORT("conformant", "proven",
            EXCHANGE("{\"bytes\":1,\"encoding\":\"base64\",\"content\":\"/w==\"}")),
     "harmless a.b", 1},
};

static void test_compare__tells_what_broke_from_what_was_mended(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof report_rows / sizeof report_rows[0]; i++) {
        const struct report_row *row = &report_rows[i];
        struct snapshot old;
        struct snapshot new;
        struct differences differences = {NULL, 0, 0};
        struct diagnostic diagnostic = {""};
        char first[160] = "";
        snapshot_init(&old);
        snapshot_init(&new);
        check_row(row->name, snapshot_read_report("old.json", bytes_of_text(row->old), &old,
                                                  &diagnostic) == STATUS_OK);
        check_row(row->name, snapshot_read_report("new.json", bytes_of_text(row->new), &new,
                                                  &diagnostic) == STATUS_OK);
        check_row(row->name, compare_snapshots(&old, &new, &differences) == STATUS_OK);
        check_row(row->name, differences.count == row->count);
        if (differences.count > 0) {
            snprintf(first, sizeof first, "%s %s", grade_names[differences.items[0].grade],
                     differences.items[0].subject);
        }
        check_row(row->name, strcmp(first, row->first == NULL ? "" : row->first) == 0);
        differences_clean_up(&differences);
        snapshot_clean_up(&old);
        snapshot_clean_up(&new);
    }
    check_finish();
}

struct refusal_row {
    const char *name, *text, *told;
};

static const struct refusal_row refusal_rows[] = {
    {"nothing", "", "r.json:1:1: "},
    {"no object", "[]", "r.json:1:1: no report.json of assay: \"verdict\" must be a string"},
    {"verdict of another kind", "{\"verdict\":1}", "r.json:1:12: "},
    {"no requirements", "{\"verdict\":\"none\"}", "\"requirements\" must be an array"},
    {"a requirement without id", "{\"verdict\":\"none\",\"requirements\":[{}]}", "\"id\" must be"},
    {"duplicate members", "{\"verdict\":\"none\",\"verdict\":\"none\"}", "r.json:1:19: "},
    {"an exchange without status",
     "{\"verdict\":\"none\",\"requirements\":[],\"cases\":[],\"exchanges\":[{\"case\":\"a\","
     "\"outcome\":\"b\"}]}",
     "\"status\" must be a number"},
    {"a case twice",
     "{\"verdict\":\"none\",\"requirements\":[],\"cases\":[{\"id\":\"a\",\"status\":\"pass\"},"
     "{\"id\":\"a\",\"status\":\"fail\"}]}",
     "r.json:1:73: no report.json of assay: an id is listed twice"},
    {"content that is no base64",
     REPORT("none", "broken", EXCHANGE("{\"bytes\":1,\"encoding\":\"base64\",\"content\":\"?\"}")),
     "\"content\" is not base64"},
    {"a verdict of another suite", REPORT("conforming", "proven", ""),
     "r.json:1:12: no report.json of assay: this suite knows no such \"verdict\""},
    {"a requirement's status of another suite", REPORT("none", "bent", ""), "no such \"status\""},
    {"a case's status of another suite", FARED("none", "bent", FLAG), "no such \"status\""},
    {"cut", "{\"verdict\":\"none\",\"requirements\":[", "r.json:1:35: "},
};

static void test_snapshot_read_report__names_the_place_of_what_is_wrong(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof refusal_rows / sizeof refusal_rows[0]; i++) {
        const struct refusal_row *row = &refusal_rows[i];
        struct snapshot snapshot;
        struct diagnostic diagnostic = {""};
        snapshot_init(&snapshot);
        check_row(row->name, snapshot_read_report("r.json", bytes_of_text(row->text), &snapshot,
                                                  &diagnostic) == STATUS_INVALID);
        check_row(row->name, strstr(diagnostic.text, row->told) != NULL);
        snapshot_clean_up(&snapshot);
    }
    check_finish();
}

static void test_compare__counts_the_same_change_once(void **state) {
    (void)state;
    static const char *const ids[] = {"b", "a", "c"};
    struct snapshot old;
    struct snapshot new;
    struct differences differences = {NULL, 0, 0};
    snapshot_init(&old);
    snapshot_init(&new);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(note(&old, ids[i], 200, HEAD, "{\"x\":1}"), STATUS_OK);
        assert_int_equal(note(&new, ids[2 - i], 200, HEAD, "{\"x\":2}"), STATUS_OK);
    }
    assert_int_equal(compare_snapshots(&old, &new, &differences), STATUS_OK);
    assert_int_equal(differences.count, 1);
    assert_int_equal(differences.items[0].more, 2);
    assert_string_equal(differences.items[0].subject, "a");
    differences_clean_up(&differences);
    snapshot_clean_up(&old);
    snapshot_clean_up(&new);
}

struct rendering_row {
    const char *name;
    enum status (*render)(const struct differences *differences, struct buffer *out);
    const char *expected;
};

static const struct rendering_row rendering_rows[] = {
    {"text", report_differences_text,
     "breaking  a|b and 1 more  body: x|y -> \\n::error @ops\n1 breaking, 0 harmless, 0 mended\n"},
    {"json", report_differences_json,
     "\"before\": \"x|y\",\n      \"after\": \"\\n::error @ops\"\n"},
    {"markdown", report_differences_markdown,
     "| breaking | a\\|b and 1 more | body | x\\|y | \\n::error @&#8203;ops |\n"},
};

static void test_report_differences__take_hostile_text_for_text(void **state) {
    (void)state;
    struct difference difference = {GRADE_BREAKING, "a|b", 1, "body", "x|y", "\n::error @ops"};
    const struct differences differences = {&difference, 1, 1};
    for (size_t i = 0; i < sizeof rendering_rows / sizeof rendering_rows[0]; i++) {
        const struct rendering_row *row = &rendering_rows[i];
        struct buffer out;
        buffer_init(&out, TEXT_LIMIT);
        check_row(row->name, row->render(&differences, &out) == STATUS_OK);
        check_row(row->name, strstr(buffer_text(&out), row->expected) != NULL);
        buffer_clean_up(&out);
    }
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compare__tells_what_a_client_would_notice_from_what_it_would_not),
        cmocka_unit_test(test_compare__cuts_no_character_in_two),
        cmocka_unit_test(test_compare__tells_what_broke_from_what_was_mended),
        cmocka_unit_test(test_compare__counts_the_same_change_once),
        cmocka_unit_test(test_snapshot_read_report__names_the_place_of_what_is_wrong),
        cmocka_unit_test(test_report_differences__take_hostile_text_for_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
