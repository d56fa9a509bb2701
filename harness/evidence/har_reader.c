#include "evidence/har_reader.h"

#include "base/assure.h"
#include "base/base64.h"

#include <stdlib.h>
#include <string.h>

void har_reader_fail(struct har_reader *reader, const struct json_node *node, const char *name,
                     const char *words) {
    if (reader->status != STATUS_OK) {
        return;
    }
    reader->status = STATUS_INVALID;
    if (node == NULL) {
        diagnostic_set(reader->diagnostic, "member %s: %s", name, words);
        return;
    }
    struct json_span span = json_span_of(reader->document, node);
    diagnostic_set(reader->diagnostic, "member %s at byte %zu: %s", name, span.value_offset, words);
}

/* ---- storage ---- */

enum status har_storage_init(struct buffer *out_storage, size_t text_size) {
    /* A text that is read once and rebuilt once is never longer than twice its JSON. */
    enum { ROOM_FOR_CONSTANTS = 512 };
    struct buffer storage;
    buffer_init(&storage, 2 * text_size + ROOM_FOR_CONSTANTS);
    /* Taken at once: growing would move what views point to. The system backs only what is used. */
    storage.data = malloc(storage.limit + 1);
    if (storage.data == NULL) {
        return STATUS_NO_MEMORY;
    }
    storage.capacity = storage.limit + 1;
    *out_storage = storage;
    return STATUS_OK;
}

void har_storage_append(struct har_reader *reader, struct bytes bytes) {
    const unsigned char *before = reader->storage->data;
    enum status status = buffer_append(reader->storage, bytes);
    ASSURE(reader->storage->data == before);
    if (status != STATUS_OK && reader->status == STATUS_OK) {
        reader->status = status;
        diagnostic_set(reader->diagnostic, "the entry is larger than its text allows");
    }
}

/* ---- members ---- */

static const struct json_node *check_kind(struct har_reader *reader, const struct json_node *node,
                                          const char *name, enum json_kind kind) {
    if (json_kind_of(node) == kind) {
        return node;
    }
    char words[64];
    (void)snprintf(words, sizeof words, "must be %s, is %s", json_kind_words[kind],
                   json_kind_words[json_kind_of(node)]);
    har_reader_fail(reader, node, name, words);
    return NULL;
}

const struct json_node *har_require(struct har_reader *reader, const struct json_node *parent,
                                    const char *name, enum json_kind kind) {
    const struct json_node *node = parent == NULL ? NULL : json_member(parent, name);
    if (node == NULL) {
        har_reader_fail(reader, parent, name, "missing here");
        return NULL;
    }
    return check_kind(reader, node, name, kind);
}

const struct json_node *har_optional(struct har_reader *reader, const struct json_node *parent,
                                     const char *name, enum json_kind kind) {
    const struct json_node *node = parent == NULL ? NULL : json_member(parent, name);
    if (node == NULL || json_kind_of(node) == JSON_NULL) {
        return NULL;
    }
    return check_kind(reader, node, name, kind);
}

/* ---- strings ---- */

/* The two spellings that json/document.h has beside UTF-8. */
static bool is_nul(struct bytes rest) {
    return rest.size >= 2 && rest.data[0] == 0xc0 && rest.data[1] == 0x80;
}

static bool is_lone_surrogate(struct bytes rest) {
    return rest.size >= 3 && rest.data[0] == 0xed && rest.data[1] >= 0xa0;
}

/* Offset of the first special spelling at or after `from`, or the end. */
static size_t plain_end(struct bytes string, size_t from) {
    for (; from < string.size; from++) {
        struct bytes rest = bytes_slice(string, from, 3);
        if (is_nul(rest) || is_lone_surrogate(rest)) {
            break;
        }
    }
    return from;
}

struct bytes har_string_of(struct har_reader *reader, const struct json_node *node) {
    struct bytes string = json_string_of(node);
    size_t at = plain_end(string, 0);
    if (at == string.size) {
        return string;
    }
    size_t begin = reader->storage->size;
    for (size_t from = 0; from < string.size; at = plain_end(string, from)) {
        har_storage_append(reader, bytes_slice(string, from, at - from));
        from = at;
        if (at < string.size) {
            bool is_zero = is_nul(bytes_slice(string, at, 2));
            har_storage_append(reader, is_zero ? bytes_of("", 1) : bytes_of_text("\xef\xbf\xbd"));
            from = at + (is_zero ? 2 : 3);
        }
    }
    return bytes_of(reader->storage->data + begin, reader->storage->size - begin);
}

struct bytes har_string(struct har_reader *reader, const struct json_node *parent, const char *name,
                        struct bytes fallback) {
    const struct json_node *node = har_optional(reader, parent, name, JSON_STRING);
    return node == NULL ? fallback : har_string_of(reader, node);
}

struct bytes har_base64_of(struct har_reader *reader, const struct json_node *node) {
    size_t begin = reader->storage->size;
    if (base64_decode(json_string_of(node), reader->storage) != STATUS_OK) {
        har_reader_fail(reader, node, "base64", "is no base64 as RFC 4648 section 4 has it");
    }
    return bytes_of(reader->storage->data + begin, reader->storage->size - begin);
}

struct bytes har_exact(struct har_reader *reader, const struct json_node *parent, const char *name,
                       struct bytes fallback) {
    const struct json_node *node = parent == NULL ? NULL : json_member(parent, name);
    if (node == NULL || json_kind_of(node) != JSON_OBJECT) {
        return har_string(reader, parent, name, fallback);
    }
    const struct json_node *encoded = har_require(reader, node, "base64", JSON_STRING);
    return encoded == NULL ? fallback : har_base64_of(reader, encoded);
}

int64_t har_integer(struct har_reader *reader, const struct json_node *parent, const char *name,
                    int64_t least, int64_t most, int64_t fallback) {
    const struct json_node *node = har_optional(reader, parent, name, JSON_NUMBER);
    if (node == NULL) {
        return fallback;
    }
    double number = json_number_of(node);
    bool is_in_range = number >= (double)least && number <= (double)most;
    if (!is_in_range || (double)(int64_t)number < number || (double)(int64_t)number > number) {
        har_reader_fail(reader, node, name, "is no whole number in the range it may have");
        return fallback;
    }
    return (int64_t)number;
}

void har_printable(struct bytes text, char *out_text, size_t size) {
    size_t i = 0;
    for (; i < text.size && i + 1 < size; i++) {
        unsigned char byte = text.data[i];
        out_text[i] = (char)(byte < ' ' || byte > '~' ? '?' : byte);
    }
    out_text[i] = '\0';
}
