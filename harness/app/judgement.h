/* The judgement: finished evidence in, a settled tally out. A run and `assay judge` come here
   alike, so they cannot come to different verdicts. */
#ifndef APP_JUDGEMENT_H
#define APP_JUDGEMENT_H

#include "app/evidence_source.h"
#include "app/trouble.h"
#include "judge/verdict.h"
#include "plan/plan.h"
#include "target/target.h"

/* Why rows of the plan have no exchange, where someone knows it better than the plan. */
struct judgement_reasons {
    const char *(*reason_of)(void *context, const struct step *step); /* NULL: nothing to add */
    void *context;
    const char *otherwise; /* for planned rows without any exchange, e.g. "the run was stopped" */
};

/* Ids of cases that the tables do not have; past so many they are not told apart. */
enum { JUDGEMENT_UNKNOWN_MAX = 64, JUDGEMENT_ID_SIZE = 104 };

struct judgement {
    struct tally tally;               /* owned */
    struct observation *observations; /* owned: in the order of sending */
    size_t count, capacity;
    uint32_t calls;      /* exchanges seen, logins included */
    uint32_t strangers;  /* of these, neither of a case nor a login: not evidence of this suite */
    uint32_t recognised; /* of them, recorded by another tool and recognised as a case's */
    uint32_t observed;   /* of them, another tool's calls of the API that belong to no case */
    uint32_t bodiless;   /* of them, another tool's that kept no answer, or not its body */
    char unknown_ids[JUDGEMENT_UNKNOWN_MAX][JUDGEMENT_ID_SIZE]; /* of the strangers, each once */
    size_t unknown_count;
    bool is_login_refused; /* the last login's answer let nobody in */
    char certificate_sha256[65];
    struct trouble trouble;    /* of the first exchange that did not come to its end */
    int64_t first_us, last_us; /* when the first was sent and the last was answered */
};

struct judge_rules judge_rules_of(const struct target *target, bool is_strict);

/* STATUS_NO_MEMORY, or STATUS_INVALID for evidence that cannot be read (diagnostic says where). */
enum status judgement_make(struct evidence_source evidence, const struct plan *plan,
                           const struct target *target, const struct judge_rules *rules,
                           const struct judgement_reasons *reasons, struct judgement *out_judgement,
                           struct diagnostic *out_diagnostic) MUST_USE;
void judgement_clean_up(struct judgement *judgement);

#endif
