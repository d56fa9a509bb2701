#include "plan/order.h"

#include <stdlib.h>

/* Sorting keys drawn from the seed: one for the twin, which keeps its refusals together, and one
   for the row within. */
struct place {
    const struct step *step;
    uint64_t group;
    uint64_t within;
};

static int compare(const void *left, const void *right) {
    const struct place *a = left;
    const struct place *b = right;
    if (a->step->row->phase != b->step->row->phase) {
        return a->step->row->phase < b->step->row->phase ? -1 : 1;
    }
    if (a->group != b->group) {
        return a->group < b->group ? -1 : 1;
    }
    return a->within < b->within ? -1 : a->within > b->within;
}

static struct place draw(const struct plan *plan, const struct step *step, const uint64_t *draws) {
    size_t self = (size_t)(step - plan->steps);
    bool has_group = step->twin != NULL && step->row->phase == PHASE_REFUSED;
    size_t group = has_group ? (size_t)(step->twin - plan->steps) : self;
    return (struct place){step, draws[group], draws[self]};
}

static size_t place_planned(const struct plan *plan, const uint64_t *draws,
                            struct place *out_places) {
    size_t count = 0;
    for (size_t i = 0; i < plan->step_count; i++) {
        if (plan->steps[i].state == STEP_PLANNED) {
            out_places[count++] = draw(plan, &plan->steps[i], draws);
        }
    }
    return count;
}

enum status order_make(struct plan *plan) {
    size_t room = plan->step_count + 1;
    uint64_t *draws = calloc(room, sizeof *draws);
    struct place *places = calloc(room, sizeof *places);
    plan->order = calloc(room, sizeof *plan->order);
    bool has_memory = draws != NULL && places != NULL && plan->order != NULL;
    if (has_memory) {
        struct random random = random_seeded(plan->seed);
        for (size_t i = 0; i < plan->step_count; i++) {
            draws[i] = random_next(&random);
        }
        plan->order_count = place_planned(plan, draws, places);
        qsort(places, plan->order_count, sizeof *places, compare);
        for (size_t i = 0; i < plan->order_count; i++) {
            plan->order[i] = places[i].step;
        }
    }
    free(draws);
    free(places);
    return has_memory ? STATUS_OK : STATUS_NO_MEMORY;
}
