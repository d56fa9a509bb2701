#include "tests/secret_search.h"

#include "base/base64.h"
#include "tests/certify.h"
#include "tests/check.h"
#include "json/document.h"

#include <ftw.h>
#include <stdlib.h>

enum {
    FILE_LIMIT = 64 << 20,
    NEEDLE_SIZE_MAX = 2 * SECRET_SEARCH_WINDOW,
    KEY_SIZE = 8,     /* of each needle's first bytes */
    FILTER_BITS = 22, /* a thousand needles leave it almost empty */
    DECODINGS = 2,
};

/* What gives a secret away when it stands in a text: lower case. */
struct needle {
    unsigned char text[NEEDLE_SIZE_MAX];
    size_t size;
};

struct secret_search {
    struct needle *needles; /* owned */
    size_t count;
    bool is_first[1 << FILTER_BITS]; /* by key: some needle begins so */
};

/* ---- needles ---- */

static size_t hash(const unsigned char *key) {
    uint64_t value = 0;
    for (size_t i = 0; i < KEY_SIZE; i++) {
        value = value << 8 | key[i];
    }
    return (size_t)(value * UINT64_C(0x9e3779b97f4a7c15) >> (64 - FILTER_BITS));
}

static void add(struct secret_search *search, const unsigned char *text, size_t size) {
    struct needle *needle = &search->needles[search->count++];
    needle->size = size;
    for (size_t i = 0; i < size; i++) {
        needle->text[i] = byte_lower(text[i]);
    }
    search->is_first[hash(needle->text)] = true;
}

static void add_hex(struct secret_search *search, const unsigned char *window) {
    char digits[2 * SECRET_SEARCH_WINDOW + 1];
    for (size_t i = 0; i < SECRET_SEARCH_WINDOW; i++) {
        snprintf(digits + 2 * i, 3, "%02x", window[i]);
    }
    add(search, (const unsigned char *)digits, 2 * SECRET_SEARCH_WINDOW);
}

/* The ten characters that eight bytes decide alone, behind `before` other bytes. */
static void add_base64(struct secret_search *search, const unsigned char *window, size_t before) {
    enum { DECIDED = 10 };
    static const size_t first[] = {0, 2, 3};
    unsigned char text[2 + SECRET_SEARCH_WINDOW] = {0}, url_text[DECIDED];
    struct buffer encoded;
    buffer_init(&encoded, 64);
    memcpy(text + before, window, SECRET_SEARCH_WINDOW);
    assert_int_equal(base64_encode(bytes_of(text, before + SECRET_SEARCH_WINDOW), &encoded),
                     STATUS_OK);
    const unsigned char *decided = encoded.data + first[before];
    for (size_t i = 0; i < DECIDED; i++) {
        url_text[i] = decided[i] == '+' ? '-' : decided[i] == '/' ? '_' : decided[i];
    }
    add(search, decided, DECIDED);
    add(search, url_text, DECIDED);
    buffer_clean_up(&encoded);
}

static void add_secret(struct secret_search *search, const char *secret) {
    for (size_t at = 0; at + SECRET_SEARCH_WINDOW <= strlen(secret); at++) {
        const unsigned char *window = (const unsigned char *)secret + at;
        add(search, window, SECRET_SEARCH_WINDOW);
        add_hex(search, window);
        for (size_t before = 0; before < 3; before++) {
            add_base64(search, window, before);
        }
    }
}

struct secret_search *secret_search_new(const char *const *secrets, size_t count) {
    enum { NEEDLES_PER_BYTE = 8 };
    size_t bytes = 0;
    struct secret_search *search = calloc(1, sizeof *search);
    assert_non_null(search);
    for (size_t i = 0; i < count; i++) {
        bytes += strlen(secrets[i]);
    }
    search->needles = calloc(bytes * NEEDLES_PER_BYTE, sizeof *search->needles);
    assert_non_null(search->needles);
    for (size_t i = 0; i < count; i++) {
        add_secret(search, secrets[i]);
    }
    return search;
}

