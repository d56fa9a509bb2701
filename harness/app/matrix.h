/* Making the matrix: which cells there are, and from their records to kills, false alarms,
   collateral and what each case row is needed for. */
#ifndef APP_MATRIX_H
#define APP_MATRIX_H

#include "app/cell.h"
#include "base/status.h"
#include "model/matrix.h"

/* A matrix with one empty cell for the conforming platform, one for each variant and defect, and
   the checks, as far as one of the globs (none: all) matches a cell's name or the requirement it
   breaks. STATUS_NOT_FOUND: `out_stranger` is a glob that matches nothing; STATUS_NO_MEMORY. */
enum status matrix_init(struct matrix *out_matrix, const char *const *globs, size_t glob_count,
                        const char **out_stranger) MUST_USE;
void matrix_clean_up(struct matrix *matrix);

/* What has to be run for a cell; `repeat` is for defects that show now and then. */
struct cell_order matrix_order(const struct matrix_cell *cell, uint64_t seed, unsigned repeat);

/* Puts a record into its cell. STATUS_NO_MEMORY. */
enum status matrix_record(struct matrix_cell *cell, const struct cell_record *record) MUST_USE;
/* The cell could not be run. */
void matrix_lose(struct matrix_cell *cell, const char *why);

/* Leaves out the cells that were not run, by place, of a matrix that is then no longer whole. */
void matrix_drop_unrun(struct matrix *matrix, const bool *is_run);

/* Once every cell has its record: counts, and what each row is needed for. A row whose findings
   were taken out would no longer catch what it alone blames on the requirement that a defect
   breaks; rows that compare with it keep their twin. */
void matrix_settle(struct matrix *matrix);

#endif
