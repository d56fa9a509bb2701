/* Leaks: what an error body tells of the inside of the platform. */
#ifndef JUDGE_LEAK_H
#define JUDGE_LEAK_H

#include "base/bytes.h"

struct leak {
    const char *words;    /* what it is, e.g. "a stack trace"; NULL: nothing leaks */
    struct bytes excerpt; /* the place, borrowed from `text` */
};

/* The first trace of the inside in `text`, whose escapes are resolved already. */
struct leak leak_find(struct bytes text);

/* Appends `body` with JSON's escapes resolved, whether or not it is JSON: a stack trace inside a
   string has its line ends as \n. STATUS_NO_MEMORY, STATUS_LIMIT. */
enum status leak_unescape(struct bytes body, struct buffer *out) MUST_USE;

#endif
