#include "execute/transfer.h"

#include "base/assure.h"
#include "execute/tls.h"

#include <string.h>
#include <unistd.h>

static void see_tls_out(struct capture *capture, struct bytes bytes) {
    capture_tls(capture, bytes, true);
}

static void see_tls_in(struct capture *capture, struct bytes bytes) {
    capture_tls(capture, bytes, false);
}

/* By curl_infotype; the head comes by way of take_head. */
static void (*const sights[CURLINFO_END])(struct capture *, struct bytes) = {
    [CURLINFO_TEXT] = capture_comment,     [CURLINFO_HEADER_OUT] = capture_sent,
    [CURLINFO_DATA_OUT] = capture_sent,    [CURLINFO_DATA_IN] = capture_framed,
    [CURLINFO_SSL_DATA_OUT] = see_tls_out, [CURLINFO_SSL_DATA_IN] = see_tls_in,
};

static int see(CURL *handle, curl_infotype kind, char *data, size_t size, void *context) {
    (void)handle;
    struct transfer *transfer = context;
    if (kind < CURLINFO_END && sights[kind] != NULL) {
        sights[kind](&transfer->capture, bytes_of(data, size));
    }
    return 0;
}

static size_t take_head(char *line, size_t size, size_t count, void *context) {
    struct transfer *transfer = context;
    long status = 0;
    curl_off_t expected_bytes = -1;
    (void)curl_easy_getinfo(transfer->handle, CURLINFO_RESPONSE_CODE, &status);
    (void)curl_easy_getinfo(transfer->handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &expected_bytes);
    struct bytes bytes = bytes_of(line, size * count);
    return capture_head_line(&transfer->capture, bytes, status, expected_bytes) ? bytes.size : 0;
}

/* The last moment at which bytes in excess can be read, if libcurl is about to close. */
static void drain(struct transfer *transfer) {
    struct connection *connection = connection_carrying(transfer->book, &transfer->capture);
    if (connection == NULL) {
        return;
    }
    connection->carries = NULL;
    if (connection_drain(connection, &transfer->capture) == REST_EXCESS) {
        connection_spoil(connection);
    }
}

static size_t take_content(char *data, size_t size, size_t count, void *context) {
    struct transfer *transfer = context;
    bool goes_on = capture_content(&transfer->capture, bytes_of(data, size * count));
    if (capture_is_whole(&transfer->capture)) {
        drain(transfer);
    }
    return goes_on ? size * count : 0;
}

static int ask_to_go_on(void *context, curl_off_t down_total, curl_off_t down, curl_off_t up_total,
                        curl_off_t up) {
    (void)down_total, (void)down, (void)up_total, (void)up;
    const struct transfer *transfer = context;
    return transfer->capture.stop == CAPTURE_GOES_ON ? 0 : 1;
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *peer) {
    (void)purpose;
    const struct transfer *transfer = context;
    int descriptor = socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
    if (descriptor >= 0 && connection_opened(transfer->book, descriptor) != STATUS_OK) {
        close(descriptor);
        return CURL_SOCKET_BAD;
    }
    return descriptor;
}

/* May come after the transfer that opened it is gone: so it is given the book. */
static int close_socket(void *context, curl_socket_t descriptor) {
    connection_closed(context, descriptor);
    return close(descriptor);
}

static SSL *tls_of(CURL *handle) {
    struct curl_tlssessioninfo *session = NULL;
    if (curl_easy_getinfo(handle, CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || session == NULL) {
        return NULL;
    }
    ASSURE(session->internals == NULL || session->backend == CURLSSLBACKEND_OPENSSL);
    return session->internals;
}

/* A kept connection on which something waits is not used: it would be taken for the beginning of
   the answer. What waits belongs to the exchange before, if that is not finished yet. */
static bool is_fit(struct transfer *transfer, struct connection *connection, bool is_fresh) {
    struct capture *before = connection->carries;
    connection->carries = &transfer->capture;
    return is_fresh || connection_drain(connection, before) == REST_QUIET;
}

static void learn(struct transfer *transfer, struct connection *connection, bool is_fresh) {
    if (is_fresh) {
        connection->tls = tls_of(transfer->handle);
        if (connection->tls != NULL) {
            tls_facts_of(connection->tls, &connection->facts);
        }
    }
    transfer->tls = connection->facts;
}

/* For this request: none where a kept connection is used. */
static long connections_made(CURL *handle) {
    long made = 0;
    (void)curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, &made);
    return made;
}

/* An allowance is an application's, not a connection's: so that the two can be told apart, no
   connection carries more of a burst than a quarter of it. */
static void share_burst(const struct transfer *transfer, struct connection *connection) {
    if (!transfer->request.is_unpaced) {
        return;
    }
    connection->burst_calls++;
    if (connection->burst_calls >= transfer->options->allowance / 4) {
        (void)curl_easy_setopt(transfer->handle, CURLOPT_FORBID_REUSE, 1L);
    }
}

