/* Notes on evidence that was judged: what its verdict does not say, on the standard error. */
#ifndef APP_JUDGE_NOTES_H
#define APP_JUDGE_NOTES_H

#include "app/rejudgement.h"

/* Whether it is whole, which entries belong to which tables, and what other tables had or lack. */
void judge_notes_tell(const char *evidence_file, const struct rejudgement *again);

#endif
