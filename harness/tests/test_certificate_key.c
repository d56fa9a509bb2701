/* Keys: what is one, what is none, and the words for it. */
#include "tests/certificate_fixture.h"
#include "tests/check.h"

#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define EC_PRIVATE_PEM                                                                             \
    "-----BEGIN PRIVATE KEY-----\n"                                                                \
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgEHnRckJx/iFuaJ5y\n"                           \
    "OGvlmji5eC0QK/d/pOjL95ChCMGhRANCAATmemmR04XkFMDuTdl6SQD5q2k46mr6\n"                           \
    "xVHq7FQ7LkcToWnmwjWBFod3kdTZrtjc4UuhDyVzwSKgGcRFxC+5M0jM\n"                                   \
    "-----END PRIVATE KEY-----\n"
#define X25519_PUBLIC_PEM                                                                          \
    "-----BEGIN PUBLIC KEY-----\n"                                                                 \
    "MCowBQYDK2VuAyEARU8QynBf9gvquGLt0bzVONbv/NPUYYk4ykzvYGOsJ24=\n"                               \
    "-----END PUBLIC KEY-----\n"
/* The passphrase is open-sesame. */
#define PROTECTED_PEM                                                                              \
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"                                                      \
    "MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiuYSxTs1BnlgICA+gw\n"                           \
    "DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEED5eaM7uMaG06PZwudG3O38EQO2Y\n"                           \
    "8voDnA2Y/lbnIkj2kCAlDfHR0saVmQjySOPXGfZl+39OPn6YEineXifGb2xk2U15\n"                           \
    "9BvuhvPMcoBYnIKPqhQ=\n"                                                                       \
    "-----END ENCRYPTED PRIVATE KEY-----\n"

static const struct private_row {
    const char *name;
    const char *pem;
    const char *passphrase;
    const char *words; /* NULL: it is taken */
} private_rows[] = {
    {"a key of ours", PRIVATE_PEM, NULL, NULL},
    {"words around it", "mine:\n" PRIVATE_PEM "keep it\n", NULL, NULL},
    {"a passphrase that is not needed", PRIVATE_PEM, "open-sesame", NULL},
    {"a protected key", PROTECTED_PEM, "open-sesame", NULL},
    {"a protected key without its passphrase", PROTECTED_PEM, NULL,
     "lab.pem:1: is protected by a passphrase; name the variable that holds it with --sign"},
    {"the wrong passphrase", PROTECTED_PEM, "open-barley", "lab.pem:1: the passphrase of"},
    {"an empty passphrase", PROTECTED_PEM, "", "lab.pem:1: the passphrase of"},
    {"nothing", "", NULL, "lab.pem:1: holds no PEM block"},
    {"no PEM", "hello\n", NULL, "lab.pem:1: holds no PEM block"},
    {"a public key", PUBLIC_PEM, NULL, "lab.pem:1: is a public key; a private key in PKCS#8"},
    {"an elliptic curve", EC_PRIVATE_PEM, NULL, "lab.pem: is a key of type EC; an Ed25519 key"},
    {"OpenSSH's", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3B=\n-----END OPENSSH PRIVATE KEY-----\n",
     NULL, "lab.pem:1: is a key of OpenSSH"},
    {"a certificate", "\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", NULL,
     "lab.pem:2: is an X.509 certificate"},
    {"two keys", PRIVATE_PEM PRIVATE_PEM, NULL, "lab.pem:4: a second PEM block"},
    {"cut in the base64", "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwB", NULL,
     "lab.pem:2: the file ends before its line -----END"},
    {"a byte of the base64 is none",
     "-----BEGIN PRIVATE KEY-----\nMC4CAQAw!QYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7"
     "\n-----END PRIVATE KEY-----\n",
     NULL, "lab.pem:2: the block cannot be decoded"},
};

