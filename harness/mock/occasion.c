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
    return mix_in(hash, call->authorization.value);
}

bool occasion_draw(const struct call *call, struct occasions *occasions) {
    const struct defect *defect = call->world->defect;
    if (defect == NULL) {
        return false;
    }
    uint32_t before = atomic_fetch_add(&occasions->calls, 1);
    if (before < defect->after || defect->one_in <= 1) {
        return before >= defect->after;
    }
    uint64_t what = digest(call);
    uint32_t nth = atomic_fetch_add(&occasions->alike[what % OCCASION_SLOTS], 1);
    struct random lot = random_seeded(what + nth);
    return random_below(&lot, defect->one_in) == 0;
}

const struct hooks *occasion_hooks(const struct call *call) {
    const struct world *world = call->world;
    bool is_shown = call->is_drawn && (world->defect->when == NULL || world->defect->when(call));
    return is_shown ? &world->deviating : &world->hooks;
}
