#include "json/gate.h"

const char *const json_fault_words[JSON_FAULT_COUNT] = {
    [JSON_OK] = "it is well-formed JSON",
    [JSON_EMPTY] = "there is no value, only white space or nothing at all",
    [JSON_BYTE_ORDER_MARK] = "a byte order mark stands before the value",
    [JSON_UNEXPECTED_BYTE] = "this byte cannot stand here",
    [JSON_UNEXPECTED_END] = "the text ends before its value is complete",
    [JSON_TRAILING_BYTES] = "something follows the complete value",
    [JSON_BAD_NUMBER] = "this is not how JSON writes a number",
    [JSON_BAD_LITERAL] = "a bare word is none of true, false and null",
    [JSON_BAD_ESCAPE] = "a backslash starts no escape that JSON has",
    [JSON_CONTROL_CHARACTER] = "a control character stands unescaped in a string",
    [JSON_BAD_UTF8] = "a string holds bytes that are not UTF-8",
    [JSON_TOO_DEEP] = "arrays and objects are nested deeper than the limit",
    [JSON_TOO_MANY_VALUES] = "there are more values than the limit",
    [JSON_DUPLICATE_NAME] = "an object has two members of the same name",
    [JSON_NO_MEMORY] = "memory ran out while it was read",
};

struct json_position json_position_of(struct bytes text, size_t offset) {
    struct json_position position = {.line = 1, .column = 1};
    for (size_t i = 0; i < offset && i < text.size; i++) {
        bool is_continuation = (text.data[i] & 0xc0) == 0x80;
        position.column += !is_continuation;
        if (text.data[i] == '\n') {
            position.line++;
            position.column = 1;
        }
    }
    return position;
}
