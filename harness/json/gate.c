#include "json/gate.h"

#include "base/assure.h"
#include "json/scan.h"

const struct json_limits json_answer_limits = {.depth = JSON_DEPTH_MAX, .values = 4096};

/* What a byte can begin, or be, between the terminals. */
enum token {
    OTHER,
    QUOTE,
    NUMERIC,
    LETTER, /* of true, false and null */
    BRACE_OPEN,
    BRACE_CLOSE,
    BRACKET_OPEN,
    BRACKET_CLOSE,
    COLON,
    COMMA,
    TOKEN_COUNT
};

static const unsigned char tokens[256] = {
    ['"'] = QUOTE,       ['-'] = NUMERIC,      ['0'] = NUMERIC,       ['1'] = NUMERIC,
    ['2'] = NUMERIC,     ['3'] = NUMERIC,      ['4'] = NUMERIC,       ['5'] = NUMERIC,
    ['6'] = NUMERIC,     ['7'] = NUMERIC,      ['8'] = NUMERIC,       ['9'] = NUMERIC,
    ['t'] = LETTER,      ['f'] = LETTER,       ['n'] = LETTER,        ['{'] = BRACE_OPEN,
    ['}'] = BRACE_CLOSE, ['['] = BRACKET_OPEN, [']'] = BRACKET_CLOSE, [':'] = COLON,
    [','] = COMMA,
};

/* What the grammar has next. */
enum expected {
    A_VALUE,
    AN_ELEMENT_OR_END, /* behind [ */
    A_NAME_OR_END,     /* behind { */
    A_NAME,
    A_COLON,
    ARRAY_COMMA_OR_END,
    OBJECT_COMMA_OR_END,
    NOTHING, /* the value is complete */
    EXPECTED_COUNT
};

enum step {
    REFUSE,
    OPEN_OBJECT,
    OPEN_ARRAY,
    CLOSE,
    TAKE_STRING,
    TAKE_NUMBER,
    TAKE_LITERAL,
    TAKE_NAME,
    GO_TO_VALUE,
    GO_TO_NAME,
};

/* RFC 8259 sections 2 to 5 in one table: what to do where this is expected and that stands. */
#define VALUE_STEPS                                                                                \
    [BRACE_OPEN] = OPEN_OBJECT, [BRACKET_OPEN] = OPEN_ARRAY, [QUOTE] = TAKE_STRING,                \
    [NUMERIC] = TAKE_NUMBER, [LETTER] = TAKE_LITERAL

static const unsigned char grammar[EXPECTED_COUNT][TOKEN_COUNT] = {
    [A_VALUE] = {VALUE_STEPS},
    [AN_ELEMENT_OR_END] = {VALUE_STEPS, [BRACKET_CLOSE] = CLOSE},
    [A_NAME_OR_END] = {[QUOTE] = TAKE_NAME, [BRACE_CLOSE] = CLOSE},
    [A_NAME] = {[QUOTE] = TAKE_NAME},
    [A_COLON] = {[COLON] = GO_TO_VALUE},
    [ARRAY_COMMA_OR_END] = {[COMMA] = GO_TO_VALUE, [BRACKET_CLOSE] = CLOSE},
    [OBJECT_COMMA_OR_END] = {[COMMA] = GO_TO_NAME, [BRACE_CLOSE] = CLOSE},
    [NOTHING] = {REFUSE},
};

struct gate {
    struct scan scan;
    struct json_limits limits;
    enum expected expected;
    unsigned depth;
    uint64_t is_object[JSON_DEPTH_MAX / 64]; /* a bit for each open container */
};

static void push(struct gate *gate, bool is_object) {
    uint64_t bit = UINT64_C(1) << gate->depth % 64;
    uint64_t *word = &gate->is_object[gate->depth / 64];
    *word = is_object ? *word | bit : *word & ~bit;
    gate->depth++;
}

static enum expected behind_a_value(const struct gate *gate) {
    if (gate->depth == 0) {
        return NOTHING;
    }
    unsigned top = gate->depth - 1;
    bool is_object = (gate->is_object[top / 64] >> top % 64 & 1) != 0;
    return is_object ? OBJECT_COMMA_OR_END : ARRAY_COMMA_OR_END;
}

