#include "fuzz/mutate_json.h"

#include "base/random.h"
#include "fuzz/json_draft.h"

#include <stdio.h>
#include <string.h>

/* The engine's own; absent in a replay. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size) __attribute__((weak));

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
/* A piece that may hold NUL. */
#define PIECE(literal)                                                                             \
    { (const unsigned char *)(literal), sizeof(literal) - 1 }

enum { SCRATCH_SIZE = 2048 };

/* A change in the making. */
struct change {
    uint8_t *status; /* the byte that chooses it; NULL where inputs have none */
    struct json_draft draft;
    struct random random;
};

static const struct {
    uint8_t status; /* under which it is documented */
    struct bytes text;
} answers[] = {
    {'0', PIECE("{\"deviceId\":\"77c26a9d-1b\",\"activated\":true,\"name\":\"meter\"}")},
    {'0', PIECE("{\"deviceId\":\"d\",\"activated\":false,\"name\":null}")},
    {'1', PIECE("{\"resultcode\":\"1010005\",\"resultmsg\":\"Invalid access token or appId.\"}")},
    {'2', PIECE("{\"error_code\":\"100403\",\"error_desc\":\"The device is not existed.\"}")},
    {'3', PIECE("{\"error_code\":\"100203\",\"error_desc\":\"The application is not existed.\"}")},
};

static const struct bytes names[] = {
    PIECE("\"deviceId\""),    PIECE("\"activated\""),  PIECE("\"name\""),
    PIECE("\"error_code\""),  PIECE("\"error_desc\""), PIECE("\"resultcode\""),
    PIECE("\"resultmsg\""),   PIECE("\"\""),           PIECE("\"n\\u0061me\""),
    PIECE("\"name\\u0000\""), PIECE("\"\\ud800\""),    PIECE("\"DeviceId\""),
};

static const struct bytes values[] = {
    PIECE("null"),      PIECE("true"),       PIECE("false"),      PIECE("0"),
    PIECE("1"),         PIECE("\"true\""),   PIECE("\"\""),       PIECE("[]"),
    PIECE("{}"),        PIECE("{\"a\":1}"),  PIECE("[null]"),     PIECE("\"1010009\""),
    PIECE("\"50252\""), PIECE("\"100203\""), PIECE("\"100217\""), PIECE("TRUE"),
    PIECE("nul"),       PIECE("trueish"),    PIECE("undefined"),  PIECE("'a'"),
    PIECE("NaN"),       PIECE("Infinity"),   PIECE(""),           PIECE("100403"),
};

static const struct bytes numbers[] = {
    PIECE("-0"),
    PIECE("-01"),
    PIECE("2."),
    PIECE(".5"),
    PIECE("+1"),
    PIECE("1e"),
    PIECE("1e+"),
    PIECE("1E400"),
    PIECE("-1e-400"),
    PIECE("0x10"),
    PIECE("1_000"),
    PIECE("00"),
    PIECE("-"),
    PIECE("1.5e-7"),
    PIECE("9007199254740993"),
    PIECE("18446744073709551616"),
    PIECE("1.7976931348623159e308"),
    PIECE("5e-324"),
    PIECE("0.1000000000000000000000000000000000000000000000000000000000000000000001"),
};

/* What may stand, or must not, inside a string. */
static const struct bytes pieces[] = {
    PIECE("\\u0000"),
    PIECE("\\ud800"),
    PIECE("\\udc00"),
    PIECE("\\ud83d\\ude00"),
    PIECE("\\ude00\\ud83d"),
    PIECE("\\ud800\\u0041"),
    PIECE("\\uD834"),
    PIECE("\\u12"),
    PIECE("\\u00g0"),
    PIECE("\\x41"),
    PIECE("\\'"),
    PIECE("\\"),
    PIECE("\\\""),
    PIECE("\\/"),
    PIECE("\\b\\f\\n\\r\\t"),
    PIECE("\n"),
    PIECE("\t"),
    PIECE("\0"),
    PIECE("\x1f"),
    PIECE("\x7f"),
    PIECE("\xc0\x80"),
    PIECE("\xc1\xbf"),
    PIECE("\xe0\x80\x80"),
    PIECE("\xe0\x9f\xbf"),
    PIECE("\xed\xa0\x80"),
    PIECE("\xed\xbf\xbf"),
    PIECE("\xf0\x8f\xbf\xbf"),
    PIECE("\xf4\x90\x80\x80"),
    PIECE("\xf5\x80\x80\x80"),
    PIECE("\xff"),
    PIECE("\x80"),
    PIECE("\xc3"),
    PIECE("\xe2\x82"),
    PIECE("\xf0\x9f\x98"),
    PIECE("\xc3\xa9"),
    PIECE("\xe2\x82\xac"),
    PIECE("\xf0\x9f\x98\x80"),
    PIECE("\xef\xbf\xbf"),
    PIECE("\xf4\x8f\xbf\xbf"),
};

