/* What a person is told when there is no verdict. */
#include "app/trouble.h"
#include "tests/check.h"

struct row {
    const char *name;
    enum exchange_outcome outcome;
    const char *detail; /* as libcurl and OpenSSL put it */
    const char *words;  /* part of ours; NULL: none */
    const char *remedy; /* part of it; NULL: none */
};

#define PROBLEM "SSL certificate problem: "

static const struct row rows[] = {
    {"untrusted CA", OUTCOME_TLS_UNTRUSTED, PROBLEM "unable to get local issuer certificate",
     "a CA that is not trusted", "tls.ca_file"},
    {"signed by itself", OUTCOME_TLS_UNTRUSTED, PROBLEM "self-signed certificate",
     "signed by itself", "tls.ca_file"},
    {"untrusted root in the chain", OUTCOME_TLS_UNTRUSTED,
     PROBLEM "self-signed certificate in certificate chain", "a CA that is not trusted",
     "tls.ca_file"},
    {"expired", OUTCOME_TLS_UNTRUSTED, PROBLEM "certificate has expired", "expired", "renewed"},
    {"not yet valid", OUTCOME_TLS_UNTRUSTED, PROBLEM "certificate is not yet valid",
     "not valid yet", "clock"},
    {"another host", OUTCOME_TLS_UNTRUSTED,
     "SSL: no alternative certificate subject name matches target host name 'a.example'",
     "another host", "endpoint"},
    {"another host, by its common name", OUTCOME_TLS_UNTRUSTED,
     "SSL: certificate subject name 'b.example' does not match target host name 'a.example'",
     "another host", "endpoint"},
    {"revoked", OUTCOME_TLS_UNTRUSTED, PROBLEM "certificate revoked", "revoked", "replaced"},
    {"words that nobody knows", OUTCOME_TLS_UNTRUSTED, "something else", NULL, "tls.ca_file"},
    {"the words of a certificate elsewhere", OUTCOME_UNREACHABLE, "has expired", NULL, "proxy"},
    {"an answer that was too long", OUTCOME_BODY_OVER_LIMIT, "", NULL, NULL},
};

static struct trouble trouble_of(const struct row *row) {
    struct exchange exchange = {.outcome = row->outcome,
                                .outcome_detail = bytes_of_text(row->detail)};
    struct trouble trouble = {.outcome = OUTCOME_COMPLETE};
    trouble_note(&trouble, &exchange);
    return trouble;
}

static bool says(const char *text, const char *part) {
    return part == NULL ? text == NULL : text != NULL && strstr(text, part) != NULL;
}

static void test_trouble__says_what_it_is_and_what_to_do(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct trouble trouble = trouble_of(&rows[i]);
        check_row(rows[i].name, says(trouble_words(&trouble), rows[i].words));
        check_row(rows[i].name, says(trouble_remedy(&trouble), rows[i].remedy));
    }
    check_finish();
}

static void test_trouble__is_the_first(void **state) {
    (void)state;
    struct trouble trouble = trouble_of(&rows[0]);
    struct exchange next = {.outcome = OUTCOME_CLOSED, .outcome_detail = bytes_of_text("later")};
    trouble_note(&trouble, &next);
    assert_int_equal(trouble.outcome, rows[0].outcome);
    assert_string_equal(trouble.detail, rows[0].detail);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trouble__says_what_it_is_and_what_to_do),
        cmocka_unit_test(test_trouble__is_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
