#include "app/judgement_order.h"

#include <stdlib.h>

static int by_number(const void *left, const void *right) {
    const struct observation *a = left;
    const struct observation *b = right;
    return a->exchange < b->exchange ? -1 : a->exchange > b->exchange;
}

static int by_transcript_number(const void *left, const void *right) {
    const struct transcript *a = left;
    const struct transcript *b = right;
    return a->number < b->number ? -1 : a->number > b->number;
}

static int by_value(const void *left, const void *right) {
    const uint32_t *a = left;
    const uint32_t *b = right;
    return *a < *b ? -1 : *a > *b;
}

static int by_exchange(const void *left, const void *right) {
    const struct finding *a = left;
    const struct finding *b = right;
    if (a->exchange != b->exchange) {
        return a->exchange < b->exchange ? -1 : 1;
    }
    return a->requirement < b->requirement ? -1 : a->requirement > b->requirement;
}

void judgement_sort(struct judgement *judgement) {
    if (judgement->count > 0) {
        qsort(judgement->observations, judgement->count, sizeof *judgement->observations,
              by_number);
    }
    struct transcripts *transcripts = &judgement->tally.transcripts;
    if (transcripts->count > 0) {
        qsort(transcripts->items, transcripts->count, sizeof *transcripts->items,
              by_transcript_number);
    }
    for (size_t i = 0; i < judgement->tally.case_count; i++) {
        struct case_result *result = &judgement->tally.cases[i];
        if (result->exchange_count > 0) {
            qsort(result->exchanges, result->exchange_count, sizeof *result->exchanges, by_value);
        }
        if (result->findings.count > 0) {
            qsort(result->findings.items, result->findings.count, sizeof *result->findings.items,
                  by_exchange);
        }
    }
}
