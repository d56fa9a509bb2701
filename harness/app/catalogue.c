#include "app/catalogue.h"

#include "api/error_table.h"
#include "cases/cases.h"
#include "certificate/digest.h"
#include "model/tally.h"
#include "json/writer.h"

static const char *const device_names[DEVICE_SLOT_COUNT] = {
    [DEVICE_ANY] = "any",
    [DEVICE_NEVER_CONNECTED] = "never_connected",
    [DEVICE_ONLINE] = "online",
    [DEVICE_OFFLINE] = "offline",
    [DEVICE_ABNORMAL] = "abnormal",
    [DEVICE_FRESH] = "fresh",
    [DEVICE_TRIGGER_INTERNAL_ERROR] = "internal_error",
    [DEVICE_TRIGGER_APP_NOT_EXISTED_500] = "app_not_existed_500",
};

static const char *const application_names[] = {
    [APPLICATION_ABSENT] = "absent",
    [APPLICATION_OWN] = "own",
    [APPLICATION_EMPTY] = "empty",
    [APPLICATION_UNKNOWN] = "unknown",
    [APPLICATION_UNAUTHORIZED] = "unauthorized",
    [APPLICATION_OWN_REPEATED] = "own-repeated",
};

static const char *const alteration_names[ALTERATION_COUNT] = {
    [AS_GIVEN] = "as-given",
    [ABSENT] = "absent",
    [EMPTY] = "empty",
    [CUT_BY_ONE] = "cut-by-one",
    [CUT_AT_FRONT] = "cut-at-front",
    [EXTENDED_BY_ONE] = "extended-by-one",
    [OTHER_CASE] = "other-case",
    [FIRST_CHARACTER_CHANGED] = "first-character-changed",
    [LAST_CHARACTER_CHANGED] = "last-character-changed",
    [MIDDLE_CHARACTER_CHANGED] = "middle-character-changed",
    [REPLACED] = "replaced",
    [REPEATED] = "repeated",
};

static const char *const transport_names[] = {
    [TRANSPORT_TLS] = "tls",
    [TRANSPORT_CLEARTEXT] = "cleartext",
    [TRANSPORT_TLS_1_0] = "tls-1.0",
    [TRANSPORT_TLS_1_1] = "tls-1.1",
};

static const char *const phase_names[PHASE_COUNT] = {
    [PHASE_ACCEPTED] = "accepted", [PHASE_REFUSED] = "refused",   [PHASE_USING_UP] = "using-up",
    [PHASE_THROTTLE] = "throttle", [PHASE_RECOVERY] = "recovery", [PHASE_SAFETY] = "safety",
};

static const char *const expectation_names[] = {
    [EXPECT_ACTIVATION] = "activation",
    [EXPECT_ERROR] = "error",
    [EXPECT_REFUSED_CREDENTIAL] = "refused-credential",
    [EXPECT_GENERAL] = "general",
    [EXPECT_PATH_REFUSED] = "path-refused",
    [EXPECT_METHOD_REFUSED] = "method-refused",
    [EXPECT_HEAD_LIKE_GET] = "head-like-get",
    [EXPECT_CLEARTEXT_REFUSED] = "cleartext-refused",
    [EXPECT_TLS_REFUSED] = "tls-refused",
    [EXPECT_THROTTLED] = "throttled",
    [EXPECT_OBSERVED] = "observed",
    [EXPECT_ERROR_OR_THROTTLED] = "error-or-throttled",
};

static const char *const activated_names[] = {
    [ACTIVATED_ANY] = "any",
    [ACTIVATED_TRUE] = "true",
    [ACTIVATED_FALSE] = "false",
};

static void member(struct json_writer *writer, const char *name, const char *value) {
    json_write_name(writer, name);
    json_write_text(writer, value);
}

static void number(struct json_writer *writer, const char *name, int64_t value) {
    json_write_name(writer, name);
    json_write_integer(writer, value);
}

