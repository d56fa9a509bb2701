#include "http/framing.h"

#include "http/fault.h"
#include "http/grammar.h"

static bool is_named(const struct http_field *field, const char *name) {
    return bytes_equal_ignoring_case(field->name, bytes_of_text(name));
}

/* Saturates: a length past any memory is a true length all the same, only never reached. */
static bool read_decimal(struct bytes text, uint64_t *out_value) {
    uint64_t value = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (!http_is_digit(text.data[i])) {
            return false;
        }
        unsigned digit = text.data[i] - '0';
        value = value > (UINT64_MAX - digit) / 10 ? UINT64_MAX : value * 10 + digit;
    }
    *out_value = value;
    return text.size > 0;
}

/* Content-Length = 1*DIGIT. A repeated value ("42, 42", or two equal lines) is invalid to the ABNF,
   but the one invalid value that RFC 9112 section 6.3 does not take for broken framing: "the
   message is processed with that single value" (RFC 9110 section 8.6 likewise). The message still
   says truly where it ends, so only differing values are a fault. */
static void take_length(struct http_lengths *lengths, struct http_reader *reader,
                        struct bytes element) {
    uint64_t value = 0;
    bool is_first = lengths->length_count++ == 0;
    if (!read_decimal(element, &value)) {
        http_reader_note(reader, HTTP_BAD_CONTENT_LENGTH, element.data);
        lengths->is_length_bad = true;
        return;
    }
    if (!is_first && value != lengths->length) {
        http_reader_note(reader, HTTP_CONFLICTING_LENGTHS, element.data);
        lengths->is_length_bad = true;
        return;
    }
    lengths->length = value;
}

void http_lengths_take(struct http_lengths *lengths, struct http_reader *reader,
                       const struct http_field *field) {
    struct bytes rest = field->value;
    struct bytes element;
    if (is_named(field, "Content-Length")) {
        lengths->length_offset = http_reader_offset(reader, field->name.data);
        while (http_list_next(&rest, &element)) {
            take_length(lengths, reader, element);
        }
    } else if (is_named(field, "Transfer-Encoding")) {
        lengths->coding_offset = http_reader_offset(reader, field->name.data);
        while (http_list_next(&rest, &element)) {
            lengths->coding_count++;
            lengths->is_last_chunked = bytes_equal_ignoring_case(element, bytes_of_text("chunked"));
        }
    }
}

/* 1xx and 204: not even a statement about a body may stand there (RFC 9112 section 6.1, RFC 9110
   section 8.6). A 304 or an answer to HEAD may state the length that a GET would have had. */
static bool is_without_length(int status) {
    return (status >= 100 && status <= 199) || status == 204;
}

static bool is_without_body(int status, bool is_head_request) {
    return is_head_request || is_without_length(status) || status == 304;
}

static void check_statements(const struct http_lengths *lengths, struct http_message *message) {
    bool has_length = lengths->length_count > 0;
    bool has_coding = lengths->coding_count > 0;
    bool is_bare = is_without_length(message->status);
    if (has_coding && (!lengths->is_last_chunked || lengths->coding_count > 1 || is_bare ||
                       message->minor_version == 0)) {
        http_fault_note(message, HTTP_BAD_TRANSFER_ENCODING, lengths->coding_offset);
    }
    if (has_length && is_bare) {
        http_fault_note(message, HTTP_BAD_CONTENT_LENGTH, lengths->length_offset);
    }
    if (has_length && has_coding) {
        bool is_length_later = lengths->length_offset > lengths->coding_offset;
        http_fault_note(message, HTTP_LENGTH_AND_ENCODING,
                        is_length_later ? lengths->length_offset : lengths->coding_offset);
    }
}

/* In the order of RFC 9112 section 6.3. */
enum http_framing http_framing_decide(const struct http_lengths *lengths,
                                      struct http_message *message, bool is_head_request) {
    check_statements(lengths, message);
    if (is_without_body(message->status, is_head_request)) {
        return HTTP_FRAMING_NONE;
    }
    if (lengths->coding_count > 0) {
        return lengths->is_last_chunked ? HTTP_FRAMING_CHUNKED : HTTP_FRAMING_CLOSE;
    }
    bool has_usable_length = lengths->length_count > 0 && !lengths->is_length_bad;
    return has_usable_length ? HTTP_FRAMING_LENGTH : HTTP_FRAMING_CLOSE;
}
