#include "app/cell_record.h"

#include "base/assure.h"
#include "base/fnv1a.h"

#include <stdio.h>
#include <string.h>

static uint64_t digest_text(uint64_t digest, const char *text) {
    return fnv1a_part(digest, bytes_of_text(text));
}

static uint64_t digest_number(uint64_t digest, uint64_t number) {
    return fnv1a(digest, bytes_of(&number, sizeof number));
}

/* The place in bytes, which is what a report marks. */
static uint64_t digest_mark(uint64_t digest, const struct finding_mark *mark) {
    digest = digest_number(digest, mark->is_known);
    digest = digest_number(digest, mark->part);
    return digest_number(digest, mark->offset);
}

static uint64_t digest_finding(uint64_t digest, const struct finding *finding) {
    digest = digest_number(digest, finding->requirement);
    digest = digest_number(digest, finding->severity);
    digest = digest_number(digest, finding->exchange);
    digest = digest_text(digest, finding->expected);
    digest = digest_number(digest, finding->handling);
    digest = digest_text(digest, finding->actual);
    digest = digest_text(digest, finding->where);
    return digest_mark(digest, &finding->mark);
}

static uint64_t digest_case(uint64_t digest, const struct case_result *result) {
    digest = digest_number(digest, result->status);
    digest = digest_text(digest, result->reason);
    digest = digest_number(digest, result->is_out_of_scope);
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
    return fnv1a(digest, bytes_of(seen->exercised, sizeof seen->exercised));
}

static uint64_t digest_requirement(uint64_t digest, const struct requirement_result *result) {
    digest = digest_number(digest, result->status);
    return digest_text(digest, result->reason);
}

static uint64_t digest_of(const struct judgement *judgement) {
    const struct tally *tally = &judgement->tally;
    uint64_t digest = digest_number(FNV1A_START, tally->verdict);
    digest = digest_text(digest, tally->verdict_reason);
    digest = digest_number(digest, (unsigned)tally->run.exit_code);
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        digest = digest_requirement(digest, &tally->requirements[i]);
    }
    for (size_t i = 0; i < INTERPRETATION_COUNT; i++) {
        digest = digest_number(digest, tally->interpretations[i].choice);
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

static bool has_wrong_token(const struct observation *seen) {
    enum alteration token = seen->row == NULL ? AS_GIVEN : seen->row->request.token;
    return token != AS_GIVEN && token != ABSENT && token != EMPTY && token != REPEATED;
}

static void add_exercise(struct cell_record *record, const struct judgement *judgement) {
    for (size_t i = 0; i < judgement->count; i++) {
        const struct observation *seen = &judgement->observations[i];
        for (size_t id = 0; id < REQUIREMENT_COUNT; id++) {
            uint32_t once = seen->exercised[id];
            record->exercised[id][REACH_ANY] += once;
            record->exercised[id][REACH_DATA] += seen->is_accepted ? once : 0;
            record->exercised[id][REACH_WRONG_TOKENS] += has_wrong_token(seen) ? once : 0;
        }
    }
}

void cell_record_add(struct cell_record *record, const struct judgement *judgement) {
    const struct tally *tally = &judgement->tally;
    ASSURE(tally->case_count <= CELL_ROWS_MAX);
    if (!record->is_done || tally->verdict == VERDICT_NONCONFORMANT) {
        record->verdict = tally->verdict;
        record->trouble = judgement->trouble.outcome;
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
