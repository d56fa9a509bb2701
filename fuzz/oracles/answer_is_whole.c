#include "fuzz/oracle.h"
#include "fuzz/oracles/answer_oracles.h"
#include "fuzz/oracles/sample.h"

#include <stdlib.h>
#include <string.h>

enum { CUTS_MAX = 256, CUTS_WHILE_FUZZING = 4, LONGER_MAX = 16 << 20 };

static const struct {
    const char *name, *bytes;
    size_t size;
} tails[] = {
    {"a letter", "x", 1}, {"a NUL", "\0", 1},          {"another object", "{}", 2},
    {"a brace", "}", 1},  {"a comment", " /* */", 6},  {"a line of another encoding", "\xff", 1},
    {"a comma", ",", 1},  {"a form feed", "\f", 1},    {"a NUL and a letter", "\0x", 2},
    {"a quote", "\"", 1}, {"a vertical tab", "\v", 1}, {"a no-break space", "\xc2\xa0", 2},
};

enum { TAIL_COUNT = sizeof tails / sizeof tails[0] };

static void refuse(int status, struct bytes text, const char *what, size_t size) {
    uint8_t *copy = oracle_exact_copy(text.data, text.size);
    struct attempt attempt = attempt_make(status, bytes_of(copy, text.size));
    ORACLE("prefix", attempt.result != SUBJECT_ACCEPTED, "accepted with %s at byte %zu", what,
           size);
    attempt_end(&attempt);
    free(copy);
}

/* Where the object ends: white space behind it may be cut. */
static size_t end_of(struct bytes body) {
    size_t size = body.size;
    while (size > 0 && body.data[size - 1] != '}') {
        size--;
    }
    return size;
}

static void refuse_cuts(int status, struct bytes body) {
    size_t end = end_of(body);
    size_t cuts = oracle_is_replay() ? CUTS_MAX : CUTS_WHILE_FUZZING;
    size_t step = end / cuts + 1;
    for (size_t size = sample_hash(body) % step; size < end; size += step) {
        refuse(status, bytes_slice(body, 0, size), "nothing more", size);
    }
}

static void refuse_tail(int status, struct bytes body, size_t i) {
    struct buffer longer;
    buffer_init(&longer, LONGER_MAX);
    SETUP(buffer_append(&longer, body) == STATUS_OK);
    SETUP(buffer_append(&longer, bytes_of(tails[i].bytes, tails[i].size)) == STATUS_OK);
    refuse(status, buffer_view(&longer), tails[i].name, body.size);
    buffer_clean_up(&longer);
}

void answer_is_whole(int status, struct bytes body, const struct attempt *attempt) {
    if (attempt->result != SUBJECT_ACCEPTED) {
        return;
    }
    refuse_cuts(status, body);
    for (size_t i = 0; i < TAIL_COUNT; i++) {
        if (oracle_is_replay() || i == sample_hash(body) % TAIL_COUNT) {
            refuse_tail(status, body, i);
        }
    }
}
