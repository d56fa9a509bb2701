#include "app/waiving.h"

#include "base/clock.h"
#include "cases/cases.h"
#include "store/file.h"

#include <stdio.h>

enum status waiving_load(const char *file, struct waiving *out_waiving,
                         struct diagnostic *out_diagnostic) {
    *out_waiving = (struct waiving){.file = file};
    if (file == NULL) {
        return STATUS_OK;
    }
    struct buffer text;
    buffer_init(&text, BASELINE_LIMIT_BYTES);
    enum status status = store_read(file, BASELINE_LIMIT_BYTES, &text, out_diagnostic);
    if (status == STATUS_OK) {
        status = baseline_read(file, buffer_view(&text), requirement_catalogue, cases_all(),
                               &out_waiving->baseline, out_diagnostic);
    }
    buffer_clean_up(&text);
    return status;
}

void waiving_clean_up(struct waiving *waiving) {
    baseline_clean_up(&waiving->baseline);
}

static const char *subject_of(const struct waiver *waiver) {
    return waiver->row != NULL ? waiver->row->id : requirement_catalogue[waiver->requirement].id;
}

static void tell_fresh(const struct waiving *waiving, const struct tally *tally) {
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        if (tally->requirements[i].status == REQUIREMENT_BROKEN) {
            fprintf(stderr, "assay: %s: %s is broken and in no entry that holds\n", waiving->file,
                    tally->catalogue[i].id);
        }
    }
}

static void tell_entry(const struct waiving *waiving, const struct waiver *waiver) {
    switch (waiver->state) {
    case WAIVER_STALE:
        fprintf(stderr, "assay: %s:%zu: %s passes now; take it out\n", waiving->file, waiver->line,
                subject_of(waiver));
        break;
    case WAIVER_EXPIRED:
        fprintf(stderr, "assay: %s:%zu: the waiver of %s ended on %s\n", waiving->file,
                waiver->line, subject_of(waiver), waiver->expires);
        break;
    case WAIVER_IDLE:
    case WAIVER_USED:
        break;
    }
}

void waiving_apply(struct waiving *waiving, struct tally *tally) {
    if (waiving->file == NULL) {
        return;
    }
    struct clock clock = clock_system();
    struct baseline_outcome outcome =
        baseline_apply(&waiving->baseline, tally, clock.wall_us(clock.context));
    tally->run.exit_code = baseline_exit_code(tally, &outcome);
    tell_fresh(waiving, tally);
    for (size_t i = 0; i < waiving->baseline.count; i++) {
        tell_entry(waiving, &waiving->baseline.items[i]);
    }
}
