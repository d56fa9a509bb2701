/* What every benchmark ends with: values measured round after round, their median, and the row that
   harness/bench/run puts into its table. */
#ifndef BENCH_SERIES_H
#define BENCH_SERIES_H

#include <stddef.h>

enum { SERIES_MAX = 64 };

struct series {
    double values[SERIES_MAX];
    size_t count;
};

/* At most SERIES_MAX; more is a bug. */
void series_add(struct series *series, double value);

/* Of at least one value. */
double series_median(const struct series *series);

/* The median of a[i] / b[i]: both were measured in round i, so what else the machine did then
   cancels out. */
double series_median_ratio(const struct series *a, const struct series *b);

/* One row on stdout, its fields parted by tabs: what, ours, peer, ratio, goal. A goal is "-", or
   ">= N" or "<= N" of the ratio; with a unit behind it, of `ours`. */
void row_print(const char *what, const char *ours, const char *peer, double ratio,
               const char *goal);

#endif
