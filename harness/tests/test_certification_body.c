/* Bodies that deviate in one thing each are refused, with that requirement named and no other. */
#include "tests/check.h"
#include "tests/stage.h"

#define JSON_BROKEN BREAKS("response.json")
#define ALL_MEMBERS "response.device-id response.activated response.name"

/* In front of the closing brace: 5,000 values. */
static enum status respell_with_many_values(struct bytes body, struct buffer *out) {
    enum status status = buffer_append(out, bytes_slice(body, 0, body.size - 1));
    status = status == STATUS_OK ? buffer_append_text(out, ",\"many\":[0") : status;
    for (size_t i = 1; status == STATUS_OK && i < 5000; i++) {
        status = buffer_append_text(out, ",0");
    }
    return status == STATUS_OK ? buffer_append_text(out, "]}") : status;
}

static const struct performance text_rows[] = {
    {.name = "a stray brace behind", BODY(PLAIN_ACTIVATION "}"), JSON_BROKEN},
    {.name = "two texts", BODY(PLAIN_ACTIVATION "\n" PLAIN_ACTIVATION), JSON_BROKEN},
    {.name = "a NUL behind", BODY(PLAIN_ACTIVATION "\0"), JSON_BROKEN},
    {.name = "a form feed behind", BODY(PLAIN_ACTIVATION "\f"), JSON_BROKEN},
    {.name = "a comma before the brace", WITH_MEMBERS("\"a\":1,"), JSON_BROKEN},
    {.name = "a comma too many in an array", WITH_MEMBERS("\"a\":[1,]"), JSON_BROKEN},
    {.name = "no comma", BODY("{\"deviceId\":$i \"activated\":$a,\"name\":$n}"), JSON_BROKEN},
    {.name = "no colon", BODY("{\"deviceId\" $i,\"activated\":$a,\"name\":$n}"), JSON_BROKEN},
    {.name = "no closing brace",
     BODY("{\"deviceId\":$i,\"activated\":$a,\"name\":$n"),
     JSON_BROKEN},
    {.name = "the wrong bracket",
     BODY("{\"deviceId\":$i,\"activated\":$a,\"name\":$n]"),
     JSON_BROKEN},
    {.name = "an unfinished string", WITH_MEMBERS("\"a\":\"b"), JSON_BROKEN},
    {.name = "nothing", BODY(""), JSON_BROKEN},
    {.name = "white space alone", BODY(" \r\n\t "), JSON_BROKEN},
    {.name = "apostrophes", BODY("{'deviceId':$i,'activated':$a,'name':$n}"), JSON_BROKEN},
    {.name = "names without quotes", BODY("{deviceId:$i,activated:$a,name:$n}"), JSON_BROKEN},
    {.name = "a comment", BODY("/* ok */" PLAIN_ACTIVATION), JSON_BROKEN},
    {.name = "a callback", BODY("answer(" PLAIN_ACTIVATION ");"), JSON_BROKEN},
    {.name = "a guard against scripts", BODY(")]}',\n" PLAIN_ACTIVATION), JSON_BROKEN},
    {.name = "a byte order mark", BODY("\xef\xbb\xbf" PLAIN_ACTIVATION), JSON_BROKEN},
    {.name = "UTF-16", .rendering = {.respell = respell_utf16, .scope = FOR_ANSWERS}, JSON_BROKEN},
    {.name = "UTF-16 with its mark",
     .rendering = {.respell = respell_utf16_with_mark, .scope = FOR_ANSWERS},
     JSON_BROKEN},
    {.name = "True with a capital",
     BODY("{\"deviceId\":$i,\"activated\":True,\"name\":$n}"),
     JSON_BROKEN},
    {.name = "undefined", WITH_MEMBERS("\"a\":undefined"), JSON_BROKEN},
    {.name = "NaN", WITH_MEMBERS("\"a\":NaN"), JSON_BROKEN},
    {.name = "Infinity", WITH_MEMBERS("\"a\":-Infinity"), JSON_BROKEN},
    {.name = "a leading zero", WITH_MEMBERS("\"a\":01"), JSON_BROKEN},
    {.name = "a leading plus", WITH_MEMBERS("\"a\":+1"), JSON_BROKEN},
    {.name = "a leading point", WITH_MEMBERS("\"a\":.5"), JSON_BROKEN},
    {.name = "a trailing point", WITH_MEMBERS("\"a\":1."), JSON_BROKEN},
    {.name = "an empty exponent", WITH_MEMBERS("\"a\":1e"), JSON_BROKEN},
    {.name = "a hexadecimal number", WITH_MEMBERS("\"a\":0x1F"), JSON_BROKEN},
    {.name = "a line end inside a string", WITH_NAME("a\nb"), JSON_BROKEN},
    {.name = "a tab inside a string", WITH_NAME("a\tb"), JSON_BROKEN},
    {.name = "a NUL inside a string", WITH_NAME("a\0b"), JSON_BROKEN},
    {.name = "an escape that is none", WITH_NAME("a\\xb"), JSON_BROKEN},
    {.name = "an escape of three digits", WITH_NAME("a\\u12gb"), JSON_BROKEN},
    {.name = "a stray byte of UTF-8", WITH_NAME("a\x80 b"), JSON_BROKEN},
    {.name = "ISO 8859-1", WITH_NAME("Z\xe4hler"), JSON_BROKEN},
    {.name = "a slash in two bytes", WITH_MEMBERS("\"a\":\"\xc0\xaf\""), JSON_BROKEN},
    {.name = "an overlong euro sign", WITH_NAME("\xf0\x82\x82\xac"), JSON_BROKEN},
    {.name = "a surrogate in UTF-8", WITH_NAME("\xed\xa0\x80"), JSON_BROKEN},
    {.name = "past U+10FFFF", WITH_NAME("\xf4\x90\x80\x80"), JSON_BROKEN},
    {.name = "a character cut off", WITH_NAME("\xe2\x82"), JSON_BROKEN},
    {.name = "a byte that UTF-8 never has", WITH_NAME("\xff"), JSON_BROKEN},
    {.name = "bad UTF-8 in a member's name", WITH_MEMBERS("\"\xfe\":1"), JSON_BROKEN},
    {.name = "deeper than any reader goes",
     WITH_MEMBERS("\"deep\":" MANY("[[[") "1" MANY("]]]")),
     JSON_BROKEN},
    {.name = "more values than any reader takes",
     .rendering = {.respell = respell_with_many_values, .scope = FOR_ANSWERS},
     JSON_BROKEN},
};