static void test_key_read_private__takes_one_ed25519_key(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(private_rows); i++) {
        const struct private_row *row = &private_rows[i];
        struct passphrase passphrase = {row->passphrase, "--sign-passphrase-env"};
        struct diagnostic diagnostic = {""};
        struct key *key = NULL;
        enum status status =
            key_read_private(bytes_of_text(row->pem), "lab.pem", passphrase, &key, &diagnostic);
        check_row(row->name, status == (row->words == NULL ? STATUS_OK : STATUS_INVALID));
        check_row(row->name, (key != NULL) == (row->words == NULL));
        check_row(row->name, row->words == NULL || strstr(diagnostic.text, row->words) != NULL);
        check_row(row->name, strstr(diagnostic.text, "open-") == NULL);
        key_destroy(key);
    }
    check_finish();
}

static const struct public_row {
    const char *name;
    const char *pem;
    const char *words; /* NULL: it is taken */
} public_rows[] = {
    {"a key of ours", PUBLIC_PEM, NULL},
    {"another's", OTHER_PUBLIC_PEM, NULL},
    {"a private key", PRIVATE_PEM, "lab.pub:1: is a private key; the public one is needed"},
    {"a protected private key", PROTECTED_PEM, "lab.pub:1: is a private key"},
    {"a key that signs nothing", X25519_PUBLIC_PEM, "lab.pub: is a key of type X25519"},
    {"nothing", "", "lab.pub:1: holds no PEM block"},
    {"two keys", PUBLIC_PEM OTHER_PUBLIC_PEM, "lab.pub:4: a second PEM block"},
    {"words before it", "mine:\n" PUBLIC_PEM, "lab.pub:1: is not spelled as"},
    {"a line too many", PUBLIC_PEM "\n", "lab.pub:4: is not spelled as"},
    {"slack in the base64",
     "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgx=\n"
     "-----END PUBLIC KEY-----\n",
     "lab.pub:2: "},
    {"cut", "-----BEGIN PUBLIC KEY-----\nMCow\n", "lab.pub:3: the file ends before"},
    {"no key inside", "-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----\n",
     "lab.pub:2: the block cannot be decoded"},
};

static void test_key_read_public__takes_one_ed25519_key_in_one_spelling(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(public_rows); i++) {
        const struct public_row *row = &public_rows[i];
        struct diagnostic diagnostic = {""};
        struct key *key = NULL;
        enum status status = key_read_public(bytes_of_text(row->pem), "lab.pub", &key, &diagnostic);
        check_row(row->name, status == (row->words == NULL ? STATUS_OK : STATUS_INVALID));
        check_row(row->name, row->words == NULL || strstr(diagnostic.text, row->words) != NULL);
        key_destroy(key);
    }
    check_finish();
}

/* A key altered by one bit is another key or none. */
static void test_key_read_public__never_takes_a_flipped_bit_for_the_same_key(void **state) {
    (void)state;
    char pem[] = PUBLIC_PEM;
    for (size_t bit = 0; bit < 8 * strlen(PUBLIC_PEM); bit++) {
        pem[bit / 8] = (char)(pem[bit / 8] ^ (1 << bit % 8));
        struct key *key = NULL;
        char id[DIGEST_HEX_SIZE] = "";
        struct bytes text = bytes_of(pem, sizeof pem - 1);
        if (key_read_public(text, "lab.pub", &key, NULL) == STATUS_OK) {
            assert_int_equal(key_id(key, id), STATUS_OK);
            key_destroy(key);
        }
        assert_string_not_equal(id, KEY_ID);
        pem[bit / 8] = (char)(pem[bit / 8] ^ (1 << bit % 8));
    }
}

