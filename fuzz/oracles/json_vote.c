#include "fuzz/oracles/json_vote.h"

#include "fuzz/oracles/opinion.h"

/* A duplicate ends jansson's reading, so the text is read once more without looking for any. */
static struct json_vote vote_with_duplicate(struct bytes text) {
    struct opinion loose = opinion_of(text, OPINION_ANY_NAMES);
    struct json_vote vote = {
        .is_cast = loose.verdict != OPINION_NONE,
        .is_legal = loose.verdict == OPINION_LEGAL,
        .has_duplicate = true,
    };
    if (vote.is_legal) {
        struct opinion_extent extent = opinion_extent_of(loose.tree);
        vote.depth = extent.depth;
        vote.values = extent.values;
    }
    return vote;
}

struct json_vote json_vote_on(struct bytes text) {
    struct opinion opinion = opinion_of(text, OPINION_UNIQUE_NAMES);
    if (opinion.verdict == OPINION_DUPLICATE) {
        return vote_with_duplicate(text);
    }
    struct json_vote vote = {
        .is_cast = opinion.verdict != OPINION_NONE,
        .is_legal = opinion.verdict == OPINION_LEGAL,
    };
    if (vote.is_legal) {
        struct opinion_extent extent = opinion_extent_of(opinion.tree);
        vote.depth = extent.depth;
        vote.values = extent.values;
        vote.tree = opinion.deviation == NULL ? opinion.tree : NULL;
    }
    return vote;
}
