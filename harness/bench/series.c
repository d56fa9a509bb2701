#include "bench/series.h"

#include "base/assure.h"

#include <stdio.h>
#include <stdlib.h>

void series_add(struct series *series, double value) {
    ASSURE(series->count < SERIES_MAX);
    series->values[series->count++] = value;
}

static int compare(const void *a, const void *b) {
    const double *left = a;
    const double *right = b;
    return (*left > *right) - (*left < *right);
}

double series_median(const struct series *series) {
    ASSURE(series->count > 0);
    struct series sorted = *series;
    qsort(sorted.values, sorted.count, sizeof sorted.values[0], compare);
    size_t middle = sorted.count / 2;
    return sorted.count % 2 == 1 ? sorted.values[middle]
                                 : (sorted.values[middle - 1] + sorted.values[middle]) / 2;
}

double series_median_ratio(const struct series *a, const struct series *b) {
    ASSURE(a->count == b->count);
    struct series ratios = {.count = 0};
    for (size_t i = 0; i < a->count; i++) {
        series_add(&ratios, a->values[i] / b->values[i]);
    }
    return series_median(&ratios);
}

void row_print(const char *what, const char *ours, const char *peer, double ratio,
               const char *goal) {
    printf("%s\t%s\t%s\t%.2f\t%s\n", what, ours, peer, ratio, goal);
    fflush(stdout);
}
