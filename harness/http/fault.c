#include "http/fault.h"

#include "base/assure.h"

const struct http_fault_facts http_fault_facts[HTTP_FAULT_COUNT] = {
    [HTTP_BAD_STATUS_LINE] = {"The status line is not HTTP/1.x, a space, a status of 100 to 599, "
                              "and a space before the reason, which may be empty.",
                              "RFC 9112 section 4"},
    [HTTP_BARE_LF] = {"A line ends with a line feed that no carriage return stands before.",
                      "RFC 9112 section 2.2"},
    [HTTP_BARE_CR] = {"A carriage return stands inside a line.", "RFC 9112 section 2.2"},
    [HTTP_SPACE_BEFORE_COLON] = {"White space stands between a field name and its colon.",
                                 "RFC 9112 section 5.1"},
    [HTTP_BAD_FIELD_NAME] = {"A field name is empty, or holds a byte that no name may hold.",
                             "RFC 9110 section 5.1"},
    [HTTP_LINE_WITHOUT_COLON] = {"A header line has no colon.", "RFC 9112 section 5"},
    [HTTP_OBSOLETE_FOLDING] = {"A header line begins with white space: obsolete line folding.",
                               "RFC 9112 section 5.2"},
    [HTTP_CONTROL_BYTE] = {"A field value or the reason phrase holds a control byte.",
                           "RFC 9110 section 5.5"},
    [HTTP_BAD_CONTENT_LENGTH] = {"Content-Length is not a number in digits, or stands in a 1xx or "
                                 "204 answer, where none may.",
                                 "RFC 9112 section 6.3, RFC 9110 section 8.6"},
    [HTTP_CONFLICTING_LENGTHS] = {"Content-Length is given with different values.",
                                  "RFC 9112 section 6.3"},
    [HTTP_LENGTH_AND_ENCODING] = {"Content-Length stands beside Transfer-Encoding.",
                                  "RFC 9112 section 6.2"},
    [HTTP_BAD_TRANSFER_ENCODING] = {"Transfer-Encoding is not just \"chunked\", or stands in an "
                                    "HTTP/1.0, 1xx or 204 answer, where none may.",
                                    "RFC 9112 section 6.1"},
    [HTTP_BAD_CHUNK_SIZE] = {"A chunk does not begin with its size in hex digits and, at most, "
                             "well-formed extensions.",
                             "RFC 9112 section 7.1"},
    [HTTP_BAD_CHUNK_END] = {"A chunk's data is not followed by CR LF: its size is not true.",
                            "RFC 9112 section 7.1"},
    [HTTP_BAD_TRAILER] = {"A trailer line is malformed, or a field that says how to read the "
                          "message.",
                          "RFC 9112 section 7.1.2, RFC 9110 section 6.5.1"},
    [HTTP_TRUNCATED] = {"The message ends before the end that it states.", "RFC 9112 section 8"},
    [HTTP_EXCESS_BYTES] = {"Bytes follow the end that the message states.", "RFC 9112 section 6.3"},
    [HTTP_BODY_NOT_ALLOWED] = {"Bytes of a body follow an answer that cannot have one.",
                               "RFC 9112 section 6.3"},
};

static bool is_noted(const struct http_message *message, enum http_fault fault) {
    for (size_t i = 0; i < message->fault_count; i++) {
        if (message->faults[i].fault == fault) {
            return true;
        }
    }
    return false;
}

/* Lengths are judged when the whole head is known, so notes do not always come in wire order. */
void http_fault_note(struct http_message *message, enum http_fault fault, size_t offset) {
    if (is_noted(message, fault)) {
        return;
    }
    ASSURE(message->fault_count < HTTP_FAULTS_MAX);
    size_t at = message->fault_count++;
    for (; at > 0 && message->faults[at - 1].offset > offset; at--) {
        message->faults[at] = message->faults[at - 1];
    }
    message->faults[at] = (struct http_fault_at){fault, offset};
}
