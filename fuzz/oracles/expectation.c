#include "fuzz/oracles/expectation.h"

#include "fuzz/oracles/code_points.h"
#include "fuzz/oracles/repair.h"

#include <string.h>
#include <strings.h>

static const char *const activation_names[] = {"deviceId", "activated", "name", NULL};
static const char *const error_names[] = {"error_code", "error_desc", NULL};
static const char *const result_names[] = {"resultcode", "resultmsg", NULL};

static struct expectation refused(const char *oracle, const char *reason) {
    return (struct expectation){.expected = EXPECT_REFUSED, .oracle = oracle, .reason = reason};
}

static struct subject_text text_of(const json_t *string) {
    return (struct subject_text){json_string_value(string), json_string_length(string)};
}

static bool is_foul(struct subject_text text, bool is_repaired) {
    return memchr(text.data, '\0', text.size) != NULL ||
           (is_repaired && repair_shows_in(text.data, text.size));
}

/* What is wrong with a documented string, or nothing: then .oracle is NULL. */
static struct expectation check_string(const json_t *value, size_t characters_max,
                                       bool is_repaired) {
    if (!json_is_string(value)) {
        return refused("typed", "a documented member is not of its type");
    }
    struct subject_text text = text_of(value);
    if (is_foul(text, is_repaired)) {
        return refused("typed", "a documented string holds U+0000 or a lone surrogate");
    }
    if (code_points_count(text.data, text.size) > characters_max) {
        return refused("length", "a documented string has more than 256 characters");
    }
    return (struct expectation){.oracle = NULL};
}

static bool has_in_other_case(const json_t *object, const char *name) {
    const char *other = NULL;
    json_t *value = NULL;
    json_object_foreach((json_t *)(uintptr_t)object, other, value) {
        if (strcasecmp(other, name) == 0) {
            return true;
        }
    }
    return false;
}

static struct expectation check_presence(const json_t *object, const char *const *names) {
    for (; *names != NULL; names++) {
        if (json_object_get(object, *names) != NULL) {
            continue;
        }
        return has_in_other_case(object, *names)
                   ? refused("recased", "a documented member is there in another case only")
                   : refused("typed", "a documented member is absent");
    }
    return (struct expectation){.oracle = NULL};
}

static struct expectation expect_activation(const json_t *object, bool is_repaired) {
    const json_t *activated = json_object_get(object, "activated");
    const json_t *name = json_object_get(object, "name");
    const json_t *device_id = json_object_get(object, "deviceId");
    struct expectation wrong = check_string(device_id, SUBJECT_STRING, is_repaired);
    if (wrong.oracle == NULL && !json_is_null(name)) {
        wrong = check_string(name, SUBJECT_STRING, is_repaired);
    }
    if (wrong.oracle == NULL && !json_is_boolean(activated)) {
        wrong = refused("typed", "activated is not a boolean");
    }
    return wrong.oracle != NULL
               ? wrong
               : (struct expectation){.answer = {.kind = SUBJECT_ACTIVATION,
                                                 .device_id = text_of(device_id),
                                                 .activated = json_is_true(activated),
                                                 .name = text_of(name)}};
}

static const struct {
    int status;
    const char *code;
} documented[] = {
    {403, "100203"}, {403, "100217"}, {403, "1010009"}, {403, "1010005"},
    {404, "100403"}, {500, "100203"}, {500, "50252"},
};

static bool is_documented(int status, struct subject_text code) {
    for (size_t i = 0; i < sizeof documented / sizeof documented[0]; i++) {
        if (documented[i].status == status && code.size == strlen(documented[i].code) &&
            memcmp(documented[i].code, code.data, code.size) == 0) {
            return true;
        }
    }
    return false;
}

static struct expectation expect_error(int status, const json_t *object, const char *const *names,
                                       bool is_repaired) {
    const json_t *code = json_object_get(object, names[0]);
    const json_t *description = json_object_get(object, names[1]);
    struct expectation wrong = check_string(code, SIZE_MAX, is_repaired);
    if (wrong.oracle == NULL) {
        wrong = check_string(description, SIZE_MAX, is_repaired);
    }
    if (wrong.oracle == NULL && !is_documented(status, text_of(code))) {
        wrong = refused("documented", "the table does not have this code under this status");
    }
    return wrong.oracle != NULL
               ? wrong
               : (struct expectation){.answer = {.kind = SUBJECT_ERROR,
                                                 .code = text_of(code),
                                                 .description = text_of(description)}};
}

const char *const *expectation_names(int status, const json_t *object) {
    if (status == 200) {
        return activation_names;
    }
    bool is_result = json_object_get(object, "error_code") == NULL &&
                     json_object_get(object, "resultcode") != NULL;
    return is_result ? result_names : error_names;
}

static struct expectation expect_object(int status, const json_t *object, bool is_repaired) {
    const char *const *names = expectation_names(status, object);
    struct expectation absent = check_presence(object, names);
    struct expectation expectation = absent.oracle != NULL ? absent
                                     : status == 200
                                         ? expect_activation(object, is_repaired)
                                         : expect_error(status, object, names, is_repaired);
    return expectation;
}

static struct expectation expect_legal(int status, const struct opinion *opinion) {
    struct opinion_extent extent = opinion_extent_of(opinion->tree);
    if (extent.depth > SUBJECT_DEPTH || extent.values > SUBJECT_VALUES) {
        return (struct expectation){.expected = EXPECT_EITHER};
    }
    if (!json_is_object(opinion->tree)) {
        return refused("typed", "it is not an object");
    }
    struct expectation expectation =
        expect_object(status, opinion->tree, opinion->deviation != NULL);
    if (expectation.expected == EXPECT_ACCEPTED) {
        bool is_rare = opinion->deviation != NULL;
        expectation.oracle = is_rare ? opinion->deviation->name : "jansson";
        expectation.reason = is_rare ? opinion->deviation->reason : "it is a legal answer";
    }
    return expectation;
}

struct expectation expectation_of(int status, const struct opinion *opinion) {
    switch (opinion->verdict) {
    case OPINION_LEGAL:
        return expect_legal(status, opinion);
    case OPINION_ILLEGAL:
        return refused("jansson", opinion->reason);
    case OPINION_DUPLICATE:
        return refused("duplicate", "two members share a name");
    case OPINION_NONE:
        break;
    }
    return (struct expectation){.expected = EXPECT_EITHER};
}

static bool is_same_text(struct subject_text a, struct subject_text b) {
    if (a.data == NULL || b.data == NULL) {
        return a.data == b.data;
    }
    return a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
}

bool expectation_is_same_answer(const struct subject_answer *a, const struct subject_answer *b) {
    if (a->kind != b->kind) {
        return false;
    }
    return a->kind == SUBJECT_ACTIVATION
               ? a->activated == b->activated && is_same_text(a->device_id, b->device_id) &&
                     is_same_text(a->name, b->name)
               : is_same_text(a->code, b->code) && is_same_text(a->description, b->description);
}
