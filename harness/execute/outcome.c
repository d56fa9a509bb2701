#include "execute/outcome.h"

#include <string.h>

/* What libcurl's code says by itself; the other codes depend on how far the exchange got. */
static const struct {
    CURLcode code;
    enum exchange_outcome before_sending;
    enum exchange_outcome after_sending;
} meanings[] = {
    {CURLE_PEER_FAILED_VERIFICATION, OUTCOME_TLS_UNTRUSTED, OUTCOME_TLS_UNTRUSTED},
    {CURLE_SSL_ISSUER_ERROR, OUTCOME_TLS_UNTRUSTED, OUTCOME_TLS_UNTRUSTED},
    {CURLE_SSL_INVALIDCERTSTATUS, OUTCOME_TLS_UNTRUSTED, OUTCOME_TLS_UNTRUSTED},
    {CURLE_SSL_CLIENTCERT, OUTCOME_TLS_REFUSED, OUTCOME_TLS_REFUSED},
    {CURLE_SSL_CIPHER, OUTCOME_TLS_LOCAL, OUTCOME_TLS_LOCAL},
    {CURLE_SSL_CERTPROBLEM, OUTCOME_TLS_LOCAL, OUTCOME_TLS_LOCAL},
    {CURLE_SSL_CACERT_BADFILE, OUTCOME_TLS_LOCAL, OUTCOME_TLS_LOCAL},
    {CURLE_UNSUPPORTED_PROTOCOL, OUTCOME_UNREACHABLE, OUTCOME_MALFORMED},
    {CURLE_WEIRD_SERVER_REPLY, OUTCOME_UNREACHABLE, OUTCOME_MALFORMED},
    {CURLE_BAD_CONTENT_ENCODING, OUTCOME_UNREACHABLE, OUTCOME_MALFORMED},
    {CURLE_PARTIAL_FILE, OUTCOME_UNREACHABLE, OUTCOME_TRUNCATED},
    /* A folded line that no header line stands before. */
    {CURLE_BAD_FUNCTION_ARGUMENT, OUTCOME_UNREACHABLE, OUTCOME_MALFORMED},
    /* libcurl keeps a header line in a buffer of 100 KiB and calls it out of memory when full. */
    {CURLE_OUT_OF_MEMORY, OUTCOME_UNREACHABLE, OUTCOME_HEADER_OVER_LIMIT},
};

static const enum exchange_outcome outcome_of_stop[] = {
    [CAPTURE_GOES_ON] = OUTCOME_COUNT,
    [CAPTURE_HEADER_OVER_LIMIT] = OUTCOME_HEADER_OVER_LIMIT,
    [CAPTURE_BODY_OVER_LIMIT] = OUTCOME_BODY_OVER_LIMIT,
    [CAPTURE_NOT_HTTP] = OUTCOME_MALFORMED,
    [CAPTURE_NO_MEMORY] = OUTCOME_COUNT,
};

/* Some codes say two things, and only libcurl's words tell them apart. */
#define ANY_CODE CURL_LAST
static const struct {
    const char *words; /* part of them */
    CURLcode code;
    enum exchange_outcome outcome;
} wordings[] = {
    {"chunked-encoding", CURLE_RECV_ERROR, OUTCOME_MALFORMED},
    {"chunked-encoded", ANY_CODE, OUTCOME_MALFORMED},
    {"Too large response headers", CURLE_RECV_ERROR, OUTCOME_HEADER_OVER_LIMIT},
    /* The peer answered our hello in something that is not TLS. */
    {"wrong version number", CURLE_SSL_CONNECT_ERROR, OUTCOME_MALFORMED},
    {"packet length too long", CURLE_SSL_CONNECT_ERROR, OUTCOME_MALFORMED},
    {"record layer failure", CURLE_SSL_CONNECT_ERROR, OUTCOME_MALFORMED},
    /* A close or a reset, as libcurl and as OpenSSL put it. */
    {"SSL_connect: ", CURLE_SSL_CONNECT_ERROR, OUTCOME_TLS_REFUSED},
    {"unexpected eof", CURLE_SSL_CONNECT_ERROR, OUTCOME_TLS_REFUSED},
    {"Recv failure", CURLE_SSL_CONNECT_ERROR, OUTCOME_TLS_REFUSED},
    {"Send failure", CURLE_SSL_CONNECT_ERROR, OUTCOME_TLS_REFUSED},
};

