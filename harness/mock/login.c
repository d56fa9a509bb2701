/* The Authentication API: a secret in, an access token out. */
#include "mock/fields.h"
#include "mock/handlers.h"

#include "json/writer.h"

static enum status write_grant(const struct token_grant *grant, struct buffer *out) {
    struct json_writer writer;
    json_writer_init(&writer, out, 0);
    json_write_object_begin(&writer);
    json_write_name(&writer, "scope");
    json_write_text(&writer, "default");
    json_write_name(&writer, "tokenType");
    json_write_text(&writer, "bearer");
    json_write_name(&writer, "expiresIn");
    json_write_integer(&writer, grant->lifetime_us / 1000000);
    json_write_name(&writer, "accessToken");
    json_write_text(&writer, grant->token);
    json_write_name(&writer, "refreshToken");
    json_write_text(&writer, grant->refresh_token);
    json_write_object_end(&writer);
    return json_writer_status(&writer);
}

enum grant_kind { GRANT_LOGIN, GRANT_REFRESH };

static enum refusal grant_token(struct call *call, const struct fields *fields,
                                enum grant_kind kind, struct reply *reply) {
    struct locator_text id;
    struct locator_text secret;
    struct locator_text refresh;
    bool is_complete = fields_text(fields, "appId", &id) == PARAMETER_GIVEN &&
                       fields_text(fields, "secret", &secret) == PARAMETER_GIVEN;
    struct bytes refresh_token = bytes_of_text(NULL);
    if (is_complete && kind == GRANT_REFRESH) {
        is_complete = fields_text(fields, "refreshToken", &refresh) == PARAMETER_GIVEN;
        refresh_token = bytes_of(refresh.text, is_complete ? refresh.size : 0);
    }
    if (!is_complete) {
        return REFUSE_LOGIN_INCOMPLETE;
    }
    struct world *world = call->world;
    struct token_grant grant;
    if (!applications_grant(&world->applications, &world->mint, bytes_of(id.text, id.size),
                            bytes_of(secret.text, secret.size), refresh_token, call->now_us,
                            &grant)) {
        return REFUSE_LOGIN;
    }
    reply_set_header(reply, "Content-Type", "application/json");
    return write_grant(&grant, &reply->body) == STATUS_OK ? REFUSE_NOT : REFUSE_OVERLOAD;
}

static enum refusal handle_grant(struct call *call, enum grant_kind kind, struct reply *reply) {
    struct fields fields;
    if (!fields_read(call, &fields)) {
        return REFUSE_LOGIN_INCOMPLETE;
    }
    enum refusal refusal = grant_token(call, &fields, kind, reply);
    fields_clean_up(&fields);
    return refusal;
}

enum refusal handle_login(struct call *call, struct reply *reply) {
    return handle_grant(call, GRANT_LOGIN, reply);
}

enum refusal handle_refresh(struct call *call, struct reply *reply) {
    return handle_grant(call, GRANT_REFRESH, reply);
}
