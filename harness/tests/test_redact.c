/* No secret and nothing derived from one survives; nothing else is touched. */
#include "tests/redact_fixture.h"

#include "base/utf8.h"

#include <time.h>

static const struct row token_rows[] = {
    {"plain, in a header", "Authorization: Bearer kq7Zp+/w3X~vB9=eYr2M0uLs\r\n",
     "Authorization: Bearer ########################\r\n"},
    {"plain, the whole text", "kq7Zp+/w3X~vB9=eYr2M0uLs", "########################"},
    {"two of them side by side", "kq7Zp+/w3X~vB9=eYr2M0uLskq7Zp+/w3X~vB9=eYr2M0uLs",
     "################################################"},
    {"in upper case", "xKQ7ZP+/W3X~VB9=EYR2M0ULSy", "x########################y"},
    {"in lower case", "kq7zp+/w3x~vb9=eyr2m0uls", "########################"},
    {"cut by one at its end", "<kq7Zp+/w3X~vB9=eYr2M0uL>", "<#######################>"},
    {"cut by one at its front", "<q7Zp+/w3X~vB9=eYr2M0uLs>", "<#######################>"},
    {"extended by one", "<kq7Zp+/w3X~vB9=eYr2M0uLsz>", "<########################z>"},
    {"last character changed", "kq7Zp+/w3X~vB9=eYr2M0uL_", "#######################_"},
    {"first character changed", "_q7Zp+/w3X~vB9=eYr2M0uLs", "_#######################"},
    {"one character changed in its middle", "kq7Zp+/w3X~v_9=eYr2M0uLs", "########################"},
    {"one character left out in its middle", "kq7Zp+/w3X~v9=eYr2M0uLs", "#######################"},
    {"two characters put into its middle", "kq7Zp+/w3X~v__B9=eYr2M0uLs",
     "##########################"},
    {"three characters put into its middle", "kq7Zp+/w3X~v___B9=eYr2M0uLs",
     "############___############"},
    {"any eight bytes of it", "<+/w3X~vB>", "<########>"},
    {"seven bytes of it", "<+/w3X~v>", "<+/w3X~v>"},
    {"its halves, seven bytes each, apart", "kq7Zp+/ -- r2M0uLs", "kq7Zp+/ -- r2M0uLs"},
    {"text that has nothing of it", "{\"deviceId\":\"77c26a9d\",\"activated\":true}",
     "{\"deviceId\":\"77c26a9d\",\"activated\":true}"},
    {"nothing", "", ""},
    {"percent-encoded where it must be", "?t=kq7Zp%2B%2Fw3X~vB9%3DeYr2M0uLs&x",
     "?t=##############################&x"},
    {"percent-encoded in lower-case hex", "kq7Zp%2b%2fw3X~vB9%3deYr2M0uLs",
     "##############################"},
    {"percent-encoded in full",
     "%6B%71%37%5A%70%2B%2F%77%33%58%7E%76%42%39%3D%65%59%72%32%4D%30%75%4C%73",
     "########################################################################"},
    {"percent-encoded twice", "kq7Zp%252B%252Fw3X~vB9%253DeYr2M0uLs",
     "####################################"},
    {"percent-encoded in part", "kq7Zp%2B/w3X~vB9=eYr2M0uLs", "##########################"},
    {"eight bytes of it percent-encoded in full", "<%70%2b%2f%77%33%58%7e%76>",
     "<########################>"},
    {"seven bytes of it percent-encoded in full", "<%70%2b%2f%77%33%58%7e>",
     "<%70%2b%2f%77%33%58%7e>"},
    {"percent signs that begin nothing", "100% of 5%% and %zz%2", "100% of 5%% and %zz%2"},
    {"JSON-escaped in full",
     "\"\\u006b\\u0071\\u0037\\u005a\\u0070\\u002b\\u002f\\u0077\\u0033\\u0058\\u007e\\u0076\\u0042"
     "\\u0039\\u003d\\u0065\\u0059\\u0072\\u0032\\u004d\\u0030\\u0075\\u004c\\u0073\"",
     "\"###########################################################################################"
     "#####################################################\""},
    {"JSON-escaped in full, upper-case hex",
     "\"\\u006B\\u0071\\u0037\\u005A\\u0070\\u002B\\u002F\\u0077\\u0033\\u0058\\u007E\\u0076\\u0042"
     "\\u0039\\u003D\\u0065\\u0059\\u0072\\u0032\\u004D\\u0030\\u0075\\u004C\\u0073\"",
     "\"###########################################################################################"
     "#####################################################\""},
    {"JSON with escaped slashes", "{\"t\":\"kq7Zp+\\/w3X~vB9=eYr2M0uLs\"}",
     "{\"t\":\"#########################\"}"},
    {"JSON with its plus sign alone escaped", "\"kq7Zp\\u002b/w3X~vB9=eYr2M0uLs\"",
     "\"#############################\""},
    {"JSON-escaped and cut by one",
     "\"\\u006b\\u0071\\u0037\\u005a\\u0070\\u002b\\u002f\\u0077\\u0033\\u0058\\u007e\\u0076\\u0042"
     "\\u0039\\u003d\\u0065\\u0059\\u0072\\u0032\\u004d\\u0030\\u0075\\u004c\"",
     "\"###########################################################################################"
     "###############################################\""},
    {"percent-encoded inside JSON", "\"kq7Zp\\u00252B\\u00252Fw3X~vB9\\u00253DeYr2M0uLs\"",
     "\"#############################################\""},
    {"seven bytes of it JSON-escaped", "\"\\u006b\\u0071\\u0037\\u005a\\u0070\\u002b\\u002f\"",
     "\"\\u006b\\u0071\\u0037\\u005a\\u0070\\u002b\\u002f\""},
    {"in hex", "0x6b71375a702b2f7733587e7642393d655972324d30754c73",
     "0x################################################"},
    {"in upper-case hex", "0x6B71375A702B2F7733587E7642393D655972324D30754C73",
     "0x################################################"},
    {"hex of any eight bytes", "<2f7733587e764239>", "<################>"},
    {"hex of seven bytes", "<2f7733587e7642>", "<2f7733587e7642>"},
    {"base64 of it alone", "a3E3WnArL3czWH52Qjk9ZVlyMk0wdUxz", "################################"},
    {"base64 behind one byte",
     "YWtxN1pwKy93M1h+dkI5PWVZcjJNMHVMc2I=", "YW###############################2I="},
    {"base64 behind two bytes", "YWJrcTdacCsvdzNYfnZCOT1lWXIyTTB1THNj",
     "YWJ###############################Nj"},
    {"base64 behind a user name",
     "dXNlcjprcTdacCsvdzNYfnZCOT1lWXIyTTB1THM=", "dXNlcjp###############################M="},
    {"base64 of eight bytes of it", "CgoKClpwKy93M1h+Cgo=", "CgoKCl##########Cgo="},
    {"base64 of six bytes of it", "fn5+WnArL3czfn5+", "fn5+WnArL3czfn5+"},
};