static enum json_fault open_container(struct gate *gate, bool is_object) {
    if (gate->depth == gate->limits.depth) {
        return JSON_TOO_DEEP;
    }
    push(gate, is_object);
    gate->scan.at++;
    gate->expected = is_object ? A_NAME_OR_END : AN_ELEMENT_OR_END;
    return JSON_OK;
}

static enum json_fault close_container(struct gate *gate) {
    gate->depth--;
    gate->scan.at++;
    gate->expected = behind_a_value(gate);
    return JSON_OK;
}

static enum json_fault pass(struct gate *gate, enum expected expected) {
    gate->scan.at++;
    gate->expected = expected;
    return JSON_OK;
}

static enum json_fault take_name(struct gate *gate) {
    gate->expected = A_COLON;
    return scan_string(&gate->scan);
}

static enum json_fault take_scalar(struct gate *gate,
                                   enum json_fault (*scan_it)(struct scan *scan)) {
    gate->expected = behind_a_value(gate);
    return scan_it(&gate->scan);
}

/* A value too many is told before it is read: what follows may be long. */
static enum json_fault count_value(struct gate *gate, enum step step) {
    if (step < OPEN_OBJECT || step > TAKE_LITERAL || step == CLOSE) {
        return JSON_OK;
    }
    if (gate->scan.facts.values == gate->limits.values) {
        return JSON_TOO_MANY_VALUES;
    }
    gate->scan.facts.values++;
    return JSON_OK;
}

/* The nearest thing that the byte at hand could have been meant for. */
static enum json_fault refuse(const struct gate *gate) {
    unsigned char byte = *gate->scan.at;
    bool is_value = gate->expected == A_VALUE || gate->expected == AN_ELEMENT_OR_END;
    if (gate->expected == NOTHING) {
        return JSON_TRAILING_BYTES;
    }
    if (is_value && (byte == '+' || byte == '.')) {
        return JSON_BAD_NUMBER;
    }
    if (is_value && byte_lower(byte) >= 'a' && byte_lower(byte) <= 'z') {
        return JSON_BAD_LITERAL;
    }
    return JSON_UNEXPECTED_BYTE;
}

static enum json_fault take(struct gate *gate, enum step step) {
    enum json_fault fault = count_value(gate, step);
    if (fault != JSON_OK) {
        return fault;
    }
    switch (step) {
    case REFUSE:
        return refuse(gate);
    case OPEN_OBJECT:
        return open_container(gate, true);
    case OPEN_ARRAY:
        return open_container(gate, false);
    case CLOSE:
        return close_container(gate);
    case TAKE_STRING:
        return take_scalar(gate, scan_string);
    case TAKE_NUMBER:
        return take_scalar(gate, scan_number);
    case TAKE_LITERAL:
        return take_scalar(gate, scan_literal);
    case TAKE_NAME:
        return take_name(gate);
    case GO_TO_VALUE:
        return pass(gate, A_VALUE);
    case GO_TO_NAME:
        return pass(gate, A_NAME);
    }
    return JSON_UNEXPECTED_BYTE;
}

static bool has_more(struct gate *gate) {
    scan_space(&gate->scan);
    return gate->scan.at < gate->scan.end;
}

static enum json_fault read_text(struct gate *gate) {
    enum json_fault fault = JSON_OK;
    while (fault == JSON_OK && has_more(gate)) {
        fault = take(gate, grammar[gate->expected][tokens[*gate->scan.at]]);
    }
    if (fault != JSON_OK || gate->expected == NOTHING) {
        return fault;
    }
    return gate->scan.facts.values == 0 ? JSON_EMPTY : JSON_UNEXPECTED_END;
}

struct json_error json_gate(struct bytes text, struct json_limits limits,
                            struct json_facts *out_facts) {
    ASSURE(limits.depth <= JSON_DEPTH_MAX);
    if (text.size == 0) {
        return (struct json_error){JSON_EMPTY, 0};
    }
    if (bytes_starts_with(text, bytes_of("\xef\xbb\xbf", 3))) {
        return (struct json_error){JSON_BYTE_ORDER_MARK, 0};
    }
    struct gate gate = {.scan = {.at = text.data, .end = text.data + text.size}, .limits = limits};
    enum json_fault fault = read_text(&gate);
    if (fault != JSON_OK) {
        return (struct json_error){fault, (size_t)(gate.scan.at - text.data)};
    }
    if (out_facts != NULL) {
        *out_facts = gate.scan.facts;
    }
    return (struct json_error){JSON_OK, 0};
}
