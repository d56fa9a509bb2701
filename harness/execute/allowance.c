#include "execute/allowance.h"

#include "base/assure.h"

#include <stdlib.h>

enum { MARGIN_MIN_US = 50000, MARGIN_PART = 20 };

static int64_t hold_of(int64_t window_us) {
    int64_t margin_us = window_us / MARGIN_PART;
    return window_us + (margin_us < MARGIN_MIN_US ? MARGIN_MIN_US : margin_us);
}

enum status allowance_init(struct allowance *allowance, uint32_t limit, int64_t window_us) {
    ASSURE(window_us >= 0);
    uint32_t places = limit < ALLOWANCE_LIMIT_MAX ? limit : ALLOWANCE_LIMIT_MAX;
    int64_t *free_at = calloc(places == 0 ? 1 : places, sizeof *free_at);
    if (free_at == NULL) {
        return STATUS_NO_MEMORY;
    }
    *allowance =
        (struct allowance){.limit = places, .hold_us = hold_of(window_us), .free_at = free_at};
    return STATUS_OK;
}

void allowance_clean_up(struct allowance *allowance) {
    free(allowance->free_at);
    *allowance = (struct allowance){0};
}

void allowance_begin(struct allowance *allowance) {
    allowance->under_way++;
}

/* A burst may end more calls than there are places. Then the oldest entry is forgotten: it would be
   given back before the others, and those alone keep everything taken. */
void allowance_end(struct allowance *allowance, int64_t now_us) {
    ASSURE(allowance->under_way > 0);
    allowance->under_way--;
    if (allowance->limit == 0) {
        return;
    }
    allowance->newest = (allowance->newest + 1) % allowance->limit;
    allowance->free_at[allowance->newest] = now_us + allowance->hold_us;
    if (allowance->ended < allowance->limit) {
        allowance->ended++;
    }
}

/* When the call that ended `age` calls before the newest gives its place back. */
static int64_t free_at(const struct allowance *allowance, uint32_t age) {
    uint32_t index = (allowance->newest + allowance->limit - age) % allowance->limit;
    return allowance->free_at[index];
}

static int64_t wait_until(int64_t time_us, int64_t now_us) {
    return time_us > now_us ? time_us - now_us : 0;
}

/* One more may begin once all but the newest `limit - 1 - under_way` ended calls are forgotten;
   calls end in order, so the next older one decides. */
int64_t allowance_wait_us(const struct allowance *allowance, int64_t now_us) {
    if (allowance->limit == 0) {
        return 0;
    }
    if (allowance->under_way >= allowance->limit) {
        return ALLOWANCE_UNKNOWN_US;
    }
    uint32_t may_stay = allowance->limit - 1 - allowance->under_way;
    return allowance->ended <= may_stay ? 0 : wait_until(free_at(allowance, may_stay), now_us);
}

int64_t allowance_idle_wait_us(const struct allowance *allowance, int64_t now_us) {
    if (allowance->under_way > 0) {
        return ALLOWANCE_UNKNOWN_US;
    }
    return allowance->ended == 0 ? 0 : wait_until(free_at(allowance, 0), now_us);
}
