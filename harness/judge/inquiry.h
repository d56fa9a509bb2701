/* An inquiry: one exchange under judgement, and what every rule about it shares. */
#ifndef JUDGE_INQUIRY_H
#define JUDGE_INQUIRY_H

#include "judge/finding.h"
#include "judge/view.h"

/* All borrowed. The first error is kept, and nothing is accused after it. */
struct inquiry {
    const struct judge_rules *rules;
    const struct case_row *row; /* NULL for exchanges of no row */
    const struct exchange *exchange;
    const struct view *view;
    struct findings *findings;
    struct observation *seen;
    enum status status;
};

void inquiry_accuse(struct inquiry *inquiry, struct charge charge, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* The exchange put the requirement to the test, whatever came of it. */
void inquiry_exercise(struct inquiry *inquiry, enum requirement_id requirement);

/* Another choice of this interpretation would have changed a finding. */
void inquiry_matter(struct inquiry *inquiry, enum interpretation_id interpretation);

enum choice inquiry_choice(const struct inquiry *inquiry, enum interpretation_id interpretation);

/* Rules that hold for every answer of a run. */
void rules_framing(struct inquiry *inquiry);
void rules_content_coding(struct inquiry *inquiry);
void rules_secret_echo(struct inquiry *inquiry);
void rules_cache(struct inquiry *inquiry);
void rules_error_leak(struct inquiry *inquiry);

/* What it means that no whole answer came. */
void rules_transport(struct inquiry *inquiry);
/* The same where it shows nothing about the platform: only says why nothing is proven. */
void rules_transport_unproven(struct inquiry *inquiry);

/* Content-Type of a body that must be JSON. */
void rules_content_type(struct inquiry *inquiry);

/* The documented body of a 200. */
void rules_activation_body(struct inquiry *inquiry);

/* What is held against the body member by member: blames the requirement that each fault breaks. */
void rules_body_faults(struct inquiry *inquiry);

/* Which errors an answer may be. */
enum error_scope {
    SCOPE_DOCUMENTED, /* the document describes the situation: its error table is the whole table */
    SCOPE_OPEN,       /* it does not: any code, as long as it is an error body */
};

/* An answer that is an error: its body, its description, and whether the table has it. */
void rules_error_answer(struct inquiry *inquiry, enum error_scope scope);

/* Judges the answer by what the row expects. */
void expect_judge(struct inquiry *inquiry);

/* Expectations of hardening rows. */
void expect_general(struct inquiry *inquiry);
void expect_path_refused(struct inquiry *inquiry);
void expect_method_refused(struct inquiry *inquiry);
void expect_head_like_get(struct inquiry *inquiry);
void expect_cleartext_refused(struct inquiry *inquiry);
void expect_tls_refused(struct inquiry *inquiry);

/* An exchange that another tool recorded, and that no row asks for. */
void expect_observed(struct inquiry *inquiry);

#endif
