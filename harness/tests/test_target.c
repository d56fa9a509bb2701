/* Profiles as a whole: what is missing, what contradicts, what is unusual and right. */
#include "tests/profile_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct fault_row {
    const char *name;
    const char *text;
    const char *path; /* "": the profile itself */
    const char *words;
} fault_rows[] = {
    {"nothing", "^", "", "cannot be read: "},
    {"no JSON", "^endpoint = https://h", "", "cannot be read: "},
    {"a byte order mark", "^\xef\xbb\xbf{}", "", "without one"},
    {"an array", "\n ^[]", "", "must be an object and is an array"},
    {"null", "^null", "", "must be an object and is null"},
    {"bytes after it", MINIMAL "\n^}", "", "remove what follows"},
    {"cut off inside a member", "{" ENDPOINT ",\n'tls':{'ca_file':'x'^", "tls.ca_file",
     "close what is open"},
    {"cut off inside a name", "{" ENDPOINT ",\n'tls':{'ca^", "tls", "close what is open"},
    {"a comma too many", "{" ENDPOINT ",\n'tls':{'ca_file':'x',^}}", "tls", "comma"},
    {"a trailing comma in the outermost object", "{" ENDPOINT ",\n^}", "", "comma"},
    {"a comment", "{" ENDPOINT ",\n 'tls': ^/* ours */ {}}", "tls", "cannot be read"},
    {"an unescaped line end", "{'name':'a^\n'}", "name", "one line"},
    {"a backslash in a path", "{'tls':{'ca_file':'C:\\^certs'}}", "tls.ca_file", "backslash"},
    {"a number with a leading zero", "{'throttle':{'limit':0^7}}", "throttle.limit", "digits"},
    {"True", "{'unsafe_methods':^True}", "unsafe_methods", "cannot be read"},
    {"a colon behind a secret", "{'credentials':{'app_key':'not-to-be-seen'^:'x'}}",
     "credentials.app_key", "cannot be read"},
    {"a colon behind a secret in a list", "{'credentials':{'app_key':['not-to-be-seen'^:'x']}}",
     "credentials.app_key", "cannot be read"},
    {"a secret in a name's place, without a comma", "{'devices':{} ^'not-to-be-seen':'x'}",
     "devices", "cannot be read"},
    {"not UTF-8", "{'name':'^\xff'}", "name", "UTF-8"},
    {"a member twice behind an escape", WITH("'name':'a',\n^'n\\u0061me':'b'"), "n\\u0061me",
     "keep one"},

    {"no endpoint", "{" CREDENTIALS ",\n" DEVICES "\n^}", "endpoint", "is missing; add it"},
    {"no credentials", "{" ENDPOINT ",\n" DEVICES "\n^}", "credentials", "is missing; add it"},
    {"no devices", "{" ENDPOINT ",\n" CREDENTIALS "\n^}", "devices", "is missing; add it"},
    {"nothing at all", "{^}", "endpoint", "is missing; add it"},
    {"no device", "{" ENDPOINT ",\n" CREDENTIALS ",\n'devices': ^{}}", "devices",
     "give never_connected, online, offline or abnormal"},
    {"no app_key", WITH_CREDENTIALS("'access_token':'token-12345'^"), "credentials.app_key",
     "is missing"},
    {"neither token nor secret", WITH_CREDENTIALS("'app_key':'key-12345','app_id':'a'^"),
     "credentials.access_token", "is missing; give the token itself, or a secret"},
    {"a secret without app_id", WITH_CREDENTIALS("'app_key':'key-12345','secret':'s-1234567'^"),
     "credentials.app_id", "is missing; logging in"},
    {"no limit", WITH("'throttle':{'window_seconds':60^}"), "throttle.limit", "is missing"},
    {"no window", WITH("'throttle':{'limit':1^}"), "throttle.window_seconds", "is missing"},
    {"a trigger without device_id", WITH("'triggers':{'internal_error':{^}}"),
     "triggers.internal_error.device_id", "is missing"},
    {"a certificate without a key", WITH("'tls':{'client_cert_file':'c'^}"), "tls.client_key_file",
     "is missing"},
    {"a key without a certificate", WITH("'tls':{'client_key_file':'k'^}"), "tls.client_cert_file",
     "is missing"},
    {"a password without a key", WITH("'tls':{'client_key_password':'12345678'^}"),
     "tls.client_key_file", "is missing"},

    {"one device that never connected and is online",
     "{" ENDPOINT "," CREDENTIALS ",'devices':{'never_connected':'d','online':^'d'}}",
     "devices.online", "is the id of devices.never_connected; a device is in one state"},
    {"one device that is online and offline",
     "{" ENDPOINT "," CREDENTIALS ",'devices':{'online':'d','offline':^'d'}}", "devices.offline",
     "is the id of devices.online"},
    {"one device that is offline and abnormal, behind escapes",
     "{" ENDPOINT "," CREDENTIALS ",'devices':{'abnormal':^'\\u0064','offline':'d'}}",
     "devices.abnormal", "is the id of devices.offline"},
    {"a device that is a trigger", WITH("'triggers':{'internal_error':{'device_id':^'d1'}}"),
     "triggers.internal_error.device_id", "is the id of devices.online"},
    {"one trigger for two errors",
     WITH("'triggers':{'internal_error':{'device_id':'t'},"
          "'app_not_existed_500':{'device_id':^'t'}}"),
     "triggers.app_not_existed_500.device_id", "is the id of triggers.internal_error.device_id"},
    {"the own application as the unknown one",
     WITH_CREDENTIALS("'app_id':'a','app_key':'key-12345','access_token':'token-12345'},"
                      "'applications':{'unknown':^'a'"),
     "applications.unknown", "is the id of credentials.app_id; an application"},
    {"the own application as the unauthorized one",
     WITH_CREDENTIALS("'app_id':'a','app_key':'key-12345','access_token':'token-12345'},"
                      "'applications':{'unauthorized':^'a'"),
     "applications.unauthorized", "is the id of credentials.app_id"},
    {"one application, unauthorized and unknown",
     WITH("'applications':{'unauthorized':'x','unknown':^'x'}"), "applications.unknown",
     "is the id of applications.unauthorized"},

    {"http", WITH_ENDPOINT("http://h"), "endpoint", "cannot be used: "},
    {"user info", WITH_ENDPOINT("https://u:p@h"), "endpoint", "cannot be used: "},
    {"a query", WITH_ENDPOINT("https://h?a=b"), "endpoint", "cannot be used: "},
    {"a fragment", WITH_ENDPOINT("https://h#f"), "endpoint", "cannot be used: "},
    {"port 0", WITH_ENDPOINT("https://h:0"), "endpoint", "cannot be used: "},
    {"no host", WITH_ENDPOINT("https://"), "endpoint", "cannot be used: "},

    {"an id of 257 characters",
     WITH("'applications':{'unknown':^'"
          "0123456789012345678901234567890123456789012345678901234567890123"
          "0123456789012345678901234567890123456789012345678901234567890123"
          "0123456789012345678901234567890123456789012345678901234567890123"
          "01234567890123456789012345678901234567890123456789012345678901234'}"),
     "applications.unknown", "1 to 256 characters"},
    {"a short secret", WITH_CREDENTIALS("'app_key':'key-12345','access_token':^'1234567'"),
     "credentials.access_token", "shorter than 8 bytes"},
    {"a short app_key that is not the app_id",
     WITH_CREDENTIALS("'app_id':'b','app_key':^'a','access_token':'token-12345'"),
     "credentials.app_key", "shorter than 8 bytes"},
    {"a short token that equals the app_id",
     WITH_CREDENTIALS("'app_id':'a','app_key':'a','access_token':^'a'"), "credentials.access_token",
     "shorter than 8 bytes"},
    {"a secret that says nothing", WITH_CREDENTIALS("'app_key':^{}"), "credentials.app_key", "env"},
    {"env and file", WITH_CREDENTIALS("'app_key':{'env':'A',^'file':'b'}"),
     "credentials.app_key.file", "one too many"},
    {"env twice", WITH_CREDENTIALS("'app_key':{'env':'A',^'env':'A'}"), "credentials.app_key.env",
     "same name"},
    {"a misspelt env", WITH_CREDENTIALS("'app_key':{^'Env':'A'}"), "credentials.app_key.Env",
     "did you mean \"env\"?"},
    {"another form", WITH_CREDENTIALS("'app_key':{^'keyring':'A'}"), "credentials.app_key.keyring",
     "write env or file"},
    {"env a number", WITH_CREDENTIALS("'app_key':{'env':^7}"), "credentials.app_key.env",
     "must be a string"},
    {"env empty", WITH_CREDENTIALS("'app_key':{'env':^''}"), "credentials.app_key.env", "empty"},
    {"env with a digit first", WITH_CREDENTIALS("'app_key':{'env':^'1A'}"),
     "credentials.app_key.env", "no name of a variable"},
    {"env with a dollar", WITH_CREDENTIALS("'app_key':{'env':^'$A'}"), "credentials.app_key.env",
     "no name of a variable"},
    {"env with an equals sign", WITH_CREDENTIALS("'app_key':{'env':^'A=B'}"),
     "credentials.app_key.env", "no name of a variable"},
    {"file empty", WITH_CREDENTIALS("'app_key':{'file':^''}"), "credentials.app_key.file", "empty"},
    {"file null", WITH_CREDENTIALS("'app_key':{'file':^null}"), "credentials.app_key.file",
     "must be a string"},

    {"a member of another section", WITH("^'ca_file':'x'"), "ca_file", "belongs into tls"},
    {"a section inside another", WITH("'tls':{^'proxy':'x'}"), "tls.proxy",
     "belongs into the outermost object"},
    {"a path as a name", WITH("^'tls.ca_file':'x'"), "tls.ca_file", "is unknown"},
    {"two letters of five wrong", WITH("^'prixi':1"), "prixi", "did you mean \"proxy\"?"},
    {"three letters of five wrong", WITH("^'paaay':1"), "paaay", "is unknown; remove it, or write"},
    {"an unknown member", WITH("'limits':{^'colour':1}"), "limits.colour",
     "is unknown; remove it, or write body_bytes or header_bytes"},
    {"an unknown member without a name", WITH("'tls':{^'':1}"), "tls.", "is unknown"},
    {"an unknown member with a line end", WITH("^'a\\nb':1"), "a?b", "is unknown"},
    {"a known name with NUL behind it", WITH("^'name\\u0000':1"), "name??", "is unknown"},
    {"a choice", WITH("'interpretations':{'name-null':^'ignore'}"), "interpretations.name-null",
     "write warn, fail or accept in double quotes"},
    {"an unknown interpretation", WITH("'interpretations':{^'name_null':'warn'}"),
     "interpretations.name_null", "did you mean \"name-null\"?"},

    {"a proxy with user info", WITH("'proxy':^'http://u:p@proxy:3128'"), "proxy", "user info"},
    {"a proxy of another scheme", WITH("'proxy':^'socks4://proxy'"), "proxy",
     "http://, https://, socks5:// or socks5h://"},
    {"a proxy without a host", WITH("'proxy':^'http://'"), "proxy", "SCHEME://HOST:PORT"},
    {"a proxy with port 0", WITH("'proxy':^'http://p:0'"), "proxy", "SCHEME://HOST:PORT"},
    {"a proxy with a path", WITH("'proxy':^'http://p/path'"), "proxy", "SCHEME://HOST:PORT"},
    {"a proxy with a query", WITH("'proxy':^'http://p?q'"), "proxy", "SCHEME://HOST:PORT"},
    {"a proxy with a line end", WITH("'proxy':^'http://p\\r\\n'"), "proxy", "control character"},

    {"never connected and online",
     "{" ENDPOINT "," CREDENTIALS ",'devices':{'online':^'d','never_connected':'d'}}",
     "devices.online", "is the id of devices.never_connected"},
    {"never connected and offline behind an escape",
     "{" ENDPOINT "," CREDENTIALS ",'devices':{'never_connected':'d','offline':^'\\u0064'}}",
     "devices.offline", "is the id of devices.never_connected"},
    {"a trigger that is online", WITH("'triggers':{'internal_error':{'device_id':^'d1'}}"),
     "triggers.internal_error.device_id", "is the id of devices.online"},
    {"one trigger for two errors",
     WITH("'triggers':{'internal_error':{'device_id':'t'},'app_not_existed_500':{'device_id':^'t'}"
          "}"),
     "triggers.app_not_existed_500.device_id", "is the id of triggers.internal_error.device_id"},
    {"an unknown application that is unauthorized",
     WITH("'applications':{'unauthorized':'a','unknown':^'a'}"), "applications.unknown",
     "is the id of applications.unauthorized"},
    {"an unauthorized application that is the own one",
     "{" ENDPOINT "," DEVICES
     ",'credentials':{'app_id':'a','app_key':'key-12345','access_token':'token-12345'},"
     "'applications':{'unauthorized':^'a'}}",
     "applications.unauthorized", "is the id of credentials.app_id"},
};