/* RFC 8032 section 7.1, test 2. */
static void test_key_sign__signs_as_the_rfc_does(void **state) {
    (void)state;
    static const unsigned char expected[KEY_SIGNATURE_BYTES] = {
        0x92, 0xa0, 0x09, 0xa9, 0xf0, 0xd4, 0xca, 0xb8, 0x72, 0x0e, 0x82, 0x0b, 0x5f,
        0x64, 0x25, 0x40, 0xa2, 0xb2, 0x7b, 0x54, 0x16, 0x50, 0x3f, 0x8f, 0xb3, 0x76,
        0x22, 0x23, 0xeb, 0xdb, 0x69, 0xda, 0x08, 0x5a, 0xc1, 0xe4, 0x3e, 0x15, 0x99,
        0x6e, 0x45, 0x8f, 0x36, 0x13, 0xd0, 0xf1, 0x1d, 0x8c, 0x38, 0x7b, 0x2e, 0xae,
        0xb4, 0x30, 0x2a, 0xee, 0xb0, 0x0d, 0x29, 0x16, 0x12, 0xbb, 0x0c, 0x00};
    unsigned char signature[KEY_SIGNATURE_BYTES];
    char id[DIGEST_HEX_SIZE];
    struct key *key = fixture_private_key();
    assert_non_null(key);
    assert_int_equal(key_sign(key, bytes_of_text("\x72"), signature), STATUS_OK);
    assert_memory_equal(signature, expected, sizeof expected);
    assert_true(key_verifies(key, bytes_of_text("\x72"), bytes_of(expected, sizeof expected)));
    assert_false(key_verifies(key, bytes_of_text("\x73"), bytes_of(expected, sizeof expected)));
    assert_false(key_verifies(key, bytes_of_text("\x72"), bytes_of(expected, 63)));
    assert_int_equal(key_id(key, id), STATUS_OK);
    assert_string_equal(id, KEY_ID);
    key_destroy(key);
}

static void test_key_generate__makes_keys_that_are_read_again(void **state) {
    (void)state;
    struct buffer private_text;
    struct buffer public_text;
    struct key *made = NULL;
    struct key *read = NULL;
    unsigned char signature[KEY_SIGNATURE_BYTES];
    const struct passphrase none = {NULL, ""};
    buffer_init(&private_text, KEY_PEM_LIMIT_BYTES);
    buffer_init(&public_text, KEY_PEM_LIMIT_BYTES);
    assert_int_equal(key_generate(&made), STATUS_OK);
    assert_int_equal(key_write_private(made, &private_text), STATUS_OK);
    assert_int_equal(key_write_public(made, &public_text), STATUS_OK);
    key_destroy(made);
    assert_int_equal(key_read_private(buffer_view(&private_text), "lab.pem", none, &made, NULL),
                     STATUS_OK);
    assert_int_equal(key_read_public(buffer_view(&public_text), "lab.pub", &read, NULL), STATUS_OK);
    assert_int_equal(key_sign(made, bytes_of_text("hello"), signature), STATUS_OK);
    assert_true(key_verifies(read, bytes_of_text("hello"), bytes_of(signature, sizeof signature)));
    key_destroy(made);
    key_destroy(read);
    key_wipe(&private_text);
    buffer_clean_up(&public_text);
}

/* OpenSSL's own store of files stands in for a token's. */
static void test_key_read_uri__finds_the_private_key(void **state) {
    (void)state;
    char path[] = "/tmp/assay-test-XXXXXX";
    char uri[64];
    char id[DIGEST_HEX_SIZE];
    int fd = mkstemp(path);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    assert_non_null(file);
    assert_true(fputs(PROTECTED_PEM, file) >= 0 && fclose(file) == 0);
    (void)snprintf(uri, sizeof uri, "file:%s", path);
    const struct passphrase pin = {"open-sesame", "PIN"};
    const struct passphrase none = {NULL, "PIN"};
    struct diagnostic diagnostic = {""};
    struct key *key = NULL;
    assert_int_equal(key_read_uri(uri, pin, &key, &diagnostic), STATUS_OK);
    assert_int_equal(key_id(key, id), STATUS_OK);
    key_destroy(key);
    assert_int_equal(key_read_uri(uri, none, &key, &diagnostic), STATUS_INVALID);
    assert_non_null(strstr(diagnostic.text, "--sign: the URI leads to no private key"));
    assert_non_null(strstr(diagnostic.text, "--sign-passphrase-env"));
    assert_int_equal(remove(path), 0);
    assert_int_equal(key_read_uri(uri, pin, &key, &diagnostic), STATUS_INVALID);
    assert_null(strstr(diagnostic.text, path));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_key_read_private__takes_one_ed25519_key),
        cmocka_unit_test(test_key_read_public__takes_one_ed25519_key_in_one_spelling),
        cmocka_unit_test(test_key_read_public__never_takes_a_flipped_bit_for_the_same_key),
        cmocka_unit_test(test_key_sign__signs_as_the_rfc_does),
        cmocka_unit_test(test_key_generate__makes_keys_that_are_read_again),
        cmocka_unit_test(test_key_read_uri__finds_the_private_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
