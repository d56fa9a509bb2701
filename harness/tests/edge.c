#include "edge.h"

#include "base/assure.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void edge_open(struct edge *edge, size_t size) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t room = (size / page + 1) * page;
    void *pages =
        mmap(NULL, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ASSURE(pages != MAP_FAILED);
    edge->pages = pages;
    edge->size = room;
    ASSURE(mprotect(edge->pages + room, page, PROT_NONE) == 0);
}

void edge_close(struct edge *edge) {
    munmap(edge->pages, edge->size + (size_t)sysconf(_SC_PAGESIZE));
}

struct bytes edge_copy(const struct edge *edge, struct bytes input) {
    ASSURE(input.size <= edge->size);
    unsigned char *at = edge->pages + edge->size - input.size;
    if (input.size > 0) {
        memcpy(at, input.data, input.size);
    }
    return bytes_of(at, input.size);
}

unsigned char *heap_copy(struct bytes input) {
    unsigned char *block = malloc(input.size);
    ASSURE(block != NULL || input.size == 0);
    if (input.size > 0) {
        memcpy(block, input.data, input.size);
    }
    return block;
}
