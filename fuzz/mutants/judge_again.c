#include "mutants/judge_again.h"

#include "app/cell_record.h"
#include "base/fnv1a.h"
#include "cases/cases.h"

enum { STARVED_MAX = 100000 }; /* allocations; no cell that is starved needs as many */

static const struct kept_cell *current;
static size_t next; /* entries are asked for in their order, again and again */

/* ---- memory ---- */

static unsigned allocations_left; /* until one fails; 0: none does */

static bool is_out_of_memory(void) {
    return allocations_left > 0 && --allocations_left == 0;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__real_reallocarray(void *memory, size_t count, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void *__wrap_reallocarray(void *memory, size_t count, size_t size);

void *__wrap_malloc(size_t size) {
    return is_out_of_memory() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return is_out_of_memory() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size) {
    return is_out_of_memory() ? NULL : __real_realloc(memory, size);
}

void *__wrap_reallocarray(void *memory, size_t count, size_t size) {
    return is_out_of_memory() ? NULL : __real_reallocarray(memory, count, size);
}

/* ---- evidence ---- */

/* In the place of what goes through the whole ledger: the cell may hold a part of it. */
enum status __wrap_ledger_each(const struct ledger *ledger,
                               enum status (*visit)(void *context, struct bytes entry,
                                                    struct diagnostic *out_diagnostic),
                               void *context, struct diagnostic *out_diagnostic);
enum status __wrap_ledger_each(const struct ledger *ledger,
                               enum status (*visit)(void *context, struct bytes entry,
                                                    struct diagnostic *out_diagnostic),
                               void *context, struct diagnostic *out_diagnostic) {
    enum status status = STATUS_OK;
    (void)ledger;
    for (size_t i = 0; status == STATUS_OK && i < current->count; i++) {
        status = visit(context, current->texts[i], out_diagnostic);
    }
    return status;
}

/* In the place of app/evidence_source.c, which would read the text again. An entry is shown as a
   copy, since the judge numbers those of other tools. */
enum status __wrap_evidence_show_entry(struct bytes text,
                                       enum status (*look)(void *looker, struct har_entry *entry,
                                                           struct diagnostic *out_diagnostic),
                                       void *looker, struct diagnostic *out_diagnostic);
enum status __wrap_evidence_show_entry(struct bytes text,
                                       enum status (*look)(void *looker, struct har_entry *entry,
                                                           struct diagnostic *out_diagnostic),
                                       void *looker, struct diagnostic *out_diagnostic) {
    for (size_t i = 0; i < current->count; i++) {
        size_t at = (next + i) % current->count;
        if (current->texts[at].data == text.data) {
            struct har_entry entry = *current->items[at]; /* looks are taken inside looks */
            next = at + 1;
            return look(looker, &entry, out_diagnostic);
        }
    }
    return STATUS_INVALID;
}

/* ---- the requests that were recorded, held against those that the tables come to ---- */

static bool is_of(const struct exchange *exchange, const struct case_row *row) {
    return bytes_equal_text(exchange->case_id, row->id) && exchange->attempt == 0;
}

/* How many calls of the step were recorded, and whether each went where the step leads. */
static uint64_t digest_step(uint64_t digest, const struct step *step,
                            const struct request *request) {
    uint32_t sent = 0, as_planned = 0;
    for (size_t i = 0; i < current->count; i++) {
        const struct exchange *exchange = &current->items[i]->exchange;
        bool is_of_step = is_of(exchange, step->row);
        sent += is_of_step;
        as_planned += is_of_step && bytes_equal_text(exchange->url, request->url) &&
                      bytes_equal_text(exchange->method, request->method);
    }
    const bool facts[] = {sent > 0, sent == step->sends, as_planned == sent};
    return fnv1a(digest, bytes_of(facts, sizeof facts));
}

/* Phases come one after another: how often one was recorded behind a later one. */
static uint64_t digest_order(uint64_t digest) {
    enum phase latest = PHASE_ACCEPTED;
    uint32_t disorders = 0;
    for (size_t i = 0; i < current->count; i++) {
        const struct exchange *exchange = &current->items[i]->exchange;
        const struct case_row *row = cases_find(exchange->case_id);
        if (row != NULL && exchange->attempt == 0) {
            disorders += row->phase < latest;
            latest = row->phase > latest ? row->phase : latest;
        }
    }
    return fnv1a(digest, bytes_of(&disorders, sizeof disorders));
}

static uint64_t digest_requests(uint64_t digest, const struct rejudgement *read) {
    static char stand_in[] = "stand-in-for-a-credential";
    const struct credentials credentials = {.app_key = stand_in};
    const struct plan *plan = &read->plan;
    for (size_t i = 0; i < plan->order_count; i++) {
        struct request request = {.method = NULL};
        struct diagnostic diagnostic = {""};
        if (plan_request(plan, plan->order[i], &read->profile.target, &credentials, stand_in,
                         &request, &diagnostic) != STATUS_OK) {
            return 0;
        }
        digest = digest_step(digest, plan->order[i], &request);
        request_clean_up(&request);
    }
    return digest_order(digest);
}

/* What a run makes of an answer at once, to go on by. */
static enum status glance(void *context, struct har_entry *entry,
                          struct diagnostic *out_diagnostic) {
    uint64_t *digest = context;
    struct exchange *exchange = &entry->exchange;
    struct observation seen = {.exchange = 0};
    enum status status =
        judge_glance(&current->read->rules, cases_find(exchange->case_id), exchange, &seen);
    int shown[] = {status, seen.status, seen.is_accepted, seen.is_throttled, (int)seen.attempt};
    (void)out_diagnostic;
    *digest = fnv1a(*digest, bytes_of(shown, sizeof shown));
    return STATUS_OK;
}

static uint64_t digest_glances(uint64_t digest) {
    struct diagnostic diagnostic = {""};
    for (size_t i = 0; i < current->count; i++) {
        (void)__wrap_evidence_show_entry(current->texts[i], glance, &digest, &diagnostic);
    }
    return digest;
}

/* ---- judging ---- */

static uint64_t judge_once(const struct kept_cell *cell) {
    static struct cell_record record; /* too large for a small stack */
    struct diagnostic diagnostic = {""};
    struct rejudgement *read = cell->read;
    record = (struct cell_record){.is_done = false};
    next = 0;
    if (rejudgement_judge(read, cell->is_strict, &diagnostic) == STATUS_OK) {
        cell_record_add(&record, &read->judgement);
        judgement_clean_up(&read->judgement);
    }
    return record.is_done ? record.digest : 0;
}

static void forget_plan(struct rejudgement *read) {
    plan_clean_up(&read->plan);
    read->plan = (struct plan){.steps = NULL};
}

/* One allocation fails, each in its turn, until there are no more of them. How many there are is
   nobody's business, so equal outcomes in a row count once. */
static uint64_t judge_starved(const struct kept_cell *cell) {
    uint64_t digest = FNV1A_START, last = 1;
    bool has_failed = true;
    for (unsigned nth = 1; has_failed && nth < STARVED_MAX; nth++) {
        allocations_left = nth;
        uint64_t once = judge_once(cell);
        has_failed = allocations_left == 0;
        allocations_left = 0;
        forget_plan(cell->read);
        digest = once == last ? digest : fnv1a(digest, bytes_of(&once, sizeof once));
        last = once;
    }
    return digest;
}

static void begin(const struct kept_cell *cell) {
    current = cell;
    cell->read->profile.target = cell->target;
    cell->read->ledger.record = cell->record;
}

uint64_t judge_again(const struct kept_cell *cell) {
    begin(cell);
    uint64_t digest = cell->is_starved ? judge_starved(cell) : judge_once(cell);
    if (digest != 0 && !cell->is_reading) {
        digest = digest_requests(digest, cell->read);
        digest = digest == 0 ? 0 : digest_glances(digest);
    }
    forget_plan(cell->read);
    return digest;
}

/* Levels, twins and what a case proves stand in a report whatever was judged. */
uint64_t tables_again(void) {
    struct case_table table = cases_all();
    uint64_t digest = FNV1A_START;
    for (size_t id = 0; id < REQUIREMENT_COUNT; id++) {
        enum level level = requirement_catalogue[id].level;
        digest = fnv1a(digest, bytes_of(&level, sizeof level));
    }
    for (size_t i = 0; i < table.count; i++) {
        const struct case_row *row = &table.rows[i];
        digest = fnv1a_part(digest, bytes_of_text(row->twin == NULL ? "" : row->twin));
        digest = fnv1a(digest, bytes_of(row->proves, sizeof row->proves));
    }
    return digest;
}
