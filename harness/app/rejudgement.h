/* A rejudgement: a file of evidence and the profile it belongs to in, the judgement they come to
   out. */
#ifndef APP_REJUDGEMENT_H
#define APP_REJUDGEMENT_H

#include "app/catalogue.h"
#include "app/conclusion.h"
#include "app/profile.h"
#include "evidence/ledger.h"

struct rejudgement {
    struct profile profile; /* owned, without its secrets */
    struct plan plan;
    struct judge_rules rules;
    struct buffer text;   /* owned: the file */
    struct ledger ledger; /* owned */
    struct judgement judgement;
    char cases_sha256[CATALOGUE_HASH_SIZE]; /* of this suite */
};

/* Reads both files. Every failure but STATUS_NO_MEMORY is about one of them, which the diagnostic
   names. Clean up in any case; `out_rejudgement` must not be moved. */
enum status rejudgement_read(const char *evidence_file, const char *target_file,
                             struct rejudgement *out_rejudgement,
                             struct diagnostic *out_diagnostic) MUST_USE;

/* Judges what was read, once. `is_strict` adds to what the evidence says of itself.
   STATUS_NO_MEMORY, STATUS_INVALID: an entry cannot be read, or the evidence is another
   deployment's. */
enum status rejudgement_judge(struct rejudgement *rejudgement, bool is_strict,
                              struct diagnostic *out_diagnostic) MUST_USE;

/* Both; the diagnostic names the file. */
enum status rejudgement_make(const char *evidence_file, const char *target_file, bool is_strict,
                             struct rejudgement *out_rejudgement,
                             struct diagnostic *out_diagnostic) MUST_USE;
void rejudgement_clean_up(struct rejudgement *rejudgement);

#endif
