/* Error codes: the first channel, for an engine that could not do its work. */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(at, first) __attribute__((format(printf, at, first)))

enum status {
    STATUS_OK,
    STATUS_NO_MEMORY,   /* an allocation failed */
    STATUS_LIMIT,       /* a stated cap was reached */
    STATUS_INVALID,     /* the input is not what it must be; the diagnostic says where */
    STATUS_NOT_FOUND,   /* what was asked for does not exist */
    STATUS_IO,          /* a file could not be read or written */
    STATUS_NETWORK,     /* the peer could not be reached or trusted */
    STATUS_INTERRUPTED, /* the user asked to stop */
};

/* What went wrong, where, and what to do about it: one line for a person. Never holds a secret. */
struct diagnostic {
    char text[1024];
};

/* Fills `diagnostic` (may be NULL) as printf does, cut to its size. */
void diagnostic_set(struct diagnostic *diagnostic, const char *format, ...) PRINTF_LIKE(2, 3);

/* The name of a status in words, for messages. Never NULL. */
const char *status_words(enum status status);

#endif
