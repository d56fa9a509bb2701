#include "fuzz/mutate_triple.h"

#include "base/random.h"

#include <string.h>

/* The engine's own mutator; the replay has none, and never asks. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size) __attribute__((weak));

enum { ENDPOINT, DEVICE_ID, APP_ID, PARTS, PART_SIZE_MAX = 4096 };

struct part {
    uint8_t bytes[PART_SIZE_MAX];
    size_t size;
    bool is_there;
};

/* What has broken builders and parsers of URLs. */
static const char *const hazards[] = {
    "/",
    "//",
    "\\",
    "?",
    "#",
    "&",
    "=",
    ";",
    "+",
    "@",
    ":",
    "%",
    ".",
    "..",
    "/../",
    "/./",
    "%2e",
    "%2e%2e",
    "%2E.",
    "%252e",
    "/%2e%2e/",
    "%00",
    "%2f",
    "%5c",
    "%0d%0a",
    "\r\n",
    "\n",
    "\t",
    " ",
    "\x7f",
    "\xc2\x85",
    "\xc2\xa0",
    "\xff",
    "\xc0\xae",
    "\xe0\x80\xaf",
    "\xed\xa0\x80",
    "\xf4\x90\x80\x80",
    "\xf0\x9f\x98\x80",
    "\xe2\x80\xae",
    "\xef\xbc\x8e",
    "a@evil/",
    "user:pw@",
    "a]@evil/",
    "[::1]",
    "[::1%25eth0]",
    "[::ffff:127.0.0.1]",
    ":443",
    ":+80",
    ":080",
    ":65536",
    ":0",
    "&appId=x",
    "?appId=",
    "https://",
    "http://",
    "127.1",
    "0x7f.1",
    "017700000001",
    "xn--",
    "_-",
};

static const char *const endpoints[] = {
    "https://h",           "https://server.example:8743",       "https://[2001:db8::1]:8743/a/b",
    "HTTPS://H.Example./", "https://127.0.0.1:8743/prefix%2fx",
};

/* Characters of labels, names, ids, prefixes, and one more. */
static const size_t lengths[] = {1, 2, 63, 64, 253, 254, 255, 256, 257, 1023, 1024};

static size_t below(struct random *random, size_t bound) {
    return (size_t)random_below(random, bound);
}

#define ONE_OF(random, table) ((table)[below(random, sizeof(table) / sizeof((table)[0]))])

/* Puts `size` bytes in place of `old_size` at `at`, where there is room. */
static void splice(struct part *part, size_t at, size_t old_size, const void *bytes, size_t size) {
    size_t behind = part->size - at - old_size;
    if (part->size - old_size + size > sizeof part->bytes) {
        return;
    }
    memmove(part->bytes + at + size, part->bytes + at + old_size, behind);
    memcpy(part->bytes + at, bytes, size);
    part->size = at + size + behind;
}

/* ---- edits ---- */

static void mutate_bytes(struct part *part, struct random *random) {
    (void)random;
    part->size = LLVMFuzzerMutate(part->bytes, part->size, sizeof part->bytes);
}

static void insert_hazard(struct part *part, struct random *random) {
    const char *hazard = ONE_OF(random, hazards);
    splice(part, below(random, part->size + 1), 0, hazard, strlen(hazard));
}

static void become_hazard(struct part *part, struct random *random) {
    const char *hazard = ONE_OF(random, hazards);
    splice(part, 0, part->size, hazard, strlen(hazard));
}

/* Twice on the same place gives a double encoding. */
static void encode_byte(struct part *part, struct random *random) {
    static const char *const digits[] = {"0123456789ABCDEF", "0123456789abcdef"};
    if (part->size > 0) {
        size_t at = below(random, part->size);
        const char *alphabet = ONE_OF(random, digits);
        uint8_t byte = part->bytes[at];
        const char escape[] = {'%', alphabet[byte >> 4], alphabet[byte & 15]};
        splice(part, at, 1, escape, sizeof escape);
    }
}

