/* The certificate: not vacuous, and no bit of it or of what it names can be altered unseen. */
#include "certificate/envelope.h"
#include "tests/certificate_fixture.h"
#include "tests/check.h"

#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* `text` with the first `from` replaced by `to`; to be freed. */
static char *replaced(const char *text, const char *from, const char *to) {
    const char *at = strstr(text, from);
    assert_non_null(at);
    size_t size = strlen(text) + strlen(to) + 1;
    char *copy = malloc(size);
    assert_non_null(copy);
    (void)snprintf(copy, size, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    return copy;
}

static enum status sign(const char *report, struct buffer *out, struct diagnostic *diagnostic) {
    struct bytes files[SUBJECT_COUNT];
    struct key *key = fixture_private_key();
    assert_non_null(key);
    fixture_files(report, files);
    diagnostic->text[0] = '\0';
    enum status status = certificate_sign(files, key, out, diagnostic);
    key_destroy(key);
    return status;
}

static const struct earned_row {
    const char *name;
    const char *from, *to;
    enum status status;
    const char *words;
} earned_rows[] = {
    {"as it is", "conformant", "conformant", STATUS_OK, ""},
    {"nonconformant", "\"conformant\"", "\"nonconformant\"", STATUS_NOT_FOUND,
     "the verdict is not conformant: Every requirement was proven."},
    {"inconclusive", "\"conformant\"", "\"inconclusive\"", STATUS_NOT_FOUND, "not conformant"},
    {"no verdict", "\"conformant\"", "\"none\"", STATUS_NOT_FOUND, "not conformant"},
    {"a requirement not run", "\"warned\"", "\"not-run\"", STATUS_NOT_FOUND,
     "not proven: hardening.cache"},
    {"a requirement broken", "\"warned\"", "\"broken\"", STATUS_NOT_FOUND,
     "not proven: hardening.cache"},
    {"a requirement waived", "\"warned\"", "\"waived\"", STATUS_NOT_FOUND,
     "not proven: hardening.cache"},
    {"a status unheard of", "\"warned\"", "\"fine\"", STATUS_NOT_FOUND, "hardening.cache"},
    {"nothing proven", "\"proven\"", "\"not-provoked\"", STATUS_NOT_FOUND, "proved nothing"},
    {"a case filtered or cut", "\"out_of_scope\":true", "\"out_of_scope\":false", STATUS_NOT_FOUND,
     "a case was not run, or did not pass: throttle.burst"},
    {"a case that equals its original", "\"out_of_scope\":true,\"not_generated\":false",
     "\"out_of_scope\":false,\"not_generated\":true", STATUS_OK, ""},
    {"a case failed", "\"pass\"", "\"fail\"", STATUS_NOT_FOUND, "activation.online"},
    {"a case with an error", "\"pass\"", "\"error\"", STATUS_NOT_FOUND, "activation.online"},
    {"a case warned", "\"pass\"", "\"warn\"", STATUS_OK, ""},
    {"cleartext", "https://h", "http://h", STATUS_NOT_FOUND, "without TLS"},
    {"another exit", "\"exit\":0", "\"exit\":3", STATUS_NOT_FOUND, "did not end with 0"},
    {"no calls", "\"calls\":2", "\"calls\":0", STATUS_NOT_FOUND, "asked nothing"},
    {"strict", "\"strict\":false", "\"strict\":true", STATUS_OK, ""},

    {"no JSON", "{\"verdict\"", "{verdict", STATUS_INVALID, "report.json:1:2: "},
    {"a member twice", "\"calls\":2", "\"calls\":2,\"calls\":2", STATUS_INVALID, "the same name"},
    {"no verdict at all", "\"verdict\":", "\"other\":", STATUS_INVALID,
     "member \"verdict\" is not there"},
    {"a number for an id", "\"id\":\"name-null\"", "\"id\":7", STATUS_INVALID,
     "member \"id\" is not there, or is not a string"},
    {"a requirement that is none", "[{\"id\":\"response.json\"", "[7,{\"id\":\"response.json\"",
     STATUS_INVALID, "member \"status\""},
    {"strict is no flag", "\"strict\":false", "\"strict\":\"no\"", STATUS_INVALID,
     "member \"strict\""},
};

static void test_certificate_sign__certifies_only_what_was_proven(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(earned_rows); i++) {
        const struct earned_row *row = &earned_rows[i];
        char *report = replaced(REPORT_TEXT, row->from, row->to);
        struct diagnostic diagnostic;
        struct buffer out;
        buffer_init(&out, CERTIFICATE_LIMIT_BYTES);
        check_row(row->name, sign(report, &out, &diagnostic) == row->status);
        check_row(row->name, strstr(diagnostic.text, row->words) != NULL);
        check_row(row->name, (out.size > 0) == (row->status == STATUS_OK));
        buffer_clean_up(&out);
        free(report);
    }
    check_finish();
}

