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

enum { SWEEP_ONE_IN = 512, SWEEP_TRIES = 24 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned tries(void) {
    return oracle_is_replay() ? UINT_MAX : SWEEP_TRIES;
}

static void check_entry(struct bytes text) {
    static struct har_entry entry;
    bool is_swept = sample_takes(text, "evidence-allocation-failure", SWEEP_ONE_IN);
    if (har_reading_make(text, &entry)) {
        oracle_count_deep();
        exchange_check("evidence-range", &entry.exchange);
        exchange_check_round_trip(&entry.exchange);
        exchange_check_redaction(&entry.exchange, bytes_of_text(SECRET));
        har_file_check(&entry.exchange, sample_hash(text));
        if (is_swept) {
            evidence_memory_write(&entry.exchange, bytes_of_text(SECRET), tries());
        }
        har_entry_clean_up(&entry);
    }
    if (is_swept) {
        evidence_memory_read(text, tries());
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
        evidence_memory_ledger(input, tries());
    }
    return 0;
}
