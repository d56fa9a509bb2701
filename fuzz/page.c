#include "fuzz/page.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Targets hold an input, a copy or two, and no more. */
enum { COPIES = 64 };

struct copy {
    void *data;
    void *mapping;
    size_t size; /* of the mapping, bytes */
};

static struct copy copies[COPIES];
static bool used;

void page_use(void) {
    used = true;
}

bool page_is_used(void) {
    return used;
}

static struct copy *copy_find(const void *data) {
    for (size_t i = 0; i < COPIES; i++) {
        if (copies[i].data == data) {
            return &copies[i];
        }
    }
    return NULL;
}

uint8_t *page_copy(const void *data, size_t size) {
    struct copy *free_copy = copy_find(NULL);
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t readable = (size + page) / page * page; /* never 0, so that the end is ours */
    if (!free_copy) {
        return NULL;
    }
    uint8_t *mapping =
        mmap(NULL, readable + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapping == MAP_FAILED) {
        return NULL;
    }
    if (mprotect(mapping + readable, page, PROT_NONE)) {
        munmap(mapping, readable + page);
        return NULL;
    }
    uint8_t *copy = mapping + readable - size;
    if (size) {
        memcpy(copy, data, size);
    }
    *free_copy = (struct copy){.data = copy, .mapping = mapping, .size = readable + page};
    return copy;
}

bool page_free(void *data) {
    struct copy *copy = data && used ? copy_find(data) : NULL;
    if (!copy) {
        return false;
    }
    munmap(copy->mapping, copy->size);
    *copy = (struct copy){0};
    return true;
}
