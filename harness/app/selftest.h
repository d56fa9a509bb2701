/* The selftest: every cell of the matrix run by a crew, the matrix made of it and reported. */
#ifndef APP_SELFTEST_H
#define APP_SELFTEST_H

#include "app/options.h"

struct selftest_options {
    const char *reports_folder; /* gets selftest.json and selftest.html */
    const char *keep;           /* gets profile and evidence of each cell; NULL: neither is kept */
    bool is_again; /* nothing is run: what an earlier selftest kept there is judged again */
    struct option_list only;
    uint64_t seed;
    unsigned jobs, repeat;
    bool is_json; /* on standard output */
};

/* Does it all and returns the exit code; messages go to stderr, the result to stdout. */
int selftest_perform(const struct selftest_options *options);

#endif
