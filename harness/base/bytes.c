#include "base/bytes.h"

#include "base/assure.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

unsigned char byte_lower(unsigned char byte) {
    return byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte | 0x20) : byte;
}

bool bytes_equal_ignoring_case(struct bytes a, struct bytes b) {
    if (a.size != b.size) {
        return false;
    }
    for (size_t i = 0; i < a.size; i++) {
        if (byte_lower(a.data[i]) != byte_lower(b.data[i])) {
            return false;
        }
    }
    return true;
}

size_t bytes_find(struct bytes whole, struct bytes needle, size_t from) {
    if (needle.size == 0 || from >= whole.size) {
        return SIZE_MAX;
    }
    /* Most searches end here: the first byte is nowhere, or all there is. */
    const unsigned char *found = memchr(whole.data + from, needle.data[0], whole.size - from);
    if (found != NULL && needle.size > 1) {
        size_t rest = whole.size - (size_t)(found - whole.data);
        found = memmem(found, rest, needle.data, needle.size);
    }
    return found == NULL ? SIZE_MAX : (size_t)(found - whole.data);
}

static bool is_blank(unsigned char byte) {
    return byte == ' ' || byte == '\t';
}

struct bytes bytes_trim(struct bytes view) {
    while (view.size > 0 && is_blank(view.data[0])) {
        view = bytes_slice(view, 1, view.size - 1);
    }
    while (view.size > 0 && is_blank(view.data[view.size - 1])) {
        view.size--;
    }
    return view;
}

char *bytes_copy_text(struct bytes view) {
    char *copy = malloc(view.size + 1);
    if (copy == NULL) {
        return NULL;
    }
    if (view.size > 0) {
        memcpy(copy, view.data, view.size);
    }
    copy[view.size] = '\0';
    return copy;
}

void buffer_init(struct buffer *buffer, size_t limit) {
    ASSURE(limit < SIZE_MAX / 4);
    *buffer = (struct buffer){.limit = limit};
}

void buffer_clean_up(struct buffer *buffer) {
    free(buffer->data);
    buffer_init(buffer, buffer->limit);
}

void buffer_clear(struct buffer *buffer) {
    buffer->size = 0;
    if (buffer->data != NULL) {
        buffer->data[0] = '\0';
    }
}

enum status buffer_reserve(struct buffer *buffer, size_t more) {
    if (more > buffer->limit - buffer->size) {
        return STATUS_LIMIT;
    }
    size_t needed = buffer->size + more + 1;
    if (needed <= buffer->capacity) {
        return STATUS_OK;
    }
    size_t capacity = buffer->capacity < 64 ? 64 : buffer->capacity;
    while (capacity < needed) {
        capacity *= 2;
    }
    if (capacity > buffer->limit + 1) {
        capacity = buffer->limit + 1;
    }
    unsigned char *data = realloc(buffer->data, capacity);
    if (data == NULL) {
        return STATUS_NO_MEMORY;
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return STATUS_OK;
}

enum status buffer_append_format(struct buffer *buffer, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    ASSURE(size >= 0);
    enum status status = buffer_reserve(buffer, (size_t)size);
    if (status == STATUS_OK) {
        vsnprintf((char *)buffer->data + buffer->size, (size_t)size + 1, format, again);
        buffer->size += (size_t)size;
    }
    va_end(again);
    return status;
}

struct bytes buffer_view(const struct buffer *buffer) {
    return bytes_of(buffer->data, buffer->size);
}

const char *buffer_text(const struct buffer *buffer) {
    return buffer->data == NULL ? "" : (const char *)buffer->data;
}

char *buffer_take_text(struct buffer *buffer) {
    char *text = buffer->data == NULL ? bytes_copy_text(bytes_of(NULL, 0)) : (char *)buffer->data;
    buffer->data = NULL;
    buffer_init(buffer, buffer->limit);
    return text;
}
