#include "app/cell_record.h"

#include "base/assure.h"

#include <stdio.h>
#include <string.h>

/* FNV-1a, 64 bits. */
static uint64_t digest_text(uint64_t digest, const char *text) {
    do {
        digest = (digest ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    } while (*text++ != '\0');
    return digest;
}

static uint64_t digest_number(uint64_t digest, unsigned number) {
    return (digest ^ number) * UINT64_C(0x100000001b3);
}

static uint64_t digest_finding(uint64_t digest, const struct finding *finding) {
    digest = digest_number(digest, finding->requirement);
    digest = digest_number(digest, finding->severity);
    digest = digest_number(digest, finding->exchange);
    digest = digest_text(digest, finding->expected);
    digest = digest_text(digest, finding->actual);
    return digest_text(digest, finding->where);
}

static uint64_t digest_case(uint64_t digest, const struct case_result *result) {
    digest = digest_number(digest, result->status);
    digest = digest_number(digest, result->is_flaky);
    digest = digest_number(digest, result->judged);
    digest = digest_number(digest, result->deviating);
    for (size_t i = 0; i < result->findings.count; i++) {
        digest = digest_finding(digest, &result->findings.items[i]);
    }
    return digest;
}

static uint64_t digest_observation(uint64_t digest, const struct observation *seen) {
    digest = digest_text(digest, seen->unproven == NULL ? "" : seen->unproven);
    for (size_t id = 0; id < REQUIREMENT_COUNT; id++) {
        digest = digest_number(digest, seen->exercised[id]);
    }
    return digest;
}

/* Other reasons are left out: a run knows more of them than its evidence tells. */
static uint64_t digest_requirement(uint64_t digest, const struct requirement_result *result) {
    bool is_of_findings =
        result->status == REQUIREMENT_BROKEN || result->status == REQUIREMENT_WARNED;
    digest = digest_number(digest, result->status);
    return is_of_findings ? digest_text(digest, result->reason) : digest;
}

static uint64_t digest_of(const struct judgement *judgement) {
    const struct tally *tally = &judgement->tally;
    uint64_t digest = digest_number(UINT64_C(0xcbf29ce484222325), tally->verdict);
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        digest = digest_requirement(digest, &tally->requirements[i]);
    }
    for (size_t i = 0; i < INTERPRETATION_COUNT; i++) {
        digest = digest_number(digest, tally->interpretations[i].mattered);
    }
    for (size_t i = 0; i < tally->case_count; i++) {
        digest = digest_case(digest, &tally->cases[i]);
    }
    for (size_t i = 0; i < judgement->count; i++) {
        digest = digest_observation(digest, &judgement->observations[i]);
    }
    return digest;
}

static void add_blames(struct cell_record *record, const struct tally *tally) {
    for (size_t i = 0; i < tally->case_count; i++) {
        const struct findings *findings = &tally->cases[i].findings;
        for (size_t k = 0; k < findings->count; k++) {
            const struct finding *finding = &findings->items[k];
            uint8_t *worst = &record->blames[i][finding->requirement];
            uint8_t blame = finding->severity == SEVERITY_FAILURE ? CELL_FAILS : CELL_WARNS;
            *worst = blame > *worst ? blame : *worst;
        }
    }
}

static void add_exercise(struct cell_record *record, const struct judgement *judgement) {
    for (size_t i = 0; i < judgement->count; i++) {
        for (size_t id = 0; id < REQUIREMENT_COUNT; id++) {
            record->exercised[id] += judgement->observations[i].exercised[id];
        }
    }
}

void cell_record_add(struct cell_record *record, const struct judgement *judgement) {
    const struct tally *tally = &judgement->tally;
    ASSURE(tally->case_count <= CELL_ROWS_MAX);
    if (!record->is_done || tally->verdict == VERDICT_NONCONFORMANT) {
        record->verdict = tally->verdict;
        snprintf(record->reason, sizeof record->reason, "%s", tally->verdict_reason);
    }
    record->is_done = true;
    record->calls += judgement->calls;
    record->digest = digest_of(judgement);
    add_blames(record, tally);
    add_exercise(record, judgement);
}

void cell_record_fail(struct cell_record *record, enum status status,
                      const struct diagnostic *diagnostic) {
    *record = (struct cell_record){.is_done = false};
    snprintf(record->reason, sizeof record->reason, "%.500s",
             diagnostic->text[0] == '\0' ? status_words(status) : diagnostic->text);
}
