/* reports/target.schema.json against the table of members: both say the same, or one is out of
   date. */
#include "target/member.h"
#include "json/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { SCHEMA_SIZE_MAX = 65536 };

static char text[SCHEMA_SIZE_MAX];
static struct json_document schema;

static int read_schema(void **state) {
    (void)state;
    FILE *file = fopen(REPORTS_FOLDER "/target.schema.json", "rb");
    if (file == NULL) {
        return -1;
    }
    size_t size = fread(text, 1, sizeof text, file);
    if (fclose(file) != 0 || size == sizeof text) {
        return -1;
    }
    struct json_error error =
        json_document_parse(bytes_of(text, size), json_answer_limits, JSON_UNIQUE_NAMES, &schema);
    return error.fault == JSON_OK ? 0 : -1;
}

static int forget_schema(void **state) {
    (void)state;
    json_document_clean_up(&schema);
    return 0;
}

/* The schema of a member as it stands under "properties"; follows a $ref to a trigger. */
static const struct json_node *schema_of_section(enum section section);

static const struct json_node *schema_of(enum section section, const char *name) {
    return json_member(json_member(schema_of_section(section), "properties"), name);
}

static const struct json_node *schema_of_section(enum section section) {
    if (section == SECTION_INTERNAL_ERROR || section == SECTION_APP_NOT_EXISTED_500) {
        return json_member(json_member(schema.root, "$defs"), "trigger");
    }
    return section == SECTION_PROFILE ? schema.root
                                      : schema_of(SECTION_PROFILE, section_paths[section]);
}

static size_t count_children(const struct json_node *container) {
    size_t count = 0;
    for (const struct json_node *child = json_first(container); child != NULL;
         child = json_next(child)) {
        count++;
    }
    return count;
}

static bool lists(const struct json_node *array, const char *string) {
    const struct json_node *child = array == NULL ? NULL : json_first(array);
    while (child != NULL && !bytes_equal_text(json_string_of(child), string)) {
        child = json_next(child);
    }
    return child != NULL;
}

static void test_target_schema__knows_the_members_of_every_section(void **state) {
    (void)state;
    size_t failed = 0;
    for (enum section section = SECTION_PROFILE; section < SECTION_COUNT; section++) {
        struct vocabulary known = member_vocabulary(section);
        const struct json_node *properties = json_member(schema_of_section(section), "properties");
        assert_non_null(properties);
        failed += count_children(properties) != known.count;
        for (size_t i = 0; i < known.count; i++) {
            if (json_member(properties, known.names[i]) == NULL) {
                print_error("%s.%s is not in the schema\n", section_paths[section], known.names[i]);
                failed++;
            }
        }
        const struct json_node *more =
            json_member(schema_of_section(section), "additionalProperties");
        failed += more == NULL || json_kind_of(more) != JSON_FALSE;
    }
    assert_int_equal(failed, 0);
}

static void test_target_schema__demands_what_is_mandatory(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < member_count; i++) {
        const struct json_node *section = schema_of_section(members[i].section);
        if (lists(json_member(section, "required"), members[i].name) != members[i].is_mandatory) {
            print_error("%s.%s\n", section_paths[members[i].section], members[i].name);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

/* The $defs entry or type that a kind has to be described by. */
static const struct {
    const char *keyword;
    const char *value; /* NULL: any */
} kind_rows[VALUE_KINDS] = {
    [VALUE_SECTION] = {NULL, NULL},          [VALUE_TEXT] = {"$ref", "#/$defs/text"},
    [VALUE_FILE] = {"$ref", "#/$defs/file"}, [VALUE_ID] = {"$ref", "#/$defs/id"},
    [VALUE_PROXY] = {"type", "string"},      [VALUE_ENDPOINT] = {"type", "string"},
    [VALUE_SECRET] = {NULL, NULL},           [VALUE_COUNT] = {"type", "integer"},
    [VALUE_BYTES] = {"type", "integer"},     [VALUE_MILLISECONDS] = {"type", "integer"},
    [VALUE_SECONDS] = {"type", "number"},    [VALUE_FLAG] = {"type", "boolean"},
};

static bool has_number(const struct json_node *node, const char *keyword, double wanted) {
    const struct json_node *number = json_member(node, keyword);
    double found = number == NULL ? 0 : json_number_of(number);
    return number != NULL && !(found < wanted) && !(found > wanted);
}

static bool describes(const struct json_node *node, const struct member *member) {
    const char *keyword = kind_rows[member->kind].keyword;
    const struct json_node *value = keyword == NULL ? NULL : json_member(node, keyword);
    bool is_number = member->most > 0;
    return (keyword == NULL ||
            (value != NULL &&
             bytes_equal_text(json_string_of(value), kind_rows[member->kind].value))) &&
           (!is_number || (has_number(node, "minimum", member->least) &&
                           has_number(node, "maximum", member->most)));
}

static void test_target_schema__gives_every_member_its_type_and_range(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < member_count; i++) {
        if (!describes(schema_of(members[i].section, members[i].name), &members[i])) {
            print_error("%s.%s\n", section_paths[members[i].section], members[i].name);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

static void test_target_schema__lists_the_choices_of_every_interpretation(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < INTERPRETATION_COUNT; i++) {
        const struct json_node *node = schema_of(SECTION_INTERPRETATIONS, interpretations[i].id);
        const struct json_node *child = json_first(json_member(node, "enum"));
        struct vocabulary choices = choice_vocabulary(&interpretations[i]);
        for (size_t c = 0; c < choices.count; c++) {
            failed += child == NULL || !bytes_equal_text(json_string_of(child), choices.names[c]);
            child = child == NULL ? NULL : json_next(child);
        }
        failed += child != NULL;
    }
    assert_int_equal(failed, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_target_schema__knows_the_members_of_every_section),
        cmocka_unit_test(test_target_schema__demands_what_is_mandatory),
        cmocka_unit_test(test_target_schema__gives_every_member_its_type_and_range),
        cmocka_unit_test(test_target_schema__lists_the_choices_of_every_interpretation),
    };
    return cmocka_run_group_tests(tests, read_schema, forget_schema);
}