/* DSSE v1.0, protocol.md: its example with our type. */
static void test_envelope_pae__puts_lengths_before_both(void **state) {
    (void)state;
    struct buffer pae;
    buffer_init(&pae, 256);
    assert_int_equal(envelope_pae(bytes_of_text("hello world"), &pae), STATUS_OK);
    assert_string_equal(buffer_text(&pae), "DSSEv1 28 application/vnd.in-toto+json 11 hello world");
    buffer_clean_up(&pae);
}

/* What `assay verify` does, without files: true where all of it holds. */
static bool holds(const struct bytes certificate_text, const struct bytes files[SUBJECT_COUNT],
                  const struct key *key, struct diagnostic *diagnostic) {
    struct certificate certificate;
    if (certificate_open(certificate_text, "c.json", key, &certificate, diagnostic) != STATUS_OK) {
        return false;
    }
    bool all_hold = true;
    for (size_t i = 0; i < SUBJECT_COUNT; i++) {
        all_hold &= certificate_check_file(&certificate, (enum subject)i, files[i], diagnostic) ==
                    STATUS_OK;
    }
    all_hold &=
        certificate_check_statement(&certificate, files[SUBJECT_REPORT], diagnostic) == STATUS_OK;
    certificate_close(&certificate);
    return all_hold;
}

struct made {
    struct buffer text;
    struct bytes files[SUBJECT_COUNT];
    struct key *key;
};

static void make(struct made *made) {
    struct diagnostic diagnostic;
    buffer_init(&made->text, CERTIFICATE_LIMIT_BYTES);
    assert_int_equal(sign(REPORT_TEXT, &made->text, &diagnostic), STATUS_OK);
    fixture_files(REPORT_TEXT, made->files);
    made->key = fixture_public_key(PUBLIC_PEM);
    assert_non_null(made->key);
}

static void unmake(struct made *made) {
    buffer_clean_up(&made->text);
    key_destroy(made->key);
}

static void test_certificate__holds_as_it_was_made(void **state) {
    (void)state;
    struct made made;
    struct diagnostic diagnostic = {""};
    make(&made);
    assert_true(holds(buffer_view(&made.text), made.files, made.key, &diagnostic));
    assert_string_equal(diagnostic.text, "");
    unmake(&made);
}

/* Calls `is_found` with each bit of `original` flipped in turn; it tells whether that is seen. */
static void flip_all(struct bytes original, bool (*is_found)(void *context, struct bytes text),
                     void *context) {
    unsigned char *copy = malloc(original.size);
    assert_non_null(copy);
    memcpy(copy, original.data, original.size);
    for (size_t bit = 0; bit < 8 * original.size; bit++) {
        copy[bit / 8] = (unsigned char)(copy[bit / 8] ^ (1U << bit % 8));
        if (!is_found(context, bytes_of(copy, original.size))) {
            print_error("bit %zu of %zu bytes: not found\n", bit, original.size);
            check_failures++;
        }
        copy[bit / 8] = original.data[bit / 8];
    }
    free(copy);
}

static bool is_certificate_refused(void *context, struct bytes text) {
    const struct made *made = context;
    struct diagnostic diagnostic = {""};
    return !holds(text, made->files, made->key, &diagnostic) && diagnostic.text[0] != '\0';
}

static void test_certificate__no_bit_of_it_can_be_flipped_unseen(void **state) {
    (void)state;
    struct made made;
    make(&made);
    flip_all(buffer_view(&made.text), is_certificate_refused, &made);
    unmake(&made);
    check_finish();
}

struct checking {
    const struct certificate *certificate;
    enum subject subject;
};

static bool is_file_refused(void *context, struct bytes text) {
    const struct checking *checking = context;
    struct diagnostic diagnostic = {""};
    return certificate_check_file(checking->certificate, checking->subject, text, &diagnostic) ==
               STATUS_INVALID &&
           strncmp(diagnostic.text, subject_names[checking->subject], 6) == 0;
}

