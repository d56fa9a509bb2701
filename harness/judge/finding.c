#include "judge/finding.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum severity finding_severity(const struct judge_rules *rules, const struct charge *charge) {
    if (rules->is_strict || charge->gravity == GRAVITY_FAILS) {
        return SEVERITY_FAILURE;
    }
    bool warns = charge->gravity == GRAVITY_WARNS ||
                 rules->catalogue[charge->requirement].level == LEVEL_HARDENING;
    return warns ? SEVERITY_WARNING : SEVERITY_FAILURE;
}

static bool says_the_same(const struct finding *a, const struct finding *b) {
    return a->severity == b->severity && a->is_of_case == b->is_of_case &&
           strcmp(a->expected, b->expected) == 0 && strcmp(a->actual, b->actual) == 0 &&
           strcmp(a->where, b->where) == 0;
}

/* A burst against a platform that is wrong in one thing would repeat it hundreds of times. */
static bool adds_nothing(const struct findings *findings, const struct finding *finding) {
    size_t of_this_requirement = 0;
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->items[i].requirement != finding->requirement) {
            continue;
        }
        if (says_the_same(&findings->items[i], finding) ||
            ++of_this_requirement == FINDINGS_PER_REQUIREMENT_MAX) {
            return true;
        }
    }
    return false;
}

static enum status append(struct findings *findings, const struct finding *finding) {
    if (findings->count == findings->capacity) {
        size_t capacity = findings->capacity == 0 ? 4 : findings->capacity * 2;
        struct finding *items = realloc(findings->items, capacity * sizeof *items);
        if (items == NULL) {
            return STATUS_NO_MEMORY;
        }
        findings->items = items;
        findings->capacity = capacity;
    }
    findings->items[findings->count++] = *finding;
    return STATUS_OK;
}

static void print_text(const char *text, char *out_text, size_t size) {
    print_safely(bytes_of_text(text == NULL ? "" : text), out_text, size);
}

enum status finding_add(struct findings *findings, const struct judge_rules *rules,
                        uint32_t exchange, const struct charge *charge, const char *format,
                        va_list arguments) {
    struct finding finding = {
        .requirement = charge->requirement,
        .severity = finding_severity(rules, charge),
        .exchange = exchange,
        .mark = charge->mark,
        .handling = charge->handling,
        .is_of_case = charge->is_of_case,
    };
    char actual[2 * FINDING_TEXT_SIZE];
    vsnprintf(actual, sizeof actual, format, arguments);
    print_text(actual, finding.actual, sizeof finding.actual);
    print_text(charge->expected, finding.expected, sizeof finding.expected);
    print_text(charge->where, finding.where, sizeof finding.where);
    return adds_nothing(findings, &finding) ? STATUS_OK : append(findings, &finding);
}

static void take_back(struct findings *findings, const uint32_t *exchange) {
    size_t kept = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        bool is_meant = finding->is_of_case && (exchange == NULL || finding->exchange == *exchange);
        if (!is_meant) {
            findings->items[kept++] = *finding;
        }
    }
    findings->count = kept;
}

void findings_take_back(struct findings *findings) {
    take_back(findings, NULL);
}

void findings_take_back_of(struct findings *findings, uint32_t exchange) {
    take_back(findings, &exchange);
}

bool findings_worst(const struct findings *findings, enum severity *out_severity) {
    enum severity worst = SEVERITY_WARNING;
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->items[i].severity > worst) {
            worst = findings->items[i].severity;
        }
    }
    if (findings->count > 0) {
        *out_severity = worst;
    }
    return findings->count > 0;
}

void findings_clean_up(struct findings *findings) {
    free(findings->items);
    *findings = (struct findings){0};
}
