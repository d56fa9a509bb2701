#include "mock/call.h"

#include <stddef.h>
#include <string.h>

void call_init(struct call *call, struct world *world) {
    memset(call, 0, offsetof(struct call, device)); /* which is large, and filled in when found */
    call->device.id[0] = '\0';
    call->world = world;
    call->now_us = world->clock.monotonic_us(world->clock.context);
}

void call_note_header(struct call *call, struct bytes name, struct bytes value) {
    const struct {
        const char *name;
        struct header_given *given;
    } wanted[] = {
        {"app_key", &call->app_key},
        {"Authorization", &call->authorization},
        {"Content-Type", &call->content_type},
    };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        if (bytes_equal_ignoring_case(name, bytes_of_text(wanted[i].name))) {
            struct header_given *given = wanted[i].given;
            given->value = given->count++ == 0 ? value : given->value;
        }
    }
}
