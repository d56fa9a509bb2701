#include "plan/plan.h"

#include "base/assure.h"
#include "plan/order.h"
#include "plan/scope.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Filters */

static bool matches_any(const char *text, const char *const *globs, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (fnmatch(globs[i], text, 0) == 0) {
            return true;
        }
    }
    return false;
}

static bool row_matches(const struct case_row *row, const struct requirement *catalogue,
                        const char *const *globs, size_t count) {
    bool is_match = matches_any(row->id, globs, count);
    for (size_t i = 0; i < row->proves_count; i++) {
        is_match = is_match || matches_any(catalogue[row->proves[i]].id, globs, count);
    }
    return is_match;
}

static bool is_wanted(const struct case_row *row, const struct requirement *catalogue,
                      const struct plan_filter *filter) {
    bool is_in =
        filter->only_count == 0 || row_matches(row, catalogue, filter->only, filter->only_count);
    return is_in && !row_matches(row, catalogue, filter->skip, filter->skip_count);
}

static uint32_t sends_of(const struct case_row *row, const struct target *target) {
    if (row->phase == PHASE_THROTTLE) {
        return 2 * target->throttle.limit + 1;
    }
    if (row->phase == PHASE_USING_UP) {
        return target->throttle.limit / 4 + (target->throttle.limit < 4);
    }
    return row->request.repeat == 0 ? 1 : row->request.repeat;
}

/* Putting it together */

static const struct step *find_step(const struct plan *plan, const char *id) {
    for (size_t i = 0; id != NULL && i < plan->step_count; i++) {
        if (strcmp(plan->steps[i].row->id, id) == 0) {
            return &plan->steps[i];
        }
    }
    return NULL;
}

static void link_twins(struct plan *plan) {
    for (size_t i = 0; i < plan->step_count; i++) {
        plan->steps[i].twin = find_step(plan, plan->steps[i].row->twin);
    }
}

/* Wanted rows stay planned, and with them their twins, of any generation. */
static size_t apply_filter(struct plan *plan, const struct requirement *catalogue,
                           const struct plan_filter *filter) {
    size_t wanted = 0;
    for (size_t i = 0; i < plan->step_count; i++) {
        scope_leave_out(&plan->steps[i], STEP_FILTERED, "left out by --only or --skip", "");
    }
    for (size_t i = 0; i < plan->step_count; i++) {
        if (!is_wanted(plan->steps[i].row, catalogue, filter)) {
            continue;
        }
        wanted++;
        const struct step *step = &plan->steps[i];
        while (step != NULL) {
            struct step *mine = &plan->steps[step - plan->steps];
            mine->state = STEP_PLANNED;
            mine->reason[0] = '\0';
            step = step->twin;
        }
    }
    return wanted;
}

static void follow_twin(struct step *step) {
    if (step->state == STEP_PLANNED && step->twin != NULL && step->twin->state != STEP_PLANNED) {
        step->state = step->twin->state;
        snprintf(step->reason, sizeof step->reason, "%.200s", step->twin->reason);
    }
}

static enum status check_steps(struct plan *plan, const struct target *target,
                               const struct credentials *credentials) {
    struct buffer scratch;
    buffer_init(&scratch, 64 * 1024);
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < plan->step_count; i++) {
        struct step *step = &plan->steps[i];
        if (step->state == STEP_PLANNED) {
            status = scope_check(step, plan, target, credentials, &scratch);
        }
    }
    for (size_t i = 0; i < plan->step_count; i++) {
        follow_twin(&plan->steps[i]);
        if (plan->steps[i].state == STEP_PLANNED) {
            plan->steps[i].sends = sends_of(plan->steps[i].row, target);
            plan->calls_max += plan->steps[i].sends;
        }
    }
    if (scratch.data != NULL) {
        explicit_bzero(scratch.data, scratch.capacity);
    }
    buffer_clean_up(&scratch);
    return status;
}

