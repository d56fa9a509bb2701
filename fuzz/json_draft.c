#include "fuzz/json_draft.h"

#include <string.h>

static bool is_one_of(uint8_t byte, const char *set) {
    return byte != '\0' && strchr(set, byte) != NULL;
}

static size_t skip_string(const struct json_draft *draft, size_t at) {
    for (at++; at < draft->size && draft->text[at] != '"'; at++) {
        at += draft->text[at] == '\\';
    }
    return at < draft->size ? at + 1 : draft->size;
}

static size_t skip_word(const struct json_draft *draft, size_t at) {
    while (at < draft->size && !is_one_of(draft->text[at], "{}[]:,\" \t\r\n")) {
        at++;
    }
    return at;
}

/* The terminal at or behind `at`. */
static struct json_part terminal_from(const struct json_draft *draft, size_t at) {
    while (at < draft->size && is_one_of(draft->text[at], " \t\r\n")) {
        at++;
    }
    if (at == draft->size) {
        return (struct json_part){at, 0};
    }
    uint8_t first = draft->text[at];
    size_t end = first == '"'                 ? skip_string(draft, at)
                 : is_one_of(first, "{}[]:,") ? at + 1
                                              : skip_word(draft, at);
    return (struct json_part){at, end - at};
}

static uint8_t byte_of(const struct json_draft *draft, struct json_part part) {
    return part.size == 0 ? '\0' : draft->text[part.at];
}

/* The value that begins with this terminal, to the mark that closes it or the end. */
static struct json_part value_from(const struct json_draft *draft, struct json_part first) {
    struct json_part last = first;
    size_t depth = is_one_of(byte_of(draft, first), "{[");
    while (depth > 0) {
        struct json_part next = terminal_from(draft, last.at + last.size);
        if (next.size == 0) {
            break;
        }
        last = next;
        depth += is_one_of(byte_of(draft, last), "{[");
        depth -= is_one_of(byte_of(draft, last), "}]");
    }
    return (struct json_part){first.at, last.at + last.size - first.at};
}

static bool begins_a_value(uint8_t byte) {
    return byte != '\0' && !is_one_of(byte, "}],:");
}

static struct json_part terminal_behind(const struct json_draft *draft, struct json_part part) {
    return terminal_from(draft, part.at + part.size);
}

static bool begins(const struct json_draft *draft, enum json_part_kind kind,
                   struct json_part terminal) {
    uint8_t byte = byte_of(draft, terminal);
    bool is_name = byte == '"' && byte_of(draft, terminal_behind(draft, terminal)) == ':';
    switch (kind) {
    case PARTS_TERMINALS:
        return true;
    case PARTS_STRINGS:
        return byte == '"';
    case PARTS_VALUES:
        return !is_name && begins_a_value(byte);
    case PARTS_NAMES:
    case PARTS_MEMBERS:
        return is_name;
    }
    return false;
}

/* What the terminal begins, to its end. */
static struct json_part extend(const struct json_draft *draft, enum json_part_kind kind,
                               struct json_part terminal) {
    if (kind == PARTS_VALUES) {
        return value_from(draft, terminal);
    }
    if (kind == PARTS_MEMBERS) {
        struct json_part colon = terminal_behind(draft, terminal);
        struct json_part value = value_from(draft, terminal_behind(draft, colon));
        return (struct json_part){terminal.at, value.at + value.size - terminal.at};
    }
    return terminal;
}

/* One pass: the n-th candidate takes the place of the one kept with a chance of 1 in n. */
struct json_part json_draft_draw(const struct json_draft *draft, enum json_part_kind kind,
                                 struct random *random) {
    struct json_part kept = {0, 0};
    uint64_t candidates = 0;
    for (struct json_part terminal = terminal_from(draft, 0); terminal.size > 0;
         terminal = terminal_behind(draft, terminal)) {
        if (begins(draft, kind, terminal) && random_below(random, ++candidates) == 0) {
            kept = terminal;
        }
    }
    return kept.size == 0 ? kept : extend(draft, kind, kept);
}

bool json_draft_replace(struct json_draft *draft, struct json_part part, struct bytes bytes) {
    if (draft->size - part.size + bytes.size > draft->room) {
        return false;
    }
    uint8_t *behind = draft->text + part.at + part.size;
    memmove(draft->text + part.at + bytes.size, behind, draft->size - part.at - part.size);
    if (bytes.size > 0) {
        memcpy(draft->text + part.at, bytes.data, bytes.size);
    }
    draft->size = draft->size - part.size + bytes.size;
    return true;
}