static void test_certificate__no_bit_of_a_file_can_be_flipped_unseen(void **state) {
    (void)state;
    struct made made;
    struct certificate certificate;
    make(&made);
    assert_int_equal(
        certificate_open(buffer_view(&made.text), "c.json", made.key, &certificate, NULL),
        STATUS_OK);
    for (size_t i = 0; i < SUBJECT_COUNT; i++) {
        struct checking checking = {&certificate, (enum subject)i};
        flip_all(made.files[i], is_file_refused, &checking);
    }
    certificate_close(&certificate);
    unmake(&made);
    check_finish();
}

static void test_certificate__no_prefix_holds(void **state) {
    (void)state;
    struct made made;
    make(&made);
    for (size_t size = 0; size < made.text.size; size += 7) {
        struct diagnostic diagnostic = {""};
        struct bytes prefix = bytes_of(made.text.data, size);
        check_row("prefix", !holds(prefix, made.files, made.key, &diagnostic));
        check_row("prefix", strncmp(diagnostic.text, "c.json:", 7) == 0);
    }
    unmake(&made);
    check_finish();
}

static const struct hostile_row {
    const char *name;
    const char *from, *to;
    const char *words;
} hostile_rows[] = {
    {"another type", "application/vnd.in-toto+json", "text/plain", "c.json:2:18: payloadType"},
    {"no type", "payloadType", "type", "member \"payloadType\""},
    {"a member too many", "\"payload\"", "\"extra\": 1, \"payload\"", "is not spelled as"},
    {"a member twice", "\"signatures\"", "\"payload\": \"\", \"signatures\"", "the same name"},
    {"a blank too many", "  \"payload\"", "   \"payload\"", "c.json:3:3: is not spelled as"},
    {"an escape", "\"payload\"", "\"pay\\u006coad\"", "is not spelled as"},
    {"another key's id", KEY_ID, CASES_SHA256, "keyid is that of another key"},
    {"an id in capitals", "deb2ded3", "DEB2DED3", "keyid is that of another key"},
    {"no signature", "\"sig\"", "\"gis\"", "member \"sig\""},
    {"an empty list", "\"signatures\": [", "\"signatures\": [], \"x\": [",
     "one signature is wanted"},
    {"two signatures", "\"signatures\": [", "\"signatures\": [{},", "one signature is wanted"},
    {"trailing bytes", "\n}\n", "\n}\n{}", "c.json:"},
    {"a byte order mark", "{\n", "\xef\xbb\xbf{\n", "c.json:1:1: "},
    {"base64 of a URL", "payload\": \"eyJ", "payload\": \"-_J", "is not base64"},
    {"no payload", "payload\": \"eyJ", "payload\": \"\", \"x\": \"eyJ", "is not spelled as"},
};

static void test_certificate_open__refuses_what_is_none_and_says_where(void **state) {
    (void)state;
    struct made made;
    make(&made);
    for (size_t i = 0; i < COUNT(hostile_rows); i++) {
        const struct hostile_row *row = &hostile_rows[i];
        char *text = replaced(buffer_text(&made.text), row->from, row->to);
        struct diagnostic diagnostic = {""};
        struct certificate certificate;
        check_row(row->name, certificate_open(bytes_of_text(text), "c.json", made.key, &certificate,
                                              &diagnostic) == STATUS_INVALID);
        check_row(row->name, strstr(diagnostic.text, row->words) != NULL);
        check_row(row->name, strncmp(diagnostic.text, "c.json:", 7) == 0);
        free(text);
    }
    unmake(&made);
    check_finish();
}

