/* Whatever a platform does with the secrets it was sent, none of them stands in anything that a run
   leaves behind: reports, evidence, stdout, stderr. */
#include "base/base64.h"
#include "tests/check.h"
#include "tests/stage.h"
#include "json/document.h"

#include <ctype.h>

enum { FILE_LIMIT = 64 << 20, WINDOW = 8 };

#define ECHO_IN_BODY(letters) .logs_in = true, WITH_MEMBERS("\"echo\":\"" letters "\"")
#define ECHO_IN_HEADER(letters) .logs_in = true, WITH_HEADER("X-Echo: " letters "\r\n")

static const struct performance rows[] = {
    {.name = "it keeps them to itself", .logs_in = true},
    {.name = "plain in the body", ECHO_IN_BODY("$T $K $S")},
    {.name = "plain in a header", ECHO_IN_HEADER("$T $K $S")},
    {.name = "URL-encoded in the body", ECHO_IN_BODY("$U&$P")},
    {.name = "URL-encoded in a header", ECHO_IN_HEADER("$U&$P")},
    {.name = "base64 in the body", ECHO_IN_BODY("$B $Y")},
    {.name = "base64 in a header", ECHO_IN_HEADER("$B, $Y")},
    {.name = "in other case", ECHO_IN_BODY("$O")},
    {.name = "in other case in a header", ECHO_IN_HEADER("$O")},
    {.name = "cut by one", ECHO_IN_BODY("$X / $F")},
    {.name = "cut by one in a header", ECHO_IN_HEADER("$F; $X")},
    {.name = "between other letters", ECHO_IN_BODY("aaaa$Tbbbb$Kcccc$Sdddd")},
    {.name = "in the reason phrase",
     .logs_in = true,
     MESSAGE("HTTP/1.1 $s $T $K $S\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b")},
    {.name = "as a header's name", .logs_in = true, WITH_HEADER("X-$O: a\r\nX-$K: b\r\n")},
    {.name = "as a member's name", .logs_in = true, WITH_MEMBERS("\"$T\":1,\"$K\":\"$S\"")},
    {.name = "in a redirect's Location",
     .logs_in = true,
     MESSAGE("HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1/?t=$U&k=$P&p=$T\r\n"
             "Content-Length: 0\r\n\r\n")},
    {.name = "in every error",
     .logs_in = true,
     ERRORS("{\"error_code\":\"$T\",\"error_desc\":\"$K $S $B\"}")},
    {.name = "in every name", .logs_in = true, WITH_NAME("$T$K$S")},
    {.name = "in place of the device id",
     .logs_in = true,
     BODY("{\"deviceId\":\"$T\",\"activated\":$a,\"name\":\"$K\"}")},
    {.name = "in chunks of one byte",
     .rendering = {.message = TEXT(CHUNKED "\r\n$o0\r\n\r\n"),
                   .activation = TEXT("{\"deviceId\":$i,\"activated\":$a,\"name\":\"$T $K\"}")},
     .logs_in = true},
    {.name = "in an extension and a trailer",
     .logs_in = true,
     MESSAGE(CHUNKED "\r\n$k0;t=\"$T\"\r\nX-Key: $K\r\n\r\n")},
    {.name = "in what is no JSON", .logs_in = true, BODY("<p>$T $K $S $B $U</p>")},
    {.name = "in what is no UTF-8", .logs_in = true, BODY("\xff\xfe$T\xff$K\xff$S\xff")},
    {.name = "in what is no HTTP", .logs_in = true, CLOSING("$T $K $S\r\n\r\n")},
    {.name = "behind the end of the body",
     .logs_in = true,
     CLOSING("HTTP/1.1 $s $r\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b$T$K")},
    {.name = "in an interim answer",
     .logs_in = true,
     MESSAGE("HTTP/1.1 103 $K\r\nX-Token: $T\r\n\r\nHTTP/1.1 $s $r\r\n" PLAIN_TYPE PLAIN_LENGTH
             "\r\n$b")},
    {.name = "in a head cut off",
     .logs_in = true,
     CLOSING("HTTP/1.1 200 OK\r\nX-Token: $T\r\nX-Key: $K")},
    {.name = "every character in per cent", ECHO_IN_BODY("$E")},
    {.name = "every character in per cent, in a header", ECHO_IN_HEADER("$E")},
    {.name = "every character escaped",
     .rendering = {.respell = respell_every_character,
                   .activation = TEXT("{\"deviceId\":$i,\"activated\":$a,\"name\":\"$T $K\"}")},
     .logs_in = true},
};

