#include "mock/device.h"

#include "base/assure.h"
#include "base/fnv1a.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* The texts follow the entry, each with its NUL: an entry is as large as what it holds. */
struct device {
    struct device *next; /* in its bucket */
    struct bytes id, node_id, name, verify_code;
    size_t application;
    enum device_state state;
    enum device_trigger trigger;
    int64_t expires_us;
    atomic_uint_fast64_t asked; /* counted by readers too */
    char texts[];
};

static size_t bucket_of(struct bytes id) {
    return (size_t)(fnv1a(FNV1A_START, id) % DEVICE_BUCKETS);
}

static struct bytes keep_text(char **at, const char *text) {
    size_t size = strlen(text);
    memcpy(*at, text, size + 1);
    struct bytes kept = bytes_of(*at, size);
    *at += size + 1;
    return kept;
}

static struct device *new_device(const struct device_facts *facts) {
    size_t text_bytes = strlen(facts->id) + strlen(facts->node_id) + strlen(facts->name) +
                        strlen(facts->verify_code) + 4;
    struct device *device = malloc(sizeof *device + text_bytes);
    if (device == NULL) {
        return NULL;
    }
    char *at = device->texts;
    device->next = NULL;
    device->id = keep_text(&at, facts->id);
    device->node_id = keep_text(&at, facts->node_id);
    device->name = keep_text(&at, facts->name);
    device->verify_code = keep_text(&at, facts->verify_code);
    device->application = facts->application;
    device->state = facts->state;
    device->trigger = facts->trigger;
    device->expires_us = facts->expires_us;
    atomic_init(&device->asked, 0);
    return device;
}

static void copy_text(char out_text[DEVICE_TEXT_SIZE], struct bytes text) {
    ASSURE(text.size < DEVICE_TEXT_SIZE);
    memcpy(out_text, text.data, text.size + 1);
}

static void copy_facts(struct device *device, struct device_facts *out_facts) {
    copy_text(out_facts->id, device->id);
    copy_text(out_facts->node_id, device->node_id);
    copy_text(out_facts->name, device->name);
    copy_text(out_facts->verify_code, device->verify_code);
    out_facts->application = device->application;
    out_facts->state = device->state;
    out_facts->trigger = device->trigger;
    out_facts->expires_us = device->expires_us;
    out_facts->asked = atomic_fetch_add_explicit(&device->asked, 1, memory_order_relaxed);
}

static bool has_lapsed(const struct device *device, int64_t now_us) {
    return device->state == DEVICE_REGISTERED && device->expires_us != 0 &&
           now_us >= device->expires_us;
}

void devices_init(struct device_registry *registry) {
    *registry = (struct device_registry){.count = 0};
    ASSURE(pthread_rwlock_init(&registry->lock, NULL) == 0);
}

/* Unlinks and frees the entry that `link` points to. */
static void drop(struct device_registry *registry, struct device **link) {
    struct device *device = *link;
    *link = device->next;
    free(device);
    registry->count--;
}

void devices_clean_up(struct device_registry *registry) {
    for (size_t i = 0; i < DEVICE_BUCKETS; i++) {
        while (registry->buckets[i] != NULL) {
            drop(registry, &registry->buckets[i]);
        }
    }
    pthread_rwlock_destroy(&registry->lock);
}

/* One walk over all: lapsed registrations go, and a device of the same node id is noticed. */
static bool sweep(struct device_registry *registry, const struct device_facts *facts,
                  int64_t now_us) {
    bool is_taken = false;
    for (size_t i = 0; i < DEVICE_BUCKETS; i++) {
        for (struct device **link = &registry->buckets[i]; *link != NULL;) {
            if (has_lapsed(*link, now_us)) {
                drop(registry, link);
                continue;
            }
            is_taken = is_taken || ((*link)->application == facts->application &&
                                    bytes_equal_text((*link)->node_id, facts->node_id));
            link = &(*link)->next;
        }
    }
    return is_taken;
}

enum status devices_add(struct device_registry *registry, const struct device_facts *facts,
                        int64_t now_us) {
    struct device *device = new_device(facts);
    if (device == NULL) {
        return STATUS_NO_MEMORY;
    }
    pthread_rwlock_wrlock(&registry->lock);
    enum status status = sweep(registry, facts, now_us)        ? STATUS_INVALID
                         : registry->count >= DEVICE_COUNT_MAX ? STATUS_LIMIT
                                                               : STATUS_OK;
    if (status == STATUS_OK) {
        struct device **bucket = &registry->buckets[bucket_of(device->id)];
        device->next = *bucket;
        *bucket = device;
        registry->count++;
    } else {
        free(device);
    }
    pthread_rwlock_unlock(&registry->lock);
    return status;
}

/* The link to the application's device of this id, or NULL. The lock is held. */
static struct device **find_link(struct device_registry *registry, size_t application,
                                 struct bytes id, int64_t now_us) {
    struct device **link = &registry->buckets[bucket_of(id)];
    while (*link != NULL) {
        if ((*link)->application == application && bytes_equal((*link)->id, id) &&
            !has_lapsed(*link, now_us)) {
            return link;
        }
        link = &(*link)->next;
    }
    return NULL;
}

/* Exact matches go first, so that a loose comparison changes nothing for a right id. */
static struct device **find_loosely(struct device_registry *registry, size_t application,
                                    struct bytes id, bool (*is_equal)(struct bytes, struct bytes)) {
    for (size_t i = 0; i < DEVICE_BUCKETS; i++) {
        for (struct device **link = &registry->buckets[i]; *link != NULL; link = &(*link)->next) {
            if ((*link)->application == application && is_equal(id, (*link)->id)) {
                return link;
            }
        }
    }
    return NULL;
}

bool devices_find(struct device_registry *registry, size_t application, struct bytes id,
                  bool (*is_equal)(struct bytes asked, struct bytes known), int64_t now_us,
                  struct device_facts *out_facts) {
    pthread_rwlock_rdlock(&registry->lock);
    struct device **link = find_link(registry, application, id, now_us);
    if (link == NULL && is_equal != NULL) {
        link = find_loosely(registry, application, id, is_equal);
    }
    if (link != NULL) {
        copy_facts(*link, out_facts);
    }
    pthread_rwlock_unlock(&registry->lock);
    return link != NULL;
}

bool devices_remove(struct device_registry *registry, size_t application, struct bytes id,
                    int64_t now_us) {
    pthread_rwlock_wrlock(&registry->lock);
    struct device **link = find_link(registry, application, id, now_us);
    if (link != NULL) {
        drop(registry, link);
    }
    pthread_rwlock_unlock(&registry->lock);
    return link != NULL;
}

enum status devices_happen(struct device_registry *registry, size_t application, struct bytes id,
                           enum device_event event, int64_t now_us) {
    static const enum device_state after[EVENT_COUNT] = {
        [EVENT_CONNECT] = DEVICE_ONLINE,
        [EVENT_DISCONNECT] = DEVICE_OFFLINE,
        [EVENT_FAIL] = DEVICE_ABNORMAL,
    };
    pthread_rwlock_wrlock(&registry->lock);
    struct device **link = find_link(registry, application, id, now_us);
    enum status status = link == NULL ? STATUS_NOT_FOUND : STATUS_OK;
    if (link != NULL && (*link)->state == DEVICE_REGISTERED && event != EVENT_CONNECT) {
        status = STATUS_INVALID;
    }
    if (status == STATUS_OK) {
        (*link)->state = after[event];
    }
    pthread_rwlock_unlock(&registry->lock);
    return status;
}
