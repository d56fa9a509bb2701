/* What cases/ ships for other tools (openapi.json, collection.json, the Hurl files) against the
   document as code: path, members, error table. Each says the same, or one is out of date. */
#include "api/answer.h"
#include "api/url.h"
#include "check.h"

enum { FILE_SIZE_MAX = 512 * 1024 };

struct file {
    char *text;
    size_t size;
};

static struct file openapi, collection, activation_hurl, throttle_hurl;
static struct json_document description;
static char path[512]; /* of the query, with {deviceId} for the id */

static bool read_file(const char *name, struct file *out) {
    char full[512];
    snprintf(full, sizeof full, CASES_FOLDER "/%s", name);
    FILE *stream = fopen(full, "rb");
    if (stream == NULL) {
        return false;
    }
    out->text = test_malloc(FILE_SIZE_MAX);
    out->size = fread(out->text, 1, FILE_SIZE_MAX - 1, stream);
    out->text[out->size] = '\0';
    return fclose(stream) == 0 && out->size < FILE_SIZE_MAX - 1;
}

/* The path as the URL builder makes it, its id put back into braces. */
static bool find_path(void) {
    static const char origin[] = "https://platform";
    struct endpoint endpoint;
    struct buffer url;
    buffer_init(&url, sizeof path);
    bool is_built =
        url_endpoint_parse(bytes_of_text(origin), URL_HTTPS_ONLY, &endpoint) == URL_OK &&
        url_build(&endpoint, bytes_of_text("id"), bytes_of(NULL, 0), &url) == URL_OK;
    if (is_built) {
        size_t shown = url.size - strlen(origin) - strlen("id");
        snprintf(path, sizeof path, "%.*s{deviceId}", (int)shown,
                 (const char *)url.data + strlen(origin));
    }
    buffer_clean_up(&url);
    return is_built;
}

static int read_all(void **state) {
    (void)state;
    if (!read_file("openapi.json", &openapi) || !read_file("collection.json", &collection) ||
        !read_file("activation.hurl", &activation_hurl) ||
        !read_file("throttle.hurl", &throttle_hurl) || !find_path()) {
        return -1;
    }
    struct json_error error = json_document_parse(
        bytes_of(openapi.text, openapi.size), json_answer_limits, JSON_UNIQUE_NAMES, &description);
    return error.fault == JSON_OK ? 0 : -1;
}

static int forget_all(void **state) {
    (void)state;
    json_document_clean_up(&description);
    test_free(openapi.text);
    test_free(collection.text);
    test_free(activation_hurl.text);
    test_free(throttle_hurl.text);
    return 0;
}

static const struct json_node *operation(void) {
    return json_member(json_member(json_member(description.root, "paths"), path), "get");
}

static const struct json_node *content_of(const char *status) {
    const struct json_node *response = json_member(json_member(operation(), "responses"), status);
    return json_member(json_member(response, "content"), "application/json");
}

static bool lists(const struct json_node *array, struct bytes wanted) {
    const struct json_node *child = array == NULL ? NULL : json_first(array);
    while (child != NULL && !bytes_equal(json_string_of(child), wanted)) {
        child = json_next(child);
    }
    return child != NULL;
}

static size_t count_children(const struct json_node *container) {
    size_t count = 0;
    for (const struct json_node *child = container == NULL ? NULL : json_first(container);
         child != NULL; child = json_next(child)) {
        count++;
    }
    return count;
}

static size_t count_rows(int status) {
    size_t count = 0;
    for (size_t i = 0; i < ERROR_TABLE_ROWS; i++) {
        count += error_table[i].status == status;
    }
    return count;
}

/* The codes of a status in one of the two shapes: the second part of its schema. */
static const struct json_node *codes_of(const char *status, const char *member) {
    const struct json_node *parts = json_member(json_member(content_of(status), "schema"), "allOf");
    const struct json_node *first = parts == NULL ? NULL : json_first(parts);
    const struct json_node *own = first == NULL ? NULL : json_next(first);
    return json_member(json_member(json_member(own, "properties"), member), "enum");
}

static void test_openapi__has_the_path_and_every_row_of_the_error_table(void **state) {
    (void)state;
    assert_non_null(operation());
    assert_int_equal(count_children(json_member(description.root, "paths")), 1);
    for (size_t i = 0; i < ERROR_TABLE_ROWS; i++) {
        const struct error_row *row = &error_table[i];
        char status[8];
        snprintf(status, sizeof status, "%d", row->status);
        const char *const members[] = {"error_code", "resultcode"};
        for (size_t j = 0; j < 2; j++) {
            const struct json_node *codes = codes_of(status, members[j]);
            check_row(row->code, lists(codes, bytes_of_text(row->code)));
            check_row(row->code, count_children(codes) == count_rows(row->status));
        }
    }
    check_finish();
}

/* The examples of a status through the parser that judges answers. */
static size_t check_examples(const char *name, int status) {
    size_t count = 0;
    const struct json_node *examples = json_member(content_of(name), "examples");
    for (const struct json_node *one = examples == NULL ? NULL : json_first(examples); one != NULL;
         one = json_next(one)) {
        struct json_span span = json_span_of(&description, json_member(one, "value"));
        struct answer answer;
        assert_int_equal(answer_parse(status,
                                      bytes_of(openapi.text + span.value_offset, span.value_size),
                                      LENGTH_IN_CHARACTERS, &answer),
                         STATUS_OK);
        check_row(name, answer_is_accepted(&answer));
        check_row(name, answer.row == NULL ||
                            bytes_equal_text(answer.description, answer.row->description));
        answer_clean_up(&answer);
        count++;
    }
    return count;
}

