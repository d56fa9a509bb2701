/* Copies of an input at whose end the memory ends: who reads one byte too far is caught.
   On the heap by AddressSanitizer, against a protected page without any sanitizer. */
#ifndef TESTS_EDGE_H
#define TESTS_EDGE_H

#include "base/bytes.h"

struct edge {
    unsigned char *pages;
    size_t size; /* bytes that may be used; a protected page follows */
};

/* Room for copies of up to `size` bytes; fails the test when there is none. */
void edge_open(struct edge *edge, size_t size);
void edge_close(struct edge *edge);
/* A copy that ends at the protected page; valid until the next one. */
struct bytes edge_copy(const struct edge *edge, struct bytes input);
/* A block of exactly the input's size, without a NUL; to be freed by the caller. */
unsigned char *heap_copy(struct bytes input) MUST_USE;

#endif
