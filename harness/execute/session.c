#include "execute/session.h"

#include "api/answer.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { QUOTE_MAX_BYTES = 200, STATUS_OK_200 = 200 };

/* Seconds that a token is taken to last where the platform does not say, and at most. */
enum { EXPIRES_DEFAULT = 3600, EXPIRES_MAX = 10 * 365 * 86400 };

static void wipe_and_free(char *text) {
    if (text != NULL) {
        explicit_bzero(text, strlen(text));
        free(text);
    }
}

void session_clean_up(struct session *session) {
    wipe_and_free(session->access_token);
    wipe_and_free(session->refresh_token);
    *session = (struct session){0};
}

/* ---- refusals ---- */

/* The status of the last status line, which stands first in the head or after an empty line. */
static int status_of(struct bytes head) {
    int status = 0;
    bool is_first = true;
    for (size_t at = 0; at < head.size;) {
        size_t end = bytes_find(head, bytes_of("\n", 1), at);
        size_t next = end == SIZE_MAX ? head.size : end + 1;
        struct bytes line = bytes_slice(head, at, next - at);
        if (is_first && line.size >= 12) {
            char digits[4] = {(char)line.data[9], (char)line.data[10], (char)line.data[11]};
            status = (int)strtol(digits, NULL, 10);
        }
        is_first = line.size <= 2 && (line.data[0] == '\r' || line.data[0] == '\n');
        at = next;
    }
    return status;
}

