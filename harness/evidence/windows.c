#include "evidence/windows.h"

#include "base/assure.h"

#include <stdlib.h>
#include <string.h>

#define WINDOW_IN_USE (UINT64_C(1) << 63)
enum { FEWEST_SLOT_BITS = 10 };

static enum status allocate(struct window_table *table, unsigned slot_bits) {
    struct window_slot *slots = calloc((size_t)1 << slot_bits, sizeof *slots);
    unsigned char *filter = calloc((size_t)1 << slot_bits, 1);
    if (slots == NULL || filter == NULL) {
        free(slots);
        free(filter);
        return STATUS_NO_MEMORY;
    }
    *table = (struct window_table){.slots = slots, .filter = filter, .slot_bits = slot_bits};
    return STATUS_OK;
}

enum status window_table_init(struct window_table *table) {
    return allocate(table, FEWEST_SLOT_BITS);
}

void window_table_clean_up(struct window_table *table) {
    if (table->slots != NULL) {
        explicit_bzero(table->slots, sizeof *table->slots << table->slot_bits);
        explicit_bzero(table->filter, (size_t)1 << table->slot_bits);
    }
    free(table->slots);
    free(table->filter);
    *table = (struct window_table){0};
}

static size_t home_slot(const struct window_table *table, uint64_t window) {
    return (size_t)(window_hash(window) >> (64 - table->slot_bits));
}

void window_table_add(struct window_table *table, uint64_t window, struct window_place place) {
    size_t mask = ((size_t)1 << table->slot_bits) - 1;
    ASSURE(table->count < mask);
    size_t at = home_slot(table, window);
    while (table->slots[at].window != 0) {
        at = (at + 1) & mask;
    }
    table->slots[at] = (struct window_slot){window | WINDOW_IN_USE, place};
    table->count++;
    for (unsigned which = 0; which < 2; which++) {
        uint64_t bit = window_bit(table, window, which);
        table->filter[bit >> 3] |= (unsigned char)(1U << (bit & 7));
    }
}

enum status window_table_reserve(struct window_table *table, size_t more) {
    unsigned slot_bits = table->slot_bits;
    while (table->count + more > (size_t)1 << slot_bits >> 1) {
        slot_bits++;
    }
    if (slot_bits == table->slot_bits) {
        return STATUS_OK;
    }
    struct window_table larger;
    enum status status = allocate(&larger, slot_bits);
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < (size_t)1 << table->slot_bits; i++) {
        if (table->slots[i].window != 0) {
            window_table_add(&larger, table->slots[i].window & ~WINDOW_IN_USE,
                             table->slots[i].place);
        }
    }
    window_table_clean_up(table);
    *table = larger;
    return STATUS_OK;
}

const struct window_place *window_table_find(const struct window_table *table, uint64_t window,
                                             size_t *inout_probe) {
    size_t mask = ((size_t)1 << table->slot_bits) - 1;
    for (;;) {
        const struct window_slot *slot =
            &table->slots[(home_slot(table, window) + *inout_probe) & mask];
        ++*inout_probe;
        if (slot->window == 0) {
            return NULL;
        }
        if (slot->window == (window | WINDOW_IN_USE)) {
            return &slot->place;
        }
    }
}
