/* From judgement to record: what the matrix wants to know of one run. */
#ifndef APP_CELL_RECORD_H
#define APP_CELL_RECORD_H

#include "app/cell.h"
#include "app/judgement.h"

/* Adds a run to the record: blame and exercise grow, the worst verdict stays. */
void cell_record_add(struct cell_record *record, const struct judgement *judgement);

/* The cell could not be run. */
void cell_record_fail(struct cell_record *record, enum status status,
                      const struct diagnostic *diagnostic);

#endif
