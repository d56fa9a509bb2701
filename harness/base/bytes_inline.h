/* The functions of base/bytes.h that are inlined; that header alone includes this one. */
#ifndef BASE_BYTES_INLINE_H
#define BASE_BYTES_INLINE_H

/* The analyzer is not shown the bodies: it cannot know that an absent view has no bytes, and would
   report each of them as a null pointer. */
#ifdef __clang_analyzer__

struct bytes bytes_of(const void *data, size_t size);
struct bytes bytes_of_text(const char *text);
bool bytes_equal(struct bytes a, struct bytes b);
bool bytes_equal_text(struct bytes a, const char *text);
struct bytes bytes_slice(struct bytes whole, size_t from, size_t size);
bool bytes_starts_with(struct bytes whole, struct bytes prefix);
enum status buffer_append(struct buffer *buffer, struct bytes bytes) MUST_USE;
enum status buffer_append_text(struct buffer *buffer, const char *text) MUST_USE;
enum status buffer_append_byte(struct buffer *buffer, unsigned char byte) MUST_USE;

#else

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

/* STATUS_LIMIT past the limit, STATUS_NO_MEMORY; on error nothing was appended. */
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

#endif
#endif