static const struct {
    const char *name;
    const char *text;
} right_rows[] = {
    {"the smallest", MINIMAL},
    {"a token and a secret",
     WITH_CREDENTIALS("'app_id':'a','app_key':'key-12345','access_token':'token-12345',"
                      "'secret':'secret-12345'")},
    {"a token and a secret, no app_id",
     WITH_CREDENTIALS("'app_key':'key-12345','access_token':'token-12345',"
                      "'secret':'secret-12345'")},
    {"a secret to log in with",
     WITH_CREDENTIALS("'secret':{'env':'_S1'},'app_id':'a','app_key':{'file':'/run/key'}")},
    {"a short app_key that is the app_id, before it",
     WITH_CREDENTIALS("'app_key':'a','app_id':'a','access_token':'token-12345'")},
    {"secrets of 8 bytes in 2 characters",
     WITH_CREDENTIALS("'app_key':'\xf0\x9f\x98\x80\xf0\x9f\x98\x80','access_token':'12345678'")},
    {"a never connected device alone",
     "{" ENDPOINT "," CREDENTIALS ",'devices':{'never_connected':'d'}}"},
    {"ids that differ by case alone",
     "{" ENDPOINT "," CREDENTIALS ",'devices':{'online':'d','never_connected':'D'}}"},
    {"a device id that is an appId", WITH("'applications':{'unknown':'d1'}")},
    {"ids with slashes, spaces and dots",
     "{" ENDPOINT "," CREDENTIALS
     ",'devices':{'online':'../a b','offline':'...','abnormal':'%2e'}}"},
    {"an endpoint with an IPv6 literal and a prefix", WITH_ENDPOINT("https://[::1]:8743/a/b/")},
    {"no throttle", WITH("'throttle':{'limit':0}")},
    {"no throttle, with a window", WITH("'throttle':{'limit':0,'window_seconds':60}")},
    {"a limit with an exponent", WITH("'throttle':{'limit':1e2,'window_seconds':6.0E1}")},
    {"a limit with an empty fraction", WITH("'throttle':{'limit':100.0,'window_seconds':60}")},
    {"a limit of minus nothing", WITH("'throttle':{'limit':-0}")},
    {"the smallest window", WITH("'throttle':{'limit':1,'window_seconds':0.000001}")},
    {"proxies: https", WITH("'proxy':'https://proxy.example:443'")},
    {"proxies: socks5", WITH("'proxy':'socks5://127.0.0.1:1080'")},
    {"proxies: socks5h", WITH("'proxy':'socks5h://[::1]:1080'")},
    {"proxies: without a port, with a slash", WITH("'proxy':'HTTP://proxy/'")},
    {"a certificate and a key",
     WITH("'tls':{'client_key_file':'/k','client_cert_file':'c','ca_file':'../ca.pem'}")},
    {"sections that are empty",
     WITH("'tls':{},'applications':{},'triggers':{},'timeouts':{},'limits':{},"
          "'interpretations':{}")},
    {"names behind escapes", "{" ENDPOINT "," CREDENTIALS ",'\\u0064evices':{'online':'d'}}"},
    {"a name in another script", WITH("'name':'\xd0\xb0\xe2\x82\xac'")},
};

