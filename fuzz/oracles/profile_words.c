/* What is said of a profile that cannot be used. */
#include "fuzz/oracle.h"
#include "fuzz/oracles/code_points.h"
#include "fuzz/oracles/profile.h"

#include <string.h>

/* ---- the place ---- */

/* How many characters stand in this line, counted from 1; false where there is no such line. */
static bool measure_line(struct bytes text, size_t number, size_t *out_characters) {
    size_t line = 1;
    *out_characters = 0;
    for (size_t i = 0; i < text.size; i++) {
        bool is_continuation = (text.data[i] & 0xc0) == 0x80;
        *out_characters += line == number && text.data[i] != '\n' && !is_continuation;
        line += text.data[i] == '\n';
    }
    return number >= 1 && number <= line;
}

static size_t read_number(const char **inout_at) {
    char *end = NULL;
    unsigned long number = strtoul(*inout_at, &end, 10);
    *inout_at = *end == ':' ? end + 1 : "";
    return number;
}

static bool is_one_line(const char *text) {
    size_t size = strlen(text);
    return code_points_are_valid(text, size) && strpbrk(text, "\n\r\t\x1b\x7f") == NULL;
}

void profile_check_diagnostic(const struct diagnostic *diagnostic, const char *file_name,
                              struct bytes text) {
    const char *at = diagnostic->text;
    size_t name_size = strlen(file_name), characters = 0;
    ORACLE("profile-diagnostic", strncmp(at, file_name, name_size) == 0 && at[name_size] == ':',
           "the file is not named: %s", diagnostic->text);
    at += name_size + 1;
    size_t line = read_number(&at);
    size_t column = read_number(&at);
    bool is_there =
        measure_line(text, line, &characters) && column >= 1 && column <= characters + 1;
    ORACLE("profile-diagnostic", is_there && at[0] == ' ', "no place in the profile: %s",
           diagnostic->text);
    ORACLE("profile-diagnostic", is_one_line(diagnostic->text), "no line for a person: %s",
           diagnostic->text);
}

/* ---- secrets ---- */

static const char *const secret_names[] = {"\"app_key\"", "\"access_token\"", "\"secret\"",
                                           "\"client_key_password\""};

enum { SHOWN_MIN = 8 };

static size_t skip(struct bytes text, size_t at, const char *bytes) {
    while (at < text.size && text.data[at] != '\0' && strchr(bytes, text.data[at]) != NULL) {
        at++;
    }
    return at;
}

/* The string behind a name that ends before `at`, as it is written; absent where none stands there,
   or one with escapes, which shows as something else. */
static struct bytes string_behind(struct bytes text, size_t at) {
    at = skip(text, skip(text, skip(text, at, " \t\r\n"), ":"), " \t\r\n");
    if (at >= text.size || text.data[at] != '"') {
        return bytes_of(NULL, 0);
    }
    size_t end = bytes_find(text, bytes_of_text("\""), at + 1);
    struct bytes string = bytes_slice(text, at + 1, (end == SIZE_MAX ? text.size : end) - at - 1);
    bool has_escapes = bytes_find(string, bytes_of_text("\\"), 0) != SIZE_MAX;
    return has_escapes ? bytes_of(NULL, 0) : string;
}

static bool is_shown(const struct diagnostic *diagnostic, struct bytes secret) {
    return secret.size >= SHOWN_MIN &&
           bytes_find(bytes_of_text(diagnostic->text), secret, 0) != SIZE_MAX;
}

/* A secret made of our own words stands in the diagnostic without being shown: then it stands there
   with another secret as well. */
static bool is_word_of_ours(struct bytes text, struct bytes secret,
                            void (*refuse)(struct bytes, struct diagnostic *)) {
    struct diagnostic diagnostic = {""};
    uint8_t *changed = oracle_exact_copy(text.data, text.size);
    memset(changed + (secret.data - text.data), 'x', secret.size);
    refuse(bytes_of(changed, text.size), &diagnostic);
    free(changed);
    return is_shown(&diagnostic, secret);
}

void profile_check_secrets(const struct diagnostic *diagnostic, struct bytes text,
                           void (*refuse)(struct bytes text, struct diagnostic *out_diagnostic)) {
    for (size_t i = 0; i < sizeof secret_names / sizeof secret_names[0]; i++) {
        struct bytes name = bytes_of_text(secret_names[i]);
        for (size_t at = bytes_find(text, name, 0); at != SIZE_MAX;
             at = bytes_find(text, name, at + 1)) {
            struct bytes secret = string_behind(text, at + name.size);
            ORACLE("profile-secret",
                   !is_shown(diagnostic, secret) || is_word_of_ours(text, secret, refuse),
                   "the value of %s is shown: %s", secret_names[i], diagnostic->text);
        }
    }
}