void secret_search_destroy(struct secret_search *search) {
    free(search->needles);
    free(search);
}

/* ---- texts ---- */

static bool has_needle_at(const struct secret_search *search, struct bytes text, size_t at) {
    for (size_t i = 0; i < search->count; i++) {
        const struct needle *needle = &search->needles[i];
        bool is_there = at + needle->size <= text.size &&
                        memcmp(text.data + at, needle->text, needle->size) == 0;
        if (is_there) {
            printf("  holds \"%.*s\"\n", (int)needle->size, (const char *)needle->text);
            return true;
        }
    }
    return false;
}

static bool holds_needle(const struct secret_search *search, struct bytes lower) {
    for (size_t at = 0; at + KEY_SIZE <= lower.size; at++) {
        if (search->is_first[hash(lower.data + at)] && has_needle_at(search, lower, at)) {
            return true;
        }
    }
    return false;
}

static int hex_value(const unsigned char *digits, size_t count) {
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned char digit = byte_lower(digits[i]);
        bool is_decimal = digit >= '0' && digit <= '9', is_letter = digit >= 'a' && digit <= 'f';
        if (!is_decimal && !is_letter) {
            return -1;
        }
        value = value * 16 + (is_decimal ? digit - '0' : digit - 'a' + 10);
    }
    return value;
}

/* An escape as it is read once: how long it is, and what it spells; -1 for what is none. */
struct escape {
    size_t size;
    int value;
};

static struct escape numbered(struct bytes text, size_t digits, size_t count, size_t size) {
    bool is_there = digits + count <= text.size && size <= text.size;
    return (struct escape){size, is_there ? hex_value(text.data + digits, count) : -1};
}

/* &#NN; and &#xHH; */
static struct escape reference(struct bytes text) {
    size_t end = bytes_find(bytes_slice(text, 0, 8), bytes_of_text(";"), 0);
    bool is_hex = text.size > 2 && byte_lower(text.data[2]) == 'x';
    size_t digits = is_hex ? 3 : 2;
    if (end == SIZE_MAX || end <= digits || text.data[1] != '#') {
        return (struct escape){1, -1};
    }
    int value = is_hex ? hex_value(text.data + digits, end - digits)
                       : (int)strtol((const char *)text.data + digits, NULL, 10);
    return (struct escape){end + 1, value};
}

/* \u00XX, %XX, &#NN;, \/ and \\. A NUL spells nothing: so UTF-16 is read as well. */
static struct escape escape_at(struct bytes text) {
    unsigned char next = text.size > 1 ? text.data[1] : 0;
    switch (text.data[0]) {
    case '\0':
        return (struct escape){1, 0};
    case '%':
        return numbered(text, 1, 2, 3);
    case '&':
        return reference(text);
    case '\\':
        return next == 'u'                   ? numbered(text, 2, 4, 6)
               : next == '/' || next == '\\' ? (struct escape){2, next}
                                             : (struct escape){1, -1};
    default:
        return (struct escape){1, -1};
    }
}

/* In lower case, with escapes read once. */
static void append_bare(struct bytes text, struct buffer *out) {
    assert_int_equal(buffer_reserve(out, text.size), STATUS_OK);
    for (size_t at = 0; at < text.size;) {
        struct escape escape = escape_at(bytes_slice(text, at, text.size));
        bool is_read = escape.value >= 0 && escape.value < 128;
        unsigned char byte = is_read ? (unsigned char)escape.value : text.data[at];
        at += is_read ? escape.size : 1;
        if (byte != '\0') {
            assert_int_equal(buffer_append_byte(out, byte_lower(byte)), STATUS_OK);
        }
    }
}

static bool has_escapes(struct bytes text) {
    return bytes_find(text, bytes_of_text("%"), 0) != SIZE_MAX ||
           bytes_find(text, bytes_of_text("&"), 0) != SIZE_MAX ||
           bytes_find(text, bytes_of_text("\\"), 0) != SIZE_MAX;
}

