#include "fuzz/oracles/recorded.h"

#include "cases/cases.h"
#include "evidence/har.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/exchange.h"
#include "fuzz/oracles/judgement.h"
#include "fuzz/oracles/sample.h"
#include "fuzz/scripted_server.h"

#include <stdlib.h>

enum { ENTRY_LIMIT = 1 << 24, SAMPLE_ONE_IN = 4 };

static bool is_there(struct bytes whole, size_t at, struct bytes part) {
    return bytes_equal(bytes_slice(whole, at, part.size), part);
}

/* Head and what follows it stand one behind the other in what was sent. An answer that is no HTTP,
   or whose head was cut, may have bytes that libcurl read and did not tell. */
static void check_bytes(const struct step *step, const struct exchange *exchange) {
    if (exchange->head.size + exchange->framed.size == 0) {
        return;
    }
    ORACLE("exchange-bytes",
           is_there(step->answer, 0, exchange->head) &&
               is_there(step->answer, exchange->head.size, exchange->framed),
           "recorded is \"%.*s\" and \"%.*s\"", BYTES_PRINT(exchange->head),
           BYTES_PRINT(exchange->framed));
}

static void check_read_back(const struct judge_rules *rules, const struct case_row *row,
                            const struct exchange *exchange, const struct findings *wanted) {
    struct buffer line;
    struct har_entry *entry = calloc(1, sizeof *entry);
    struct diagnostic diagnostic;
    struct findings findings = {0};
    struct observation seen;
    buffer_init(&line, ENTRY_LIMIT);
    SETUP(entry != NULL && har_entry_write(exchange, NULL, &line) == STATUS_OK);
    SETUP(har_entry_read(buffer_view(&line), entry, &diagnostic) == STATUS_OK);
    judgement_check_exchange(rules, row, &entry->exchange, &findings, &seen);
    ORACLE("exchange-judgement", judgement_are_same(wanted, &findings),
           "%zu findings in the exchange, %zu in its evidence", wanted->count, findings.count);
    findings_clean_up(&findings);
    har_entry_clean_up(entry);
    free(entry);
    buffer_clean_up(&line);
}

enum status recorded_check(void *context, const struct exchange *exchange) {
    const struct scripted_server *server = context;
    const struct step *step = &server->steps[exchange->number];
    struct judge_rules rules = judgement_rules();
    struct findings findings = {0};
    struct observation seen;
    SETUP(exchange->number < server->count);
    exchange_check("exchange-range", exchange);
    exchange_check_round_trip(exchange);
    if (sample_takes(exchange->framed, "evidence-secret", SAMPLE_ONE_IN)) {
        exchange_check_redaction(exchange, bytes_of_text(RECORDED_SECRET));
    }
    check_bytes(step, exchange);
    judgement_check_exchange(&rules, step->row, exchange, &findings, &seen);
    check_read_back(&rules, step->row, exchange, &findings);
    findings_clean_up(&findings);
    if (exchange->outcome == OUTCOME_COMPLETE) {
        oracle_count_deep();
    }
    return STATUS_OK;
}