static void test_redact_in_place__replaces_a_token_and_what_derives_from_it(void **state) {
    (void)state;
    struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, TOKEN);
    check_rows(redactor, token_rows, COUNT(token_rows));
    redactor_destroy(redactor);
}

/* Bytes 3e, 3f and beyond ASCII: what base64 and its url-safe cousin spell differently. */
static const struct {
    const char *name, *text;
} odd_rows[] = {
    {"base64 with plus and slash", "Pj4+Pz8/Pj4+Pz8/w6nDqQ=="},
    {"base64, url-safe", "Pj4-Pz8_Pj4-Pz8_w6nDqQ"},
    {"beyond ASCII, JSON-escaped", "\"\\u003e>>?\?\?>>>?\?\?\\u00E9\\u00e9\""},
    {"beyond ASCII, percent-encoded", "%3E%3E%3E?\?\?%3E%3E%3E?\?\?%C3%A9%c3%a9"},
};

static void test_redact_in_place__knows_both_alphabets_of_base64(void **state) {
    (void)state;
    struct redactor *redactor =
        redactor_with(SECRET_ACCESS_TOKEN, ">>>\?\?\?>>>\?\?\?\xc3\xa9\xc3\xa9");
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(odd_rows); i++) {
        struct outcome outcome = redact(redactor, bytes_of_text(odd_rows[i].text));
        bool is_quoted = odd_rows[i].text[0] == '"';
        size_t padding = strlen(odd_rows[i].text) - strcspn(odd_rows[i].text, "=");
        /* The last base64 character also carries two bits that the secret does not decide. */
        size_t least = outcome.size - padding - 1 - (is_quoted ? 1 : 0);
        bool is_right = outcome.count == 1 && outcome.redactions[0].size >= least;
        if (!is_right) {
            print_error("failed: %s: %s\n", odd_rows[i].name, (const char *)outcome.text);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
    redactor_destroy(redactor);
}

/* Eight bytes are the least that a secret may have: then seven of them count. */
static const struct row short_rows[] = {
    {"whole", "<Ab3dEf7h>", "<########>"},
    {"cut by one", "<Ab3dEf7>", "<#######>"},
    {"cut at its front", "<b3dEf7h>", "<#######>"},
    {"last character changed", "<Ab3dEf7_>", "<#######_>"},
    {"six bytes of it", "<Ab3dEf>", "<Ab3dEf>"},
    {"base64 of it", "QWIzZEVmN2g=", "##########g="},
};

static void test_redact_in_place__guards_the_shortest_secret(void **state) {
    (void)state;
    struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, "Ab3dEf7h");
    check_rows(redactor, short_rows, COUNT(short_rows));
    redactor_destroy(redactor);
}

