/* reports/report.schema.json against what is written: a validator of exactly the keywords that the
   schema uses, so that neither can move without the other. */
#include "report_sample.h"

#include "json/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct json_limits limits = {.depth = 32, .values = 100000};

static struct sample sample;
static struct buffer schema_text;
static struct json_document schema;

static struct json_document parse(struct bytes text) {
    struct json_document document = {0};
    struct json_error error = json_document_parse(text, limits, JSON_UNIQUE_NAMES, &document);
    assert_int_equal(error.fault, JSON_OK);
    return document;
}

static int load_schema(void **state) {
    (void)state;
    FILE *file = fopen(REPORTS_FOLDER "/report.schema.json", "rb");
    if (file == NULL) {
        return -1;
    }
    char piece[4096];
    buffer_init(&schema_text, SAMPLE_BYTES_MAX);
    for (size_t size; (size = fread(piece, 1, sizeof piece, file)) > 0;) {
        if (buffer_append(&schema_text, bytes_of(piece, size)) != STATUS_OK) {
            break;
        }
    }
    (void)fclose(file);
    schema = parse(buffer_view(&schema_text));
    return 0;
}

static int free_schema(void **state) {
    (void)state;
    json_document_clean_up(&schema);
    buffer_clean_up(&schema_text);
    return 0;
}

static bool is_text(const struct json_node *node, const char *text) {
    return json_kind_of(node) == JSON_STRING && bytes_equal_text(json_string_of(node), text);
}

/* JSON Schema draft 2020-12, validation section 6.1.1. */
static bool is_of_type(const struct json_node *value, const struct json_node *type) {
    enum json_kind kind = json_kind_of(value);
    return (is_text(type, "object") && kind == JSON_OBJECT) ||
           (is_text(type, "array") && kind == JSON_ARRAY) ||
           (is_text(type, "string") && kind == JSON_STRING) ||
           (is_text(type, "null") && kind == JSON_NULL) ||
           (is_text(type, "boolean") && (kind == JSON_TRUE || kind == JSON_FALSE)) ||
           ((is_text(type, "number") || is_text(type, "integer")) && kind == JSON_NUMBER);
}

static bool has_allowed_type(const struct json_node *value, const struct json_node *type) {
    if (type == NULL || json_kind_of(type) == JSON_STRING) {
        return type == NULL || is_of_type(value, type);
    }
    for (const struct json_node *at = json_first(type); at != NULL; at = json_next(at)) {
        if (is_of_type(value, at)) {
            return true;
        }
    }
    return false;
}

static bool is_equal(const struct json_node *a, const struct json_node *b) {
    if (json_kind_of(a) != json_kind_of(b)) {
        return false;
    }
    return json_kind_of(a) == JSON_STRING ? bytes_equal(json_string_of(a), json_string_of(b))
                                          : json_number_of(a) == json_number_of(b);
}

static bool is_among(const struct json_node *value, const struct json_node *choices) {
    if (choices == NULL) {
        return true;
    }
    for (const struct json_node *at = json_first(choices); at != NULL; at = json_next(at)) {
        if (is_equal(value, at)) {
            return true;
        }
    }
    return false;
}

static const struct json_node *resolve(const struct json_node *rule) {
    const struct json_node *reference = json_member(rule, "$ref");
    if (reference == NULL) {
        return rule;
    }
    char name[64];
    struct bytes path = json_string_of(reference);
    assert_true(bytes_starts_with(path, bytes_of_text("#/$defs/")));
    struct bytes last = bytes_slice(path, strlen("#/$defs/"), path.size);
    snprintf(name, sizeof name, "%.*s", (int)last.size, (const char *)last.data);
    const struct json_node *found = json_member(json_member(schema.root, "$defs"), name);
    assert_non_null(found);
    return found;
}

/* The member of `object` whose name is that of `like`. */
static const struct json_node *namesake(const struct json_node *object,
                                        const struct json_node *like) {
    for (const struct json_node *at = json_first(object); at != NULL; at = json_next(at)) {
        if (bytes_equal(json_name(at), json_name(like))) {
            return at;
        }
    }
    return NULL;
}

static bool has_required(const struct json_node *value, const struct json_node *required) {
    for (const struct json_node *at = json_first(required); at != NULL; at = json_next(at)) {
        char name[64];
        struct bytes text = json_string_of(at);
        snprintf(name, sizeof name, "%.*s", (int)text.size, (const char *)text.data);
        if (json_member(value, name) == NULL) {
            return false;
        }
    }
    return true;
}

struct visit {
    const struct json_node *value, *rule;
};

enum { VISITS_MAX = 65536 };
static struct visit visits[VISITS_MAX];
static size_t visit_count;

static void visit_later(const struct json_node *value, const struct json_node *rule) {
    assert_true(visit_count < VISITS_MAX);
    visits[visit_count++] = (struct visit){value, rule};
}