/* What stands between terminals, or should not. */
static const struct bytes spaces[] = {
    PIECE(" "),    PIECE("\t"),   PIECE("\n"),           PIECE("\r\n"), PIECE("\f"),
    PIECE("\v"),   PIECE("\0"),   PIECE("\xc2\xa0"),     PIECE(","),    PIECE(":"),
    PIECE("/**/"), PIECE("//\n"), PIECE("\xef\xbb\xbf"), PIECE("}"),    PIECE("]"),
};

static size_t draw(struct change *change, size_t count) {
    return (size_t)random_below(&change->random, count);
}

#define DRAW(change, table) ((table)[draw((change), COUNT(table))])

static struct json_part draw_part(struct change *change, enum json_part_kind kind) {
    return json_draft_draw(&change->draft, kind, &change->random);
}

static bool replace_part(struct change *change, enum json_part_kind kind, struct bytes bytes) {
    struct json_part part = draw_part(change, kind);
    return part.size > 0 && json_draft_replace(&change->draft, part, bytes);
}

/* A place inside a string, behind its opening quote. */
static struct json_part draw_place_in_string(struct change *change) {
    struct json_part string = draw_part(change, PARTS_STRINGS);
    if (string.size < 2) {
        return (struct json_part){change->draft.size, 0};
    }
    return (struct json_part){string.at + 1 + draw(change, string.size - 1), 0};
}

static bool start_anew(struct change *change) {
    struct json_part whole = {0, change->draft.size};
    size_t drawn = draw(change, COUNT(answers));
    if (change->status != NULL) {
        *change->status = answers[drawn].status;
    }
    return json_draft_replace(&change->draft, whole, answers[drawn].text);
}

static bool change_status(struct change *change) {
    if (change->status == NULL) {
        return false;
    }
    *change->status = (uint8_t)('0' + draw(change, 4));
    return true;
}

static bool change_value(struct change *change) {
    return replace_part(change, PARTS_VALUES, DRAW(change, values));
}

static bool change_number(struct change *change) {
    return replace_part(change, PARTS_VALUES, DRAW(change, numbers));
}

static bool change_name(struct change *change) {
    return replace_part(change, PARTS_NAMES, DRAW(change, names));
}

static bool recase_name(struct change *change) {
    struct json_part name = draw_part(change, PARTS_NAMES);
    if (name.size < 3) {
        return false;
    }
    change->draft.text[name.at + 1 + draw(change, name.size - 2)] ^= 0x20;
    return true;
}

static bool change_string(struct change *change) {
    return json_draft_replace(&change->draft, draw_place_in_string(change), DRAW(change, pieces));
}

static bool add_space(struct change *change) {
    struct json_part terminal = draw_part(change, PARTS_TERMINALS);
    terminal.at += draw(change, 2) == 0 ? terminal.size : 0;
    terminal.size = 0;
    return json_draft_replace(&change->draft, terminal, DRAW(change, spaces));
}

/* A copy of the part, without what does not fit. */
static struct bytes copy_part(const struct change *change, struct json_part part,
                              uint8_t scratch[SCRATCH_SIZE]) {
    size_t size = part.size < SCRATCH_SIZE ? part.size : SCRATCH_SIZE;
    memcpy(scratch, change->draft.text + part.at, size);
    return bytes_of(scratch, size);
}

/* A member of the same name: with its own value again, or with another. */
static bool double_member(struct change *change) {
    uint8_t scratch[SCRATCH_SIZE];
    struct json_part member = draw_part(change, PARTS_MEMBERS);
    struct json_part behind = {member.at, 0};
    if (member.size == 0 || !json_draft_replace(&change->draft, behind, bytes_of_text(",")) ||
        !json_draft_replace(
            &change->draft, behind,
            copy_part(change, (struct json_part){member.at + 1, member.size}, scratch))) {
        return false;
    }
    return draw(change, 2) == 0 || change_value(change);
}

static bool add_member(struct change *change) {
    char text[SCRATCH_SIZE];
    struct json_part before = draw_part(change, PARTS_MEMBERS);
    struct bytes name = DRAW(change, names);
    struct bytes value = DRAW(change, values);
    (void)snprintf(text, sizeof text, "%.*s:%.*s,", BYTES_PRINT(name), BYTES_PRINT(value));
    return json_draft_replace(&change->draft, (struct json_part){before.at, 0},
                              bytes_of_text(text));
}

/* With the comma on one side, if there is one. */
static bool drop_member(struct change *change) {
    struct json_part member = draw_part(change, PARTS_MEMBERS);
    size_t end = member.at + member.size;
    if (end < change->draft.size && change->draft.text[end] == ',') {
        member.size++;
    } else if (member.at > 0 && change->draft.text[member.at - 1] == ',') {
        member.at--;
        member.size++;
    }
    return member.size > 0 && json_draft_replace(&change->draft, member, bytes_of(NULL, 0));
}

