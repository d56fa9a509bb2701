#include "fuzz/oracle.h"
#include "fuzz/page.h"

#include <stdlib.h>
#include <string.h>

/* The linker renames what is linked into a target: malloc is __wrap_malloc for it, and the C
   library's is __real_malloc here. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *data, size_t size);
void __real_free(void *data);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *data, size_t size);
void *__wrap_reallocarray(void *data, size_t count, size_t size);
void __wrap_free(void *data);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t size);

/* OpenSSL makes its error texts and the state of a thread when it first needs them, and keeps them:
   no leak of the subject's. Shared, it is out of the hooks' sight; linked in, it has to be led past
   them. Not there at all where nothing needs it. */
typedef void *give_function(size_t size, const char *file, int line);
typedef void *give_again_function(void *data, size_t size, const char *file, int line);
typedef void take_back_function(void *data, const char *file, int line);
int CRYPTO_set_mem_functions(give_function *give, give_again_function *give_again,
                             take_back_function *take_back) __attribute__((weak));

static void *give(size_t size, const char *file, int line) {
    (void)file, (void)line;
    return __real_malloc(size);
}

static void *give_again(void *data, size_t size, const char *file, int line) {
    (void)file, (void)line;
    return __real_realloc(data, size);
}

static void take_back(void *data, const char *file, int line) {
    (void)file, (void)line;
    __real_free(data);
}

/* Before OpenSSL allocates anything: later, it refuses. */
static __attribute__((constructor)) void lead_openssl_past(void) {
    if (CRYPTO_set_mem_functions) {
        (void)CRYPTO_set_mem_functions(give, give_again, take_back);
    }
}

/* An allocation since hooks_begin. A freed one keeps its place until the next hooks_begin, so that
   the search for another goes past it. */
struct block {
    const void *data; /* NULL: freed */
    size_t size;
    size_t round; /* the hooks_begin it belongs to; another: an empty place */
};

/* Open addressing; a new round empties the table without touching it. */
struct account {
    struct block *blocks;
    size_t capacity; /* a power of two, or 0 */
    size_t filled;   /* places that belong to this round */
    size_t round;
    bool is_on;
    long fail_at;
    size_t held_bytes;
    struct hooks_account sums;
};

/* One for each thread, so that a server beside the subject is not counted as the subject. */
static _Thread_local struct account account;

static struct block *block_place(const void *data) {
    size_t place = ((uintptr_t)data >> 4) * 0x9E3779B97F4A7C15u >> 20;
    for (;; place++) {
        struct block *block = &account.blocks[place & (account.capacity - 1)];
        if (block->round != account.round || block->data == data) {
            return block;
        }
    }
}

static void table_grow(void) {
    struct block *const old = account.blocks;
    const size_t old_capacity = account.capacity;
    account.capacity = old_capacity ? 2 * old_capacity : 1024;
    account.blocks = __real_calloc(account.capacity, sizeof *account.blocks);
    SETUP(account.blocks);
    account.filled = 0;
    for (size_t i = 0; i < old_capacity; i++) {
        if (old[i].round == account.round && old[i].data) {
            *block_place(old[i].data) = old[i];
            account.filled++;
        }
    }
    __real_free(old);
}

static void account_add(const void *data, size_t size) {
    if (!account.is_on || !data) {
        return;
    }
    if (2 * (account.filled + 1) > account.capacity) {
        table_grow();
    }
    struct block *block = block_place(data);
    account.filled += block->round != account.round;
    *block = (struct block){.data = data, .size = size, .round = account.round};
    account.sums.live_blocks++;
    account.held_bytes += size;
    if (account.held_bytes > account.sums.peak_bytes) {
        account.sums.peak_bytes = account.held_bytes;
    }
}

static void account_remove(const void *data) {
    if (!account.is_on || !data || !account.capacity) {
        return;
    }
    struct block *block = block_place(data);
    if (block->round != account.round) {
        return; /* older than hooks_begin */
    }
    account.sums.live_blocks--;
    account.held_bytes -= block->size;
    block->data = NULL;
}

/* Counts a call; false: it is the one that fails. */
static bool account_call(void) {
    if (!account.is_on) {
        return true;
    }
    account.sums.allocations++;
    return account.fail_at < 0 || account.fail_at-- != 0;
}

void hooks_begin(long fail_at) {
    SETUP(!account.is_on);
    account.round++;
    account.filled = 0;
    account.held_bytes = 0;
    account.sums = (struct hooks_account){0};
    account.fail_at = fail_at;
    account.is_on = true;
}

struct hooks_account hooks_end(void) {
    SETUP(account.is_on);
    account.is_on = false;
    return account.sums;
}

void *__wrap_malloc(size_t size) {
    void *data = account_call() ? __real_malloc(size) : NULL;
    account_add(data, size);
    return data;
}

void *__wrap_calloc(size_t count, size_t size) {
    void *data = account_call() ? __real_calloc(count, size) : NULL;
    account_add(data, count * size);
    return data;
}

void *__wrap_realloc(void *data, size_t size) {
    if (!account_call()) {
        return NULL;
    }
    void *moved = __real_realloc(data, size);
    if (moved || !size) {
        account_remove(data);
        account_add(moved, size);
    }
    return moved;
}

void *__wrap_reallocarray(void *data, size_t count, size_t size) {
    return size > 0 && count > SIZE_MAX / size ? NULL : __wrap_realloc(data, count * size);
}

void __wrap_free(void *data) {
    account_remove(data);
    if (!page_free(data)) {
        __real_free(data);
    }
}

char *__wrap_strndup(const char *text, size_t size) {
    const size_t length = strnlen(text, size);
    char *copy = __wrap_malloc(length + 1);
    if (copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

char *__wrap_strdup(const char *text) {
    return __wrap_strndup(text, strlen(text));
}