static void repeat_slice(struct part *part, struct random *random) {
    uint8_t slice[64];
    if (part->size > 0) {
        size_t at = below(random, part->size);
        size_t size = 1 + below(random, sizeof slice);
        size = size < part->size - at ? size : part->size - at;
        memcpy(slice, part->bytes + at, size);
        splice(part, at, 0, slice, size);
    }
}

static void cut_slice(struct part *part, struct random *random) {
    if (part->size > 0) {
        size_t at = below(random, part->size);
        splice(part, at, 1 + below(random, part->size - at), "", 0);
    }
}

/* Up to a length at which a rule begins or ends, by one character of one to four bytes. */
static void pad(struct part *part, struct random *random) {
    static const char *const fillers[] = {
        "a", ".", "/a", "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80"};
    const char *filler = ONE_OF(random, fillers);
    size_t length = ONE_OF(random, lengths);
    size_t at = below(random, part->size + 1);
    for (size_t characters = part->size; characters < length; characters++) {
        splice(part, at, 0, filler, strlen(filler));
    }
}

static void become_endpoint(struct part *part, struct random *random) {
    const char *endpoint = ONE_OF(random, endpoints);
    splice(part, 0, part->size, endpoint, strlen(endpoint));
}

static void (*const edits[])(struct part *part, struct random *random) = {
    mutate_bytes, mutate_bytes, insert_hazard, insert_hazard, insert_hazard, become_hazard,
    encode_byte,  repeat_slice, cut_slice,     cut_slice,     pad,           become_endpoint,
};

/* ---- the whole ---- */

static void load(struct part parts[PARTS], const struct triple *triple) {
    const struct subject_text texts[PARTS] = {triple->endpoint, triple->device_id, triple->app_id};
    for (size_t i = 0; i < PARTS; i++) {
        parts[i].is_there = texts[i].data != NULL;
        parts[i].size = texts[i].size < PART_SIZE_MAX ? texts[i].size : PART_SIZE_MAX;
        if (parts[i].size > 0) {
            memcpy(parts[i].bytes, texts[i].data, parts[i].size);
        }
    }
}

static size_t store(const struct part parts[PARTS], uint8_t *out_data, size_t max_size) {
    size_t size = 0;
    for (size_t i = 0; i < PARTS && parts[i].is_there; i++) {
        if (i > 0 && size < max_size) {
            out_data[size++] = TRIPLE_SEPARATOR;
        }
        size_t fitting = parts[i].size < max_size - size ? parts[i].size : max_size - size;
        memcpy(out_data + size, parts[i].bytes, fitting);
        size += fitting;
    }
    return size;
}

/* An endpoint that does not hold lets nothing else be seen, so the ids are changed more often. */
static size_t choose_part(const struct part parts[PARTS], struct random *random) {
    static const size_t weights[] = {ENDPOINT, DEVICE_ID, DEVICE_ID, APP_ID};
    size_t part = ONE_OF(random, weights);
    return parts[part].is_there ? part : DEVICE_ID;
}

size_t triple_mutate(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
    static struct part parts[PARTS];
    struct triple triple = triple_split(data, size);
    struct random random = random_seeded(seed);
    load(parts, &triple);
    if (below(&random, 16) == 0) {
        parts[APP_ID].is_there = !parts[APP_ID].is_there;
    }
    for (size_t left = 1 + below(&random, 3); left > 0; left--) {
        ONE_OF(&random, edits)(&parts[choose_part(parts, &random)], &random);
    }
    return store(parts, data, max_size);
}

size_t triple_cross(const struct triple parents[2], unsigned seed, uint8_t *out_data,
                    size_t max_size) {
    static struct part parts[PARTS];
    struct random random = random_seeded(seed);
    const struct triple child = {
        .endpoint = parents[below(&random, 2)].endpoint,
        .device_id = parents[below(&random, 2)].device_id,
        .app_id = parents[below(&random, 2)].app_id,
    };
    load(parts, &child);
    return store(parts, out_data, max_size);
}