/* Searching */

static void lower(const char *text, char *out_text, size_t size) {
    size_t at = 0;
    for (; text[at] != '\0' && at + 1 < size; at++) {
        out_text[at] = (char)tolower((unsigned char)text[at]);
    }
    out_text[at] = '\0';
}

/* Any eight bytes in a row of `needle`, case ignored; `text` is in lower case. */
static bool holds_piece(struct bytes text, const char *needle) {
    char low[128];
    lower(needle, low, sizeof low);
    for (size_t at = 0; at + WINDOW <= strlen(low); at++) {
        if (memmem(text.data, text.size, low + at, WINDOW) != NULL) {
            printf("  holds \"%.*s\"\n", WINDOW, low + at);
            return true;
        }
    }
    return false;
}

/* The same of its base64, wherever it began in the text that was encoded: eight bytes of it are
   told by eleven characters, less what the neighbours share. */
static bool holds_base64(struct bytes text, const char *needle) {
    enum { SHIFTS = 3, CHARACTERS = 12 };
    for (size_t shift = 0; shift < SHIFTS; shift++) {
        struct buffer encoded;
        buffer_init(&encoded, 1024);
        struct bytes tail = bytes_of_text(needle + shift);
        assert_int_equal(base64_encode(tail, &encoded), STATUS_OK);
        for (size_t at = 0; at + CHARACTERS + 4 <= encoded.size; at += 4) {
            if (memmem(text.data, text.size, encoded.data + at, CHARACTERS) != NULL) {
                printf("  holds base64 \"%.12s\"\n", (const char *)encoded.data + at);
                buffer_clean_up(&encoded);
                return true;
            }
        }
        buffer_clean_up(&encoded);
    }
    return false;
}

static const char *const canaries[] = {LITTLE_TOKEN, LITTLE_APP_KEY, LITTLE_SECRET};

static int hex_value(const unsigned char *digits, size_t count) {
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        const char *hex = "0123456789abcdef";
        const char *digit = strchr(hex, byte_lower(digits[i]));
        if (digit == NULL || *digit == '\0') {
            return -1;
        }
        value = value * 16 + (int)(digit - hex);
    }
    return value;
}

/* In lower case, and with \u00XX and %XX read. */
static void append_bare(struct bytes text, struct buffer *out) {
    for (size_t i = 0; i < text.size; i++) {
        bool is_percent = text.data[i] == '%' && i + 2 < text.size;
        bool is_escape = text.data[i] == '\\' && i + 5 < text.size && text.data[i + 1] == 'u';
        int value = is_percent  ? hex_value(text.data + i + 1, 2)
                    : is_escape ? hex_value(text.data + i + 2, 4)
                                : -1;
        unsigned char byte = value > 0 && value < 128 ? (unsigned char)value : text.data[i];
        i += value > 0 && value < 128 ? (is_percent ? 2 : 5) : 0;
        assert_int_equal(buffer_append_byte(out, byte_lower(byte)), STATUS_OK);
    }
}

static bool holds_canary(struct bytes text) {
    struct buffer low;
    bool is_held = false;
    buffer_init(&low, FILE_LIMIT);
    append_bare(text, &low);
    for (size_t i = 0; i < sizeof canaries / sizeof canaries[0] && text.size > 0; i++) {
        is_held = is_held || holds_piece(buffer_view(&low), canaries[i]) ||
                  holds_base64(text, canaries[i]);
    }
    buffer_clean_up(&low);
    return is_held;
}