static const struct row periodic_rows[] = {
    {"whole", "<ababababababab>", "<##############>"},
    {"cut by one", "<ababababababa>", "<#############>"},
    {"over and over", "<abababababababababababababababababababab>",
     "<########################################>"},
    {"beginning with its second byte", "<bababababab>", "<###########>"},
};

static void test_redact_in_place__finds_a_secret_that_repeats_itself(void **state) {
    (void)state;
    struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, "ababababababab");
    check_rows(redactor, periodic_rows, COUNT(periodic_rows));
    redactor_destroy(redactor);
}

/* The longest of secrets, as awkward as a platform can make it, on a large body of the same. */
static void test_redact_in_place__takes_no_longer_for_it(void **state) {
    (void)state;
    enum { SECRET_SIZE = 1 << 16, BODY_SIZE = 1 << 20 };
    unsigned char *body = malloc(BODY_SIZE);
    struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, NULL);
    size_t count = 0;
    assert_non_null(body);
    for (size_t i = 0; i < BODY_SIZE; i++) {
        body[i] = (unsigned char)"ab"[i % 2];
    }
    assert_int_equal(redactor_add(redactor, SECRET_ACCESS_TOKEN, bytes_of(body, SECRET_SIZE)),
                     STATUS_OK);
    clock_t before = clock();
    redact_in_place(redactor, PART_BODY, body, BODY_SIZE, NULL, 0, &count);
    assert_true(clock() - before < 5 * CLOCKS_PER_SEC);
    assert_null(memmem(body, BODY_SIZE, "abababab", 8));
    redactor_destroy(redactor);
    free(body);
}

/* The secret is made of public words, which therefore must not betray it. */
#define WORDY "deviceId-9f3Kx-application/json"

static const struct row public_rows[] = {
    {"the document's own word", "{\"deviceId\":\"a\"}", "{\"deviceId\":\"a\"}"},
    {"a media type", "Content-Type: application/json\r\n", "Content-Type: application/json\r\n"},
    {"in other case", "APPLICATION/JSON", "APPLICATION/JSON"},
    {"public text given by the caller", "house-of-assay", "house-of-assay"},
    {"the whole secret", "<deviceId-9f3Kx-application/json>", "<###############################>"},
    {"its front and some more", "<deviceId-9f>", "<###########>"},
    {"its public end and some more", "<Kx-application/json>", "<###################>"},
};

static void test_redactor_spare__keeps_public_text_whichever_comes_first(void **state) {
    (void)state;
    struct bytes house = bytes_of_text("house-of-assay");
    struct redactor *after = redactor_with(SECRET_ACCESS_TOKEN, WORDY);
    assert_int_equal(redactor_add(after, SECRET_ACCESS_TOKEN, bytes_of_text("xx-house-of-assay")),
                     STATUS_OK);
    assert_int_equal(redactor_spare(after, house), STATUS_OK);
    struct redactor *before = redactor_with(SECRET_ACCESS_TOKEN, NULL);
    assert_int_equal(redactor_spare(before, house), STATUS_OK);
    assert_int_equal(redactor_add(before, SECRET_ACCESS_TOKEN, bytes_of_text("xx-house-of-assay")),
                     STATUS_OK);
    assert_int_equal(redactor_add(before, SECRET_ACCESS_TOKEN, bytes_of_text(WORDY)), STATUS_OK);
    check_rows(after, public_rows, COUNT(public_rows));
    check_rows(before, public_rows, COUNT(public_rows));
    redactor_destroy(after);
    redactor_destroy(before);
}

