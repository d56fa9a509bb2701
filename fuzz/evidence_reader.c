/* Targets the reader of evidence (harness/evidence): a HAR or a journal, or one entry, ours or not.
 */
#include "fuzz/oracle.h"
#include "fuzz/oracles/evidence_memory.h"
#include "fuzz/oracles/exchange.h"
#include "fuzz/oracles/har_file.h"
#include "fuzz/oracles/har_reading.h"
#include "fuzz/oracles/har_walk.h"
#include "fuzz/oracles/sample.h"

#include <limits.h>

/* Stands in some seeds, plain and encoded. */
#define SECRET "kq7Zp+/w3X~vB9=eYr2M0uLs"

enum { SWEEP_ONE_IN = 512, SWEEP_TRIES = 24, REDACTOR_ONE_IN = 32, SECRET_SIZE_MAX = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Making a redactor takes long: not even a replay does it for every input. */
static void sweep_entry(struct bytes text, const struct exchange *exchange, unsigned tries) {
    evidence_memory_write(exchange, bytes_of_text(SECRET), tries);
    if (sample_hash(text) % REDACTOR_ONE_IN == 0) {
        struct bytes secret = bytes_slice(exchange->sent, 0, SECRET_SIZE_MAX);
        evidence_memory_redactor(secret, exchange->url, tries);
    }
}

static void check_entry(struct bytes text) {
    static struct har_entry entry;
    unsigned tries = oracle_is_replay() ? UINT_MAX : SWEEP_TRIES;
    bool is_swept = sample_takes(text, "evidence-allocation-failure", SWEEP_ONE_IN);
    if (har_reading_make(text, &entry)) {
        oracle_count_deep();
        exchange_check("evidence-range", &entry.exchange);
        exchange_check_round_trip(&entry.exchange);
        exchange_check_redaction(&entry.exchange, bytes_of_text(SECRET));
        har_file_check(&entry.exchange, sample_hash(text));
        if (is_swept) {
            sweep_entry(text, &entry.exchange, tries);
        }
        har_entry_clean_up(&entry);
    }
    if (is_swept) {
        evidence_memory_read(text, tries);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    oracle_count_input();
    struct bytes input = bytes_of(data, size);
    har_walk_check(input, check_entry);
    check_entry(input);
    if (har_file_check_any(input)) {
        oracle_count_deep();
    }
    if (sample_takes(input, "evidence-allocation-failure", SWEEP_ONE_IN)) {
        evidence_memory_ledger(input, oracle_is_replay() ? UINT_MAX : SWEEP_TRIES);
    }
    return 0;
}