bool secret_search_text(const struct secret_search *search, struct bytes text) {
    struct buffer decoded[DECODINGS];
    bool is_held = false;
    for (size_t i = 0; i < DECODINGS; i++) {
        buffer_init(&decoded[i], FILE_LIMIT);
        if (!is_held && (i == 0 || has_escapes(text))) {
            append_bare(text, &decoded[i]);
            text = buffer_view(&decoded[i]);
            is_held = holds_needle(search, text);
        }
    }
    for (size_t i = 0; i < DECODINGS; i++) {
        buffer_clean_up(&decoded[i]);
    }
    return is_held;
}

/* ---- JSON ---- */

static bool holds_in_string(const struct secret_search *search, struct bytes string) {
    struct buffer decoded;
    buffer_init(&decoded, FILE_LIMIT);
    bool is_held = secret_search_text(search, string);
    if (!is_held && base64_decode(string, &decoded) == STATUS_OK) {
        is_held = secret_search_text(search, buffer_view(&decoded));
    }
    buffer_clean_up(&decoded);
    return is_held;
}

static bool holds_inside(const struct secret_search *search, const struct json_node *node) {
    enum json_kind kind = json_kind_of(node);
    if (kind == JSON_STRING) {
        struct bytes string = json_string_of(node);
        return string.size >= SECRET_SEARCH_WINDOW && holds_in_string(search, string);
    }
    bool is_container = kind == JSON_OBJECT || kind == JSON_ARRAY;
    const struct json_node *child = is_container ? json_first(node) : NULL;
    for (; child != NULL; child = json_next(child)) {
        if (holds_inside(search, child)) {
            return true;
        }
    }
    return false;
}

static bool holds_in_value(const struct secret_search *search, struct bytes text, bool *out_held) {
    const struct json_limits limits = {.depth = 64, .values = 1 << 20};
    struct json_document document;
    bool is_json = json_document_parse(text, limits, JSON_UNIQUE_NAMES, &document).fault == JSON_OK;
    if (is_json) {
        *out_held = holds_inside(search, document.root);
        json_document_clean_up(&document);
    }
    return is_json;
}

bool secret_search_json(const struct secret_search *search, struct bytes text) {
    bool is_held = false;
    if (holds_in_value(search, text, &is_held)) {
        return is_held;
    }
    for (size_t at = 0, end; at < text.size && !is_held; at = end + 1) {
        end = bytes_find(text, bytes_of_text("\n"), at);
        end = end == SIZE_MAX ? text.size : end;
        (void)holds_in_value(search, bytes_slice(text, at, end - at), &is_held);
    }
    return is_held;
}

/* ---- files ---- */

bool secret_search_file(const struct secret_search *search, const char *name) {
    struct buffer text;
    buffer_init(&text, FILE_LIMIT);
    bool is_held = !certify_read(name, &text) || secret_search_text(search, buffer_view(&text)) ||
                   secret_search_json(search, buffer_view(&text));
    if (is_held) {
        printf("  in %s\n", name);
    }
    buffer_clean_up(&text);
    return is_held;
}

/* nftw gives its callback no context. */
static struct {
    const struct secret_search *search;
    size_t root_size;
    bool is_held;
    unsigned files;
} walk;

static int look(const char *path, const struct stat *facts, int type, struct FTW *place) {
    (void)facts, (void)place;
    bool is_file = type == FTW_F;
    walk.files += is_file;
    walk.is_held = walk.is_held || secret_search_text(walk.search, bytes_of_text(path)) ||
                   (is_file && secret_search_file(walk.search, path + walk.root_size));
    return 0;
}

bool secret_search_folder(const struct secret_search *search, const char *name) {
    walk.search = search;
    walk.root_size = strlen(certify_path(""));
    walk.is_held = false;
    walk.files = 0;
    bool is_walked = nftw(certify_path(name), look, 8, FTW_PHYS) == 0;
    return !is_walked || walk.files == 0 || walk.is_held;
}
