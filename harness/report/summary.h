/* What every format says about a tally in the same words: counts, chapters, handlings, sentences.
 */
#ifndef REPORT_SUMMARY_H
#define REPORT_SUMMARY_H

#include "model/tally.h"
#include "report/pen.h"

struct summary {
    size_t requirements[REQUIREMENT_STATUS_COUNT];
    size_t cases[CASE_STATUS_COUNT];
    size_t flaky; /* of the cases */
};

struct summary summary_of(const struct tally *tally);

/* One line without an end: "38 requirements: 36 proven, 2 not provoked; 97 cases: 97 passed; 131
   calls in 2.345 s". What counts nothing is left out. */
void summary_write(struct pen *pen, const struct tally *tally);

/* The first component of a permanent id: the "error" of "error.token.absent". */
struct bytes chapter_of(const char *id);

/* Why a case was not run, where its status is CASE_NOT_RUN. */
enum absence {
    ABSENCE_NOT_RUN,       /* a fixture is missing, it was filtered, or the run was cut */
    ABSENCE_OUT_OF_SCOPE,  /* the profile declares it so */
    ABSENCE_NOT_GENERATED, /* the altered value equals its original: counts for nothing */
    ABSENCE_COUNT,
};

enum absence case_absence(const struct case_result *result);
extern const char *const absence_names[ABSENCE_COUNT]; /* as reports spell them */

bool case_proves(const struct case_row *row, enum requirement_id requirement);
bool case_has_finding_about(const struct case_result *result, enum requirement_id requirement);

/* As reports spell them. */
extern const char *const severity_names[];

const struct requirement *finding_requirement(const struct tally *tally,
                                              const struct finding *finding);
/* The document's recommended handling; NULL where the finding points to no row of its table. */
const char *finding_handling(const struct finding *finding);
/* "response.name: expected a string, got null". */
void finding_write_sentence(struct pen *pen, const struct tally *tally,
                            const struct finding *finding);

/* True where some of its answers deviate and others do not: a flaky case, or a warning that comes
   and goes. */
bool case_is_uneven(const struct case_result *result);
/* "flaky: 1 of 3 answers deviates", of a warning "1 of 3 answers deviates"; nothing for a case
   whose answers are all alike. */
void case_write_flakiness(struct pen *pen, const struct case_result *result);

#endif
