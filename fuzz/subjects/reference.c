/* The reference subject: our own response parser and URL builder, harness/api. */
#include "api/answer.h"
#include "api/url.h"
#include "fuzz/subject.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

int subject_abi(void) {
    return SUBJECT_ABI;
}

const char *subject_name(void) {
    return "reference";
}

const char *const *subject_waives(void) {
    static const char *const none[] = {NULL};
    return none;
}

/* A shared cJSON would call the C library behind the hooks' back. */
static void *give(size_t size) {
    return malloc(size);
}

static void take_back(void *block) {
    free(block);
}

static __attribute__((constructor)) void show_allocations(void) {
    cJSON_Hooks hooks = {give, take_back};
    cJSON_InitHooks(&hooks);
}

static struct subject_text text_of(struct bytes view) {
    return (struct subject_text){(const char *)view.data, view.size};
}

static struct bytes view_of(struct subject_text text) {
    return bytes_of(text.data, text.size);
}

/* One sentence for each fault: the ABI wants one that lives as long as the program. */
static const char *const sentences[ANSWER_FAULT_COUNT] = {
    [ANSWER_NOT_AN_OBJECT] = "it is not an object",
    [ANSWER_MEMBER_ABSENT] = "a member is absent",
    [ANSWER_WRONG_TYPE] = "a member is not of its type",
    [ANSWER_TOO_LONG] = "a string is too long",
    [ANSWER_HOLDS_NUL] = "a string holds U+0000",
    [ANSWER_HOLDS_LONE_SURROGATE] = "a string holds a lone surrogate",
    [ANSWER_UNDOCUMENTED_PAIR] = "the code is not documented for the status",
    [ANSWER_UNDOCUMENTED_STATUS] = "the status is undocumented",
};

/* The one that refuses: a null name does not. */
static const struct answer_fault_at *first_fault(const struct answer *answer) {
    const struct answer_fault_at *fault = answer->faults;
    return fault->fault == ANSWER_NULL_NAME ? fault + 1 : fault;
}

static struct subject_refusal refusal_of(const struct answer_fault_at *fault) {
    const char *sentence =
        fault->fault == ANSWER_NOT_JSON ? json_fault_words[fault->json] : sentences[fault->fault];
    return (struct subject_refusal){fault->offset, sentence};
}

static struct subject_answer answer_of(struct answer *answer) {
    return (struct subject_answer){
        .kind = answer->kind == ANSWER_ACTIVATION ? SUBJECT_ACTIVATION : SUBJECT_ERROR,
        .device_id = text_of(answer->device_id),
        .activated = answer->activated,
        .name = text_of(answer->name),
        .code = text_of(answer->code),
        .description = text_of(answer->description),
        .own = answer,
    };
}

enum subject_result subject_parse_answer(int status, const uint8_t *body, size_t size,
                                         struct subject_answer *out_answer,
                                         struct subject_refusal *out_refusal) {
    struct answer *answer = malloc(sizeof *answer);
    if (answer == NULL ||
        answer_parse(status, bytes_of(body, size), LENGTH_IN_CHARACTERS, answer) != STATUS_OK) {
        free(answer);
        return SUBJECT_NO_MEMORY;
    }
    if (answer_is_accepted(answer)) {
        *out_answer = answer_of(answer);
        return SUBJECT_ACCEPTED;
    }
    *out_refusal = refusal_of(first_fault(answer));
    answer_clean_up(answer);
    free(answer);
    return SUBJECT_REFUSED;
}

void subject_answer_free(struct subject_answer *answer) {
    answer_clean_up(answer->own);
    free(answer->own);
}

enum subject_result subject_build_url(struct subject_text endpoint, struct subject_text device_id,
                                      struct subject_text app_id, struct subject_text *out_url) {
    enum { URL_LIMIT = 16384 };
    struct endpoint checked;
    struct buffer url;
    buffer_init(&url, URL_LIMIT);
    enum url_fault fault = url_endpoint_parse(view_of(endpoint), URL_CLEARTEXT_ALLOWED, &checked);
    if (fault == URL_OK) {
        fault = url_build(&checked, view_of(device_id), view_of(app_id), &url);
    }
    if (fault == URL_OK) {
        *out_url = text_of(buffer_view(&url)); /* the buffer's block is the caller's now */
        return SUBJECT_ACCEPTED;
    }
    buffer_clean_up(&url);
    return fault == URL_NO_MEMORY ? SUBJECT_NO_MEMORY : SUBJECT_REFUSED;
}

void subject_url_free(struct subject_text *url) {
    free((void *)(uintptr_t)url->data);
}
