/* Deviations in what is let in, what is found, and what is said of it. */
#include "mock/deviations.h"

#include <stdlib.h>
#include <string.h>

bool scheme_any(struct bytes scheme) {
    (void)scheme;
    return true;
}

bool scheme_in_one_case(struct bytes scheme) {
    return bytes_equal_text(scheme, "Bearer");
}

bool scheme_as_far_as_given(struct bytes scheme) {
    return scheme.size > 1 &&
           bytes_equal_ignoring_case(scheme, bytes_slice(bytes_of_text("Bearer"), 0, scheme.size));
}

bool scheme_as_far_as_known(struct bytes scheme) {
    return bytes_equal_ignoring_case(bytes_slice(scheme, 0, strlen("Bearer")),
                                     bytes_of_text("Bearer"));
}

bool same_in_any_case(struct bytes given, struct bytes known) {
    return bytes_equal_ignoring_case(given, known);
}

bool same_as_far_as_given(struct bytes given, struct bytes known) {
    return given.size > 0 && given.size >= known.size / 2 && bytes_starts_with(known, given);
}

bool same_as_far_as_known(struct bytes given, struct bytes known) {
    return known.size > 0 && bytes_starts_with(given, known);
}

bool same_at_the_end(struct bytes given, struct bytes known) {
    return given.size > 0 && given.size >= known.size / 2 && given.size <= known.size &&
           bytes_equal(given, bytes_slice(known, known.size - given.size, given.size));
}

/* All bytes but the one at `hole`. */
static bool is_same_but(struct bytes given, struct bytes known, size_t hole) {
    return given.size == known.size && known.size > 0 &&
           bytes_equal(bytes_slice(given, 0, hole), bytes_slice(known, 0, hole)) &&
           bytes_equal(bytes_slice(given, hole + 1, given.size),
                       bytes_slice(known, hole + 1, known.size));
}

bool same_but_for_the_first(struct bytes given, struct bytes known) {
    return is_same_but(given, known, 0);
}

bool same_but_for_the_middle(struct bytes given, struct bytes known) {
    return is_same_but(given, known, known.size / 2);
}

bool same_but_for_the_last(struct bytes given, struct bytes known) {
    return is_same_but(given, known, known.size - (known.size > 0));
}

/* Half of the characters agree in their places, whatever their case and whatever stands behind. */
static bool is_like(struct bytes given, struct bytes known) {
    size_t agreeing = 0;
    for (size_t i = 0; i < given.size && i < known.size; i++) {
        agreeing += byte_lower(given.data[i]) == byte_lower(known.data[i]);
    }
    return agreeing >= known.size / 2;
}

bool same_or_nothing_like_it(struct bytes given, struct bytes known) {
    return credential_equal(given, known) || (given.size == known.size && !is_like(given, known));
}

bool when_app_id_is_like_none(const struct call *call) {
    struct locator_text given;
    if (locator_parameter(call->locator.query, "appId", &given) != PARAMETER_GIVEN) {
        return false;
    }
    bool is_like_any = false;
    for (size_t i = 0; i < APPLICATION_COUNT; i++) {
        is_like_any |= is_like(bytes_of(given.text, given.size),
                               bytes_of_text(call->world->applications.rows[i].id));
    }
    return !is_like_any;
}

enum refusal refuse_without_app_id(const struct call *call) {
    return when_app_id_is_absent(call) ? REFUSE_APP_UNKNOWN : REFUSE_NOT;
}

enum refusal refuse_own_app_id(const struct call *call) {
    struct locator_text given;
    enum parameter parameter = locator_parameter(call->locator.query, "appId", &given);
    return parameter == PARAMETER_GIVEN ? REFUSE_APP_UNAUTHORIZED : REFUSE_NOT;
}

enum refusal refuse_own_app_id_as_unknown(const struct call *call) {
    return refuse_own_app_id(call) == REFUSE_NOT ? REFUSE_NOT : REFUSE_APP_UNKNOWN;
}

