/* Endpoints: what is taken, what is refused, and why. */
#include "api/url.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define LABEL_63 "a23456789b123456789c123456789d123456789e123456789f123456789g123"
#define LABEL_61 "a23456789b123456789c123456789d123456789e123456789f123456789g1"
#define PREFIX_256 "/" LABEL_63 "/" LABEL_63 "/" LABEL_63 "/" LABEL_63
#define PREFIX_1023                                                                                \
    PREFIX_256 PREFIX_256 PREFIX_256 "/" LABEL_63 "/" LABEL_63 "/" LABEL_63 "/" LABEL_61 "a"
#define NAME_253 LABEL_63 "." LABEL_63 "." LABEL_63 "." LABEL_61
#define TEXT(literal)                                                                              \
    { (const unsigned char *)(literal), sizeof(literal) - 1 }

struct accepted_row {
    const char *name;
    const char *text;
    const char *host;
    unsigned port;
    bool has_port;
    const char *prefix;
};

static const struct accepted_row accepted[] = {
    {"name", "https://platform.example", "platform.example", 443, false, ""},
    {"name and port", "https://server:8743", "server", 8743, true, ""},
    {"upper case", "HttpS://Server.EXAMPLE:1/A", "server.example", 1, true, "/A"},
    {"highest port", "https://h:65535", "h", 65535, true, ""},
    {"port with a leading zero", "https://h:00443", "h", 443, true, ""},
    {"slash at the end", "https://h/", "h", 443, false, ""},
    {"prefix", "https://h/a/b", "h", 443, false, "/a/b"},
    {"prefix and slash", "https://h/a/b/", "h", 443, false, "/a/b"},
    {"every byte of a path", "https://h/aZ09-._~!$&'()*+,;=:@", "h", 443, false,
     "/aZ09-._~!$&'()*+,;=:@"},
    {"escapes in the prefix", "https://h/%2f%5C%25", "h", 443, false, "/%2f%5C%25"},
    {"dots escaped twice are a literal", "https://h/%252e%252e", "h", 443, false, "/%252e%252e"},
    {"three dots", "https://h/.../.a/a..", "h", 443, false, "/.../.a/a.."},
    {"an @ in the prefix", "https://h/user@host", "h", 443, false, "/user@host"},
    {"IPv4", "https://127.0.0.1:8743", "127.0.0.1", 8743, true, ""},
    {"IPv6", "https://[::1]:8743/a", "[::1]", 8743, true, "/a"},
    {"IPv6 in long form", "https://[2001:DB8:0:0:0:0:0:1]", "[2001:db8::1]", 443, false, ""},
    {"IPv6 with IPv4 in it", "https://[::ffff:192.0.2.1]", "[::ffff:192.0.2.1]", 443, false, ""},
    {"A-label", "https://xn--mnchen-3ya.example", "xn--mnchen-3ya.example", 443, false, ""},
    {"underscore", "https://_iot_platform", "_iot_platform", 443, false, ""},
    {"dot of the root", "https://platform.example.", "platform.example.", 443, false, ""},
    {"digits inside a name", "https://1.2.3.example", "1.2.3.example", 443, false, ""},
    {"0x and no hex digit", "https://0xg", "0xg", 443, false, ""},
    {"hex only before the last label", "https://0x7f.a", "0x7f.a", 443, false, ""},
    {"longest label", "https://" LABEL_63, LABEL_63, 443, false, ""},
    {"longest name", "https://" NAME_253, NAME_253, 443, false, ""},
    {"longest of all", "https://" NAME_253 ".:65535" PREFIX_1023, NAME_253 ".", 65535, true,
     PREFIX_1023},
    {"longest name and the root", "https://" NAME_253 ".", NAME_253 ".", 443, false, ""},
};

struct refused_row {
    const char *name;
    enum url_fault fault;
    struct bytes text;
};

