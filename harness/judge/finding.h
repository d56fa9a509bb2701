/* Making a finding: how severe it is, and texts that are safe to print. */
#ifndef JUDGE_FINDING_H
#define JUDGE_FINDING_H

#include "judge/judge.h"

#include <stdarg.h>

/* How severe a finding is, where its requirement's level does not decide. */
enum gravity {
    GRAVITY_BY_LEVEL, /* a hardening requirement warns, any other fails */
    GRAVITY_WARNS,    /* an interpretation says so */
    GRAVITY_FAILS,
};

/* What is held against the platform, but for what it actually did. */
struct charge {
    enum requirement_id requirement;
    enum gravity gravity;
    bool is_of_case;      /* see struct finding */
    const char *expected; /* what a conforming platform does */
    const char *where;    /* the place in the exchange; NULL where there is none */
    struct finding_mark mark;
    enum error_row_id handling;
};

enum severity finding_severity(const struct judge_rules *rules, const struct charge *charge);

/* Appends a finding; `format` and its arguments tell what the platform did. One that says the same
   as an earlier one, or exceeds FINDINGS_PER_REQUIREMENT_MAX, is left out. STATUS_NO_MEMORY. */
enum status finding_add(struct findings *findings, const struct judge_rules *rules,
                        uint32_t exchange, const struct charge *charge, const char *format,
                        va_list arguments) MUST_USE PRINTF_LIKE(5, 0);

/* Takes back what was held against a case in comparison (is_of_case), all of it, or what one
   exchange showed. What breaks a rule for every answer stays. */
void findings_take_back(struct findings *findings);
void findings_take_back_of(struct findings *findings, uint32_t exchange);

/* The worst severity among the findings; false where there are none. */
bool findings_worst(const struct findings *findings, enum severity *out_severity);

/* A short copy of bytes from the platform, in quotes, with everything escaped that is not plain
   text: for a finding's texts. */
struct quote {
    char text[128];
};
struct quote quote_of(struct bytes bytes);

/* Writes `bytes` as printable UTF-8 into `out_text` of `size` bytes: control and bidirectional
   characters and bytes that are not UTF-8 are escaped, what does not fit is cut with an ellipsis.
 */
void print_safely(struct bytes bytes, char *out_text, size_t size);

#endif