static struct marked marked;

static bool is_refused(const struct fault_row *row) {
    struct target target;
    struct diagnostic diagnostic;
    unmark(row->text, &marked);
    enum status status = parse_marked(&marked, &target, &diagnostic);
    if (status == STATUS_OK) {
        target_clean_up(&target);
    }
    char beginning[BEGINNING_SIZE];
    write_beginning(&marked, row->path, beginning);
    bool holds = status == STATUS_INVALID && is_complaint(diagnostic.text, beginning, row->words);
    if (!holds) {
        print_error("%s: found \"%s\", expected \"%s\" and \"%s\"\n", row->name, diagnostic.text,
                    beginning, row->words);
    }
    return holds;
}

static void test_target_parse__says_where_what_and_what_to_do(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < COUNT(fault_rows); i++) {
        failed += !is_refused(&fault_rows[i]);
    }
    assert_int_equal(failed, 0);
}

static void test_target_parse__takes_what_is_unusual_and_right(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < COUNT(right_rows); i++) {
        struct target target;
        struct diagnostic diagnostic;
        unmark(right_rows[i].text, &marked);
        if (parse_marked(&marked, &target, &diagnostic) != STATUS_OK) {
            print_error("%s: %s\n", right_rows[i].name, diagnostic.text);
            failed++;
            continue;
        }
        target_clean_up(&target);
    }
    assert_int_equal(failed, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_target_parse__says_where_what_and_what_to_do),
        cmocka_unit_test(test_target_parse__takes_what_is_unusual_and_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