/* Every schema object of ours is closed, so an undeclared member is a fault. */
static bool has_valid_members(const struct json_node *value, const struct json_node *rule) {
    const struct json_node *properties = json_member(rule, "properties");
    for (const struct json_node *at = json_first(value); at != NULL; at = json_next(at)) {
        const struct json_node *member_rule = namesake(properties, at);
        if (member_rule == NULL) {
            return false;
        }
        visit_later(at, member_rule);
    }
    return has_required(value, json_member(rule, "required"));
}

static bool is_valid_here(const struct json_node *value, const struct json_node *rule) {
    if (!has_allowed_type(value, json_member(rule, "type")) ||
        !is_among(value, json_member(rule, "enum"))) {
        return false;
    }
    if (json_kind_of(value) == JSON_ARRAY) {
        for (const struct json_node *at = json_first(value); at != NULL; at = json_next(at)) {
            visit_later(at, json_member(rule, "items"));
        }
    }
    return json_kind_of(value) != JSON_OBJECT || has_valid_members(value, rule);
}

static bool is_valid(struct bytes text) {
    struct json_document document = parse(text);
    bool is_valid = true;
    visit_count = 0;
    visit_later(document.root, schema.root);
    for (size_t i = 0; is_valid && i < visit_count; i++) {
        is_valid = is_valid_here(visits[i].value, resolve(visits[i].rule));
    }
    json_document_clean_up(&document);
    return is_valid;
}

static void test_report_schema__admits_every_kind_of_report(void **state) {
    (void)state;
    static void (*const inits[])(struct sample *) = {sample_init, sample_init_conformant,
                                                     sample_init_without_verdict};
    for (size_t i = 0; i < sizeof inits / sizeof inits[0]; i++) {
        inits[i](&sample);
        struct buffer out = sample_render(report_json, &sample.tally);
        assert_true(is_valid(buffer_view(&out)));
        buffer_clean_up(&out);
    }
}

struct change_row {
    const char *name;
    const char *from;
    const char *to; /* in place of the first `from` */
};

static const struct change_row change_rows[] = {
    {"an unknown member", "\"verdict\":", "\"verdikt\": 1,\n\"verdict\":"},
    {"a missing member", "\"exit\": 1,", ""},
    {"an unknown verdict", "\"nonconformant\"", "\"maybe\""},
    {"an unknown requirement status", "\"proven\"", "\"assumed\""},
    {"an unknown case status", "\"status\": \"pass\"", "\"status\": \"passed\""},
    {"a number as text", "\"calls\": 97", "\"calls\": \"97\""},
    {"a null that is not allowed", "\"name\": \"staging\"", "\"name\": null"},
    {"an unknown member of a finding", "\"where\":", "\"place\":"},
    {"an unknown outcome", "\"complete\"", "\"whole\""},
    {"an unknown encoding", "\"utf-8\"", "\"latin-1\""},
    {"a mark without its part", "\"part\": \"body\",", ""},
    {"an unknown exit code", "\"exit\": 1", "\"exit\": 6"},
};

static void test_report_schema__refuses_what_assay_does_not_write(void **state) {
    (void)state;
    size_t failed = 0;
    sample_init(&sample);
    struct buffer out = sample_render(report_json, &sample.tally);
    for (size_t i = 0; i < sizeof change_rows / sizeof change_rows[0]; i++) {
        struct buffer other =
            sample_replace(buffer_view(&out), change_rows[i].from, change_rows[i].to);
        if (is_valid(buffer_view(&other))) {
            print_error("%s is taken\n", change_rows[i].name);
            failed++;
        }
        buffer_clean_up(&other);
    }
    buffer_clean_up(&out);
    assert_int_equal(failed, 0);
}

/* The words of the model and the words of the schema are the same words. */
static void assert_same_words(const char *definition, const char *member, const char *const *words,
                              size_t count) {
    const struct json_node *at = definition == NULL
                                     ? schema.root
                                     : json_member(json_member(schema.root, "$defs"), definition);
    at = member == NULL ? at : json_member(json_member(at, "properties"), member);
    size_t choices = 0;
    for (const struct json_node *choice = json_first(json_member(at, "enum")); choice != NULL;
         choice = json_next(choice), choices++) {
        bool is_known = false;
        for (size_t i = 0; i < count; i++) {
            is_known = is_known || is_text(choice, words[i]);
        }
        assert_true(is_known);
    }
    assert_int_equal(choices, count);
}

static void test_report_schema__knows_the_words_of_the_model(void **state) {
    (void)state;
    assert_same_words(NULL, "verdict", verdict_names, VERDICT_NONE + 1);
    assert_same_words("requirement", "status", requirement_status_names, REQUIREMENT_BROKEN + 1);
    assert_same_words("case", "status", case_status_names, CASE_ERROR + 1);
    assert_same_words("exchange", "outcome", exchange_outcome_names, OUTCOME_COUNT);
    assert_same_words("level", NULL, level_names, LEVEL_DOCUMENTED + 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_report_schema__admits_every_kind_of_report),
        cmocka_unit_test(test_report_schema__refuses_what_assay_does_not_write),
        cmocka_unit_test(test_report_schema__knows_the_words_of_the_model),
    };
    return cmocka_run_group_tests(tests, load_schema, free_schema);
}
