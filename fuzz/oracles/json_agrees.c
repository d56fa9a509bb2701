#include "fuzz/oracle.h"
#include "fuzz/oracles/json_oracles.h"
#include "fuzz/oracles/json_vote.h"
#include "fuzz/oracles/tree_text.h"

enum { TREE_TEXT_MAX = 64 << 20 };

static bool is_of_limits(enum json_fault fault) {
    return fault == JSON_TOO_DEEP || fault == JSON_TOO_MANY_VALUES;
}

/* Of two members of a name jansson keeps one, so that its count is too low then. */
static bool is_right(const struct json_reading *reading, const struct json_vote *vote) {
    bool is_within =
        vote->depth <= json_answer_limits.depth && vote->values <= json_answer_limits.values;
    if (reading->error.fault == JSON_OK) {
        return vote->is_legal && is_within;
    }
    return !vote->is_legal ||
           (is_of_limits(reading->error.fault) && (!is_within || vote->has_duplicate));
}

static void hold_verdict(const struct json_reading *reading, const struct json_vote *vote) {
    bool is_taken = reading->error.fault == JSON_OK;
    ORACLE("gate-jansson", is_right(reading, vote),
           "the gate: %s at %zu; the others: %s, %zu values in %zu levels",
           json_fault_words[reading->error.fault], reading->error.offset,
           vote->is_legal ? "well-formed" : "not well-formed", vote->values, vote->depth);
    ORACLE("gate-duplicate",
           !is_taken || vote->has_duplicate == (reading->strict_error.fault == JSON_DUPLICATE_NAME),
           "jansson %s a duplicate name; the document: %s",
           vote->has_duplicate ? "sees" : "does not see",
           json_fault_words[reading->strict_error.fault]);
}

static void hold_tree(const struct json_reading *reading, const struct json_vote *vote) {
    struct buffer ours;
    struct buffer theirs;
    buffer_init(&ours, TREE_TEXT_MAX);
    buffer_init(&theirs, TREE_TEXT_MAX);
    SETUP(tree_text_of_ours(reading->strict.root, &ours) == STATUS_OK);
    SETUP(tree_text_of_jansson(vote->tree, &theirs) == STATUS_OK);
    ORACLE("gate-tree", bytes_equal(buffer_view(&ours), buffer_view(&theirs)),
           "the tree is not jansson's");
    buffer_clean_up(&ours);
    buffer_clean_up(&theirs);
}

void json_agrees(struct bytes text, const struct json_reading *reading) {
    struct json_vote vote = json_vote_on(text);
    if (!vote.is_cast) {
        return;
    }
    hold_verdict(reading, &vote);
    if (vote.tree != NULL && reading->strict_error.fault == JSON_OK) {
        hold_tree(reading, &vote);
    }
}
