#include "fuzz/oracles/url_attempt.h"

#include "fuzz/oracle.h"

#include <stdlib.h>
#include <string.h>

static const char untouched[] = "untouched";

static struct subject_text copy_of(struct subject_text part) {
    if (part.data != NULL) {
        part.data = (const char *)oracle_exact_copy(part.data, part.size);
    }
    return part;
}

static struct triple copies_of(const struct triple *triple) {
    return (struct triple){copy_of(triple->endpoint), copy_of(triple->device_id),
                           copy_of(triple->app_id)};
}

static void free_copy(struct subject_text part) {
    free((void *)(uintptr_t)part.data);
}

static void free_copies(struct triple *copies) {
    free_copy(copies->endpoint);
    free_copy(copies->device_id);
    free_copy(copies->app_id);
}

static struct url_attempt build(const struct triple *triple) {
    struct url_attempt made = {.url = {untouched, sizeof untouched}};
    made.result = subject_build_url(triple->endpoint, triple->device_id, triple->app_id, &made.url);
    return made;
}

static bool is_untouched(const struct url_attempt *made) {
    return made->url.data == untouched && made->url.size == sizeof untouched;
}

struct url_attempt url_attempt_make(const struct triple *triple) {
    struct triple copies = copies_of(triple);
    struct url_attempt made = build(&copies);
    free_copies(&copies);
    ORACLE("allocation-failure", made.result != SUBJECT_NO_MEMORY, "no memory, though there is");
    ORACLE("untouched", made.result == SUBJECT_ACCEPTED || is_untouched(&made),
           "a refusal that leaves an output of %zu bytes", made.url.size);
    return made;
}

void url_attempt_clean_up(struct url_attempt *attempt) {
    if (attempt->result == SUBJECT_ACCEPTED) {
        subject_url_free(&attempt->url);
    }
}

static bool is_same(const struct url_attempt *a, const struct url_attempt *b) {
    return a->result == b->result && a->url.size == b->url.size &&
           memcmp(a->url.data, b->url.data, a->url.size) == 0;
}

void url_attempt_check_again(const struct url_attempt *first, const struct triple *triple) {
    struct url_attempt second = url_attempt_make(triple);
    ORACLE("same-twice", is_same(first, &second), "\"%.*s\", then \"%.*s\"", (int)first->url.size,
           first->url.data, (int)second.url.size, second.url.data);
    url_attempt_clean_up(&second);
}

struct rehearsal {
    const struct url_attempt *first;
    struct triple copies;
};

static enum sweep_result rehearse(void *context) {
    const struct rehearsal *rehearsal = context;
    struct url_attempt made = build(&rehearsal->copies);
    bool is_like_the_first = is_same(&made, rehearsal->first);
    bool is_clean = made.result == SUBJECT_ACCEPTED || is_untouched(&made);
    url_attempt_clean_up(&made);
    return made.result == SUBJECT_NO_MEMORY && is_clean ? SWEEP_NO_MEMORY
           : is_like_the_first                          ? SWEEP_DONE
                                                        : SWEEP_OTHERWISE;
}

void url_attempt_sweep(const struct url_attempt *first, const struct triple *triple,
                       unsigned tries) {
    struct rehearsal rehearsal = {.first = first, .copies = copies_of(triple)};
    sweep_some_allocations(rehearse, &rehearsal, tries);
    free_copies(&rehearsal.copies);
}
