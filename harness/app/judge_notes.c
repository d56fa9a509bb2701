#include "app/judge_notes.h"

#include "cases/cases.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { IDS_TOLD_MAX = 8 };

static void tell_kind(const char *file, const struct ledger *ledger) {
    if (ledger->kind == LEDGER_FOREIGN) {
        fprintf(stderr,
                "assay: %s: recorded by %s, without a chain: whether it is whole cannot be told\n",
                file, ledger->creator[0] == '\0' ? "another tool" : ledger->creator);
    }
    if (ledger->kind == LEDGER_JOURNAL && !ledger->record.has_end) {
        fprintf(stderr, "assay: %s: the journal of a run that died after %zu exchanges%s\n", file,
                ledger->count, ledger->is_cut ? "; its last line is cut and was left out" : "");
    }
}

/* ---- another suite's tables ---- */

/* A list of ids in one line, of which so many are told. */
struct id_list {
    char text[1024];
    size_t count;
};

static void list_id(struct id_list *list, const char *id) {
    size_t size = strlen(list->text);
    if (list->count++ < IDS_TOLD_MAX) {
        snprintf(list->text + size, sizeof list->text - size, "%s%.100s", size == 0 ? "" : ", ",
                 id);
    }
}

static void tell_ids(const char *file, const char *words, const struct id_list *list) {
    if (list->count > IDS_TOLD_MAX) {
        fprintf(stderr, "assay: %s: %s %zu cases: %s and %zu more\n", file, words, list->count,
                list->text, list->count - IDS_TOLD_MAX);
    } else if (list->count > 0) {
        fprintf(stderr, "assay: %s: %s %zu case%s: %s\n", file, words, list->count,
                list->count == 1 ? "" : "s", list->text);
    }
}

static bool is_noted(const struct record_notes *notes, const char *id) {
    for (size_t i = 0; i < notes->count; i++) {
        if (strcmp(notes->items[i].case_id, id) == 0) {
            return true;
        }
    }
    return false;
}

/* Planned here, and neither sent nor given a reason there: the tables that it was recorded by had
   no such row. */
static bool is_added(const struct rejudgement *again, const struct case_result *result) {
    return result->exchange_count == 0 && result->status == CASE_NOT_RUN &&
           strcmp(result->reason, conclusion_not_asked_for) == 0 &&
           !is_noted(&again->ledger.record.end.unsent, result->row->id);
}

/* Evidence of another suite is judged by the tables of this one. */
static void tell_version(const char *file, const struct rejudgement *again) {
    const struct record *record = &again->ledger.record;
    const struct judgement *judgement = &again->judgement;
    struct id_list unknown = {"", 0}, added = {"", 0};
    if (!record->has_head || strcmp(record->head.cases_sha256, again->cases_sha256) == 0) {
        return;
    }
    fprintf(stderr,
            "assay: %s: recorded by suite %s with other case tables, judged by those of suite %s\n",
            file, record->head.suite_version, ASSAY_VERSION);
    for (size_t i = 0; i < judgement->unknown_count; i++) {
        list_id(&unknown, judgement->unknown_ids[i]);
    }
    for (size_t i = 0; i < judgement->tally.case_count; i++) {
        if (is_added(again, &judgement->tally.cases[i])) {
            list_id(&added, judgement->tally.cases[i].row->id);
        }
    }
    tell_ids(file, "these tables no longer have", &unknown);
    tell_ids(file, "these tables add", &added);
}

/* ---- what belongs to no case ---- */

static void tell_share(const char *file, const struct judgement *judgement, uint32_t count,
                       const char *words) {
    if (count > 0) {
        fprintf(stderr, "assay: %s: %" PRIu32 " of its %" PRIu32 " entries %s\n", file, count,
                judgement->calls, words);
    }
}

void judge_notes_tell(const char *evidence_file, const struct rejudgement *again) {
    const struct judgement *judgement = &again->judgement;
    tell_kind(evidence_file, &again->ledger);
    tell_version(evidence_file, again);
    tell_share(evidence_file, judgement, judgement->recognised,
               "were recognised as calls of the API by what they show");
    tell_share(evidence_file, judgement, judgement->observed,
               "ask the API and are no case's: judged by the rules for every answer");
    tell_share(evidence_file, judgement, judgement->bodiless,
               "lack the body of their answer, or all of it, and were not judged");
    tell_share(evidence_file, judgement, judgement->strangers, "belong to no case of this suite");
}
