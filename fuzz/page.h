/* Copies that end where a protected page begins: one byte too far is a fault at once, with or
   without a sanitizer. */
#ifndef FUZZ_PAGE_H
#define FUZZ_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* From now on oracle_exact_copy gives such copies instead of heap blocks. */
void page_use(void);
bool page_is_used(void);

/* A copy of `size` bytes; NULL when there is no memory left. Free with page_free, or with free() in
   a target, where it is wrapped. */
uint8_t *page_copy(const void *data, size_t size);

/* Whether `data` came from page_copy; if so it is freed. */
bool page_free(void *data);

#endif