static const struct performance member_rows[] = {
    {.name = "deviceId twice", WITH_MEMBERS("\"deviceId\":$i"), JSON_BROKEN},
    {.name = "activated twice, otherwise", WITH_MEMBERS("\"activated\":false"), JSON_BROKEN},
    {.name = "activated twice, behind an escape",
     WITH_MEMBERS("\"\\u0061ctivated\":$a"),
     JSON_BROKEN},
    {.name = "an undocumented member twice", WITH_MEMBERS("\"a\":1,\"a\":1"), JSON_BROKEN},
    {.name = "a member twice, further inside",
     WITH_MEMBERS("\"a\":[{\"b\":1,\"\\u0062\":2}]"),
     JSON_BROKEN},
    {.name = "the empty name twice", WITH_MEMBERS("\"\":1,\"\":1"), JSON_BROKEN},
    {.name = "a first half of a pair in the name", WITH_NAME("\\ud83d"), JSON_BROKEN},
    {.name = "a second half of a pair in the name", WITH_NAME("\\ude00"), JSON_BROKEN},
    {.name = "the halves of a pair swapped", WITH_NAME("\\ude00\\ud83d"), JSON_BROKEN},
    {.name = "a NUL in the name, escaped", WITH_NAME("a\\u0000"), JSON_BROKEN},

    {.name = "deviceId a number",
     BODY("{\"deviceId\":17,\"activated\":$a,\"name\":$n}"),
     BREAKS("response.device-id")},
    {.name = "deviceId null",
     BODY("{\"deviceId\":null,\"activated\":$a,\"name\":$n}"),
     BREAKS("response.device-id")},
    {.name = "deviceId in an array",
     BODY("{\"deviceId\":[$i],\"activated\":$a,\"name\":$n}"),
     BREAKS("response.device-id")},
    {.name = "deviceId absent",
     BODY("{\"activated\":$a,\"name\":$n}"),
     BREAKS("response.device-id")},
    {.name = "deviceID",
     BODY("{\"deviceID\":$i,\"activated\":$a,\"name\":$n}"),
     BREAKS("response.device-id")},
    {.name = "device_id",
     BODY("{\"device_id\":$i,\"activated\":$a,\"name\":$n}"),
     BREAKS("response.device-id")},
    {.name = "deviceId with a blank in its name",
     BODY("{\"deviceId \":$i,\"activated\":$a,\"name\":$n}"),
     BREAKS("response.device-id")},
    {.name = "deviceId of another device",
     BODY("{\"deviceId\":\"77c26a9d\",\"activated\":$a,\"name\":$n}"),
     BREAKS("response.device-id")},
    {.name = "deviceId empty",
     BODY("{\"deviceId\":\"\",\"activated\":$a,\"name\":$n}"),
     BREAKS("response.device-id")},
    {.name = "deviceId of 257 characters",
     BODY("{\"deviceId\":\"" MANY("d") "d\",\"activated\":$a,\"name\":$n}"),
     BREAKS("response.device-id")},

    {.name = "activated a string",
     BODY("{\"deviceId\":$i,\"activated\":\"$a\",\"name\":$n}"),
     BREAKS("response.activated")},
    {.name = "activated masked, as in the example",
     BODY("{\"deviceId\":$i,\"activated\":\"*******\",\"name\":$n}"),
     BREAKS("response.activated")},
    {.name = "activated 1",
     BODY("{\"deviceId\":$i,\"activated\":1,\"name\":$n}"),
     BREAKS("response.activated")},
    {.name = "activated null",
     BODY("{\"deviceId\":$i,\"activated\":null,\"name\":$n}"),
     BREAKS("response.activated")},
    {.name = "activated absent",
     BODY("{\"deviceId\":$i,\"name\":$n}"),
     BREAKS("response.activated")},
    {.name = "Activated",
     BODY("{\"deviceId\":$i,\"Activated\":$a,\"name\":$n}"),
     BREAKS("response.activated")},

    {.name = "name a number",
     BODY("{\"deviceId\":$i,\"activated\":$a,\"name\":4}"),
     BREAKS("response.name")},
    {.name = "name an object",
     BODY("{\"deviceId\":$i,\"activated\":$a,\"name\":{}}"),
     BREAKS("response.name")},
    {.name = "name false",
     BODY("{\"deviceId\":$i,\"activated\":$a,\"name\":false}"),
     BREAKS("response.name")},
    {.name = "name absent", BODY("{\"deviceId\":$i,\"activated\":$a}"), BREAKS("response.name")},
    {.name = "NAME",
     BODY("{\"deviceId\":$i,\"activated\":$a,\"NAME\":$n}"),
     BREAKS("response.name")},
    {.name = "a name of 257 letters", WITH_NAME(MANY("n") "n"), BREAKS("response.name")},
    {.name = "a name of 257 characters of four bytes",
     WITH_NAME(MANY("\xf0\x9f\x98\x80") "n"),
     BREAKS("response.name")},
    {.name = "a name of 257 characters, escaped",
     WITH_NAME(MANY("\\u006e") "n"),
     BREAKS("response.name")},

    /* What is well-formed and no object lacks its members, each of them. */
    {.name = "an array around it", BODY("[" PLAIN_ACTIVATION "]"), BREAKS(ALL_MEMBERS)},
    {.name = "an object around it", BODY("{\"data\":" PLAIN_ACTIVATION "}"), BREAKS(ALL_MEMBERS)},
    {.name = "a string", BODY("\"ok\""), BREAKS(ALL_MEMBERS)},
    {.name = "null", BODY("null"), BREAKS(ALL_MEMBERS)},
    {.name = "an empty object", BODY("{}"), BREAKS(ALL_MEMBERS)},
};

static void test_certification__refuses_what_is_no_json_text(void **state) {
    (void)state;
    stage_check(text_rows, sizeof text_rows / sizeof text_rows[0]);
}

static void test_certification__refuses_members_that_are_not_as_documented(void **state) {
    (void)state;
    stage_check(member_rows, sizeof member_rows / sizeof member_rows[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certification__refuses_what_is_no_json_text),
        cmocka_unit_test(test_certification__refuses_members_that_are_not_as_documented),
    };
    return cmocka_run_group_tests(tests, stage_set_up, stage_tear_down);
}