/* A value takes the place of another. */
static bool copy_value(struct change *change) {
    uint8_t scratch[SCRATCH_SIZE];
    struct json_part value = draw_part(change, PARTS_VALUES);
    return replace_part(change, PARTS_VALUES, copy_part(change, value, scratch));
}

/* Most often a little, now and then up to the limits of depth. */
static bool nest_value(struct change *change) {
    static const struct {
        const char *open, *close;
    } shells[] = {{"[", "]"}, {"{\"a\":", "}"}, {"[0,", "]"}, {"[", ""}, {"", "]"}, {"[", "}"}};
    static const size_t depths[] = {1, 1, 1, 2, 3, 63, 64, 65, 510, 511, 512, 513};
    size_t shell = draw(change, COUNT(shells));
    struct json_part value = draw_part(change, PARTS_VALUES);
    bool has_changed = false;
    for (size_t depth = DRAW(change, depths); value.size > 0 && depth > 0; depth--) {
        struct bytes open = bytes_of_text(shells[shell].open);
        struct bytes close = bytes_of_text(shells[shell].close);
        struct json_part front = {value.at, 0};
        struct json_part back = {value.at + value.size, 0};
        if (!json_draft_replace(&change->draft, back, close) ||
            !json_draft_replace(&change->draft, front, open)) {
            break;
        }
        value.size += open.size + close.size;
        has_changed = true;
    }
    return has_changed;
}

/* Around String(256), in characters of each size. */
static bool lengthen_string(struct change *change) {
    static const struct bytes characters[] = {PIECE("a"), PIECE("\xc3\xa9"), PIECE("\xe2\x82\xac"),
                                              PIECE("\xf0\x9f\x98\x80"), PIECE("\\u00e9")};
    static const size_t lengths[] = {1, 7, 8, 9, 64, 127, 128, 254, 255, 256, 257};
    uint8_t scratch[SCRATCH_SIZE];
    struct bytes character = DRAW(change, characters);
    size_t length = DRAW(change, lengths);
    size_t size = 0;
    for (; length > 0 && size + character.size <= SCRATCH_SIZE; length--) {
        memcpy(scratch + size, character.data, character.size);
        size += character.size;
    }
    return json_draft_replace(&change->draft, draw_place_in_string(change),
                              bytes_of(scratch, size));
}

static bool escape_byte(struct change *change) {
    char escape[8];
    struct json_part place = draw_place_in_string(change);
    if (place.at >= change->draft.size) {
        return false;
    }
    place.size = 1;
    (void)snprintf(escape, sizeof escape, "\\u%04x", change->draft.text[place.at]);
    return json_draft_replace(&change->draft, place, bytes_of_text(escape));
}

static bool cut_short(struct change *change) {
    change->draft.size = change->draft.size == 0 ? 0 : draw(change, change->draft.size);
    return true;
}

static bool append(struct change *change) {
    struct json_part end = {change->draft.size, 0};
    return json_draft_replace(&change->draft, end,
                              draw(change, 2) == 0 ? DRAW(change, spaces) : DRAW(change, values));
}

/* Many members or elements, more than small cases and limits are made for. */
static bool crowd(struct change *change) {
    static const size_t counts[] = {15, 16, 17, 18, 40, 200};
    char member[32];
    struct json_part before = draw_part(change, PARTS_MEMBERS);
    bool has_changed = false;
    for (size_t left = DRAW(change, counts); before.size > 0 && left > 0; left--) {
        (void)snprintf(member, sizeof member, "\"%zx\":0,", left);
        has_changed |= json_draft_replace(&change->draft, (struct json_part){before.at, 0},
                                          bytes_of_text(member));
    }
    return has_changed;
}

/* What leaves an answer whole stands more than once: it leads deeper. */
static bool (*const changes[])(struct change *) = {
    change_value,    change_value,    change_string, change_string, change_string, change_name,
    recase_name,     change_number,   double_member, add_member,    add_member,    drop_member,
    lengthen_string, lengthen_string, escape_byte,   escape_byte,   copy_value,    nest_value,
    add_space,       add_space,       cut_short,     append,        crowd,         change_status,
};

/* Most inputs that an engine keeps are no answers any more: every other one starts anew. */
static size_t mutate_draft(struct change *change) {
    if (draw(change, 2) == 0) {
        (void)start_anew(change);
    }
    for (size_t left = 1 + draw(change, 2); left > 0; left--) {
        if (!DRAW(change, changes)(change)) {
            (void)start_anew(change);
        }
    }
    return change->draft.size;
}

size_t mutate_json(uint8_t *data, size_t size, size_t max_size, unsigned seed, size_t head) {
    struct change change = {.random = random_seeded(seed)};
    if (LLVMFuzzerMutate != NULL && draw(&change, 2) == 0) {
        return LLVMFuzzerMutate(data, size, max_size);
    }
    if (max_size < head) {
        return size;
    }
    for (; size < head; size++) {
        data[size] = '0';
    }
    change.status = head > 0 ? data : NULL;
    change.draft = (struct json_draft){data + head, size - head, max_size - head};
    return head + mutate_draft(&change);
}
