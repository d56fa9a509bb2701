/* Targets the reader of evidence (harness/evidence): a HAR, or one of its entries, ours or not. */
#include "evidence/har.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/exchange.h"
#include "fuzz/oracles/har_walk.h"
#include "fuzz/oracles/sample.h"
#include "fuzz/oracles/sweep.h"

#include <limits.h>
#include <string.h>

/* Stands in some seeds, plain and encoded. */
#define SECRET "kq7Zp+/w3X~vB9=eYr2M0uLs"

enum { SWEEP_ONE_IN = 512, SWEEP_TRIES = 24, UNTOUCHED = 4711 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum status read_entry(struct bytes text, struct har_entry *entry,
                              struct diagnostic *out_diagnostic) {
    entry->exchange.number = UNTOUCHED;
    enum status status = har_entry_read(text, entry, out_diagnostic);
    ORACLE("evidence-untouched", status == STATUS_OK || entry->exchange.number == UNTOUCHED,
           "a failure that touches the entry");
    return status;
}

static enum sweep_result try_with_less_memory(void *context) {
    static struct har_entry entry;
    struct diagnostic diagnostic;
    enum status status = read_entry(*(struct bytes *)context, &entry, &diagnostic);
    if (status == STATUS_OK) {
        har_entry_clean_up(&entry);
    }
    return status == STATUS_NO_MEMORY ? SWEEP_NO_MEMORY : SWEEP_DONE;
}

static void check_entry(struct bytes text) {
    static struct har_entry entry, again;
    struct diagnostic diagnostic = {""}, second = {""};
    enum status status = read_entry(text, &entry, &diagnostic);
    bool is_same = read_entry(text, &again, &second) == status;
    ORACLE("evidence-diagnostic", (status == STATUS_INVALID) == (diagnostic.text[0] != '\0'),
           "%s: \"%s\"", status_words(status), diagnostic.text);
    is_same = is_same && strcmp(diagnostic.text, second.text) == 0;
    if (status == STATUS_OK) {
        oracle_count_deep();
        is_same = is_same && exchange_is_same(&entry.exchange, &again.exchange);
        exchange_check("evidence-range", &entry.exchange);
        exchange_check_round_trip(&entry.exchange);
        exchange_check_redaction(&entry.exchange, bytes_of_text(SECRET));
        har_entry_clean_up(&entry);
        har_entry_clean_up(&again);
    }
    ORACLE("evidence-same-twice", is_same, "\"%s\", then \"%s\"", diagnostic.text, second.text);
    if (sample_takes(text, "evidence-allocation-failure", SWEEP_ONE_IN)) {
        sweep_floor("evidence-allocation-failure", try_with_less_memory, &text,
                    oracle_is_replay() ? UINT_MAX : SWEEP_TRIES);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    oracle_count_input();
    har_walk_check(bytes_of(data, size), check_entry);
    check_entry(bytes_of(data, size));
    return 0;
}
