/* A table of windows: every WINDOW_SIZE bytes in a row of a pattern, ASCII-lower-cased and
   packed into one number, so that finding one is a look-up and not a comparison. */
#ifndef EVIDENCE_WINDOWS_H
#define EVIDENCE_WINDOWS_H

#include "base/bytes.h"

/* One less than REDACT_WINDOW, so that a secret of eight bytes is found when it is cut by one. */
enum { WINDOW_SIZE = 7 };

/* As byte_lower; here because it is called for every byte of every exchange. */
static inline unsigned char window_lower(unsigned char byte) {
    return (unsigned char)(byte | ((unsigned)byte - 'A' < 26) << 5);
}

/* A window slides by one byte, whatever its case; its own high byte stays zero. */
static inline uint64_t window_slide(uint64_t window, unsigned char byte) {
    return (window << 8 | window_lower(byte)) & UINT64_C(0x00ffffffffffffff);
}

/* Where a window occurs: what it means is the caller's business. */
struct window_place {
    uint32_t pattern;
    uint32_t position;
};

struct window_slot {
    uint64_t window; /* with WINDOW_IN_USE set; 0: the slot is free */
    struct window_place place;
};

/* Open addressing with linear probing. In front of the slots stands a Bloom filter of eight bits
   for each: it keeps scanning out of the slots, and the slots out of the cache. */
struct window_table {
    struct window_slot *slots; /* owned */
    unsigned char *filter;     /* owned; as many bytes as there are slots */
    size_t count;
    unsigned slot_bits; /* the table has 1 << slot_bits slots */
};

enum status window_table_init(struct window_table *table) MUST_USE;
/* Wipes it first: it holds secrets. */
void window_table_clean_up(struct window_table *table);

/* Makes room for `more` windows, so that adding them cannot fail. STATUS_NO_MEMORY. */
enum status window_table_reserve(struct window_table *table, size_t more) MUST_USE;
void window_table_add(struct window_table *table, uint64_t window, struct window_place place);

/* The same window may stand in several places: looks at them one after another. Begin with
   `*inout_probe` == 0; NULL when there are no more. */
const struct window_place *window_table_find(const struct window_table *table, uint64_t window,
                                             size_t *inout_probe);

static inline uint64_t window_hash(uint64_t window) {
    return (window ^ window >> 29) * UINT64_C(0x9e3779b97f4a7c15);
}

/* The two bits that stand for a window in the filter. */
static inline uint64_t window_bit(const struct window_table *table, uint64_t window,
                                  unsigned which) {
    uint64_t mask = (UINT64_C(8) << table->slot_bits) - 1;
    return window_hash(window) >> (which == 0 ? 61 - table->slot_bits : 20) & mask;
}

/* False: it certainly is not there. */
static inline bool window_table_may_have(const struct window_table *table, uint64_t window) {
    uint64_t first = window_bit(table, window, 0), second = window_bit(table, window, 1);
    return (table->filter[first >> 3] >> (first & 7) & 1) != 0 &&
           (table->filter[second >> 3] >> (second & 7) & 1) != 0;
}

#endif
