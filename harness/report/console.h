/* The sections of the console report, in the order in which they are shown. Each writes nothing at
   all where it has nothing to say, and else ends with a blank line. */
#ifndef REPORT_CONSOLE_H
#define REPORT_CONSOLE_H

#include "report/page.h"
#include "report/summary.h"

/* Every requirement, chapter by chapter; for those that are not proven, why. */
void console_requirements(struct page *page, const struct tally *tally);

/* Every case that passed. */
void console_passing_cases(struct page *page, const struct tally *tally);

/* What was not run and what the profile leaves out, each reason once with its cases. */
void console_not_run(struct page *page, const struct tally *tally);

/* The interpretations that decided something in this run. */
void console_interpretations(struct page *page, const struct tally *tally);

/* Cases with findings; a finding that several cases share is told in full once. */
void console_warnings(struct page *page, const struct tally *tally);
void console_failures(struct page *page, const struct tally *tally);

#endif