enum refusal refuse_get(const struct call *call) {
    return bytes_equal_text(call->method, "GET") ? REFUSE_METHOD : REFUSE_NOT;
}

enum refusal refuse_past_limit_on_connection(const struct call *call) {
    const struct platform_options *options = &call->world->options;
    struct call_count *count = call->connection;
    if (options->throttle_limit == 0 || count == NULL) {
        return REFUSE_NOT;
    }
    if (call->now_us >= count->window_end_us) {
        count->window_end_us = call->now_us + options->throttle_window_us;
        count->in_window = 0;
    }
    return count->in_window++ < options->throttle_limit ? REFUSE_NOT : REFUSE_THROTTLE;
}

enum refusal refuse_offline_as_unknown(const struct call *call) {
    return call->device.state == DEVICE_OFFLINE ? REFUSE_DEVICE_UNKNOWN : REFUSE_NOT;
}

enum refusal refuse_as_broken(const struct call *call) {
    (void)call;
    return REFUSE_TRIGGER_INTERNAL_ERROR;
}

enum refusal refuse_content_type(const struct call *call) {
    return call->content_type.count > 0 ? REFUSE_PARAMETER : REFUSE_NOT;
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

static bool keep_behind_last(char byte, struct bytes segment, struct locator_text *out_text) {
    size_t size = decode_hastily(segment, out_text);
    const char *found = memrchr(out_text->text, byte, size);
    size_t from = found == NULL ? 0 : (size_t)(found - out_text->text) + 1;
    return keep(out_text, from, strlen(out_text->text + from));
}

bool id_behind_last_slash(struct bytes segment, struct locator_text *out_text) {
    return keep_behind_last('/', segment, out_text);
}

bool id_behind_last_backslash(struct bytes segment, struct locator_text *out_text) {
    return keep_behind_last('\\', segment, out_text);
}

/* Both forms end in a byte that an id does not have. */
bool id_behind_overlong_slash(struct bytes segment, struct locator_text *out_text) {
    return keep_behind_last('\xaf', segment, out_text);
}

bool id_behind_full_width_slash(struct bytes segment, struct locator_text *out_text) {
    return keep_behind_last('\x8f', segment, out_text);
}

static bool keep_before(const char *stops, struct bytes segment, struct locator_text *out_text) {
    (void)decode_hastily(segment, out_text);
    return keep(out_text, 0, strcspn(out_text->text, stops));
}

bool id_before_slash(struct bytes segment, struct locator_text *out_text) {
    return keep_before("/", segment, out_text);
}

bool id_before_line_end(struct bytes segment, struct locator_text *out_text) {
    return keep_before("\r\n", segment, out_text);
}

bool id_before_percent(struct bytes segment, struct locator_text *out_text) {
    return keep_before("%", segment, out_text);
}

bool id_before_nul(struct bytes segment, struct locator_text *out_text) {
    return keep_before("", segment, out_text);
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

bool id_decoded_twice(struct bytes segment, struct locator_text *out_text) {
    struct locator_text once;
    (void)decode_hastily(segment, &once);
    return id_behind_last_slash(bytes_of(once.text, once.size), out_text);
}

bool id_before_quote(struct bytes segment, struct locator_text *out_text) {
    return keep_before("'\"", segment, out_text);
}

bool activated_always(const struct call *call, bool is_activated) {
    (void)call;
    (void)is_activated;
    return true;
}

bool activated_never(const struct call *call, bool is_activated) {
    (void)call;
    (void)is_activated;
    return false;
}

bool activated_inverted(const struct call *call, bool is_activated) {
    (void)call;
    return !is_activated;
}

bool activated_only_online(const struct call *call, bool is_activated) {
    return is_activated && call->device.state == DEVICE_ONLINE;
}

bool activated_by_asking(const struct call *call, bool is_activated) {
    return is_activated || call->device.asked > 0;
}

bool activated_for_three_queries(const struct call *call, bool is_activated) {
    return is_activated && call->device.asked < 3;
}