bool outcome_is_own_failure(const struct ending *ending, enum status *out_status) {
    bool is_before_sending = !ending->capture->is_open;
    if (ending->capture->stop == CAPTURE_NO_MEMORY ||
        (ending->code == CURLE_OUT_OF_MEMORY && (is_before_sending || ending->capture->has_head))) {
        *out_status = STATUS_NO_MEMORY;
        return true;
    }
    bool is_refused_by_libcurl =
        ending->code == CURLE_URL_MALFORMAT || ending->code == CURLE_UNSUPPORTED_PROTOCOL ||
        ending->code == CURLE_BAD_FUNCTION_ARGUMENT || ending->code == CURLE_FAILED_INIT;
    if (is_refused_by_libcurl && is_before_sending && !ending->is_connected) {
        *out_status = STATUS_INVALID;
        return true;
    }
    return false;
}

static bool is_found_in_words(const struct ending *ending, enum exchange_outcome *out_outcome) {
    for (size_t i = 0; i < sizeof wordings / sizeof wordings[0]; i++) {
        bool has_code = wordings[i].code == ending->code || wordings[i].code == ANY_CODE;
        if (has_code && strstr(ending->words, wordings[i].words) != NULL) {
            *out_outcome = wordings[i].outcome;
            return true;
        }
    }
    return false;
}

/* Nothing whole came and nobody says why: then how much came is all there is to tell. */
static enum exchange_outcome cut_off(const struct capture *capture) {
    if (capture_has_bytes(capture)) {
        return OUTCOME_TRUNCATED;
    }
    return capture->has_alert ? OUTCOME_TLS_REFUSED : OUTCOME_CLOSED;
}

static enum exchange_outcome of_handshake(const struct ending *ending) {
    enum exchange_outcome outcome = OUTCOME_TLS_LOCAL;
    if (!ending->capture->has_hello) {
        return OUTCOME_TLS_LOCAL;
    }
    if (ending->capture->has_alert) {
        return OUTCOME_TLS_REFUSED;
    }
    (void)is_found_in_words(ending, &outcome);
    return outcome;
}

static enum exchange_outcome of_code(const struct ending *ending) {
    bool is_sent = ending->capture->is_open;
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        if (meanings[i].code == ending->code) {
            return is_sent ? meanings[i].after_sending : meanings[i].before_sending;
        }
    }
    enum exchange_outcome outcome = OUTCOME_UNREACHABLE;
    if (is_sent && !is_found_in_words(ending, &outcome)) {
        outcome = cut_off(ending->capture);
    }
    return outcome;
}

enum exchange_outcome outcome_of(const struct ending *ending) {
    const struct capture *capture = ending->capture;
    if (outcome_of_stop[capture->stop] != OUTCOME_COUNT) {
        return outcome_of_stop[capture->stop];
    }
    if (ending->code == CURLE_OK && capture->dropped_bytes > 0) {
        return OUTCOME_MALFORMED;
    }
    if (ending->code == CURLE_OK) {
        return capture->has_head ? OUTCOME_COMPLETE : cut_off(capture);
    }
    if (ending->code == CURLE_OPERATION_TIMEDOUT) {
        return ending->is_past_deadline ? OUTCOME_INTERRUPTED
               : ending->is_connected   ? OUTCOME_TIMED_OUT
                                        : OUTCOME_UNREACHABLE;
    }
    return ending->code == CURLE_SSL_CONNECT_ERROR ? of_handshake(ending) : of_code(ending);
}
