#include "fuzz/oracle.h"
#include "fuzz/oracles/answer_oracles.h"
#include "fuzz/oracles/expectation.h"
#include "fuzz/oracles/sample.h"
#include "fuzz/oracles/spelling.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Longer ones are not varied: an answer is a few hundred bytes, and these cost a parse each. */
enum { BODY_MAX = 4096, VALUES_MAX = 1024, ROUNDS_IN_REPLAY = 8, SPELLING_MAX = 16 << 20 };

struct variation {
    int status;
    const json_t *object;
    const struct attempt *original;
    struct random random;
};

/* Parses the other spelling and gives it to `hold`. */
static void try_spelling(struct variation *variation, struct spelling spelling,
                         void (*hold)(const struct variation *, const struct attempt *)) {
    struct buffer text;
    buffer_init(&text, SPELLING_MAX);
    spelling_write(variation->object, &spelling, &variation->random, &text);
    uint8_t *copy = oracle_exact_copy(text.data, text.size);
    struct attempt attempt = attempt_make(variation->status, bytes_of(copy, text.size));
    hold(variation, &attempt);
    attempt_end(&attempt);
    free(copy);
    buffer_clean_up(&text);
}

static void hold_same(const struct variation *variation, const struct attempt *attempt) {
    const struct attempt *original = variation->original;
    bool is_same = original->result == attempt->result &&
                   (original->result != SUBJECT_ACCEPTED ||
                    expectation_is_same_answer(&original->answer, &attempt->answer));
    ORACLE("metamorphic", is_same,
           "white space, escapes, order or an unknown member changed what the answer says");
}

static void hold_duplicate(const struct variation *variation, const struct attempt *attempt) {
    (void)variation;
    ORACLE("duplicate", attempt->result != SUBJECT_ACCEPTED, "a documented member twice is taken");
}

static void hold_recased(const struct variation *variation, const struct attempt *attempt) {
    (void)variation;
    ORACLE("recased", attempt->result != SUBJECT_ACCEPTED,
           "a documented member in another case is taken for it");
}

/* The name with one letter, drawn by lot, in the other case. */
static void recase(const char *name, struct random *random, char out_name[32]) {
    size_t size = strlen(name);
    memcpy(out_name, name, size + 1);
    size_t at = 0;
    do {
        at = (size_t)random_below(random, size);
    } while (!isalpha((unsigned char)name[at]));
    bool is_upper = isupper((unsigned char)name[at]) != 0;
    out_name[at] = (char)(is_upper ? tolower(name[at]) : toupper(name[at]));
}

static bool is_free(const struct variation *variation, const char *name) {
    return json_object_get(variation->object, name) == NULL;
}

/* Unknown members, one in another case among them, change nothing. */
static void vary_alike(struct variation *variation, const char *name, const char *other_case) {
    const json_t *value = json_object_get(variation->object, name);
    const json_t *any = value == NULL ? variation->object : value;
    try_spelling(variation, (struct spelling){.added_name = NULL}, hold_same);
    if (is_free(variation, "unknown\xc3\xa9")) {
        try_spelling(variation,
                     (struct spelling){.added_name = "unknown\xc3\xa9", .added_value = any},
                     hold_same);
    }
    if (is_free(variation, other_case)) {
        try_spelling(variation, (struct spelling){.added_name = other_case, .added_value = any},
                     hold_same);
    }
}

/* Another spelling of an accepted answer that may not be accepted. */
static void vary_away(struct variation *variation, const char *name, const char *other_case) {
    const json_t *value = json_object_get(variation->object, name);
    if (value == NULL) {
        return;
    }
    try_spelling(variation, (struct spelling){.added_name = name, .added_value = value},
                 hold_duplicate);
    if (is_free(variation, other_case)) {
        try_spelling(
            variation,
            (struct spelling){.left_out = name, .added_name = other_case, .added_value = value},
            hold_recased);
    }
}

/* An answer with both shapes of an error has another one when a name of the first is gone. */
static bool has_one_shape(const struct variation *variation) {
    return is_free(variation, "error_code") || is_free(variation, "resultcode");
}

static void vary_once(struct variation *variation) {
    const char *const *names = expectation_names(variation->status, variation->object);
    size_t count = 0;
    while (names[count] != NULL) {
        count++;
    }
    char other_case[32];
    const char *name = names[random_below(&variation->random, count)];
    recase(name, &variation->random, other_case);
    vary_alike(variation, name, other_case);
    if (variation->original->result == SUBJECT_ACCEPTED && has_one_shape(variation)) {
        vary_away(variation, name, other_case);
    }
}

void answer_varies(int status, struct bytes body, const struct opinion *opinion,
                   const struct attempt *attempt) {
    bool is_read = opinion->verdict == OPINION_LEGAL && opinion->deviation == NULL;
    if (!is_read || !json_is_object(opinion->tree) || body.size > BODY_MAX ||
        opinion_extent_of(opinion->tree).values > VALUES_MAX) {
        return;
    }
    struct variation variation = {status, opinion->tree, attempt, random_seeded(sample_hash(body))};
    for (size_t round = 0; round < (oracle_is_replay() ? ROUNDS_IN_REPLAY : 1); round++) {
        vary_once(&variation);
    }
}