static void test_openapi__has_examples_that_the_parser_accepts(void **state) {
    (void)state;
    assert_int_not_equal(check_examples("200", 200), 0);
    assert_int_equal(check_examples("403", 403), count_rows(403));
    assert_int_equal(check_examples("404", 404), count_rows(404));
    assert_int_equal(check_examples("500", 500), count_rows(500));
    check_finish();
}

static void test_openapi__names_the_members_of_the_answer_and_of_both_errors(void **state) {
    (void)state;
    static const struct {
        const char *schema;
        const char *members[4];
    } rows[] = {
        {"ActivationStatus", {"deviceId", "activated", "name"}},
        {"PlatformError", {"error_code", "error_desc"}},
        {"GatewayError", {"resultcode", "resultmsg"}},
    };
    const struct json_node *schemas =
        json_member(json_member(description.root, "components"), "schemas");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct json_node *schema = json_member(schemas, rows[i].schema);
        const struct json_node *required = json_member(schema, "required");
        const struct json_node *properties = json_member(schema, "properties");
        size_t count = 0;
        for (; rows[i].members[count] != NULL; count++) {
            check_row(rows[i].schema, lists(required, bytes_of_text(rows[i].members[count])));
            check_row(rows[i].schema, json_member(properties, rows[i].members[count]) != NULL);
        }
        check_row(rows[i].schema, count_children(required) == count);
        check_row(rows[i].schema, count_children(properties) == count);
    }
    check_finish();
}

/* Marks the row of a pair; a pair of no row is a failure. Status 0 stands for any. */
static void mark(const char *file, int status, struct bytes code, bool *marks) {
    bool is_known = false;
    for (size_t i = 0; i < ERROR_TABLE_ROWS; i++) {
        if ((status == 0 || error_table[i].status == status) &&
            bytes_equal_text(code, error_table[i].code)) {
            marks[i] = is_known = true;
        }
    }
    check_row(file, is_known);
}

static void check_marks(const bool *marks) {
    for (size_t i = 0; i < ERROR_TABLE_ROWS; i++) {
        check_row(error_table[i].code, marks[i]);
    }
    check_finish();
}

/* Pairs stand in the collection as [403, "1010005"], quotes escaped. */
static void test_collection__expects_every_row_of_the_error_table_and_no_other(void **state) {
    (void)state;
    bool marks[ERROR_TABLE_ROWS] = {false};
    for (const char *at = strstr(collection.text, "refused(["); at != NULL;
         at = strstr(at + 1, "refused([")) {
        const char *end = strchr(at, ';');
        for (const char *pair = at;
             end != NULL && (pair = strchr(pair + 1, '[')) != NULL && pair < end;) {
            static const char between[] = ", \\\"";
            char *stop;
            long status = strtol(pair + 1, &stop, 10);
            assert_int_equal(strncmp(stop, between, strlen(between)), 0);
            const char *code = stop + strlen(between);
            mark("collection.json", (int)status, bytes_of(code, strspn(code, "0123456789")), marks);
        }
    }
    check_marks(marks);
}

/* Marks what a Hurl file expects: a line HTTP STATUS, and behind it one that names the code. */
static void mark_hurl(const char *name, const struct file *file, bool *marks) {
    static const char code_is[] = "jsonpath \"$[?(@ == '";
    int status = 0;
    for (const char *line = file->text; line != NULL && *line != '\0';) {
        if (strncmp(line, "HTTP ", 5) == 0) {
            status = line[5] == '*' ? 0 : (int)strtol(line + 5, NULL, 10);
        } else if (strncmp(line, code_is, strlen(code_is)) == 0) {
            const char *code = line + strlen(code_is);
            mark(name, status, bytes_of(code, strspn(code, "0123456789")), marks);
        }
        line = strchr(line, '\n');
        line += line != NULL;
    }
}

static void test_hurl__expects_every_row_of_the_error_table_and_no_other(void **state) {
    (void)state;
    bool marks[ERROR_TABLE_ROWS] = {false};
    mark_hurl("activation.hurl", &activation_hurl, marks);
    mark_hurl("throttle.hurl", &throttle_hurl, marks);
    check_marks(marks);
}

/* Whatever follows the endpoint is the query's path, or the login's. */
static void test_requests__go_to_the_path_of_the_document(void **state) {
    (void)state;
    static const char mark_of_endpoint[] = "{{endpoint}}/";
    const struct {
        const char *name;
        const struct file *file;
    } rows[] = {
        {"collection.json", &collection},
        {"activation.hurl", &activation_hurl},
        {"throttle.hurl", &throttle_hurl},
    };
    size_t path_size = strlen(path) - strlen("{deviceId}");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t queries = 0;
        for (const char *at = strstr(rows[i].file->text, mark_of_endpoint); at != NULL;
             at = strstr(at + 1, mark_of_endpoint)) {
            const char *given = at + strlen(mark_of_endpoint) - 1;
            bool is_query = strncmp(given, path, path_size) == 0;
            check_row(rows[i].name,
                      is_query || strncmp(given, "/iocm/app/sec/v1.1.0/login", 26) == 0);
            queries += is_query;
        }
        check_row(rows[i].name, queries > 0);
    }
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_openapi__has_the_path_and_every_row_of_the_error_table),
        cmocka_unit_test(test_openapi__has_examples_that_the_parser_accepts),
        cmocka_unit_test(test_openapi__names_the_members_of_the_answer_and_of_both_errors),
        cmocka_unit_test(test_collection__expects_every_row_of_the_error_table_and_no_other),
        cmocka_unit_test(test_hurl__expects_every_row_of_the_error_table_and_no_other),
        cmocka_unit_test(test_requests__go_to_the_path_of_the_document),
    };
    return cmocka_run_group_tests(tests, read_all, forget_all);
}
