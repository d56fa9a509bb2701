/* An HTTP/1.x answer as it was received, read to the letter of RFC 9112: libcurl forgives what
   this reader reports. It allocates nothing but the decoded body. */
#ifndef HTTP_MESSAGE_H
#define HTTP_MESSAGE_H

#include "base/bytes.h"

enum http_fault {
    HTTP_BAD_STATUS_LINE,       /* RFC 9112 section 4 */
    HTTP_BARE_LF,               /* section 2.2 */
    HTTP_BARE_CR,               /* section 2.2 */
    HTTP_SPACE_BEFORE_COLON,    /* section 5.1 */
    HTTP_BAD_FIELD_NAME,        /* RFC 9110 section 5.1: empty, or not a token */
    HTTP_LINE_WITHOUT_COLON,    /* RFC 9112 section 5 */
    HTTP_OBSOLETE_FOLDING,      /* section 5.2 */
    HTTP_CONTROL_BYTE,          /* RFC 9110 section 5.5 */
    HTTP_BAD_CONTENT_LENGTH,    /* RFC 9112 section 6.3, not a number of digits; or in 1xx, 204 */
    HTTP_CONFLICTING_LENGTHS,   /* section 6.3, two different values; equal ones are heeded */
    HTTP_LENGTH_AND_ENCODING,   /* section 6.2, Content-Length beside Transfer-Encoding */
    HTTP_BAD_TRANSFER_ENCODING, /* section 6.1, not just one final "chunked"; or in HTTP/1.0 */
    HTTP_BAD_CHUNK_SIZE,        /* section 7.1 */
    HTTP_BAD_CHUNK_END,         /* section 7.1, no CR LF after a chunk's data */
    HTTP_BAD_TRAILER,           /* section 7.1.2 */
    HTTP_TRUNCATED,             /* the head, the length or the last chunk is not reached */
    HTTP_EXCESS_BYTES,          /* bytes after the end that the message states */
    HTTP_BODY_NOT_ALLOWED,      /* section 6.3: HEAD, 1xx, 204, 304 with bytes of a body */
    HTTP_FAULT_COUNT,
};

struct http_fault_facts {
    const char *words;  /* one sentence for a person */
    const char *source; /* RFC and section */
};
extern const struct http_fault_facts http_fault_facts[HTTP_FAULT_COUNT];

/* Each kind is listed once, at its first place, so there is always room. */
enum { HTTP_FAULTS_MAX = HTTP_FAULT_COUNT, HTTP_FIELDS_MAX = 128 };

struct http_fault_at {
    enum http_fault fault;
    size_t offset; /* bytes from the start of head + framed */
};

struct http_field {
    struct bytes name;
    struct bytes value; /* without the white space around it; folded lines as they came */
};

enum http_framing {
    HTTP_FRAMING_NONE,   /* no body by rule */
    HTTP_FRAMING_LENGTH, /* Content-Length */
    HTTP_FRAMING_CHUNKED,
    HTTP_FRAMING_CLOSE, /* until the connection closes */
};

/* The views borrow from the input; `body` is owned. */
struct http_message {
    bool has_status;   /* false: not even a status line could be read */
    int minor_version; /* HTTP/1.x */
    int status;        /* of the final answer; interim ones are passed over, if it came */
    struct bytes reason;
    struct http_field fields[HTTP_FIELDS_MAX]; /* of the final answer, in order */
    size_t field_count;
    size_t fields_left_out; /* past HTTP_FIELDS_MAX: no fault; checked and heeded, but not kept */
    enum http_framing framing;
    struct buffer body; /* the content, de-chunked as far as it could be read */
    struct http_fault_at faults[HTTP_FAULTS_MAX]; /* in order of their place */
    size_t fault_count;
};

/* Reads `head` (status line through the empty line, interim answers before it) and `framed` (all
   that followed). `is_head_request`: the request was HEAD. A body that ends with the connection is
   whole as far as bytes can tell; whether it was closed in order is the exchange's outcome.
   Never fails on content: faults are listed. STATUS_NO_MEMORY alone; then `out_message` is
   untouched. */
enum status http_message_read(struct bytes head, struct bytes framed, bool is_head_request,
                              struct http_message *out_message) MUST_USE;
void http_message_clean_up(struct http_message *message);

/* The first field of this name (ASCII case ignored) at or after index `from`; NULL at the end. */
const struct http_field *http_message_field(const struct http_message *message, const char *name,
                                            size_t from);

/* RFC 9110 section 15.5: 400 to 499. */
bool http_is_client_error(int status);

/* RFC 9110 section 8.3.1: true when `value` is `type` with any parameters, case ignored, and is
   well-formed to its end. */
bool http_media_type_is(struct bytes value, const char *type);

#endif
