#include "fuzz/oracles/attempt.h"

#include "fuzz/oracle.h"
#include "fuzz/oracles/code_points.h"
#include "fuzz/oracles/expectation.h"

#include <string.h>

enum { UNTOUCHED = 0xa5 };

static bool is_untouched(const void *object, size_t size) {
    const unsigned char *bytes = object;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != UNTOUCHED) {
            return false;
        }
    }
    return true;
}

static void hold_untouched(const struct attempt *attempt) {
    ORACLE("untouched",
           attempt->result == SUBJECT_ACCEPTED ||
               is_untouched(&attempt->answer, sizeof attempt->answer),
           "out_answer was written, though nothing was accepted");
    ORACLE("untouched",
           attempt->result == SUBJECT_REFUSED ||
               is_untouched(&attempt->refusal, sizeof attempt->refusal),
           "out_refusal was written, though nothing was refused");
}

static void hold_text(const char *member, struct subject_text text) {
    ORACLE("utf8", text.data == NULL || code_points_are_valid(text.data, text.size),
           "%s is not UTF-8 by RFC 3629 in its %zu bytes", member, text.size);
}

static void hold_answer(const struct subject_answer *answer) {
    if (answer->kind == SUBJECT_ACTIVATION) {
        hold_text("deviceId", answer->device_id);
        hold_text("name", answer->name);
    } else {
        hold_text("the error code", answer->code);
        hold_text("the error description", answer->description);
    }
}

static void hold_refusal(const struct subject_refusal *refusal, size_t size) {
    ORACLE("offset", refusal->offset <= size, "refused at offset %zu of %zu bytes", refusal->offset,
           size);
    ORACLE("offset", refusal->sentence == NULL || refusal->sentence[0] != '\0',
           "refused with an empty sentence");
}

struct attempt attempt_make(int status, struct bytes body) {
    struct attempt attempt;
    memset(&attempt, UNTOUCHED, sizeof attempt);
    attempt.result =
        subject_parse_answer(status, body.data, body.size, &attempt.answer, &attempt.refusal);
    hold_untouched(&attempt);
    if (attempt.result == SUBJECT_ACCEPTED) {
        hold_answer(&attempt.answer);
    }
    if (attempt.result == SUBJECT_REFUSED) {
        hold_refusal(&attempt.refusal, body.size);
    }
    return attempt;
}

void attempt_end(struct attempt *attempt) {
    if (attempt->result == SUBJECT_ACCEPTED) {
        subject_answer_free(&attempt->answer);
    }
}

static bool is_same_sentence(const char *a, const char *b) {
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool attempt_is_same(const struct attempt *a, const struct attempt *b) {
    if (a->result != b->result) {
        return false;
    }
    return a->result == SUBJECT_ACCEPTED
               ? expectation_is_same_answer(&a->answer, &b->answer)
               : a->result != SUBJECT_REFUSED ||
                     (a->refusal.offset == b->refusal.offset &&
                      is_same_sentence(a->refusal.sentence, b->refusal.sentence));
}