/* True when `text` holds so much of the secret in a row that it counts as the secret. */
static bool repeats(struct bytes text, struct bytes secret) {
    size_t window = secret.size < TOKEN_MIN_BYTES ? secret.size : TOKEN_MIN_BYTES;
    for (size_t at = 0; text.size > 0 && at + window <= secret.size; at++) {
        if (bytes_find(text, bytes_slice(secret, at, window), 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* For a terminal, and never with the secret in it: a platform may echo what it was sent. */
static void quote(struct bytes text, const char *secret, char out_text[QUOTE_MAX_BYTES + 1]) {
    if (repeats(text, bytes_of_text(secret))) {
        snprintf(out_text, QUOTE_MAX_BYTES, "(left out: it repeats the secret)");
        return;
    }
    size_t size = text.size < QUOTE_MAX_BYTES ? text.size : QUOTE_MAX_BYTES;
    for (size_t i = 0; i < size; i++) {
        char byte = (char)text.data[i];
        bool is_printable = byte >= ' ' && byte <= '~';
        out_text[i] = '?';
        if (is_printable) {
            out_text[i] = byte;
        }
    }
    out_text[size] = '\0';
}

static enum status refuse(const struct exchange *exchange, int status, const char *secret,
                          struct diagnostic *out_diagnostic) {
    struct answer answer;
    enum status parsed = answer_parse(status, exchange->body, LENGTH_IN_CHARACTERS, &answer);
    if (parsed != STATUS_OK) {
        return parsed;
    }
    char code[QUOTE_MAX_BYTES + 1];
    char description[QUOTE_MAX_BYTES + 1];
    quote(answer.code, secret, code);
    quote(answer.description, secret, description);
    bool is_read = answer.code.data != NULL || answer.description.data != NULL;
    answer_clean_up(&answer);
    diagnostic_set(out_diagnostic, "login at %.*s: refused with status %d%s%s%s%s",
                   BYTES_PRINT(exchange->url), status, is_read ? ", " : "", is_read ? code : "",
                   is_read ? ": " : "", is_read ? description : "");
    return STATUS_NETWORK;
}

/* ---- sessions ---- */

static bool is_token(struct bytes text) {
    if (text.size < TOKEN_MIN_BYTES || text.size > TOKEN_MAX_BYTES || !utf8_is_valid(text)) {
        return false;
    }
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < ' ' || text.data[i] == 0x7f) {
            return false;
        }
    }
    return true;
}

static bool is_nothing(const struct json_node *node) {
    return node == NULL || json_kind_of(node) == JSON_NULL ||
           (json_kind_of(node) == JSON_STRING && json_string_of(node).size == 0);
}

static bool holds_token(const struct json_node *node) {
    return node != NULL && json_kind_of(node) == JSON_STRING && is_token(json_string_of(node));
}

/* Whole seconds; 0 where the member says something else. */
static int64_t seconds_of(const struct json_node *expires_in) {
    if (is_nothing(expires_in)) {
        return EXPIRES_DEFAULT;
    }
    if (json_kind_of(expires_in) != JSON_NUMBER) {
        return 0;
    }
    double seconds = json_number_of(expires_in);
    if (seconds < 1 || floor(seconds) < seconds) {
        return 0;
    }
    return seconds > EXPIRES_MAX ? EXPIRES_MAX : (int64_t)seconds;
}

static const char *fault_of(const struct json_node *root) {
    const struct json_node *refresh_token = json_member(root, "refreshToken");
    if (json_kind_of(root) != JSON_OBJECT) {
        return "it is no JSON object";
    }
    if (!holds_token(json_member(root, "accessToken"))) {
        return "accessToken is no string of 8 to 8192 bytes without control characters";
    }
    if (!is_nothing(refresh_token) && !holds_token(refresh_token)) {
        return "refreshToken is neither null nor a string of 8 to 8192 bytes";
    }
    if (seconds_of(json_member(root, "expiresIn")) == 0) {
        return "expiresIn is no positive whole number of seconds";
    }
    return NULL;
}

static enum status useless(const struct exchange *exchange, const char *why,
                           struct diagnostic *out_diagnostic) {
    diagnostic_set(out_diagnostic, "login at %.*s: the answer gives no token that can be used: %s",
                   BYTES_PRINT(exchange->url), why);
    return STATUS_NETWORK;
}

static enum status take(const struct json_node *root, int64_t asked_us,
                        struct session *out_session) {
    const struct json_node *refresh_token = json_member(root, "refreshToken");
    int64_t lasts_us = seconds_of(json_member(root, "expiresIn")) * 1000000;
    struct session session = {
        .access_token = bytes_copy_text(json_string_of(json_member(root, "accessToken"))),
        .refresh_token =
            is_nothing(refresh_token) ? NULL : bytes_copy_text(json_string_of(refresh_token)),
        .renew_after_us = asked_us + lasts_us / 5 * 4,
    };
    if (session.access_token == NULL ||
        (session.refresh_token == NULL && !is_nothing(refresh_token))) {
        session_clean_up(&session);
        return STATUS_NO_MEMORY;
    }
    *out_session = session;
    return STATUS_OK;
}

static enum status read_body(const struct exchange *exchange, int64_t asked_us,
                             struct session *out_session, struct diagnostic *out_diagnostic) {
    struct json_document document;
    struct json_error error =
        json_document_parse(exchange->body, json_answer_limits, JSON_UNIQUE_NAMES, &document);
    if (error.fault == JSON_NO_MEMORY) {
        return STATUS_NO_MEMORY;
    }
    if (error.fault != JSON_OK) {
        return useless(exchange, json_fault_words[error.fault], out_diagnostic);
    }
    const char *fault = fault_of(document.root);
    enum status status = fault == NULL ? take(document.root, asked_us, out_session)
                                       : useless(exchange, fault, out_diagnostic);
    json_document_clean_up(&document);
    return status;
}

enum status session_read(const struct exchange *exchange, const char *secret, int64_t asked_us,
                         struct session *out_session, struct diagnostic *out_diagnostic) {
    if (exchange->outcome != OUTCOME_COMPLETE) {
        diagnostic_set(out_diagnostic, "login at %.*s: %s: %.*s", BYTES_PRINT(exchange->url),
                       exchange_outcome_names[exchange->outcome],
                       BYTES_PRINT(exchange->outcome_detail));
        return STATUS_NETWORK;
    }
    int status = status_of(exchange->head);
    return status == STATUS_OK_200 ? read_body(exchange, asked_us, out_session, out_diagnostic)
                                   : refuse(exchange, status, secret, out_diagnostic);
}
