#include "mutants/readings.h"

#include "base/assure.h"
#include "base/fnv1a.h"
#include "cases/cases.h"
#include "mock/platform.h"
#include "json/skim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NAME_SIZE = 512,
    DEATHS = 6, /* of a run, spread over it */
    PART_ROWS_MAX = 8,
};

static struct kept_cell named(const struct kept_cell *cell, const char *how) {
    char name[NAME_SIZE];
    struct kept_cell reading = *cell;
    snprintf(name, sizeof name, "%s, %s", cell->name, how);
    reading.name = strdup(name);
    ASSURE(reading.name != NULL);
    reading.is_reading = true;
    return reading;
}

/* ---- what is alike ---- */

/* How a call was answered, as far as its first line tells. */
static uint64_t digest_answer(uint64_t digest, const struct exchange *exchange) {
    size_t end = bytes_find(exchange->head, bytes_of_text("\n"), 0);
    digest = fnv1a_part(digest, exchange->case_id);
    digest = fnv1a(digest, bytes_of(&exchange->outcome, sizeof exchange->outcome));
    digest = fnv1a(digest, bytes_of(&exchange->attempt, sizeof exchange->attempt));
    return fnv1a_part(digest, bytes_slice(exchange->head, 0, end));
}

static bool is_known(uint64_t digest) {
    static uint64_t *known = NULL;
    static size_t count = 0;
    for (size_t i = 0; i < count; i++) {
        if (known[i] == digest) {
            return true;
        }
    }
    known = realloc(known, (count + 1) * sizeof *known);
    ASSURE(known != NULL);
    known[count++] = digest;
    return false;
}

/* ---- as another profile has it ---- */

static void read_strictly(const struct kept_cell *cell, const struct reading_taker *taker) {
    struct kept_cell reading = named(cell, "strict");
    reading.is_strict = true;
    taker->take(taker->context, reading);
}

static void read_with_choices_of(const struct kept_cell *cell, enum interpretation_id id,
                                 const struct reading_taker *taker) {
    const enum choice *choices = interpretations[id].choices;
    for (size_t i = 0; choices[i] != CHOICE_NONE; i++) {
        char how[NAME_SIZE];
        if (choices[i] == cell->target.choices.by_id[id]) {
            continue;
        }
        snprintf(how, sizeof how, "%s %s", interpretations[id].id, choice_names[choices[i]]);
        struct kept_cell reading = named(cell, how);
        reading.target.choices.by_id[id] = choices[i];
        taker->take(taker->context, reading);
    }
}

static bool is_of_throttle(const struct exchange *exchange) {
    return exchange->attempt > 0 ||
           bytes_starts_with(exchange->case_id, bytes_of_text("throttle."));
}

/* What the flow control did. */
static uint64_t digest_throttle(const struct kept_cell *cell) {
    uint64_t digest = 2; /* 1 and FNV1A_START stand for other things */
    for (size_t i = 0; i < cell->count; i++) {
        const struct exchange *exchange = &cell->items[i]->exchange;
        digest = is_of_throttle(exchange) ? digest_answer(digest, exchange) : digest;
    }
    return digest;
}

static int64_t end_of(const struct exchange *exchange) {
    int64_t total_us = exchange->timing.total_us;
    return exchange->started_us + (total_us > 0 ? total_us : 0);
}

/* From the first call that counts to the last answer of the burst; 0 where there is none. */
static int64_t burst_us_of(const struct kept_cell *cell) {
    int64_t begun_us = INT64_MAX, ended_us = 0;
    for (size_t i = 0; i < cell->count; i++) {
        const struct exchange *exchange = &cell->items[i]->exchange;
        bool is_burst = bytes_equal_text(exchange->case_id, "throttle.burst");
        bool counts = is_burst || bytes_equal_text(exchange->case_id, "throttle.refused-calls");
        if (counts && exchange->started_us < begun_us) {
            begun_us = exchange->started_us;
        }
        ended_us = is_burst && end_of(exchange) > ended_us ? end_of(exchange) : ended_us;
    }
    return ended_us == 0 ? 0 : ended_us - begun_us;
}

/* The profile states another allowance than the platform has. */
static void read_with_throttles(const struct kept_cell *cell, const struct reading_taker *taker) {
    uint32_t limit = cell->target.throttle.limit;
    bool is_exclusive = cell->target.throttle.is_exclusive;
    bool is_new = limit > 0 && !is_known(digest_throttle(cell));
    const struct {
        const char *how;
        bool is_exclusive;
        uint32_t limit;
        int64_t window_us;
    } throttles[] = {
        {"shared", false, limit, cell->target.throttle.window_us},
        {"no throttle", is_exclusive, 0, cell->target.throttle.window_us},
        {"one less allowed", is_exclusive, limit - 1, cell->target.throttle.window_us},
        {"one more allowed", is_exclusive, limit + 1, cell->target.throttle.window_us},
        {"half allowed", is_exclusive, limit / 2, cell->target.throttle.window_us},
        {"twice allowed", is_exclusive, 2 * limit, cell->target.throttle.window_us},
        {"half allowed, shared", false, limit / 2, cell->target.throttle.window_us},
        {"window of the burst", is_exclusive, limit, burst_us_of(cell)},
        {"half allowed, window of the burst", is_exclusive, limit / 2, burst_us_of(cell)},
    };
    for (size_t i = 0; is_new && i < sizeof throttles / sizeof throttles[0]; i++) {
        struct kept_cell reading = named(cell, throttles[i].how);
        reading.target.throttle.is_exclusive = throttles[i].is_exclusive;
        reading.target.throttle.limit = throttles[i].limit;
        reading.target.throttle.window_us = throttles[i].window_us;
        taker->take(taker->context, reading);
    }
}

