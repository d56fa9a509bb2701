#include "fuzz/oracle.h"
#include "fuzz/oracles/json_oracles.h"
#include "fuzz/oracles/sweep.h"

enum { BOUND_FACTOR = 64, BOUND_BASE = 4096, TRIES_IN_REPLAY = 1024, TRIES_WHILE_FUZZING = 8 };

struct parse {
    struct bytes text;
    const struct json_reading *reading; /* with memory enough */
};

static enum sweep_result parse_again(void *context) {
    const struct parse *parse = context;
    struct json_document document = {.root = NULL};
    struct json_error wanted = parse->reading->strict_error;
    struct json_error error =
        json_document_parse(parse->text, json_answer_limits, JSON_UNIQUE_NAMES, &document);
    bool is_untouched = document.root == NULL;
    json_document_clean_up(&document);
    if (error.fault == JSON_NO_MEMORY) {
        return error.offset == 0 && is_untouched ? SWEEP_NO_MEMORY : SWEEP_OTHERWISE;
    }
    return error.fault == wanted.fault && error.offset == wanted.offset ? SWEEP_DONE
                                                                        : SWEEP_OTHERWISE;
}

void json_allocates(struct bytes text, const struct json_reading *reading) {
    struct parse parse = {text, reading};
    hooks_begin(-1);
    (void)parse_again(&parse);
    struct hooks_account account = hooks_end();
    ORACLE("gate-allocation", account.peak_bytes <= BOUND_FACTOR * text.size + BOUND_BASE,
           "%zu bytes held at once for a text of %zu", account.peak_bytes, text.size);
    sweep_floor("gate-allocation", parse_again, &parse,
                oracle_is_replay() ? TRIES_IN_REPLAY : TRIES_WHILE_FUZZING);
}