/* Statements that the right key has signed, and that still are none of ours. */
static const struct payload_row {
    const char *name;
    const char *payload;
    const char *words;
} payload_rows[] = {
    {"no JSON", "hello", "c.json, decoded payload:1:1: "},
    {"an array", "[]", "an object is wanted"},
    {"too deep", "{\"a\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}", "decoded payload:1:"},
    {"a member twice", "{\"_type\":1,\"_type\":1}", "the same name"},
    {"an empty object", "{}", "member \"predicate\""},
    {"another version of the layout",
     "{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicateType\":"
     "\"https://in-toto.io/attestation/test-result/"
     "v0.1\",\"predicate\":{\"assay\":{\"format\":2}}}",
     "has format 2, and this one reads 1"},
    {"another version of in-toto",
     "{\"_type\":\"https://in-toto.io/Statement/v0.1\",\"predicateType\":"
     "\"https://in-toto.io/attestation/test-result/"
     "v0.1\",\"predicate\":{\"assay\":{\"format\":1}}}",
     "or another tool, wrote it"},
    {"no subjects",
     "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[],\"predicateType\":"
     "\"https://in-toto.io/attestation/test-result/"
     "v0.1\",\"predicate\":{\"assay\":{\"format\":1}}}",
     "does not name the digest of report.json"},
};

static void test_certificate_open__refuses_other_statements(void **state) {
    (void)state;
    struct key *key = fixture_private_key();
    assert_non_null(key);
    for (size_t i = 0; i < COUNT(payload_rows); i++) {
        const struct payload_row *row = &payload_rows[i];
        struct certificate certificate;
        struct diagnostic diagnostic = {""};
        struct buffer text;
        buffer_init(&text, CERTIFICATE_LIMIT_BYTES);
        check_row(row->name, envelope_write(bytes_of_text(row->payload), key, &text) == STATUS_OK);
        check_row(row->name, certificate_open(buffer_view(&text), "c.json", key, &certificate,
                                              &diagnostic) == STATUS_INVALID);
        check_row(row->name, strstr(diagnostic.text, row->words) != NULL);
        buffer_clean_up(&text);
    }
    key_destroy(key);
    check_finish();
}

static const struct difference_row {
    const char *name;
    const char *from, *to;
    const char *words;
} difference_rows[] = {
    {"another deployment", "\"staging\"", "\"production\"", "says: predicate.assay.target.name"},
    {"another day", "2022-02-24T08", "2022-02-24T09", "says: predicate.assay.run.started"},
    {"less proven", "\"warned\"", "\"not-provoked\"",
     "says: predicate.assay.requirements.warned[0]"},
    {"another reason", "no throttle", "no fixture",
     "says: predicate.assay.requirements.not_provoked[0].reason"},
    {"another choice", "\"choice\":\"warn\"", "\"choice\":\"fail\"",
     "says: predicate.assay.interpretations[0].choice"},
    {"strict", "\"strict\":false", "\"strict\":true", "says: predicate.assay.strict"},
    {"another suite", "0.1.0", "0.2.0", "says: predicate.configuration[0].annotations.suite"},
    {"a case warned", "\"pass\"", "\"warn\"", "says: predicate.passedTests[0]"},
    {"nonconformant", "\"conformant\"", "\"nonconformant\"", "no certificate: the verdict"},
};

static void test_certificate_check_statement__names_what_the_report_says_otherwise(void **state) {
    (void)state;
    struct made made;
    struct certificate certificate;
    struct diagnostic diagnostic = {""};
    make(&made);
    assert_int_equal(
        certificate_open(buffer_view(&made.text), "c.json", made.key, &certificate, &diagnostic),
        STATUS_OK);
    assert_string_equal(certificate.key_id, KEY_ID);
    for (size_t i = 0; i < COUNT(difference_rows); i++) {
        const struct difference_row *row = &difference_rows[i];
        char *report = replaced(REPORT_TEXT, row->from, row->to);
        check_row(row->name, certificate_check_statement(&certificate, bytes_of_text(report),
                                                         &diagnostic) == STATUS_INVALID);
        check_row(row->name, strstr(diagnostic.text, row->words) != NULL);
        free(report);
    }
    certificate_close(&certificate);
    unmake(&made);
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certificate_sign__certifies_only_what_was_proven),
        cmocka_unit_test(test_envelope_pae__puts_lengths_before_both),
        cmocka_unit_test(test_certificate__holds_as_it_was_made),
        cmocka_unit_test(test_certificate__no_bit_of_it_can_be_flipped_unseen),
        cmocka_unit_test(test_certificate__no_bit_of_a_file_can_be_flipped_unseen),
        cmocka_unit_test(test_certificate__no_prefix_holds),
        cmocka_unit_test(test_certificate_open__refuses_what_is_none_and_says_where),
        cmocka_unit_test(test_certificate_open__refuses_other_statements),
        cmocka_unit_test(test_certificate_check_statement__names_what_the_report_says_otherwise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
