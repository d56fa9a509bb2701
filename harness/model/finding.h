/* A finding: the platform deviates. Data, never an error of ours. */
#ifndef MODEL_FINDING_H
#define MODEL_FINDING_H

#include "model/case.h"
#include "model/exchange.h"
#include "model/requirement.h"

#include <stdbool.h>
#include <stdint.h>

/* What it means for the verdict, after level, interpretation and --strict; worst last. */
enum severity { SEVERITY_WARNING, SEVERITY_FAILURE };

enum { SEVERITY_COUNT = SEVERITY_FAILURE + 1 };

enum { FINDING_TEXT_SIZE = 320, FINDING_WHERE_SIZE = 120 };

/* The byte that a finding points to, where it points to one. */
struct finding_mark {
    bool is_known;
    enum exchange_part part;
    size_t offset; /* bytes */
};

/* The texts are valid UTF-8, cut to size, with control characters escaped: safe to print. */
struct finding {
    enum requirement_id requirement;
    enum severity severity;
    uint32_t exchange; /* number of the exchange it was seen in */
    char expected[FINDING_TEXT_SIZE];
    char actual[FINDING_TEXT_SIZE];
    char where[FINDING_WHERE_SIZE]; /* e.g. "body, byte 17 (line 2, column 5)" */
    struct finding_mark mark;
    enum error_row_id handling; /* whose recommended handling helps here, or ERROR_ROW_NONE */
    bool is_of_case; /* about what its row expects, so void where the row's twin was refused; else a
                        rule that holds for every answer */
};

/* Owned, growable. */
struct findings {
    struct finding *items;
    size_t count;
    size_t capacity;
};

#endif
