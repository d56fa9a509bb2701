#include "mock/occasion.h"

#include "base/fnv1a.h"
#include "mock/call.h"

#include <fnmatch.h>
#include <string.h>

enum { TARGET_MAX = 8192 }; /* bytes; longer ones match no glob */

static uint64_t digest(const struct call *call) {
    uint64_t hash = FNV1A_START ^ call->world->options.seed;
    hash = fnv1a_part(hash, call->method);
    hash = fnv1a_part(hash, call->locator.path);
    hash = fnv1a_part(hash, call->locator.query);
    hash = fnv1a_part(hash, call->app_key.value);
    return fnv1a_part(hash, call->authorization.value) | 1;
}

/* How often this was asked before. Once all slots are taken, it counts with what stands nearest. */
static uint32_t count(struct occasions *occasions, uint64_t what) {
    size_t at = what / 2 % OCCASION_SLOTS;
    for (size_t tried = 0; tried < OCCASION_SLOTS; tried++, at = (at + 1) % OCCASION_SLOTS) {
        uint64_t found = 0;
        if (atomic_compare_exchange_strong(&occasions->askings[at].what, &found, what) ||
            found == what) {
            break;
        }
    }
    return atomic_fetch_add(&occasions->askings[at].times, 1);
}

/* Nobody asks for the same at the same time, or the order of the two is anyone's guess. */
static uint32_t count_alike(struct occasions *occasions, uint64_t what) {
    if (atomic_exchange(&occasions->last, what) != what) {
        atomic_store(&occasions->alike, 0);
        return 0;
    }
    return atomic_fetch_add(&occasions->alike, 1) + 1;
}

static bool matches(const char *glob, struct bytes text) {
    char copy[TARGET_MAX + 1];
    if (glob == NULL) {
        return true;
    }
    if (text.data == NULL || text.size > TARGET_MAX) {
        return false;
    }
    memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    return fnmatch(glob, copy, FNM_NOESCAPE) == 0;
}

static bool is_asked_so(const struct defect *defect, const struct call *call) {
    return matches(defect->segment, call->segment) && matches(defect->query, call->locator.query);
}

void occasion_note(struct call *call) {
    struct occasions *occasions = &call->world->occasions;
    const struct defect *defect = call->world->defect;
    uint64_t what = digest(call);
    uint32_t before = atomic_fetch_add(&occasions->calls, 1);
    call->repetition = count(occasions, what);
    call->in_a_row = count_alike(occasions, what);
    struct random lot = random_seeded(what + call->repetition);
    call->is_drawn = defect != NULL && before >= defect->after && is_asked_so(defect, call) &&
                     (defect->one_in <= 1 || random_below(&lot, defect->one_in) == 0);
}

static bool holds(bool (*when)(const struct call *call), const struct call *call) {
    return when == NULL || when(call);
}

const struct hooks *occasion_hooks(const struct call *call) {
    const struct world *world = call->world;
    const struct defect *defect = world->defect;
    bool is_shown = call->is_drawn && holds(defect->when, call) && holds(defect->and_when, call);
    return is_shown ? &world->deviating : &world->hooks;
}
