/* Bytes with a length: a borrowed view and an owning buffer are two types. */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A borrowed view. Not NUL-terminated; may hold any byte. An absent view has data == NULL. */
struct bytes {
    const unsigned char *data;
    size_t size; /* bytes */
};

/* For printf's "%.*s". */
#define BYTES_PRINT(view) ((view).size > 4096 ? 4096 : (int)(view).size), (const char *)(view).data

/* Grows up to `limit` bytes, stated at init; always followed by a NUL that does not count. */
struct buffer {
    unsigned char *data; /* NULL until the first append */
    size_t size;         /* bytes in use */
    size_t capacity;     /* bytes allocated */
    size_t limit;        /* most bytes it will ever hold */
};

/* Makes room for `more` bytes, so that appending so many cannot fail. STATUS_LIMIT past the limit,
   STATUS_NO_MEMORY. */
enum status buffer_reserve(struct buffer *buffer, size_t more) MUST_USE;

/* What runs for every piece of every text is defined in the header, so that it is inlined. */
#include "base/bytes_inline.h"

bool bytes_equal_ignoring_case(struct bytes a, struct bytes b); /* ASCII letters only */
/* Offset of the first `needle` at or after `from`, or SIZE_MAX. An empty needle is never found. */
size_t bytes_find(struct bytes whole, struct bytes needle, size_t from);
/* Without the spaces and tabs at both ends. */
struct bytes bytes_trim(struct bytes view);
/* ASCII only, independent of the locale. */
unsigned char byte_lower(unsigned char byte);
/* A NUL-terminated copy, to be freed by the caller; NULL when memory is out. */
char *bytes_copy_text(struct bytes view) MUST_USE;

void buffer_init(struct buffer *buffer, size_t limit);
void buffer_clean_up(struct buffer *buffer); /* frees, and leaves it as after buffer_init */
void buffer_clear(struct buffer *buffer);    /* keeps the memory */
enum status buffer_append_format(struct buffer *buffer, const char *format, ...) MUST_USE
    PRINTF_LIKE(2, 3);
struct bytes buffer_view(const struct buffer *buffer); /* valid until the next append */
const char *buffer_text(const struct buffer *buffer);  /* never NULL; same life as the view */
/* Hands the memory over (NUL-terminated, freed by the caller); NULL when memory is out. */
char *buffer_take_text(struct buffer *buffer) MUST_USE;

#endif