/* ---- a part of it ---- */

static struct kept_cell without_items(const struct kept_cell *cell, const char *how) {
    struct kept_cell reading = named(cell, how);
    reading.items = calloc(cell->count + 1, sizeof *reading.items);
    reading.texts = calloc(cell->count + 1, sizeof *reading.texts);
    ASSURE(reading.items != NULL && reading.texts != NULL);
    reading.count = 0;
    return reading;
}

static void discard(struct kept_cell *reading) {
    free(reading->name);
    free(reading->items);
    free(reading->texts);
    free(reading->only);
}

static void add_item(struct kept_cell *reading, const struct kept_cell *from, size_t at) {
    reading->items[reading->count] = from->items[at];
    reading->texts[reading->count++] = from->texts[at];
}

/* Rows whose calls make up a part: those that are wanted, and what a run sends beside them. */
struct part {
    const char *wanted[2]; /* ids, as --only takes them; the second may be NULL */
    const struct case_row *rows[PART_ROWS_MAX];
    size_t count;
};

static void want(struct part *part, const char *id) {
    part->wanted[part->wanted[0] != NULL] = id;
    for (const char *next = id; next != NULL;) {
        const struct case_row *row = cases_find(bytes_of_text(next));
        ASSURE(row != NULL && part->count < PART_ROWS_MAX);
        part->rows[part->count++] = row;
        next = row->twin;
    }
}

static bool holds(const struct part *part, const struct exchange *exchange) {
    for (size_t i = 0; i < part->count; i++) {
        if (bytes_equal_text(exchange->case_id, part->rows[i]->id)) {
            return true;
        }
    }
    return bytes_equal_text(exchange->case_id, "login");
}

/* The digest is that of the calls; 0 where one that is wanted was not sent. */
static struct kept_cell calls_of(const struct kept_cell *cell, const struct part *part,
                                 const char *how, uint64_t *out_digest) {
    struct kept_cell reading = without_items(cell, how);
    bool is_sent[2] = {false, part->wanted[1] == NULL};
    uint64_t digest = fnv1a_part(FNV1A_START, bytes_of_text(how));
    for (size_t i = 0; i < cell->count; i++) {
        const struct exchange *exchange = &cell->items[i]->exchange;
        if (holds(part, exchange)) {
            add_item(&reading, cell, i);
            digest = digest_answer(digest, exchange);
        }
        for (size_t k = 0; k < 2 && part->wanted[k] != NULL; k++) {
            is_sent[k] |= bytes_equal_text(exchange->case_id, part->wanted[k]);
        }
    }
    *out_digest = is_sent[0] && is_sent[1] ? digest : 0;
    return reading;
}

/* As a run with --only leaves it. */
static struct kept_cell run_of(const struct kept_cell *cell, const struct part *part,
                               const char *how, uint64_t *out_digest) {
    struct kept_cell reading = calls_of(cell, part, how, out_digest);
    reading.only = calloc(2, sizeof *reading.only);
    ASSURE(reading.only != NULL);
    memcpy(reading.only, part->wanted, sizeof part->wanted);
    reading.record.head.only = (struct record_globs){reading.only, part->wanted[1] == NULL ? 1 : 2};
    reading.record.end.unsent.count = 0;
    return reading;
}

/* What a run leaves that dies after so many calls: no word of its end. */
static void read_until(const struct kept_cell *cell, size_t count,
                       const struct reading_taker *taker) {
    char how[NAME_SIZE];
    snprintf(how, sizeof how, "died after %zu", count);
    struct kept_cell reading = named(cell, how);
    reading.count = count;
    reading.record.has_end = false;
    taker->take(taker->context, reading);
}

static uint64_t digest_cell(const struct kept_cell *cell) {
    uint64_t digest = 1; /* not FNV1A_START: what is known of the throttle is another thing */
    for (size_t i = 0; i < cell->count; i++) {
        digest = digest_answer(digest, &cell->items[i]->exchange);
    }
    return digest;
}

static void read_as_died(const struct kept_cell *cell, const struct reading_taker *taker) {
    for (size_t i = 1; i < cell->count; i += 1 + cell->count / DEATHS) {
        read_until(cell, i, taker);
    }
}

/* ---- as another tool recorded it ---- */