static void test_redactor_spare__cannot_hide_a_whole_secret(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"spared in full", "<" TOKEN ">", "<########################>"}};
    struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, TOKEN);
    assert_int_equal(redactor_spare(redactor, bytes_of_text("x" TOKEN "y")), STATUS_OK);
    check_rows(redactor, rows, COUNT(rows));
    redactor_destroy(redactor);
}

/* ---- evidence stays what it was ---- */

/* Where a match would begin inside an escape, the label takes the escape along. */
static const char *const json_rows[] = {
    "{\"a\":\"\\nABCDEFG\"}", /* eight bytes only together with the escape's name */
    "{\"a\":\"\\\\\\nABCDEFG\"}",
    "{\"a\":\"\\\\nABCDEFG\"}",
    "{\"a\":\"\\nABCDEFG1234\"}",
    "{\"a\":\"\\\\nABCDEFG1234\"}",
    "{\"a\":\"\\u006eABCDEFG1234\"}",
    "{\"a\":\"nABCDEFG1234\\\\\"}",
    "{\"a\":\"nABCDEFG1234\\\\nABCDEFG1234\"}",
};

/* A backslash must be followed by what may follow one; good enough for these rows. */
static bool has_sound_escapes(const unsigned char *text, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\\') {
            i++;
            if (i >= size || strchr("\"\\/bfnrtu", text[i]) == NULL) {
                return false;
            }
        }
    }
    return true;
}

static void test_redact_in_place__breaks_no_escape(void **state) {
    (void)state;
    struct redactor *redactor = redactor_with(SECRET_APP_KEY, "nABCDEFG1234\\");
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(json_rows); i++) {
        struct outcome outcome = redact(redactor, bytes_of_text(json_rows[i]));
        bool is_sound = has_sound_escapes(outcome.text, outcome.size) &&
                        outcome.text[outcome.size - 1] == '}' &&
                        outcome.text[outcome.size - 2] == '"' && outcome.count > 0;
        if (!is_sound) {
            print_error("failed: %s: %s\n", json_rows[i], (const char *)outcome.text);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
    redactor_destroy(redactor);
}

static void test_redact_in_place__cuts_no_character_in_two(void **state) {
    (void)state;
    struct redactor *redactor = redactor_with(SECRET_APP_KEY, "\xc3\xa9"
                                                              "ABCDEFGHIJ"
                                                              "\xc3\xa9");
    /* Other characters that share their last or first byte with the secret's. */
    struct outcome outcome = redact(redactor, bytes_of_text("\xc4\xa9"
                                                            "ABCDEFGHIJ"
                                                            "\xc3\xa8."));
    assert_int_equal(outcome.count, 1);
    assert_true(utf8_is_valid(bytes_of(outcome.text, outcome.size)));
    assert_int_equal(outcome.text[outcome.size - 1], '.');
    redactor_destroy(redactor);
}

static void test_redact_in_place__labels_are_stable_within_a_run(void **state) {
    (void)state;
    static const unsigned char other_key[32] = "of another run";
    struct redactor *one = redactor_with(SECRET_APP_KEY, TOKEN), *other = NULL;
    assert_int_equal(redactor_new(other_key, &other), STATUS_OK);
    assert_int_equal(redactor_add(other, SECRET_APP_KEY, bytes_of_text(TOKEN)), STATUS_OK);
    struct outcome first = redact(one, bytes_of_text("a " TOKEN));
    struct outcome again = redact(one, bytes_of_text("b " TOKEN));
    struct outcome elsewhere = redact(other, bytes_of_text("a " TOKEN));
    assert_memory_equal(first.text + 2, again.text + 2, 24);
    assert_memory_not_equal(first.text + 2, elsewhere.text + 2, 24);
    assert_true(has_labels(&first, "key"));
    redactor_destroy(one);
    redactor_destroy(other);
}

static void test_redact_in_place__tells_two_secrets_apart(void **state) {
    (void)state;
    struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, TOKEN);
    assert_int_equal(
        redactor_add(redactor, SECRET_REFRESH_TOKEN, bytes_of_text("kq7Zp+/w-refresh")), STATUS_OK);
    struct outcome outcome = redact(redactor, bytes_of_text("kq7Zp+/w-refresh,kq7Zp+/w3X~vB9"));
    assert_int_equal(outcome.count, 2);
    assert_int_equal(outcome.redactions[0].secret, SECRET_REFRESH_TOKEN);
    assert_int_equal(outcome.redactions[0].size, 16);
    assert_int_equal(outcome.redactions[1].secret, SECRET_ACCESS_TOKEN);
    assert_int_equal(outcome.redactions[1].size, 14);
    redactor_destroy(redactor);
}