/* The connection stands and the request is next. */
static int before_sending(void *context, char *peer_ip, char *local_ip, int peer_port,
                          int local_port) {
    (void)peer_ip, (void)local_ip, (void)peer_port;
    struct transfer *transfer = context;
    bool is_fresh = connections_made(transfer->handle) > 0;
    transfer->is_repetition = transfer->capture.sent.size > 0;
    if (transfer->is_repetition) {
        return CURL_PREREQFUNC_ABORT;
    }
    capture_open(&transfer->capture);
    struct connection *connection = connection_from_port(transfer->book, local_port);
    if (connection == NULL) {
        return CURL_PREREQFUNC_OK;
    }
    if (!is_fit(transfer, connection, is_fresh)) {
        transfer->is_to_be_restarted = true;
        return CURL_PREREQFUNC_ABORT;
    }
    learn(transfer, connection, is_fresh);
    share_burst(transfer, connection);
    return CURL_PREREQFUNC_OK;
}

static const struct {
    void (*callback)(void);
    CURLoption function;
    CURLoption context;
} callbacks[] = {
    {(void (*)(void))see, CURLOPT_DEBUGFUNCTION, CURLOPT_DEBUGDATA},
    {(void (*)(void))take_head, CURLOPT_HEADERFUNCTION, CURLOPT_HEADERDATA},
    {(void (*)(void))take_content, CURLOPT_WRITEFUNCTION, CURLOPT_WRITEDATA},
    {(void (*)(void))ask_to_go_on, CURLOPT_XFERINFOFUNCTION, CURLOPT_XFERINFODATA},
    {(void (*)(void))before_sending, CURLOPT_PREREQFUNCTION, CURLOPT_PREREQDATA},
    {(void (*)(void))open_socket, CURLOPT_OPENSOCKETFUNCTION, CURLOPT_OPENSOCKETDATA},
};

static bool has_set_callbacks(struct transfer *transfer) {
    CURL *handle = transfer->handle;
    for (size_t i = 0; i < sizeof callbacks / sizeof callbacks[0]; i++) {
        if ((curl_easy_setopt)(handle, callbacks[i].function, callbacks[i].callback) != CURLE_OK ||
            (curl_easy_setopt)(handle, callbacks[i].context, transfer) != CURLE_OK) {
            return false;
        }
    }
    return curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, close_socket) == CURLE_OK &&
           curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, transfer->book) == CURLE_OK &&
           curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, transfer->words) == CURLE_OK &&
           curl_easy_setopt(handle, CURLOPT_PRIVATE, transfer) == CURLE_OK;
}

/* A handle serves once: libcurl 7.88 keeps a pointer to the last header of the transfer before, and
   writes through it when the next answer begins with a folded line. Connections are the multi
   handle's, and stay. */
static enum status provide_handle(struct transfer *transfer, enum transport transport) {
    curl_easy_cleanup(transfer->handle);
    transfer->handle = handle_new(transfer->options, transport, transfer->share);
    if (transfer->handle == NULL) {
        return STATUS_NO_MEMORY;
    }
    if (!has_set_callbacks(transfer)) {
        curl_easy_cleanup(transfer->handle);
        transfer->handle = NULL;
        return STATUS_NO_MEMORY;
    }
    return STATUS_OK;
}

void transfer_init(struct transfer *transfer, const struct engine_options *options,
                   struct connection_book *book, CURLM *multi, CURLSH *share) {
    *transfer = (struct transfer){.options = options, .book = book, .multi = multi, .share = share};
    capture_init(&transfer->capture, options->header_limit_bytes, options->body_limit_bytes);
}

void transfer_clean_up(struct transfer *transfer) {
    if (transfer->is_under_way) {
        transfer_stop(transfer);
        transfer_release(transfer);
    }
    curl_easy_cleanup(transfer->handle);
    capture_clean_up(&transfer->capture);
}

static enum status put_on_wire(struct transfer *transfer, struct diagnostic *out_diagnostic) {
    CURLMcode code = curl_multi_add_handle(transfer->multi, transfer->handle);
    if (code == CURLM_OK) {
        return STATUS_OK;
    }
    diagnostic_set(out_diagnostic, "libcurl: %s", curl_multi_strerror(code));
    return code == CURLM_OUT_OF_MEMORY ? STATUS_NO_MEMORY : STATUS_INVALID;
}

