#include "evidence/issued.h"

#include "evidence/chunk_map.h"
#include "evidence/views.h"

#include <stdlib.h>
#include <string.h>

/* As redactor_add takes. */
enum { VALUE_SIZE_MAX = 1 << 16 };

struct learning {
    struct redactor *redactor;
    const char *name; /* what the names of such values end with */
    enum secret_kind kind;
    enum issued_masks masks;
    unsigned char *value; /* owned: room for one */
    size_t left;          /* values that may still be learnt */
};

static bool is_any_of(unsigned char byte, const char *bytes) {
    return byte != '\0' && strchr(bytes, byte) != NULL;
}

static size_t skip(struct bytes text, size_t at, const char *bytes) {
    while (at < text.size && is_any_of(text.data[at], bytes)) {
        at++;
    }
    return at;
}

/* Behind the name of a member, a parameter or a field that ends so, and the sign and quote before
   its value; SIZE_MAX where there is none from `*inout_at` on, which is moved behind it. */
static size_t find_value(struct bytes text, const char *name, size_t *inout_at,
                         bool *out_is_quoted) {
    while (*inout_at + strlen(name) <= text.size) {
        struct bytes word = bytes_slice(text, *inout_at, strlen(name));
        size_t at = skip(text, *inout_at + word.size, "\"'\\ \t\r\n");
        ++*inout_at;
        bool is_name = bytes_equal_ignoring_case(word, bytes_of_text(name)) && at < text.size &&
                       is_any_of(text.data[at], ":=");
        if (is_name) {
            size_t sign = skip(text, at, ":=");
            size_t value = skip(text, sign, "\"'\\ \t");
            *out_is_quoted = value > sign && is_any_of(text.data[value - 1], "\"'");
            return value;
        }
    }
    return SIZE_MAX;
}

/* Takes JSON's escapes off, and those of a form where nothing quotes the value. A quote that is
   escaped does not end a quoted value. */
static size_t read_value(struct bytes text, size_t at, bool is_quoted, unsigned char *out_value) {
    const struct view *view = &views[is_quoted ? VIEW_JSON : VIEW_PERCENT_JSON];
    struct view_cursor cursor = view_cursor_at(view, text, at);
    unsigned char byte;
    size_t size = 0;
    while (size < VALUE_SIZE_MAX && view_cursor_next(&cursor, &byte)) {
        bool is_escape = cursor.unit_to - cursor.unit_from > 1;
        bool is_end = byte < ' ' || is_any_of(byte, is_quoted ? "\"" : "\"'&,;<> }");
        if (is_end && !is_escape) {
            break;
        }
        out_value[size++] = byte;
    }
    return size;
}

static bool is_worth_learning(const struct learning *learning, struct bytes value) {
    return value.size >= REDACT_WINDOW &&
           (learning->masks == ISSUED_WITHOUT_MASKS || !issued_is_mask(value));
}

static enum status learn_from(struct learning *learning, struct bytes text) {
    bool is_quoted = false;
    size_t at = 0, value;
    while (learning->left > 0 &&
           (value = find_value(text, learning->name, &at, &is_quoted)) != SIZE_MAX) {
        struct bytes found =
            bytes_of(learning->value, read_value(text, value, is_quoted, learning->value));
        if (!is_worth_learning(learning, found)) {
            continue;
        }
        learning->left--;
        enum status status = redactor_add(learning->redactor, learning->kind, found);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

/* What the transport gave up on is no body, but chunks of it may be there. */
static enum status learn_from_chunks(struct learning *learning, struct bytes framed) {
    unsigned char *content = malloc(framed.size + 1);
    if (content == NULL) {
        return STATUS_NO_MEMORY;
    }
    size_t size = chunks_gather(framed, content);
    enum status status = learn_from(learning, bytes_of(content, size));
    explicit_bzero(content, size);
    free(content);
    return status;
}

static enum status begin(struct learning *learning) {
    learning->value = malloc(VALUE_SIZE_MAX);
    learning->left = ISSUED_TOKENS_MAX;
    return learning->value == NULL ? STATUS_NO_MEMORY : STATUS_OK;
}

static void end(struct learning *learning) {
    explicit_bzero(learning->value, VALUE_SIZE_MAX);
    free(learning->value);
}

enum status issued_learn(struct redactor *redactor, const struct exchange *exchange,
                         enum issued_masks masks) {
    struct learning learning = {redactor, "token", SECRET_ACCESS_TOKEN, masks, NULL, 0};
    enum status status = begin(&learning);
    if (status != STATUS_OK) {
        return status;
    }
    status = learn_from(&learning, exchange->head);
    status = status == STATUS_OK ? learn_from(&learning, exchange->body) : status;
    status = status == STATUS_OK ? learn_from(&learning, exchange->framed) : status;
    status = status == STATUS_OK ? learn_from_chunks(&learning, exchange->framed) : status;
    end(&learning);
    return status;
}

enum status issued_learn_secret(struct redactor *redactor, struct bytes sent) {
    struct learning learning = {redactor,          "secret", SECRET_LOGIN_SECRET,
                                ISSUED_WITH_MASKS, NULL,     0};
    enum status status = begin(&learning);
    if (status == STATUS_OK) {
        status = learn_from(&learning, sent);
        end(&learning);
    }
    return status;
}

bool issued_is_mask(struct bytes value) {
    enum { FEWEST_DIFFERENT = 8 };
    static const char word[] = "redact";
    bool is_seen[256] = {false};
    unsigned different = 0;
    for (size_t i = 0; i < value.size; i++) {
        different += !is_seen[value.data[i]];
        is_seen[value.data[i]] = true;
        struct bytes part = bytes_slice(value, i, strlen(word));
        if (bytes_equal_ignoring_case(part, bytes_of_text(word))) {
            return true;
        }
    }
    return different < FEWEST_DIFFERENT || bytes_find(value, bytes_of_text("***"), 0) != SIZE_MAX;
}
