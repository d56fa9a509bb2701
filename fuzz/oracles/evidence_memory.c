#include "fuzz/oracles/evidence_memory.h"

#include "evidence/har.h"
#include "evidence/ledger.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/exchange.h"
#include "fuzz/oracles/sample.h"
#include "fuzz/oracles/sweep.h"

#define ORACLE_NAME "evidence-allocation-failure"

enum { LINE_LIMIT = 1 << 26, UNTOUCHED = 4711, REDACTOR_ONE_IN = 16, SECRET_SIZE_MAX = 64 };

static enum sweep_result result_of(enum status status, bool is_untouched) {
    return status == STATUS_OK || status == STATUS_INVALID ? SWEEP_DONE
           : status == STATUS_NO_MEMORY && is_untouched    ? SWEEP_NO_MEMORY
                                                           : SWEEP_OTHERWISE;
}

/* ---- reading ---- */

static enum sweep_result try_read(void *context) {
    static struct har_entry entry;
    struct diagnostic diagnostic;
    entry.exchange.number = UNTOUCHED;
    enum status status = har_entry_read(*(struct bytes *)context, &entry, &diagnostic);
    bool is_untouched = entry.exchange.number == UNTOUCHED;
    if (status == STATUS_OK) {
        har_entry_clean_up(&entry);
    }
    return result_of(status, is_untouched);
}

void evidence_memory_read(struct bytes text, unsigned tries) {
    sweep_floor(ORACLE_NAME, try_read, &text, tries);
}

static enum sweep_result try_ledger(void *context) {
    struct diagnostic diagnostic;
    struct ledger ledger = {.count = UNTOUCHED};
    enum status status = ledger_read(*(struct bytes *)context, &ledger, &diagnostic);
    bool is_untouched = ledger.count == UNTOUCHED;
    if (status == STATUS_OK) {
        ledger_clean_up(&ledger);
    }
    return result_of(status, is_untouched);
}

void evidence_memory_ledger(struct bytes text, unsigned tries) {
    sweep_floor(ORACLE_NAME, try_ledger, &text, tries);
}

/* ---- writing ---- */

struct writing {
    const struct exchange *exchange;
    const struct redactor *redactor;
};

static enum sweep_result try_write(void *context) {
    const struct writing *writing = context;
    struct buffer line;
    buffer_init(&line, LINE_LIMIT);
    enum status status = buffer_append_text(&line, "x");
    if (status == STATUS_OK) {
        status = har_entry_write(writing->exchange, writing->redactor, &line);
    }
    bool is_untouched = line.size <= 1;
    buffer_clean_up(&line);
    return result_of(status, is_untouched);
}

/* ---- redactors ---- */

struct making {
    struct bytes secret, spared;
};

static enum status teach(struct redactor *redactor, const struct making *making) {
    static const enum secret_kind kinds[] = {SECRET_APP_KEY, SECRET_APP_KEY, SECRET_ACCESS_TOKEN};
    enum status status = redactor_spare(redactor, making->spared);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && status == STATUS_OK; i++) {
        status = redactor_add(redactor, kinds[i], making->secret);
        bool is_too_short = making->secret.size < REDACT_WINDOW;
        ORACLE("evidence-secret",
               status == STATUS_NO_MEMORY || is_too_short == (status == STATUS_INVALID),
               "a secret of %zu bytes: %s", making->secret.size, status_words(status));
    }
    return status;
}

static enum sweep_result try_make(void *context) {
    static const unsigned char key[32] = {2};
    struct redactor *redactor = NULL;
    enum status status = redactor_new(key, &redactor);
    bool is_untouched = redactor == NULL;
    if (status == STATUS_OK) {
        status = teach(redactor, context);
        is_untouched = true;
    }
    redactor_destroy(redactor);
    return result_of(status, is_untouched);
}

void evidence_memory_write(const struct exchange *exchange, struct bytes secret, unsigned tries) {
    struct writing writing = {exchange, exchange_redactor(secret)};
    sweep_floor(ORACLE_NAME, try_write, &writing, tries);
    if (sample_hash(exchange->sent) % REDACTOR_ONE_IN == 0) {
        struct making making = {bytes_slice(exchange->sent, 0, SECRET_SIZE_MAX), exchange->url};
        sweep_floor(ORACLE_NAME, try_make, &making, tries);
    }
}
