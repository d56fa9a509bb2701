#include "json/scan.h"

/* RFC 8259 section 6 as an automaton: how far into a number the bytes so far have led. */
enum number_state {
    STOP, /* the byte does not continue the number */
    START,
    MINUS,
    ZERO,
    INTEGER,
    POINT,
    FRACTION,
    E,
    SIGN,
    EXPONENT,
    NUMBER_STATE_COUNT
};

enum number_byte { OTHER, IS_ZERO, IS_DIGIT, IS_MINUS, IS_PLUS, IS_POINT, IS_E, NUMBER_BYTE_COUNT };

static const unsigned char number_bytes[256] = {
    ['0'] = IS_ZERO,  ['1'] = IS_DIGIT, ['2'] = IS_DIGIT, ['3'] = IS_DIGIT, ['4'] = IS_DIGIT,
    ['5'] = IS_DIGIT, ['6'] = IS_DIGIT, ['7'] = IS_DIGIT, ['8'] = IS_DIGIT, ['9'] = IS_DIGIT,
    ['-'] = IS_MINUS, ['+'] = IS_PLUS,  ['.'] = IS_POINT, ['e'] = IS_E,     ['E'] = IS_E,
};

static const unsigned char next_states[NUMBER_STATE_COUNT][NUMBER_BYTE_COUNT] = {
    [START] = {[IS_MINUS] = MINUS, [IS_ZERO] = ZERO, [IS_DIGIT] = INTEGER},
    [MINUS] = {[IS_ZERO] = ZERO, [IS_DIGIT] = INTEGER},
    [ZERO] = {[IS_POINT] = POINT, [IS_E] = E},
    [INTEGER] = {[IS_ZERO] = INTEGER, [IS_DIGIT] = INTEGER, [IS_POINT] = POINT, [IS_E] = E},
    [POINT] = {[IS_ZERO] = FRACTION, [IS_DIGIT] = FRACTION},
    [FRACTION] = {[IS_ZERO] = FRACTION, [IS_DIGIT] = FRACTION, [IS_E] = E},
    [E] = {[IS_MINUS] = SIGN, [IS_PLUS] = SIGN, [IS_ZERO] = EXPONENT, [IS_DIGIT] = EXPONENT},
    [SIGN] = {[IS_ZERO] = EXPONENT, [IS_DIGIT] = EXPONENT},
    [EXPONENT] = {[IS_ZERO] = EXPONENT, [IS_DIGIT] = EXPONENT},
};

static const bool is_whole[NUMBER_STATE_COUNT] = {
    [ZERO] = true, [INTEGER] = true, [FRACTION] = true, [EXPONENT] = true};

/* A byte that would make a number or a word longer than the grammar has it, like the x of 0x1F or
   the second l of nulll: it is that number or word that a person has to mend. */
static bool is_word_byte(unsigned char byte) {
    return (byte >= '0' && byte <= '9') || (byte_lower(byte) >= 'a' && byte_lower(byte) <= 'z') ||
           byte == '.' || byte == '+' || byte == '-' || byte == '_';
}

static bool has_word_byte(const struct scan *scan) {
    return scan->at < scan->end && is_word_byte(*scan->at);
}

enum json_fault scan_number(struct scan *scan) {
    const unsigned char *start = scan->at;
    unsigned state = START;
    while (scan->at < scan->end) {
        unsigned next = next_states[state][number_bytes[*scan->at]];
        if (next == STOP) {
            break;
        }
        state = next;
        scan->at++;
    }
    if (!is_whole[state]) {
        return scan->at == scan->end ? JSON_UNEXPECTED_END : JSON_BAD_NUMBER;
    }
    scan->facts.long_numbers += scan->at - start > CJSON_NUMBER_SIZE;
    return has_word_byte(scan) ? JSON_BAD_NUMBER : JSON_OK;
}

enum json_fault scan_literal(struct scan *scan) {
    const char *word = *scan->at == 't' ? "true" : *scan->at == 'f' ? "false" : "null";
    for (; *word != '\0'; word++, scan->at++) {
        if (scan->at == scan->end) {
            return JSON_UNEXPECTED_END;
        }
        if (*scan->at != (unsigned char)*word) {
            return JSON_BAD_LITERAL;
        }
    }
    return has_word_byte(scan) ? JSON_BAD_LITERAL : JSON_OK;
}