static void draw_strangers(struct plan *plan) {
    struct random random = random_seeded(plan->seed + 1);
    char hex[33];
    random_hex(&random, hex, 32);
    snprintf(plan->fresh_device, sizeof plan->fresh_device, "%.8s-%.4s-4%.3s-a%.3s-%.12s", hex,
             hex + 8, hex + 12, hex + 15, hex + 18);
    random_hex(&random, plan->unknown_app, 28);
}

/* A glob that matches nothing is a slip of the pen, also beside others that match. */
static const char *find_idle_glob(const struct plan *plan, const struct requirement *catalogue,
                                  const char *const *globs, size_t count) {
    for (size_t i = 0; i < count; i++) {
        bool is_used = false;
        for (size_t j = 0; j < plan->step_count && !is_used; j++) {
            is_used = row_matches(plan->steps[j].row, catalogue, &globs[i], 1);
        }
        if (!is_used) {
            return globs[i];
        }
    }
    return NULL;
}

static enum status filter_steps(struct plan *plan, const struct requirement *catalogue,
                                const struct plan_filter *filter,
                                struct diagnostic *out_diagnostic) {
    const char *idle = find_idle_glob(plan, catalogue, filter->only, filter->only_count);
    if (idle == NULL) {
        idle = find_idle_glob(plan, catalogue, filter->skip, filter->skip_count);
    }
    if (idle != NULL) {
        diagnostic_set(
            out_diagnostic,
            "the filter '%s' matches no case and no requirement; `assay list` shows them", idle);
        return STATUS_NOT_FOUND;
    }
    if (apply_filter(plan, catalogue, filter) == 0) {
        diagnostic_set(out_diagnostic, "the filter leaves no case: --skip takes away all that "
                                       "--only would run; `assay list` shows the cases");
        return STATUS_NOT_FOUND;
    }
    return STATUS_OK;
}

static enum status fill(struct plan *plan, struct case_table table,
                        const struct requirement *catalogue, const struct target *target,
                        const struct credentials *credentials, const struct plan_filter *filter,
                        struct diagnostic *out_diagnostic) {
    for (size_t i = 0; i < table.count; i++) {
        plan->steps[i].row = &table.rows[i];
    }
    link_twins(plan);
    draw_strangers(plan);
    enum status status = filter_steps(plan, catalogue, filter, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    status = check_steps(plan, target, credentials);
    return status == STATUS_OK ? order_make(plan) : status;
}

enum status plan_make(struct case_table table, const struct requirement *catalogue,
                      const struct target *target, const struct credentials *credentials,
                      const struct plan_filter *filter, uint64_t seed, struct plan *out_plan,
                      struct diagnostic *out_diagnostic) {
    struct plan plan = {.step_count = table.count, .repeat = 1, .seed = seed};
    plan.steps = calloc(table.count + 1, sizeof *plan.steps);
    if (plan.steps == NULL) {
        return STATUS_NO_MEMORY;
    }
    enum status status = fill(&plan, table, catalogue, target, credentials, filter, out_diagnostic);
    if (status != STATUS_OK) {
        plan_clean_up(&plan);
        return status;
    }
    *out_plan = plan;
    return STATUS_OK;
}

void plan_repeat(struct plan *plan, unsigned repeat) {
    ASSURE(plan->repeat == 1 && repeat >= 1 && repeat <= PLAN_REPEAT_MAX);
    plan->repeat = repeat;
    for (size_t i = 0; i < plan->step_count; i++) {
        struct step *step = &plan->steps[i];
        bool is_of_throttle = step->row->kind == KIND_THROTTLE;
        if (step->state == STEP_PLANNED && !is_of_throttle) {
            plan->calls_max += (repeat - 1) * step->sends;
            step->sends *= repeat;
        }
    }
}

void plan_clean_up(struct plan *plan) {
    free(plan->steps);
    free(plan->order);
    *plan = (struct plan){0};
}
