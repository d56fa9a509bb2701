#include "mock/occasion.h"

#include "mock/call.h"

/* FNV-1a. */
static uint64_t mix_in(uint64_t hash, struct bytes text) {
    for (size_t i = 0; i < text.size; i++) {
        hash = (hash ^ text.data[i]) * UINT64_C(0x100000001b3);
    }
    return (hash ^ UINT64_C(0xff)) * UINT64_C(0x100000001b3); /* where a text ends matters */
}

static uint64_t digest(const struct call *call) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ call->world->options.seed;
    hash = mix_in(hash, call->method);
    hash = mix_in(hash, call->locator.path);
    hash = mix_in(hash, call->locator.query);
    hash = mix_in(hash, call->app_key.value);
    return mix_in(hash, call->authorization.value) | 1;
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

void occasion_note(struct call *call) {
    struct occasions *occasions = &call->world->occasions;
    const struct defect *defect = call->world->defect;
    uint64_t what = digest(call);
    uint32_t before = atomic_fetch_add(&occasions->calls, 1);
    call->repetition = count(occasions, what);
    struct random lot = random_seeded(what + call->repetition);
    call->is_drawn = defect != NULL && before >= defect->after &&
                     (defect->one_in <= 1 || random_below(&lot, defect->one_in) == 0);
}

const struct hooks *occasion_hooks(const struct call *call) {
    const struct world *world = call->world;
    bool is_shown = call->is_drawn && (world->defect->when == NULL || world->defect->when(call));
    return is_shown ? &world->deviating : &world->hooks;
}
