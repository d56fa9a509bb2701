#include "app/scribe.h"

#include "base/assure.h"
#include "base/clock.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    /* So many are worth waking the scribe for at once; fewer wait until it has lingered. Waking a
       thread costs about as much as writing an entry. */
    WORTH_WAKING = SCRIBE_QUEUE_EXCHANGES / 2,
    LINGER_US = 2000,
};

/* Exchanges that wait, and what their views point to. */
struct batch {
    struct exchange exchanges[SCRIBE_QUEUE_EXCHANGES];
    size_t count;
    unsigned char *bytes; /* owned: SCRIBE_QUEUE_BYTES of them, so that views stay where they are */
    size_t size;          /* bytes in use */
};

struct scribe {
    enum status (*write)(void *context, const struct exchange *exchange);
    void *context;
    pthread_t thread;
    pthread_mutex_t lock; /* for all that follows */
    pthread_cond_t has_work, has_moved;
    struct batch batches[2];
    struct batch *open; /* takes what is handed over; the other is being written, or empty */
    bool is_writing;
    bool is_asleep;  /* there was nothing to do for a while */
    bool is_awaited; /* somebody waits, for room or for all to be written */
    bool is_to_end;
    enum status status; /* the first error */
};

/* ---- batches ---- */

enum { VIEW_COUNT = 9 };

static void list_views(struct exchange *exchange, struct bytes *out_views[VIEW_COUNT]) {
    struct bytes *const views[VIEW_COUNT] = {
        &exchange->case_id, &exchange->asked_device, &exchange->method,
        &exchange->url,     &exchange->sent,         &exchange->head,
        &exchange->framed,  &exchange->body,         &exchange->outcome_detail};
    memcpy(out_views, views, sizeof views);
}

static size_t size_of(struct exchange exchange) {
    struct bytes *views[VIEW_COUNT];
    size_t size = 0;
    list_views(&exchange, views);
    for (size_t i = 0; i < VIEW_COUNT; i++) {
        size += views[i]->size;
    }
    return size;
}

static bool has_room(const struct batch *batch, size_t size) {
    return batch->count < SCRIBE_QUEUE_EXCHANGES && size <= SCRIBE_QUEUE_BYTES - batch->size;
}

/* There is room. An absent view stays absent. */
static void add(struct batch *batch, struct exchange exchange) {
    struct bytes *views[VIEW_COUNT];
    list_views(&exchange, views);
    for (size_t i = 0; i < VIEW_COUNT; i++) {
        if (views[i]->data != NULL) {
            unsigned char *copy = batch->bytes + batch->size;
            memcpy(copy, views[i]->data, views[i]->size);
            views[i]->data = copy;
            batch->size += views[i]->size;
        }
    }
    batch->exchanges[batch->count++] = exchange;
}

/* It held secrets. */
static void empty(struct batch *batch) {
    explicit_bzero(batch->bytes, batch->size);
    batch->count = 0;
    batch->size = 0;
}

/* ---- the thread ---- */

static enum status write_batch(const struct scribe *scribe, const struct batch *batch) {
    enum status status = STATUS_OK;
    for (size_t i = 0; i < batch->count && status == STATUS_OK; i++) {
        status = scribe->write(scribe->context, &batch->exchanges[i]);
    }
    return status;
}

/* Takes the open batch, and writes it without the lock. */
static void write_open(struct scribe *scribe) {
    struct batch *batch = scribe->open;
    enum status status = scribe->status;
    scribe->open = batch == &scribe->batches[0] ? &scribe->batches[1] : &scribe->batches[0];
    scribe->is_writing = true;
    pthread_cond_broadcast(&scribe->has_moved);
    pthread_mutex_unlock(&scribe->lock);
    if (status == STATUS_OK) {
        status = write_batch(scribe, batch);
    }
    empty(batch);
    pthread_mutex_lock(&scribe->lock);
    scribe->status = status;
    scribe->is_writing = false;
    pthread_cond_broadcast(&scribe->has_moved);
}

static bool is_hurried(const struct scribe *scribe) {
    return scribe->open->count >= WORTH_WAKING || scribe->is_awaited || scribe->is_to_end;
}

/* Lets a few come together. */
static void linger(struct scribe *scribe) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += LINGER_US * 1000L;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    int cause = 0;
    while (!is_hurried(scribe) && cause == 0) {
        cause = pthread_cond_timedwait(&scribe->has_work, &scribe->lock, &until);
    }
}

static void sleep_until_needed(struct scribe *scribe) {
    scribe->is_asleep = true;
    while (scribe->open->count == 0 && !scribe->is_to_end) {
        pthread_cond_wait(&scribe->has_work, &scribe->lock);
    }
    scribe->is_asleep = false;
}