static const struct refused_row refused[] = {
    {"empty", URL_EMPTY_ENDPOINT, TEXT("")},
    {"no scheme", URL_BAD_SCHEME, TEXT("server:8743")},
    {"no scheme at all", URL_BAD_SCHEME, TEXT("server")},
    {"scheme of files", URL_BAD_SCHEME, TEXT("file:///etc")},
    {"scheme that only begins right", URL_BAD_SCHEME, TEXT("httpsx://h")},
    {"cleartext", URL_BAD_SCHEME, TEXT("http://h")},
    {"one slash", URL_BAD_SCHEME, TEXT("https:/h")},
    {"space before", URL_BAD_SCHEME, TEXT(" https://h")},
    {"backslashes", URL_BAD_SCHEME, TEXT("https:\\\\h")},
    {"user", URL_USER_INFO, TEXT("https://u@h")},
    {"user and password", URL_USER_INFO, TEXT("https://u:p@h/")},
    {"empty user", URL_USER_INFO, TEXT("https://@h")},
    {"user behind a backslash", URL_USER_INFO, TEXT("https://h\\@evil/")},
    {"query", URL_QUERY, TEXT("https://h/a?b=c")},
    {"empty query", URL_QUERY, TEXT("https://h?")},
    {"fragment in a query", URL_QUERY, TEXT("https://h?#")},
    {"fragment", URL_FRAGMENT, TEXT("https://h/a#b")},
    {"empty fragment", URL_FRAGMENT, TEXT("https://h/#")},
    {"no host", URL_BAD_HOST, TEXT("https://")},
    {"no host, a path", URL_BAD_HOST, TEXT("https:///a")},
    {"no host, a port", URL_BAD_HOST, TEXT("https://:8743")},
    {"a dot alone", URL_BAD_HOST, TEXT("https://.")},
    {"empty label", URL_BAD_HOST, TEXT("https://a..b")},
    {"label begins with a hyphen", URL_BAD_HOST, TEXT("https://-a")},
    {"label ends with a hyphen", URL_BAD_HOST, TEXT("https://a-.b")},
    {"label of 64", URL_BAD_HOST, TEXT("https://" LABEL_63 "a")},
    {"name of 254", URL_BAD_HOST, TEXT("https://" NAME_253 "a")},
    {"name in another script", URL_BAD_HOST, TEXT("https://m\xc3\xbcnchen.example")},
    {"full-width dot", URL_BAD_HOST,
     TEXT("https://a\xe3\x80\x82"
          "b")},
    {"escape in a name", URL_BAD_HOST, TEXT("https://%65xample")},
    {"space in a name", URL_BAD_HOST, TEXT("https://a b")},
    {"backslash in a name", URL_BAD_HOST, TEXT("https://a\\b")},
    {"IPv4 of two numbers", URL_BAD_HOST, TEXT("https://127.1")},
    {"IPv4 of one number", URL_BAD_HOST, TEXT("https://2130706433")},
    {"IPv4 in octal", URL_BAD_HOST, TEXT("https://017700000001")},
    {"IPv4 with a leading zero", URL_BAD_HOST, TEXT("https://127.0.0.01")},
    {"IPv4 in hex", URL_BAD_HOST, TEXT("https://0x7f000001")},
    {"IPv4 partly in hex", URL_BAD_HOST, TEXT("https://0x7f.1")},
    {"IPv4 out of range", URL_BAD_HOST, TEXT("https://1.2.3.256")},
    {"IPv4 of five numbers", URL_BAD_HOST, TEXT("https://1.2.3.4.5")},
    {"IPv4 with the dot of the root", URL_BAD_HOST, TEXT("https://127.0.0.1.")},
    {"name that ends in a number", URL_BAD_HOST, TEXT("https://a.1")},
    {"IPv6 without brackets", URL_BAD_HOST, TEXT("https://2001:db8::1")},
    {"IPv6 without its end", URL_BAD_HOST, TEXT("https://[::1")},
    {"empty brackets", URL_BAD_HOST, TEXT("https://[]")},
    {"IPv6 too long", URL_BAD_HOST, TEXT("https://[1:2:3:4:5:6:7:8:9]")},
    {"IPv6 and a tail", URL_BAD_HOST, TEXT("https://[::1]a")},
    {"IPv4 in brackets", URL_BAD_HOST, TEXT("https://[127.0.0.1]")},
    {"address of the future", URL_BAD_HOST, TEXT("https://[v1.a]")},
    {"zone", URL_ZONE_ID, TEXT("https://[fe80::1%25eth0]")},
    {"zone alone", URL_ZONE_ID, TEXT("https://[%25eth0]")},
    {"zone, not escaped", URL_ZONE_ID, TEXT("https://[fe80::1%eth0]:1/a")},
    {"two colons in front of the port", URL_BAD_HOST, TEXT("https://h::80")},
    {"empty port", URL_BAD_PORT, TEXT("https://h:")},
    {"empty port and a path", URL_BAD_PORT, TEXT("https://h:/")},
    {"port 0", URL_BAD_PORT, TEXT("https://h:0")},
    {"port of six digits", URL_BAD_PORT, TEXT("https://h:000443")},
    {"port past 65535", URL_BAD_PORT, TEXT("https://h:65536")},
    {"port past any number", URL_BAD_PORT, TEXT("https://h:4294967739")},
    {"port with a sign", URL_BAD_PORT, TEXT("https://h:+80")},
    {"port with a letter", URL_BAD_PORT, TEXT("https://[::1]:80a")},
    {"port with a space", URL_BAD_PORT, TEXT("https://h: 80")},
    {"dot segment", URL_DOT_SEGMENT, TEXT("https://h/a/./b")},
    {"dot segments", URL_DOT_SEGMENT, TEXT("https://h/a/../b")},
    {"dot segment at the end", URL_DOT_SEGMENT, TEXT("https://h/a/..")},
    {"dot segment and slash", URL_DOT_SEGMENT, TEXT("https://h/./")},
    {"escaped dots", URL_DOT_SEGMENT, TEXT("https://h/%2e%2E/")},
    {"one dot escaped", URL_DOT_SEGMENT, TEXT("https://h/.%2e")},
    {"escaped dot", URL_DOT_SEGMENT, TEXT("https://h/%2E")},
    {"empty segment", URL_BAD_PREFIX, TEXT("https://h//a")},
    {"empty segment at the end", URL_BAD_PREFIX, TEXT("https://h/a//")},
    {"only empty segments", URL_BAD_PREFIX, TEXT("https://h//")},
    {"broken escape", URL_BAD_PREFIX, TEXT("https://h/%2")},
    {"escape of no hex in front", URL_BAD_PREFIX, TEXT("https://h/%g2")},
    {"escape of no hex", URL_BAD_PREFIX, TEXT("https://h/%2g")},
    {"backslash in the prefix", URL_BAD_PREFIX, TEXT("https://h/a\\b")},
    {"space in the prefix", URL_BAD_PREFIX, TEXT("https://h/a b")},
    {"quote in the prefix", URL_BAD_PREFIX, TEXT("https://h/a\"b")},
    {"prefix not in ASCII", URL_BAD_PREFIX, TEXT("https://h/\xc3\xa4")},
    {"NUL", URL_CONTROL_CHARACTER, TEXT("https://h\0")},
    {"line end", URL_CONTROL_CHARACTER, TEXT("https://h/a\r\nHost: evil")},
    {"tab", URL_CONTROL_CHARACTER, TEXT("https://\th")},
    {"DEL", URL_CONTROL_CHARACTER, TEXT("https://h/\x7f")},
    {"C1", URL_CONTROL_CHARACTER, TEXT("https://h/\xc2\x85")},
    {"invalid UTF-8", URL_BAD_UTF8, TEXT("https://h/\xff")},
};

