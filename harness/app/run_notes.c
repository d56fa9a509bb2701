#include "app/run_notes.h"

#include <stdlib.h>
#include <string.h>

static const char *why_not_generated(const struct step *step, const void *context) {
    (void)context;
    return step->state == STEP_NOT_GENERATED ? step->reason : NULL;
}

static const char *why_unsent(const struct step *step, const void *context) {
    const struct fate *fate = campaign_fate(context, step);
    bool is_planned = step->state == STEP_PLANNED;
    return is_planned && fate->sent < step->sends ? fate->reason : NULL;
}

static enum status collect(const struct plan *plan,
                           const char *(*why)(const struct step *step, const void *context),
                           const void *context, struct record_notes *out_notes) {
    struct record_notes notes = {calloc(plan->step_count + 1, sizeof *notes.items), 0};
    if (notes.items == NULL) {
        return STATUS_NO_MEMORY;
    }
    for (size_t i = 0; i < plan->step_count; i++) {
        const char *reason = why(&plan->steps[i], context);
        if (reason != NULL) {
            notes.items[notes.count++] = (struct record_note){plan->steps[i].row->id, reason};
        }
    }
    *out_notes = notes;
    return STATUS_OK;
}

enum status run_notes_not_generated(const struct plan *plan, struct record_notes *out_notes) {
    return collect(plan, why_not_generated, NULL, out_notes);
}

enum status run_notes_unsent(const struct campaign *campaign, struct record_notes *out_notes) {
    return collect(campaign->plan, why_unsent, campaign, out_notes);
}

void run_notes_apply(const struct record_notes *not_generated, struct plan *plan) {
    for (size_t i = 0; i < not_generated->count; i++) {
        const struct record_note *note = &not_generated->items[i];
        for (size_t j = 0; j < plan->step_count; j++) {
            struct step *step = &plan->steps[j];
            if (step->state == STEP_PLANNED && strcmp(step->row->id, note->case_id) == 0) {
                step->state = STEP_NOT_GENERATED;
                snprintf(step->reason, sizeof step->reason, "%s", note->reason);
            }
        }
    }
}
