/* A reply before it is sent: status, headers, body and framing, and the templates of bodies. */
#ifndef MOCK_REPLY_H
#define MOCK_REPLY_H

#include "base/bytes.h"

enum { REPLY_HEADERS_MAX = 8, REPLY_VALUE_SIZE = 256, REPLY_BODY_LIMIT = 1 << 20 };

enum reply_framing { REPLY_LENGTH, REPLY_CHUNKED };

struct reply_header {
    const char *name; /* a literal */
    char value[REPLY_VALUE_SIZE];
};

struct reply {
    unsigned status;
    struct reply_header headers[REPLY_HEADERS_MAX];
    size_t header_count;
    struct buffer body; /* owned */
    enum reply_framing framing;
};

void reply_init(struct reply *reply);
void reply_clean_up(struct reply *reply);
/* Sets a header, in place of one of the same name; a value is cut to REPLY_VALUE_SIZE - 1 bytes. */
void reply_set_header(struct reply *reply, const char *name, const char *value);
void reply_remove_header(struct reply *reply, const char *name);
/* Replaces the body. Errors: as buffer_append. */
enum status reply_set_body(struct reply *reply, struct bytes body) MUST_USE;

/* What stands for "$<letter>" in a template. */
struct filling {
    char letter;
    bool is_json_string; /* goes in as a JSON string, with its quotes; otherwise as it is */
    struct bytes text;
};

/* A template from a literal, which may hold NUL bytes. */
#define TEMPLATE(literal)                                                                          \
    { (const unsigned char *)(literal), sizeof(literal) - 1 }

/* Appends `pattern` to `out`, each "$<letter>" replaced by the filling of that letter; a "$" before
   anything else stands for itself. Errors: as buffer_append. */
enum status template_expand(struct bytes pattern, const struct filling *fillings, size_t count,
                            struct buffer *out) MUST_USE;

#endif