static void test_redact_in_place__goes_on_when_the_list_is_full(void **state) {
    (void)state;
    struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, TOKEN);
    char text[] = TOKEN "...." TOKEN "...." TOKEN;
    struct redaction list[2];
    size_t count = 0;
    redact_in_place(redactor, PART_HEAD, (unsigned char *)text, strlen(text), list, 2, &count);
    assert_int_equal(count, 2);
    assert_int_equal(list[1].part, PART_HEAD);
    assert_int_equal(list[1].offset, 28);
    assert_null(strstr(text, "kq7Zp"));
    redactor_destroy(redactor);
}

static void test_redactor_add__refuses_what_it_cannot_guard(void **state) {
    (void)state;
    struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, NULL);
    assert_int_equal(redactor_add(redactor, SECRET_APP_KEY, bytes_of_text("1234567")),
                     STATUS_INVALID);
    assert_int_equal(redactor_add(redactor, SECRET_APP_KEY, bytes_of_text("12345678")), STATUS_OK);
    assert_int_equal(redactor_add(redactor, SECRET_APP_KEY, bytes_of_text("12345678")), STATUS_OK);
    redactor_destroy(redactor);
    redactor_destroy(NULL);
}

static void test_redactor_is_word__knows_the_document_s_words(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool is_word;
    } words[] = {
        {"deviceId", true},           {"application/json", true}, {"APPLICATION/JSON", true},
        {"HTTP/1.1 200 OK", true},    {"100403", false},          {"deviceId1", false},
        {"xapplication/json", false}, {"12345678", false},        {"", false},
    };
    struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, NULL);
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(words); i++) {
        if (redactor_is_word(redactor, bytes_of_text(words[i].text)) != words[i].is_word) {
            print_error("failed: %s\n", words[i].text);
            failures++;
        }
    }
    redactor_destroy(redactor);
    assert_int_equal(failures, 0);
}

/* Sixteen bits are soon the same for two of so many. */
static void test_redact_in_place__labels_no_two_secrets_alike(void **state) {
    (void)state;
    enum { SECRETS = 1500, LABEL_SIZE = 8 };
    static char labels[SECRETS][LABEL_SIZE];
    struct redactor *redactor = redactor_with(SECRET_DEVICE_ID, NULL);
    size_t failures = 0;
    for (unsigned i = 0; i < SECRETS; i++) {
        char secret[16];
        snprintf(secret, sizeof secret, "%08x", i * 2654435761U);
        assert_int_equal(redactor_add(redactor, SECRET_DEVICE_ID, bytes_of_text(secret)),
                         STATUS_OK);
        struct outcome outcome = redact(redactor, bytes_of_text(secret));
        memcpy(labels[i], outcome.text, LABEL_SIZE);
        for (size_t before = 0; before < i; before++) {
            failures += memcmp(labels[before], labels[i], LABEL_SIZE) == 0;
        }
    }
    redactor_destroy(redactor);
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_redact_in_place__replaces_a_token_and_what_derives_from_it),
        cmocka_unit_test(test_redact_in_place__knows_both_alphabets_of_base64),
        cmocka_unit_test(test_redact_in_place__guards_the_shortest_secret),
        cmocka_unit_test(test_redact_in_place__finds_a_secret_that_repeats_itself),
        cmocka_unit_test(test_redact_in_place__takes_no_longer_for_it),
        cmocka_unit_test(test_redactor_spare__keeps_public_text_whichever_comes_first),
        cmocka_unit_test(test_redactor_spare__cannot_hide_a_whole_secret),
        cmocka_unit_test(test_redact_in_place__breaks_no_escape),
        cmocka_unit_test(test_redact_in_place__cuts_no_character_in_two),
        cmocka_unit_test(test_redact_in_place__labels_are_stable_within_a_run),
        cmocka_unit_test(test_redact_in_place__tells_two_secrets_apart),
        cmocka_unit_test(test_redactor_is_word__knows_the_document_s_words),
        cmocka_unit_test(test_redact_in_place__labels_no_two_secrets_alike),
        cmocka_unit_test(test_redact_in_place__goes_on_when_the_list_is_full),
        cmocka_unit_test(test_redactor_add__refuses_what_it_cannot_guard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
