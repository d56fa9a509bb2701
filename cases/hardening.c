#include "cases/cases.h"

/* Good practice that neither the document nor an RFC demands of the platform: warnings. */

#define REFUSED(row_kind) .twin = "request.prototype", .phase = PHASE_REFUSED, .kind = row_kind

#define PATH(name, segment, sentence)                                                              \
    {                                                                                              \
        .id = "hardening.path." name, .title = sentence, REFUSED(KIND_PATH),                       \
        .request = {.raw_segment = segment}, .expect = {.answer = EXPECT_PATH_REFUSED},            \
        PROVES(HARDENING_PATH),                                                                    \
    }
#define OVERLONG(name, characters, sentence)                                                       \
    {                                                                                              \
        .id = "hardening.path." name, .title = sentence, REFUSED(KIND_PATH),                       \
        .request = {.overlong_characters = characters}, .expect = {.answer = EXPECT_PATH_REFUSED}, \
        PROVES(HARDENING_PATH),                                                                    \
    }
#define METHOD(name, verb)                                                                         \
    {                                                                                              \
        .id = "hardening.method." name,                                                            \
        .title = verb " on an unknown device is refused as method", REFUSED(KIND_METHOD),          \
        .request = {.method = verb, .device = DEVICE_FRESH},                                       \
        .expect = {.answer = EXPECT_METHOD_REFUSED}, PROVES(HARDENING_METHOD),                     \
    }
#define OLD_TLS(name, version, words)                                                              \
    {                                                                                              \
        .id = "hardening.tls-version." name, .title = words " is refused",                         \
        REFUSED(KIND_TRANSPORT), .request = {.transport = version},                                \
        .expect = {.answer = EXPECT_TLS_REFUSED}, PROVES(HARDENING_TLS_VERSION),                   \
    }

static const struct case_row rows[] = {
    /* encoded slashes, with a real id behind or before one */
    PATH("slash-before-id", "%2F{device}", "a real id behind an encoded slash gives no data"),
    PATH("slash-after-id", "{device}%2F", "a real id before an encoded slash gives no data"),
    PATH("slash-lower-case", "x%2f{device}", "a real id behind a slash written %2f gives no data"),
    PATH("slash-encoded-twice", "x%252F{device}", "a slash encoded twice gives no data"),
    PATH("backslash", "x%5C{device}", "a real id behind an encoded backslash gives no data"),
    /* dot segments */
    PATH("dot", "%2E", "a single encoded dot is refused"),
    PATH("dot-dot", "%2E%2E", "two encoded dots are refused"),
    PATH("dot-dot-slash", "..%2F{device}", "a real id behind ../ gives no data"),
    PATH("dot-dot-through", "x%2F..%2F{device}", "a real id behind x/../ gives no data"),
    PATH("dot-dot-encoded", "x%2F%2E%2E%2F{device}", "a real id behind x/%2E%2E/ gives no data"),
    PATH("dot-dot-encoded-twice", "%252E%252E", "two dots encoded twice are refused"),
    PATH("dot-dot-up", "..%2F..%2F..%2F..%2Fetc%2Fpasswd", "a path out of the tree is refused"),
    /* NUL, CR LF and other controls */
    PATH("nul", "%00", "a NUL is refused"),
    PATH("nul-after-id", "{device}%00", "a NUL behind a real id gives no data"),
    PATH("nul-inside", "{device}%00x", "a NUL and more behind a real id gives no data"),
    PATH("cr-lf", "{device}%0D%0A", "CR LF behind a real id gives no data"),
    PATH("cr-lf-header", "{device}%0D%0AX-Injected%3A%20yes", "an injected header is refused"),
    PATH("line-feed", "{device}%0A", "a line feed behind a real id gives no data"),
    /* quotes */
    PATH("quote", "{device}%27", "a quote behind a real id gives no data"),
    PATH("double-quote", "{device}%22", "a double quote behind a real id gives no data"),
    PATH("sql", "{device}%27%20OR%20%271%27%3D%271", "an SQL condition gives no data"),
    PATH("markup", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "markup is refused"),
    /* percent signs */
    PATH("percent", "{device}%25", "a percent sign behind a real id gives no data"),
    PATH("percent-alone", "{device}%", "a percent sign without digits is refused"),
    PATH("percent-bad-digits", "{device}%zz", "a percent sign with other letters is refused"),
    PATH("percent-format", "%25s%25n%25x", "a format string is refused"),
    /* not ASCII */
    PATH("non-ascii", "%E8%AE%BE%E5%A4%87", "an id in Chinese characters is refused"),
    PATH("bad-utf8", "%FF%FE", "an id that is not UTF-8 is refused"),
    PATH("overlong-utf8", "x%C0%AF{device}", "a slash in overlong UTF-8 gives no data"),
    PATH("full-width", "x%EF%BC%8F{device}", "a full-width slash gives no data"),
    /* too long */
    OVERLONG("257-characters", 257, "an id of 257 characters is refused"),
    OVERLONG("4096-characters", 4096, "an id of 4,096 characters is refused"),

    METHOD("post", "POST"),
    METHOD("patch", "PATCH"),
    METHOD("delete", "DELETE"),
    {
        .id = "hardening.method.head",
        .title = "HEAD of a real device is answered like GET, without a body",
        REFUSED(KIND_METHOD),
        .request = {.method = "HEAD"},
        .expect = {.answer = EXPECT_HEAD_LIKE_GET},
        PROVES(HARDENING_METHOD),
    },
    {
        .id = "hardening.method.head-wrong-token",
        .title = "HEAD with a wrong token is refused where HEAD is served",
        REFUSED(KIND_METHOD),
        .request = {.method = "HEAD", .token = REPLACED},
        .expect = {.answer = EXPECT_HEAD_LIKE_GET},
        PROVES(HARDENING_METHOD),
    },
    {
        .id = "hardening.method.head-without-app-key",
        .title = "HEAD without app_key is refused where HEAD is served",
        REFUSED(KIND_METHOD),
        .request = {.method = "HEAD", .app_key = ABSENT},
        .expect = {.answer = EXPECT_HEAD_LIKE_GET},
        PROVES(HARDENING_METHOD),
    },
    {
        .id = "hardening.method.head-unknown-device",
        .title = "HEAD of an unknown device is refused where HEAD is served",
        REFUSED(KIND_METHOD),
        .request = {.method = "HEAD", .device = DEVICE_FRESH},
        .expect = {.answer = EXPECT_HEAD_LIKE_GET},
        PROVES(HARDENING_METHOD),
    },

    {
        .id = "hardening.cleartext.prototype",
        .title = "plain HTTP on the endpoint's port gets no documented answer",
        REFUSED(KIND_TRANSPORT),
        .request = {.transport = TRANSPORT_CLEARTEXT},
        .expect = {.answer = EXPECT_CLEARTEXT_REFUSED},
        PROVES(HARDENING_CLEARTEXT),
    },
    OLD_TLS("tls-1-0", TRANSPORT_TLS_1_0, "TLS 1.0"),
    OLD_TLS("tls-1-1", TRANSPORT_TLS_1_1, "TLS 1.1"),
};

const struct case_table hardening_cases = {rows, sizeof rows / sizeof rows[0]};
