/* Deviations in what is let in, what is found, and what is said of it. */
#include "mock/deviations.h"

#include <string.h>

enum { TOKEN_CHARACTERS = MINT_TOKEN_SIZE - 1 };

bool scheme_any(struct bytes scheme) {
    (void)scheme;
    return true;
}

bool scheme_in_one_case(struct bytes scheme) {
    return bytes_equal_text(scheme, "Bearer");
}

bool credential_ignoring_case(struct bytes given, struct bytes known) {
    return bytes_equal_ignoring_case(given, known);
}

bool credential_cut(struct bytes given, struct bytes known) {
    return given.size >= TOKEN_CHARACTERS / 2 && bytes_starts_with(known, given);
}

bool credential_extended(struct bytes given, struct bytes known) {
    return known.size > 0 && bytes_starts_with(given, known);
}

bool credential_but_last(struct bytes given, struct bytes known) {
    return given.size == known.size && known.size > 0 &&
           bytes_starts_with(known, bytes_slice(given, 0, given.size - 1));
}

bool when_key_is_absent(const struct call *call) {
    return call->app_key.count == 0;
}

bool when_key_is_empty(const struct call *call) {
    return call->app_key.count > 0 && call->app_key.value.size == 0;
}

bool when_authorization_is_absent(const struct call *call) {
    return call->authorization.count == 0;
}

bool when_authorization_is_empty(const struct call *call) {
    return call->authorization.count > 0 && call->authorization.value.size == 0;
}

bool when_app_id_is_absent(const struct call *call) {
    return call->locator.query.data == NULL;
}

bool when_not_first_on_connection(const struct call *call) {
    return call->ordinal > 0;
}

enum refusal refuse_without_app_id(const struct call *call) {
    return when_app_id_is_absent(call) ? REFUSE_APP_UNKNOWN : REFUSE_NOT;
}

enum refusal refuse_own_app_id(const struct call *call) {
    struct locator_text given;
    enum parameter parameter = locator_parameter(call->locator.query, "appId", &given);
    return parameter == PARAMETER_GIVEN ? REFUSE_APP_UNAUTHORIZED : REFUSE_NOT;
}

enum refusal refuse_get(const struct call *call) {
    return bytes_equal_text(call->method, "GET") ? REFUSE_METHOD : REFUSE_NOT;
}

/* Decodes what it can and looks at nothing, as a hasty implementation does. The size, NULs
   included; cut to what fits. */
static size_t decode_hastily(struct bytes segment, struct locator_text *out_text) {
    size_t size = 0;
    for (size_t i = 0; i < segment.size && size < LOCATOR_TEXT_MAX; i++) {
        char digits[3] = {0};
        char *end = digits;
        unsigned long value = segment.data[i];
        if (value == '%' && i + 2 < segment.size) {
            memcpy(digits, segment.data + i + 1, 2);
            value = strtoul(digits, &end, 16);
        }
        bool is_escape = end == digits + 2;
        out_text->text[size++] = (char)(is_escape ? value : segment.data[i]);
        i += is_escape ? 2 : 0;
    }
    out_text->text[size] = '\0';
    out_text->size = size;
    return size;
}

/* Keeps the part [from, from + size) of the text. */
static bool keep(struct locator_text *text, size_t from, size_t size) {
    memmove(text->text, text->text + from, size);
    text->text[size] = '\0';
    text->size = size;
    return true;
}

bool id_behind_last_slash(struct bytes segment, struct locator_text *out_text) {
    size_t size = decode_hastily(segment, out_text);
    const char *slash = memrchr(out_text->text, '/', size);
    size_t from = slash == NULL ? 0 : (size_t)(slash - out_text->text) + 1;
    return keep(out_text, from, strlen(out_text->text + from));
}

bool id_before_nul(struct bytes segment, struct locator_text *out_text) {
    (void)decode_hastily(segment, out_text);
    return keep(out_text, 0, strlen(out_text->text));
}

static bool is_blank_or_quote(char byte) {
    return (byte >= 0 && byte <= ' ') || byte == '"' || byte == '\'';
}

bool id_without_blanks(struct bytes segment, struct locator_text *out_text) {
    size_t end = decode_hastily(segment, out_text);
    size_t from = 0;
    while (from < end && is_blank_or_quote(out_text->text[from])) {
        from++;
    }
    while (end > from && is_blank_or_quote(out_text->text[end - 1])) {
        end--;
    }
    return keep(out_text, from, strnlen(out_text->text + from, end - from));
}

bool id_ignoring_case(struct bytes asked, struct bytes known) {
    return bytes_equal_ignoring_case(asked, known);
}

bool id_cut(struct bytes asked, struct bytes known) {
    return asked.size >= known.size / 2 && bytes_starts_with(known, asked);
}

bool id_extended(struct bytes asked, struct bytes known) {
    return bytes_starts_with(asked, known);
}

bool activated_always(const struct call *call, bool is_activated) {
    (void)call;
    (void)is_activated;
    return true;
}

bool activated_only_online(const struct call *call, bool is_activated) {
    return is_activated && call->device.state == DEVICE_ONLINE;
}

bool activated_not_online(const struct call *call, bool is_activated) {
    return is_activated && call->device.state != DEVICE_ONLINE;
}

bool activated_not_offline(const struct call *call, bool is_activated) {
    return is_activated && call->device.state != DEVICE_OFFLINE;
}

bool activated_not_abnormal(const struct call *call, bool is_activated) {
    return is_activated && call->device.state != DEVICE_ABNORMAL;
}

bool activated_by_asking(const struct call *call, bool is_activated) {
    return is_activated || call->device.asked > 0;
}

bool activated_for_three_queries(const struct call *call, bool is_activated) {
    return is_activated && call->device.asked < 3;
}
