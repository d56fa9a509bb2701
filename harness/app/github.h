/* What a run tells GitHub Actions where it is a step of one: annotations, and the step's summary.
 */
#ifndef APP_GITHUB_H
#define APP_GITHUB_H

#include "model/tally.h"

/* Where GITHUB_ACTIONS is "true": prints annotations on stderr, and appends to the file that
   GITHUB_STEP_SUMMARY names. What does not work out is told on stderr and ends nothing: the run's
   own files are written. */
void github_tell(const struct tally *tally);

#endif
