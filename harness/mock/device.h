/* The device registry: devices with a life, registered, then online, offline or abnormal. */
#ifndef MOCK_DEVICE_H
#define MOCK_DEVICE_H

#include "base/bytes.h"
#include "mock/mint.h"

#include <pthread.h>

enum {
    DEVICE_TEXT_SIZE = 1025, /* 256 characters of UTF-8, and a NUL */
    DEVICE_SECRET_SIZE = 33, /* psk, verifyCode */
    DEVICE_BUCKETS = 1024,
    DEVICE_COUNT_MAX = 10000,
};

enum device_state { DEVICE_REGISTERED, DEVICE_ONLINE, DEVICE_OFFLINE, DEVICE_ABNORMAL };

enum device_event { EVENT_CONNECT, EVENT_DISCONNECT, EVENT_FAIL, EVENT_COUNT };

/* What the document's triggers do when their device is asked for. */
enum device_trigger { TRIGGER_NONE, TRIGGER_INTERNAL_ERROR, TRIGGER_APP_NOT_EXISTED };

/* A value: a copy of it stays true to the moment it was taken. */
struct device_facts {
    size_t application; /* index of its owner */
    enum device_state state;
    enum device_trigger trigger;
    int64_t expires_us; /* the registration lapses then, unless it has connected; 0: never */
    uint64_t asked;     /* how often the query has answered about it before */
    char id[DEVICE_TEXT_SIZE];
    char node_id[DEVICE_TEXT_SIZE];
    char name[DEVICE_TEXT_SIZE];
    char verify_code[DEVICE_TEXT_SIZE];
};

struct device; /* an entry */

struct device_registry {
    pthread_rwlock_t lock;
    struct device *buckets[DEVICE_BUCKETS];
    size_t count;
};

void devices_init(struct device_registry *registry);
void devices_clean_up(struct device_registry *registry);

/* Adds a device. STATUS_INVALID: its node id is taken within its application (nodeId is the
   device's own serial number); STATUS_LIMIT: DEVICE_COUNT_MAX; STATUS_NO_MEMORY. Registrations that
   have lapsed are dropped on the way. */
enum status devices_add(struct device_registry *registry, const struct device_facts *facts,
                        int64_t now_us) MUST_USE;

/* Copies what is known of the application's device of this id. False where there is none. Counts
   as one query of it. `is_equal` compares the id asked for with a known one; NULL is byte for
   byte. */
bool devices_find(struct device_registry *registry, size_t application, struct bytes id,
                  bool (*is_equal)(struct bytes asked, struct bytes known), int64_t now_us,
                  struct device_facts *out_facts);
/* False where there is none. */
bool devices_remove(struct device_registry *registry, size_t application, struct bytes id,
                    int64_t now_us);
/* STATUS_NOT_FOUND: no such device; STATUS_INVALID: it never connected, so it cannot disconnect or
   fail. */
enum status devices_happen(struct device_registry *registry, size_t application, struct bytes id,
                           enum device_event event, int64_t now_us) MUST_USE;

#endif
