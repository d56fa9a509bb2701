/* Registration and deletion of devices, and what the test's world does to them. */
#include "mock/checks.h"
#include "mock/fields.h"
#include "mock/handlers.h"

#include "json/writer.h"

#include <string.h>

enum {
    TIMEOUT_DEFAULT_SECONDS = 180,
    PSK_DIGITS_MIN = 8,
    PSK_DIGITS_MAX = 32,
    VERIFY_CODE_DIGITS = 16,
};

/* What a registration asks for, or is given where it does not ask. */
struct registration {
    struct device_facts facts;
    int64_t timeout_seconds;
    char psk[PSK_DIGITS_MAX + 1];
};

static bool is_psk(const struct locator_text *text) {
    if (text->size < PSK_DIGITS_MIN || text->size > PSK_DIGITS_MAX) {
        return false;
    }
    return strspn(text->text, "0123456789abcdefABCDEF") == text->size;
}

static void copy_text(char out_text[DEVICE_TEXT_SIZE], const struct locator_text *text) {
    memcpy(out_text, text->text, text->size + 1);
}

/* nodeId is mandatory, and names the device that has no name of its own. */
static bool read_names(const struct fields *fields, struct device_facts *out_facts) {
    struct locator_text text;
    if (fields_text(fields, "nodeId", &text) != PARAMETER_GIVEN) {
        return false;
    }
    copy_text(out_facts->node_id, &text);
    copy_text(out_facts->name, &text);
    enum parameter name = fields_text_within(fields, "deviceInfo", "name", &text);
    if (name == PARAMETER_GIVEN) {
        copy_text(out_facts->name, &text);
    }
    return name != PARAMETER_UNCLEAR;
}

static bool read_keys(const struct fields *fields, struct mint *mint, struct registration *made) {
    struct locator_text text;
    enum parameter code = fields_text(fields, "verifyCode", &text);
    if (code == PARAMETER_GIVEN) {
        copy_text(made->facts.verify_code, &text);
    } else {
        mint_hex(mint, made->facts.verify_code, VERIFY_CODE_DIGITS);
    }
    enum parameter psk = fields_text(fields, "psk", &text);
    if (psk == PARAMETER_GIVEN && is_psk(&text)) {
        memcpy(made->psk, text.text, text.size + 1);
    } else {
        mint_hex(mint, made->psk, PSK_DIGITS_MAX);
    }
    return code != PARAMETER_UNCLEAR &&
           (psk == PARAMETER_ABSENT || (psk == PARAMETER_GIVEN && is_psk(&text)));
}

static bool read_registration(struct call *call, const struct fields *fields,
                              struct registration *made) {
    made->timeout_seconds = TIMEOUT_DEFAULT_SECONDS;
    enum parameter timeout = fields_number(fields, "timeout", INT32_MAX, &made->timeout_seconds);
    if (timeout == PARAMETER_UNCLEAR || !read_names(fields, &made->facts) ||
        !read_keys(fields, &call->world->mint, made)) {
        return false;
    }
    made->facts.application = call->application;
    made->facts.state = DEVICE_REGISTERED;
    made->facts.expires_us =
        made->timeout_seconds == 0 ? 0 : call->now_us + made->timeout_seconds * 1000000;
    mint_id(&call->world->mint, made->facts.id);
    return true;
}

static enum status write_registration(const struct registration *made, struct buffer *out) {
    struct json_writer writer;
    json_writer_init(&writer, out, 0);
    json_write_object_begin(&writer);
    json_write_name(&writer, "deviceId");
    json_write_text(&writer, made->facts.id);
    json_write_name(&writer, "verifyCode");
    json_write_text(&writer, made->facts.verify_code);
    json_write_name(&writer, "timeout");
    json_write_integer(&writer, made->timeout_seconds);
    json_write_name(&writer, "psk");
    json_write_text(&writer, made->psk);
    json_write_object_end(&writer);
    return json_writer_status(&writer);
}

static enum refusal register_device(struct call *call, struct reply *reply) {
    struct fields fields;
    if (!fields_read(call, &fields)) {
        return REFUSE_PARAMETER;
    }
    struct registration made = {.timeout_seconds = 0};
    bool is_read = fields.form.data == NULL && read_registration(call, &fields, &made);
    fields_clean_up(&fields);
    if (!is_read) {
        return REFUSE_PARAMETER;
    }
    enum status status = devices_add(&call->world->devices, &made.facts, call->now_us);
    if (status != STATUS_OK) {
        return status == STATUS_INVALID ? REFUSE_NODE_DUPLICATE : REFUSE_OVERLOAD;
    }
    reply_set_header(reply, "Content-Type", "application/json");
    status = write_registration(&made, &reply->body);
    return status == STATUS_OK ? REFUSE_NOT : REFUSE_OVERLOAD;
}

/* Credentials and appId, as for the query; no throttle, which the document has for the query. */
static enum refusal check_caller(struct call *call) {
    enum refusal refusal = checks_credentials(call);
    return refusal != REFUSE_NOT ? refusal : checks_application(call);
}

enum refusal handle_register(struct call *call, struct reply *reply) {
    enum refusal refusal = check_caller(call);
    return refusal != REFUSE_NOT ? refusal : register_device(call, reply);
}

/* The device id, strictly: only the query has hooks. */
static bool read_id(struct call *call, struct bytes *out_id) {
    bool is_read = locator_decode_id(call->segment, &call->id);
    *out_id = bytes_of(call->id.text, is_read ? call->id.size : 0);
    return is_read;
}

enum refusal handle_delete(struct call *call, struct reply *reply) {
    struct bytes id;
    enum refusal refusal = check_caller(call);
    if (refusal != REFUSE_NOT) {
        return refusal;
    }
    if (!read_id(call, &id) ||
        !devices_remove(&call->world->devices, call->application, id, call->now_us)) {
        return REFUSE_DEVICE_UNKNOWN;
    }
    reply->status = 204;
    return REFUSE_NOT;
}

static enum refusal happen(struct call *call, enum device_event event, struct reply *reply) {
    struct bytes id;
    enum refusal refusal = check_caller(call);
    if (refusal != REFUSE_NOT) {
        return refusal;
    }
    enum status status = STATUS_NOT_FOUND;
    if (read_id(call, &id)) {
        status = devices_happen(&call->world->devices, call->application, id, event, call->now_us);
    }
    if (status != STATUS_OK) {
        return status == STATUS_NOT_FOUND ? REFUSE_DEVICE_UNKNOWN : REFUSE_NEVER_CONNECTED;
    }
    reply->status = 204;
    return REFUSE_NOT;
}

enum refusal handle_connect(struct call *call, struct reply *reply) {
    return happen(call, EVENT_CONNECT, reply);
}

enum refusal handle_disconnect(struct call *call, struct reply *reply) {
    return happen(call, EVENT_DISCONNECT, reply);
}

enum refusal handle_fail(struct call *call, struct reply *reply) {
    return happen(call, EVENT_FAIL, reply);
}