static void write_requirement(struct json_writer *writer, enum requirement_id id) {
    const struct requirement *requirement = &requirement_catalogue[id];
    struct case_table table = cases_all();
    json_write_object_begin(writer);
    member(writer, "id", requirement->id);
    member(writer, "level", level_names[requirement->level]);
    member(writer, "title", requirement->title);
    member(writer, "source", requirement->source);
    member(writer, "words", requirement->words);
    member(writer, "proof", requirement->proof);
    member(writer, "remedy", requirement->remedy);
    json_write_name(writer, "cases");
    json_write_array_begin(writer);
    for (size_t i = 0; i < table.count; i++) {
        for (size_t j = 0; j < table.rows[i].proves_count; j++) {
            if (table.rows[i].proves[j] == id) {
                json_write_text(writer, table.rows[i].id);
            }
        }
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_request(struct json_writer *writer, const struct request_spec *request) {
    json_write_object_begin(writer);
    member(writer, "method", request->method == NULL ? "GET" : request->method);
    member(writer, "device", device_names[request->device]);
    member(writer, "device_alteration", alteration_names[request->device_alteration]);
    member(writer, "raw_segment", request->raw_segment);
    number(writer, "overlong_characters", request->overlong_characters);
    member(writer, "application", application_names[request->application]);
    member(writer, "application_alteration", alteration_names[request->application_alteration]);
    member(writer, "app_key", alteration_names[request->app_key]);
    member(writer, "token", alteration_names[request->token]);
    member(writer, "scheme", request->scheme == NULL ? "Bearer" : request->scheme);
    member(writer, "authorization", request->authorization);
    member(writer, "transport", transport_names[request->transport]);
    number(writer, "repeat", request->repeat == 0 ? 1 : request->repeat);
    json_write_object_end(writer);
}

static void write_expect(struct json_writer *writer, const struct expect_spec *expect) {
    json_write_object_begin(writer);
    member(writer, "answer", expectation_names[expect->answer]);
    member(writer, "activated", activated_names[expect->activated]);
    if (expect->error != ERROR_ROW_NONE) {
        const struct error_row *row = &error_table[expect->error - 1];
        number(writer, "status", row->status);
        member(writer, "code", row->code);
    }
    json_write_object_end(writer);
}

static void write_case(struct json_writer *writer, const struct case_row *row) {
    json_write_object_begin(writer);
    member(writer, "id", row->id);
    member(writer, "title", row->title);
    json_write_name(writer, "proves");
    json_write_array_begin(writer);
    for (size_t i = 0; i < row->proves_count; i++) {
        json_write_text(writer, requirement_catalogue[row->proves[i]].id);
    }
    json_write_array_end(writer);
    member(writer, "twin", row->twin);
    member(writer, "phase", phase_names[row->phase]);
    json_write_name(writer, "request");
    write_request(writer, &row->request);
    json_write_name(writer, "expect");
    write_expect(writer, &row->expect);
    json_write_object_end(writer);
}

enum status catalogue_json(struct buffer *out) {
    struct json_writer writer;
    struct case_table table = cases_all();
    json_writer_init(&writer, out, 2);
    json_write_object_begin(&writer);
    json_write_name(&writer, "requirements");
    json_write_array_begin(&writer);
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        write_requirement(&writer, (enum requirement_id)i);
    }
    json_write_array_end(&writer);
    json_write_name(&writer, "cases");
    json_write_array_begin(&writer);
    for (size_t i = 0; i < table.count; i++) {
        write_case(&writer, &table.rows[i]);
    }
    json_write_array_end(&writer);
    json_write_object_end(&writer);
    return json_writer_status(&writer);
}

enum status catalogue_hash(char out_hash[CATALOGUE_HASH_SIZE]) {
    struct buffer json;
    buffer_init(&json, CATALOGUE_BYTES_MAX);
    enum status status = catalogue_json(&json);
    if (status == STATUS_OK) {
        status = digest_sha256(buffer_view(&json), out_hash);
    }
    buffer_clean_up(&json);
    return status;
}
