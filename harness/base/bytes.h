/* Bytes with a length: a borrowed view and an owning buffer are two types. */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What runs for every piece of every text is defined here, so that it is inlined. */

/* A borrowed view. Not NUL-terminated; may hold any byte. An absent view has data == NULL. */
struct bytes {
    const unsigned char *data;
    size_t size; /* bytes */
};

/* For printf's "%.*s". */
#define BYTES_PRINT(view) ((view).size > 4096 ? 4096 : (int)(view).size), (const char *)(view).data

static inline struct bytes bytes_of(const void *data, size_t size) {
    return (struct bytes){(const unsigned char *)data, size};
}

/* NULL gives the absent view. */
static inline struct bytes bytes_of_text(const char *text) {
    return bytes_of(text, text == NULL ? 0 : strlen(text));
}

static inline bool bytes_equal(struct bytes a, struct bytes b) {
    bool has_bytes = a.data != NULL && b.data != NULL;
    return a.size == b.size && (a.size == 0 || (has_bytes && memcmp(a.data, b.data, a.size) == 0));
}

static inline bool bytes_equal_text(struct bytes a, const char *text) {
    return bytes_equal(a, bytes_of_text(text));
}

bool bytes_equal_ignoring_case(struct bytes a, struct bytes b); /* ASCII letters only */
/* Offset of the first `needle` at or after `from`, or SIZE_MAX. An empty needle is never found. */
size_t bytes_find(struct bytes whole, struct bytes needle, size_t from);
/* The part [from, from + size), cut to what is there. */
static inline struct bytes bytes_slice(struct bytes whole, size_t from, size_t size) {
    if (from > whole.size) {
        from = whole.size;
    }
    size_t rest = whole.size - from;
    return bytes_of(whole.data == NULL ? NULL : whole.data + from, size < rest ? size : rest);
}

static inline bool bytes_starts_with(struct bytes whole, struct bytes prefix) {
    return whole.size >= prefix.size && bytes_equal(bytes_slice(whole, 0, prefix.size), prefix);
}

/* Without the spaces and tabs at both ends. */
struct bytes bytes_trim(struct bytes view);
/* ASCII only, independent of the locale. */
unsigned char byte_lower(unsigned char byte);
/* A NUL-terminated copy, to be freed by the caller; NULL when memory is out. */
char *bytes_copy_text(struct bytes view) MUST_USE;

/* Grows up to `limit` bytes, stated at init; always followed by a NUL that does not count. */
struct buffer {
    unsigned char *data; /* NULL until the first append */
    size_t size;         /* bytes in use */
    size_t capacity;     /* bytes allocated */
    size_t limit;        /* most bytes it will ever hold */
};

void buffer_init(struct buffer *buffer, size_t limit);
void buffer_clean_up(struct buffer *buffer); /* frees, and leaves it as after buffer_init */
void buffer_clear(struct buffer *buffer);    /* keeps the memory */
/* Makes room for `more` bytes, so that appending so many cannot fail. STATUS_LIMIT past the limit,
   STATUS_NO_MEMORY. */
enum status buffer_reserve(struct buffer *buffer, size_t more) MUST_USE;

/* Errors as above; then nothing was appended. */
static inline MUST_USE enum status buffer_append(struct buffer *buffer, struct bytes bytes) {
    bool has_room = bytes.size < buffer->capacity - buffer->size; /* the NUL takes a byte */
    enum status status = has_room ? STATUS_OK : buffer_reserve(buffer, bytes.size);
    if (status != STATUS_OK) {
        return status;
    }
    if (bytes.size > 0) {
        memcpy(buffer->data + buffer->size, bytes.data, bytes.size);
    }
    buffer->size += bytes.size;
    buffer->data[buffer->size] = '\0';
    return STATUS_OK;
}

static inline MUST_USE enum status buffer_append_text(struct buffer *buffer, const char *text) {
    return buffer_append(buffer, bytes_of_text(text));
}

static inline MUST_USE enum status buffer_append_byte(struct buffer *buffer, unsigned char byte) {
    return buffer_append(buffer, bytes_of(&byte, 1));
}

enum status buffer_append_format(struct buffer *buffer, const char *format, ...) MUST_USE
    PRINTF_LIKE(2, 3);
struct bytes buffer_view(const struct buffer *buffer); /* valid until the next append */
const char *buffer_text(const struct buffer *buffer);  /* never NULL; same life as the view */
/* Hands the memory over (NUL-terminated, freed by the caller); NULL when memory is out. */
char *buffer_take_text(struct buffer *buffer) MUST_USE;

#endif