/* An entry without what is ours in it, which stands last. */
static struct bytes strip(struct bytes text) {
    size_t value = skim_member(text, 0, "\"_assay\"");
    size_t size = value - strlen(",\"_assay\":");
    unsigned char *stripped = malloc(size + 1);
    ASSURE(value != SIZE_MAX && stripped != NULL);
    memcpy(stripped, text.data, size);
    stripped[size] = '}';
    return bytes_of(stripped, size + 1);
}

static void read_as_foreign(const struct kept_cell *cell, const struct reading_taker *taker) {
    struct kept_cell reading = without_items(cell, "of another tool");
    reading.only = NULL;
    reading.record = (struct record){.has_head = false};
    for (size_t i = 0; i < cell->count; i++) {
        struct har_entry *entry = calloc(1, sizeof *entry);
        struct bytes text = strip(cell->texts[i]);
        struct diagnostic diagnostic = {""};
        ASSURE(entry != NULL);
        if (har_entry_read(text, entry, &diagnostic) != STATUS_OK) {
            fprintf(stderr, "readings: %s: %s\n", reading.name, diagnostic.text);
            exit(2);
        }
        reading.items[reading.count] = entry;
        reading.texts[reading.count++] = text;
    }
    taker->take(taker->context, reading);
}

/* ---- without the memory for it ---- */

/* Judged as often as there are allocations, so few are enough: one that is right, and one for each
   rule that asks for memory. */
static void read_starved(const struct kept_cell *cell, const struct reading_taker *taker) {
    static const struct {
        const char *cell, *row;
    } starved[] = {
        {"white-space", "activation.online"},
        {"activated-string", "activation.online"},
        {"error-code-number", "error.device.unknown"},
        {"leak-sql", "error.device.unknown"},
    };
    for (size_t i = 0; i < sizeof starved / sizeof starved[0]; i++) {
        if (strcmp(starved[i].cell, cell->name) == 0) {
            uint64_t digest;
            struct part part = {.count = 0};
            want(&part, starved[i].row);
            struct kept_cell reading = run_of(cell, &part, "starved", &digest);
            reading.is_starved = true;
            taker->take(taker->context, reading);
        }
    }
}

/* ---- all of them ---- */

static void read_part(const struct kept_cell *cell, const struct part *part,
                      const struct reading_taker *taker) {
    uint64_t digest;
    char how[NAME_SIZE];
    bool is_one = part->wanted[1] == NULL;
    snprintf(how, sizeof how, "only %s%s%s", part->wanted[0], is_one ? "" : " and ",
             is_one ? "" : part->wanted[1]);
    struct kept_cell reading = run_of(cell, part, how, &digest);
    if (digest == 0 || is_known(digest)) {
        discard(&reading);
        return;
    }
    taker->take(taker->context, reading);
    read_as_foreign(&reading, taker);
}

/* Another tool need not ask for what a case is compared with. */
static void read_alone(const struct kept_cell *cell, const struct case_row *row,
                       const struct reading_taker *taker) {
    uint64_t digest;
    char how[NAME_SIZE];
    struct part part = {.wanted = {row->id}, .rows = {row}, .count = 1};
    snprintf(how, sizeof how, "%s alone", row->id);
    struct kept_cell reading = calls_of(cell, &part, how, &digest);
    if (digest != 0 && !is_known(digest)) {
        read_as_foreign(&reading, taker);
    }
    discard(&reading);
}

/* Methods are compared with a GET of a device that nobody has. */
static void read_rows(const struct kept_cell *cell, const struct reading_taker *taker) {
    struct case_table table = cases_all();
    for (size_t i = 0; i < table.count; i++) {
        const struct case_row *row = &table.rows[i];
        struct part one = {.count = 0}, two = {.count = 0};
        want(&one, row->id);
        read_part(cell, &one, taker);
        read_alone(cell, row, taker);
        if (row->kind == KIND_METHOD) {
            want(&two, row->id);
            want(&two, "error.device.unknown");
            read_part(cell, &two, taker);
        }
    }
}

/* What differs there is mostly in the bodies, which is what choices are about. */
static bool is_variant(const struct kept_cell *cell) {
    for (size_t i = 0; i < platform_variant_count; i++) {
        if (strcmp(platform_variants[i].name, cell->name) == 0) {
            return true;
        }
    }
    return false;
}

/* First what is cheap: most judges that differ are told by it. */
void readings_make(const struct kept_cell *cell, const struct reading_taker *taker) {
    if (!cell->record.has_head) {
        return; /* another tool's already */
    }
    read_rows(cell, taker);
    read_starved(cell, taker);
    read_strictly(cell, taker);
    read_with_throttles(cell, taker);
    if (!is_known(digest_cell(cell))) {
        read_as_died(cell, taker);
    }
    if (is_variant(cell) || strncmp(cell->name, "other-", strlen("other-")) == 0) {
        for (enum interpretation_id id = 0; id < INTERPRETATION_COUNT; id++) {
            read_with_choices_of(cell, id, taker);
        }
    } else {
        read_with_choices_of(cell, INTERPRET_MISSING_CREDENTIAL, taker);
    }
}