static void *live(void *context) {
    struct scribe *scribe = context;
    pthread_mutex_lock(&scribe->lock);
    for (;;) {
        sleep_until_needed(scribe);
        if (scribe->open->count == 0) {
            break;
        }
        while (scribe->open->count > 0) {
            write_open(scribe);
            linger(scribe);
        }
    }
    pthread_mutex_unlock(&scribe->lock);
    return NULL;
}

/* ---- for its owner ---- */

/* A signal must come to the thread that waits for the network, and end its waiting. */
static bool has_started(struct scribe *scribe) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    int cause = pthread_create(&scribe->thread, NULL, live, scribe);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return cause == 0;
}

static void init_locks(struct scribe *scribe) {
    pthread_condattr_t by_monotonic_clock;
    ASSURE(pthread_condattr_init(&by_monotonic_clock) == 0);
    ASSURE(pthread_condattr_setclock(&by_monotonic_clock, CLOCK_MONOTONIC) == 0);
    ASSURE(pthread_mutex_init(&scribe->lock, NULL) == 0);
    ASSURE(pthread_cond_init(&scribe->has_work, &by_monotonic_clock) == 0);
    ASSURE(pthread_cond_init(&scribe->has_moved, NULL) == 0);
    pthread_condattr_destroy(&by_monotonic_clock);
}

static void clean_up(struct scribe *scribe) {
    pthread_cond_destroy(&scribe->has_moved);
    pthread_cond_destroy(&scribe->has_work);
    pthread_mutex_destroy(&scribe->lock);
    free(scribe->batches[0].bytes);
    free(scribe->batches[1].bytes);
    free(scribe);
}

enum status scribe_new(enum status (*write)(void *context, const struct exchange *exchange),
                       void *context, struct scribe **out_scribe) {
    struct scribe *scribe = calloc(1, sizeof *scribe);
    if (scribe == NULL) {
        return STATUS_NO_MEMORY;
    }
    scribe->write = write;
    scribe->context = context;
    scribe->open = &scribe->batches[0];
    scribe->batches[0].bytes = malloc(SCRIBE_QUEUE_BYTES);
    scribe->batches[1].bytes = malloc(SCRIBE_QUEUE_BYTES);
    init_locks(scribe);
    bool has_memory = scribe->batches[0].bytes != NULL && scribe->batches[1].bytes != NULL;
    if (!has_memory || !has_started(scribe)) {
        clean_up(scribe);
        return STATUS_NO_MEMORY;
    }
    *out_scribe = scribe;
    return STATUS_OK;
}

void scribe_destroy(struct scribe *scribe) {
    if (scribe == NULL) {
        return;
    }
    pthread_mutex_lock(&scribe->lock);
    scribe->is_to_end = true;
    pthread_cond_signal(&scribe->has_work);
    pthread_mutex_unlock(&scribe->lock);
    pthread_join(scribe->thread, NULL);
    clean_up(scribe);
}

/* Waits with the lock until the scribe has done something. */
static void await(struct scribe *scribe) {
    scribe->is_awaited = true;
    pthread_cond_signal(&scribe->has_work);
    pthread_cond_wait(&scribe->has_moved, &scribe->lock);
    scribe->is_awaited = false;
}

static void await_end(struct scribe *scribe) {
    while (scribe->open->count > 0 || scribe->is_writing) {
        await(scribe);
    }
}

enum status scribe_wait(struct scribe *scribe) {
    pthread_mutex_lock(&scribe->lock);
    await_end(scribe);
    enum status status = scribe->status;
    pthread_mutex_unlock(&scribe->lock);
    return status;
}

/* The scribe has nothing to do, so that its work can be done here. */
static void write_here(struct scribe *scribe, const struct exchange *exchange) {
    await_end(scribe);
    if (scribe->status == STATUS_OK) {
        scribe->status = scribe->write(scribe->context, exchange);
    }
}

static void queue(struct scribe *scribe, const struct exchange *exchange, size_t size) {
    while (!has_room(scribe->open, size)) {
        await(scribe);
    }
    add(scribe->open, *exchange);
    if (scribe->is_asleep || scribe->open->count == WORTH_WAKING) {
        scribe->is_asleep = false;
        pthread_cond_signal(&scribe->has_work);
    }
}

enum status scribe_hand(struct scribe *scribe, const struct exchange *exchange) {
    ASSURE(exchange->redaction_count == 0);
    size_t size = size_of(*exchange);
    pthread_mutex_lock(&scribe->lock);
    if (size > SCRIBE_QUEUE_BYTES) {
        write_here(scribe, exchange);
    } else if (scribe->status == STATUS_OK) {
        queue(scribe, exchange, size);
    }
    enum status status = scribe->status;
    pthread_mutex_unlock(&scribe->lock);
    return status;
}
