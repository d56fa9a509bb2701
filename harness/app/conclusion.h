/* The conclusion: plan, record and evidence in, everything that a report says out. A run comes here
   with what it knows, `assay judge` with what it read, and neither adds a word of its own; so the
   evidence gives the run's very report again. */
#ifndef APP_CONCLUSION_H
#define APP_CONCLUSION_H

#include "app/judgement.h"
#include "evidence/record.h"

/* The reason of a row without an exchange in evidence that another suite ended in order: it had no
   such row. */
extern const char conclusion_not_asked_for[];

struct conclusion {
    struct evidence_source evidence;
    const struct plan *plan;
    const struct target *target;
    const struct judge_rules *rules;
    const struct record *record; /* its head and its end may be missing */
    const char *cases_sha256;    /* of this suite */
};

/* As judgement_make, with the facts of the run, the verdict withdrawn where the record says that
   there is none, and the exit code. The tally borrows from what `conclusion` points to and from
   `out_judgement` itself, which must not be moved. */
enum status conclusion_make(const struct conclusion *conclusion, struct judgement *out_judgement,
                            struct diagnostic *out_diagnostic) MUST_USE;

#endif