static enum status load(struct transfer *transfer, int64_t timeout_us,
                        struct diagnostic *out_diagnostic) {
    const struct request *request = &transfer->request;
    enum status status = provide_handle(transfer, request->transport);
    if (status != STATUS_OK) {
        return status;
    }
    CURLcode code = handle_load(transfer->handle, request, &transfer->headers, timeout_us);
    if (code == CURLE_OK) {
        return STATUS_OK;
    }
    diagnostic_set(out_diagnostic, "case %s: libcurl refuses the request: %s", request->case_id,
                   curl_easy_strerror(code));
    return code == CURLE_OUT_OF_MEMORY ? STATUS_NO_MEMORY : STATUS_INVALID;
}

enum status transfer_start(struct transfer *transfer, struct request *request, uint32_t number,
                           int64_t timeout_us, struct diagnostic *out_diagnostic) {
    ASSURE(!transfer->is_under_way);
    transfer->request = *request;
    *request = (struct request){0};
    transfer->number = number;
    transfer->tls = (struct tls_facts){0};
    transfer->words[0] = '\0';
    transfer->started_wall_us = transfer->options->clock.wall_us(transfer->options->clock.context);
    enum status status = load(transfer, timeout_us, out_diagnostic);
    if (status == STATUS_OK) {
        status = put_on_wire(transfer, out_diagnostic);
    }
    if (status != STATUS_OK) {
        transfer_release(transfer);
        return status;
    }
    transfer->is_under_way = true;
    return STATUS_OK;
}

bool transfer_was_stale(const struct transfer *transfer, CURLcode code) {
    return code == CURLE_SEND_ERROR && !transfer->is_restarted &&
           strstr(transfer->words, "Connection died") != NULL;
}

enum status transfer_restart(struct transfer *transfer, struct diagnostic *out_diagnostic) {
    transfer->is_to_be_restarted = false;
    transfer->is_held_back = false;
    transfer->is_restarted = true;
    transfer->words[0] = '\0';
    capture_clear(&transfer->capture);
    (void)curl_multi_remove_handle(transfer->multi, transfer->handle);
    (void)curl_easy_setopt(transfer->handle, CURLOPT_FRESH_CONNECT, 1L);
    return put_on_wire(transfer, out_diagnostic);
}

void transfer_hold_back(struct transfer *transfer) {
    transfer->is_repetition = false;
    transfer->is_held_back = true;
    (void)curl_multi_remove_handle(transfer->multi, transfer->handle);
}

void transfer_stop(struct transfer *transfer) {
    drain(transfer);
    (void)curl_multi_remove_handle(transfer->multi, transfer->handle);
}

/* libcurl says 0 where it did not get there, and on a kept connection as well. */
static int64_t moment(CURL *handle, CURLINFO which, bool is_reached) {
    curl_off_t time_us = 0;
    if (!is_reached || (curl_easy_getinfo)(handle, which, &time_us) != CURLE_OK) {
        return -1;
    }
    return time_us;
}

/* libcurl notes the time of connecting only when the handshake is over as well. */
bool transfer_is_connected(const struct transfer *transfer) {
    return transfer->capture.is_open || connections_made(transfer->handle) > 0;
}

static struct exchange_timing timing_of(const struct transfer *transfer) {
    CURL *handle = transfer->handle;
    bool is_secured = transfer->capture.is_open && transfer->tls.version[0] != '\0';
    return (struct exchange_timing){
        .connected_us = moment(handle, CURLINFO_CONNECT_TIME_T, transfer->capture.is_open),
        .secured_us = moment(handle, CURLINFO_APPCONNECT_TIME_T, is_secured),
        .first_byte_us =
            moment(handle, CURLINFO_STARTTRANSFER_TIME_T, capture_has_bytes(&transfer->capture)),
        .total_us = moment(handle, CURLINFO_TOTAL_TIME_T, true),
    };
}

struct exchange transfer_exchange(const struct transfer *transfer, enum exchange_outcome outcome,
                                  const char *detail) {
    const struct request *request = &transfer->request;
    const struct capture *capture = &transfer->capture;
    return (struct exchange){
        .number = transfer->number,
        .attempt = request->attempt,
        .case_id = bytes_of_text(request->case_id),
        .asked_device = bytes_of(request->asked_device, request->asked_device_size),
        .method = bytes_of_text(request->method),
        .url = bytes_of_text(request->url),
        .sent = buffer_view(&capture->sent),
        .head = buffer_view(&capture->head),
        .framed = buffer_view(&capture->framed),
        .body = capture_body(capture),
        .outcome = outcome,
        .outcome_detail = bytes_of_text(detail),
        .started_us = transfer->started_wall_us,
        .timing = timing_of(transfer),
        .tls = transfer->tls,
    };
}

void transfer_release(struct transfer *transfer) {
    capture_clear(&transfer->capture);
    request_clean_up(&transfer->request);
    transfer->is_under_way = false;
    transfer->is_to_be_restarted = false;
    transfer->is_restarted = false;
    transfer->is_repetition = false;
    transfer->is_held_back = false;
}
