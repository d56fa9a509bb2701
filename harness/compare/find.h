/* Noting a difference; private to this floor. */
#ifndef COMPARE_FIND_H
#define COMPARE_FIND_H

#include "compare/compare.h"

/* Where differences are looked for at the moment. */
struct finding_place {
    struct differences *differences;
    const char *subject;
    enum grade most;     /* nothing here is graded worse */
    bool is_one_of_many; /* the very same elsewhere is counted with the first */
};

/* STATUS_NO_MEMORY. An absent view is shown as "none". */
enum status note_difference(const struct finding_place *place, enum grade grade, const char *what,
                            struct bytes before, struct bytes after) MUST_USE;
enum status note_text(const struct finding_place *place, enum grade grade, const char *what,
                      const char *before, const char *after) MUST_USE;

/* The same answer but for what is fresh in every run? Notes each way in which it is not. */
enum status compare_answers(const struct finding_place *place, const struct answer_seen *old,
                            const struct answer_seen *new) MUST_USE;
enum status compare_bodies(const struct finding_place *place, struct bytes old,
                           struct bytes new) MUST_USE;

/* Two texts that differ in a date, an id or a digest alone: both have the same shape, and it is
   that of something which is fresh in every run. */
bool is_fresh_each_run(struct bytes old, struct bytes new);

#endif