static struct endpoint untouched(void) {
    struct endpoint endpoint = {.host = "untouched", .port = 7};
    return endpoint;
}

static bool is_as_told(const struct accepted_row *row, const struct endpoint *endpoint) {
    return strcmp(endpoint->host, row->host) == 0 && endpoint->port == row->port &&
           endpoint->has_port == row->has_port && strcmp(endpoint->prefix, row->prefix) == 0 &&
           !endpoint->is_cleartext;
}

static void test_url_endpoint_parse__takes_each_legal_form(void **state) {
    (void)state;
    size_t failures = 0;
    for (size_t i = 0; i < sizeof accepted / sizeof accepted[0]; i++) {
        struct endpoint endpoint = untouched();
        enum url_fault fault =
            url_endpoint_parse(bytes_of_text(accepted[i].text), URL_HTTPS_ONLY, &endpoint);
        if (fault != URL_OK || !is_as_told(&accepted[i], &endpoint)) {
            print_error("%s: %s host %s, port %u, prefix %s\n", accepted[i].name,
                        url_fault_words[fault], endpoint.host, endpoint.port, endpoint.prefix);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

static void test_url_endpoint_parse__refuses_each_fault_and_names_it(void **state) {
    (void)state;
    size_t failures = 0;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct endpoint endpoint = untouched();
        enum url_fault fault = url_endpoint_parse(refused[i].text, URL_HTTPS_ONLY, &endpoint);
        if (fault != refused[i].fault || strcmp(endpoint.host, "untouched") != 0) {
            print_error("%s: %s\n", refused[i].name, url_fault_words[fault]);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

static void test_url_endpoint_parse__takes_cleartext_only_where_it_is_allowed(void **state) {
    (void)state;
    struct endpoint endpoint;
    struct bytes text = bytes_of_text("HTTP://h/a");
    assert_int_equal(url_endpoint_parse(text, URL_HTTPS_ONLY, &endpoint), URL_BAD_SCHEME);
    assert_int_equal(url_endpoint_parse(text, URL_CLEARTEXT_ALLOWED, &endpoint), URL_OK);
    assert_true(endpoint.is_cleartext);
    assert_int_equal(endpoint.port, 80);
    text = bytes_of_text("https://h/a");
    assert_int_equal(url_endpoint_parse(text, URL_CLEARTEXT_ALLOWED, &endpoint), URL_OK);
    assert_false(endpoint.is_cleartext);
}

/* The prefix may fill its array to the last byte before the NUL. */
static void test_url_endpoint_parse__takes_1023_bytes_of_prefix_and_no_more(void **state) {
    (void)state;
    char text[sizeof "https://h" + URL_PREFIX_SIZE] = "https://h/";
    size_t start = strlen("https://h");
    memset(text + start + 1, 'a', URL_PREFIX_SIZE - 1);
    struct endpoint endpoint;
    struct bytes longest = bytes_of(text, start + URL_PREFIX_SIZE - 1);
    assert_int_equal(url_endpoint_parse(longest, URL_HTTPS_ONLY, &endpoint), URL_OK);
    assert_int_equal(strlen(endpoint.prefix), URL_PREFIX_SIZE - 1);
    struct bytes longer = bytes_of(text, start + URL_PREFIX_SIZE);
    assert_int_equal(url_endpoint_parse(longer, URL_HTTPS_ONLY, &endpoint), URL_TOO_LONG_ENDPOINT);
}

static void test_url_endpoint_parse__refuses_a_megabyte(void **state) {
    (void)state;
    size_t size = 1 << 20;
    char *text = malloc(size);
    assert_non_null(text);
    memset(text, 'a', size);
    struct endpoint endpoint;
    assert_int_equal(url_endpoint_parse(bytes_of(text, size), URL_HTTPS_ONLY, &endpoint),
                     URL_TOO_LONG_ENDPOINT);
    free(text);
}

static void test_url_fault_words__say_something_of_each_fault(void **state) {
    (void)state;
    size_t failures = 0;
    for (size_t fault = 0; fault < URL_FAULT_COUNT; fault++) {
        const char *words = url_fault_words[fault];
        if (words == NULL || words[0] == '\0' || words[strlen(words) - 1] != '.') {
            print_error("fault %zu has no sentence\n", fault);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_url_endpoint_parse__takes_each_legal_form),
        cmocka_unit_test(test_url_endpoint_parse__refuses_each_fault_and_names_it),
        cmocka_unit_test(test_url_endpoint_parse__takes_cleartext_only_where_it_is_allowed),
        cmocka_unit_test(test_url_endpoint_parse__takes_1023_bytes_of_prefix_and_no_more),
        cmocka_unit_test(test_url_endpoint_parse__refuses_a_megabyte),
        cmocka_unit_test(test_url_fault_words__say_something_of_each_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
