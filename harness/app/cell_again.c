/* A cell judged again from what was kept of it. */
#include "app/cell.h"
#include "app/cell_record.h"
#include "app/rejudgement.h"

#include <stdio.h>

enum { PATH_SIZE = 4096 };

void cell_judge_again(const struct cell_order *order, struct cell_record *out_record) {
    char har[PATH_SIZE], profile[PATH_SIZE];
    snprintf(har, sizeof har, "%s/%s.har", order->keep, order->name);
    snprintf(profile, sizeof profile, "%s/%s.json", order->keep, order->name);
    *out_record = (struct cell_record){.is_done = false};
    struct rejudgement again;
    struct diagnostic diagnostic = {""};
    enum status status = rejudgement_make(har, profile, false, &again, &diagnostic);
    if (status == STATUS_OK) {
        cell_record_add(out_record, &again.judgement);
    } else {
        cell_record_fail(out_record, status, &diagnostic);
    }
    rejudgement_clean_up(&again);
}
