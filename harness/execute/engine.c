#include "base/assure.h"
#include "execute/engine_state.h"
#include "execute/tls.h"

#include <string.h>

/* libcurl gives up at 300 KiB of head by itself, in words that say less than a cap of ours. */
enum { HEADER_LIMIT_MAX_BYTES = 256 * 1024 };

int64_t engine_now_us(const struct engine *engine) {
    return engine->options.clock.monotonic_us(engine->options.clock.context);
}

static enum status check_flavour(struct diagnostic *out_diagnostic) {
    const curl_version_info_data *version = curl_version_info(CURLVERSION_NOW);
    if (version->ssl_version != NULL && strncmp(version->ssl_version, "OpenSSL/3", 9) == 0) {
        return STATUS_OK;
    }
    diagnostic_set(out_diagnostic,
                   "libcurl %s was built with %s; the engine needs its OpenSSL 3 flavour "
                   "(Debian's libcurl4)",
                   version->version,
                   version->ssl_version == NULL ? "no TLS" : version->ssl_version);
    return STATUS_INVALID;
}

static enum status check_options(const struct engine_options *options,
                                 struct diagnostic *out_diagnostic) {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return STATUS_NO_MEMORY;
    }
    enum status status = check_flavour(out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    struct tls_files files = {options->ca_file, options->client_cert_file, options->client_key_file,
                              options->client_key_password};
    enum tls_files_fault fault;
    return tls_check_files(&files, &fault, out_diagnostic);
}

static enum status open_multi(struct engine *engine) {
    long connections = (long)engine->options.parallel;
    engine->multi = curl_multi_init();
    if (engine->multi == NULL ||
        curl_multi_setopt(engine->multi, CURLMOPT_PIPELINING, CURLPIPE_NOTHING) != CURLM_OK ||
        curl_multi_setopt(engine->multi, CURLMOPT_MAXCONNECTS, connections) != CURLM_OK ||
        curl_multi_setopt(engine->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections) != CURLM_OK) {
        return STATUS_NO_MEMORY;
    }
    return STATUS_OK;
}

/* A handle serves one transfer; the next resumes its TLS session. One thread needs no locks. */
static enum status open_share(struct engine *engine) {
    engine->share = curl_share_init();
    return engine->share != NULL && curl_share_setopt(engine->share, CURLSHOPT_SHARE,
                                                      CURL_LOCK_DATA_SSL_SESSION) == CURLSHE_OK
               ? STATUS_OK
               : STATUS_NO_MEMORY;
}

static enum status open_transfers(struct engine *engine) {
    engine->transfers = calloc(engine->options.parallel, sizeof *engine->transfers);
    if (engine->transfers == NULL) {
        return STATUS_NO_MEMORY;
    }
    for (unsigned i = 0; i < engine->options.parallel; i++) {
        transfer_init(&engine->transfers[i], &engine->options, &engine->book, engine->multi,
                      engine->share);
    }
    return STATUS_OK;
}

enum status engine_new(const struct engine_options *options, struct engine **out_engine,
                       struct diagnostic *out_diagnostic) {
    ASSURE(options->parallel > 0);
    enum status status = check_options(options, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    struct engine *engine = calloc(1, sizeof *engine);
    if (engine == NULL) {
        return STATUS_NO_MEMORY;
    }
    engine->options = *options;
    if (engine->options.header_limit_bytes > HEADER_LIMIT_MAX_BYTES) {
        engine->options.header_limit_bytes = HEADER_LIMIT_MAX_BYTES;
    }
    status = allowance_init(&engine->allowance, options->allowance, options->window_us);
    if (status == STATUS_OK) {
        status = open_multi(engine);
    }
    if (status == STATUS_OK) {
        status = open_share(engine);
    }
    if (status == STATUS_OK) {
        status = open_transfers(engine);
    }
    if (status != STATUS_OK) {
        engine_destroy(engine);
        return status;
    }
    *out_engine = engine;
    return STATUS_OK;
}

void engine_destroy(struct engine *engine) {
    if (engine == NULL) {
        return;
    }
    for (unsigned i = 0; engine->transfers != NULL && i < engine->options.parallel; i++) {
        transfer_clean_up(&engine->transfers[i]);
    }
    free(engine->transfers);
    curl_multi_cleanup(engine->multi);
    curl_share_cleanup(engine->share);
    connection_book_clean_up(&engine->book);
    allowance_clean_up(&engine->allowance);
    free(engine);
}

bool engine_is_past_deadline(const struct engine *engine) {
    return engine->options.deadline_us != 0 && engine_now_us(engine) >= engine->options.deadline_us;
}

uint32_t engine_calls(const struct engine *engine) {
    return engine->calls;
}

struct exchange_sink engine_exchange_sink(struct engine *engine, struct exchange_sink sink) {
    struct exchange_sink before = engine->options.sink;
    engine->options.sink = sink;
    return before;
}
