/* Whatever a hostile platform sends, no eight bytes of a secret come through. */
#include "tests/redact_fixture.h"

#include "base/base64.h"
#include "base/random.h"

static bool shares_a_window(struct bytes text, struct bytes secret) {
    for (size_t i = 0; i + REDACT_WINDOW <= secret.size; i++) {
        for (size_t at = 0; at + REDACT_WINDOW <= text.size; at++) {
            if (bytes_equal_ignoring_case(bytes_slice(text, at, REDACT_WINDOW),
                                          bytes_slice(secret, i, REDACT_WINDOW))) {
                return true;
            }
        }
    }
    return false;
}

/* Pieces of the secret, escapes and noise in a row: what a hostile platform may send. */
static size_t hostile_text(struct random *random, struct bytes secret, unsigned char *out_text) {
    static const char noise[] = "\\\\u00%2B%25\"/+=ab\n\xc3\xa9";
    size_t size = 0;
    while (size < 600) {
        size_t from = (size_t)random_below(random, secret.size);
        struct bytes piece = bytes_slice(secret, from, (size_t)random_below(random, 20));
        memcpy(out_text + size, piece.data, piece.size);
        size += piece.size;
        for (uint64_t i = random_below(random, 6); i > 0; i--) {
            out_text[size++] = (unsigned char)noise[random_below(random, sizeof noise)];
        }
    }
    return size;
}

static void test_redact_in_place__leaves_no_eight_bytes_of_a_secret(void **state) {
    (void)state;
    struct random random = random_seeded(7);
    struct bytes secret = bytes_of_text(TOKEN);
    struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, TOKEN);
    for (unsigned round = 0; round < 300; round++) {
        unsigned char text[700];
        size_t size = hostile_text(&random, secret, text);
        struct outcome outcome = redact(redactor, bytes_of(text, size));
        assert_false(shares_a_window(bytes_of(outcome.text, size), secret));
        size_t at = 0;
        for (size_t i = 0; i < outcome.count; i++) {
            assert_true(outcome.redactions[i].offset + outcome.redactions[i].size <= size);
        }
        for (; at < size; at++) { /* what no redaction claims is as it was */
            bool is_claimed = false;
            for (size_t i = 0; i < outcome.count; i++) {
                is_claimed =
                    is_claimed || (at - outcome.redactions[i].offset < outcome.redactions[i].size);
            }
            assert_true(is_claimed || outcome.count == REDACTIONS_MAX ||
                        outcome.text[at] == text[at]);
        }
    }
    redactor_destroy(redactor);
}

/* Base64 of `secret`'s bytes from `from` on, behind `before` other bytes; url-safe on request. */
static struct buffer encoded_stretch(const char *secret, size_t from, size_t before, bool is_url) {
    struct buffer plain, encoded;
    buffer_init(&plain, 100);
    buffer_init(&encoded, 200);
    assert_int_equal(buffer_append(&plain, bytes_of("\1\2\3\4\5\6", before)), STATUS_OK);
    assert_int_equal(buffer_append(&plain, bytes_of(secret + from, REDACT_WINDOW)), STATUS_OK);
    assert_int_equal(buffer_append_text(&plain, "\1\2\3"), STATUS_OK);
    assert_int_equal(base64_encode(buffer_view(&plain), &encoded), STATUS_OK);
    for (size_t i = 0; is_url && i < encoded.size; i++) {
        unsigned char *byte = &encoded.data[i];
        *byte = *byte == '+' ? '-' : *byte == '/' ? '_' : *byte;
    }
    buffer_clean_up(&plain);
    return encoded;
}

static size_t count_missed(const char *secret, bool is_url) {
    struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, secret);
    size_t missed = 0;
    for (size_t before = 0; before < 6; before++) {
        for (size_t from = 0; from + REDACT_WINDOW <= strlen(secret); from++) {
            struct buffer encoded = encoded_stretch(secret, from, before, is_url);
            struct outcome outcome = redact(redactor, buffer_view(&encoded));
            missed += outcome.count != 1;
            buffer_clean_up(&encoded);
        }
    }
    redactor_destroy(redactor);
    return missed;
}

static void test_redact_in_place__finds_any_stretch_in_base64_at_any_alignment(void **state) {
    (void)state;
    static const char *const secrets[] = {TOKEN, "a>~?b>>?c?>~?d~~>e?\?>f"};
    for (size_t i = 0; i < COUNT(secrets); i++) {
        assert_int_equal(count_missed(secrets[i], false), 0);
        assert_int_equal(count_missed(secrets[i], true), 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_redact_in_place__leaves_no_eight_bytes_of_a_secret),
        cmocka_unit_test(test_redact_in_place__finds_any_stretch_in_base64_at_any_alignment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
