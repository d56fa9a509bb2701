/* The cases: what is asked of a platform, as tables. Data alone; the compiler is its schema. */
#ifndef CASES_CASES_H
#define CASES_CASES_H

#include "base/bytes.h"
#include "model/case.h"
#include "model/requirement.h"

/* The edition of the document that the tables were written from. */
#define DOCUMENT_EDITION "2022-02-24"

/* One entry for each enum requirement_id. */
extern const struct requirement requirement_catalogue[REQUIREMENT_COUNT];

/* One table for each chapter. */
extern const struct case_table request_cases;
extern const struct case_table activation_cases;
extern const struct case_table error_cases;
extern const struct case_table hardening_cases;
extern const struct case_table throttle_cases;

/* All chapters in one table, in the order above. Lives as long as the program. */
struct case_table cases_all(void);

/* No case: it stands for what another tool recorded of the API and no row asks for. In no table,
   and never sent. */
extern const struct case_row case_observed;

/* The row of this id, case_observed's included, or NULL. */
const struct case_row *cases_find(struct bytes id);

#endif