/* Strings of the evidence: what they spell, and what they encode. */
static bool holds_canary_inside(const struct json_node *node) {
    enum json_kind kind = json_kind_of(node);
    if (kind == JSON_STRING) {
        struct bytes string = json_string_of(node);
        struct buffer decoded;
        buffer_init(&decoded, FILE_LIMIT);
        bool is_encoded = string.size >= WINDOW && base64_decode(string, &decoded) == STATUS_OK;
        bool is_held = holds_canary(is_encoded ? buffer_view(&decoded) : string);
        buffer_clean_up(&decoded);
        return is_held;
    }
    bool is_container = kind == JSON_OBJECT || kind == JSON_ARRAY;
    const struct json_node *child = is_container ? json_first(node) : NULL;
    for (; child != NULL; child = json_next(child)) {
        if (holds_canary_inside(child)) {
            return true;
        }
    }
    return false;
}

static bool evidence_holds_canary(struct bytes text) {
    struct json_document document;
    struct json_error error = json_document_parse(
        text, (struct json_limits){.depth = 64, .values = 1 << 20}, JSON_UNIQUE_NAMES, &document);
    assert_int_equal(error.fault, JSON_OK);
    bool is_held = holds_canary_inside(document.root);
    json_document_clean_up(&document);
    return is_held;
}

static bool file_holds_canary(const char *name) {
    struct buffer text;
    buffer_init(&text, FILE_LIMIT);
    bool is_held = !certify_read(name, &text) || holds_canary(buffer_view(&text));
    if (!is_held && (strstr(name, ".har") != NULL || strstr(name, ".json") != NULL)) {
        is_held = evidence_holds_canary(buffer_view(&text));
    }
    buffer_clean_up(&text);
    return is_held;
}

static void test_certification__leaves_no_secret_behind(void **state) {
    static const char *const files[] = {"reports/report.json",
                                        "reports/report.html",
                                        "reports/junit.xml",
                                        "reports/report.sarif",
                                        "reports/ctrf.json",
                                        "reports/badge.svg",
                                        "reports/evidence.har",
                                        "stdout",
                                        "stderr"};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct certification certified;
        check_row(rows[i].name, stage_play(&rows[i], &certified));
        check_row(rows[i].name, stage_requests() > 1); /* it got past the login */
        for (size_t j = 0; j < sizeof files / sizeof files[0]; j++) {
            bool is_held = file_holds_canary(files[j]);
            check_row(rows[i].name, !is_held);
            if (is_held) {
                printf("row %s: %s holds a secret\n", rows[i].name, files[j]);
            }
        }
    }
    check_finish();
}

/* Both ways: the search finds what it looks for. */
static void test_secret_search__finds_each_form(void **state) {
    static const struct {
        const char *name, *text;
        bool is_held;
    } texts[] = {
        {"plain", "..." LITTLE_TOKEN "...", true},
        {"a piece of eight", "...ENcanary...", true},
        {"in other case", "...enCANARY...", true},
        {"a piece of seven", "...Ncanary...", false},
        {"base64", "VE9LRU5jYW5hcnkvN3VOZSszNUJ2PVF3fjE4WnQ=", true},
        {"base64, inside other text", "eFRPS0VOY2FuYXJ5LzduTmUrMzVCdj1Rd34xOFp0", true},
        {"in per cent", "%54%4f%4BENca%6e%61ry", true},
        {"escaped", "\\u0054\\u004f\\u004BENca\\u006e\\u0061ry", true},
        {"nothing", "{\"deviceId\":\"d1e0aa10-registered\"}", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        check_row(texts[i].name, holds_canary(bytes_of_text(texts[i].text)) == texts[i].is_held);
    }
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_secret_search__finds_each_form),
        cmocka_unit_test(test_certification__leaves_no_secret_behind),
    };
    return cmocka_run_group_tests(tests, stage_set_up, stage_tear_down);
}
