#include "fuzz/oracle.h"

#include "fuzz/page.h"
#include "fuzz/subject.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* What fuzz/subject.h names: a waiver of anything else is a slip of the pen. */
static const char *const waivable[] = {
    "acceptances",
    "allocation-bound",
    "allocation-failure",
    "alphabet",
    "contained",
    "decode",
    "documented",
    "dot-segments",
    "duplicate",
    "jansson",
    "length",
    "lone-surrogate",
    "metamorphic",
    "nul-in-name",
    "number-range",
    "offset",
    "prefix",
    "recased",
    "refusals",
    "reparse-curl",
    "reparse-uriparser",
    "same-twice",
    "sanitizer",
    "typed",
    "untouched",
    "utf8",
};

static bool is_replay;
static struct oracle_counts counts;
static bool is_deep; /* the input at hand is counted as deep already */

/* The target's name: that of its program without replay_ or fuzz_. */
static const char *target_name(void) {
    static const char *const prefixes[] = {"replay_", "fuzz_", "afl_"};
    const char *name = program_invocation_short_name;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0) {
            return name + strlen(prefixes[i]);
        }
    }
    return name;
}

static void print_counts(void) {
    fprintf(stderr, "%s: %zu inputs, %zu deep\n", target_name(), counts.inputs, counts.deep);
}

static _Noreturn void stop(void) {
    fflush(NULL);
    abort();
}

static bool is_waivable(const char *name) {
    for (size_t i = 0; i < sizeof waivable / sizeof *waivable; i++) {
        if (strcmp(waivable[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* The subject may be anybody's: what it says of itself is checked before its first input. */
void oracle_check_subject(void) {
    if (subject_abi() != SUBJECT_ABI) {
        fprintf(stderr, "SUBJECT %s: made for version %d of fuzz/subject.h, this is %d\n",
                subject_name(), subject_abi(), SUBJECT_ABI);
        exit(2);
    }
    for (const char *const *waived = subject_waives(); waived && *waived; waived++) {
        if (!is_waivable(*waived)) {
            fprintf(stderr, "SUBJECT %s: waives '%s', which no oracle is called\n", subject_name(),
                    *waived);
            exit(2);
        }
    }
}

bool oracle_is_waived(const char *name) {
    for (const char *const *waived = subject_waives(); waived && *waived; waived++) {
        if (strcmp(*waived, name) == 0) {
            return true;
        }
    }
    return false;
}

void oracle_break(const char *name, const char *format, ...) {
    va_list arguments;
    fprintf(stderr, "ORACLE %s broken by %s in %s: ", name, subject_name(), target_name());
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    stop();
}

void oracle_setup_failed(const char *expression, const char *file, int line) {
    fprintf(stderr, "SETUP of %s failed, which says nothing about %s: %s at %s:%d\n", target_name(),
            subject_name(), expression, file, line);
    stop();
}

void oracle_count_input(void) {
    if (!counts.inputs) {
        oracle_check_subject();
        SETUP(atexit(print_counts) == 0);
    }
    counts.inputs++;
    is_deep = false;
}

void oracle_count_deep(void) {
    counts.deep += !is_deep;
    is_deep = true;
}

struct oracle_counts oracle_counted(void) {
    return counts;
}

bool oracle_is_replay(void) {
    return is_replay;
}

void oracle_set_replay(void) {
    is_replay = true;
}

uint8_t *oracle_exact_copy(const void *data, size_t size) {
    uint8_t *copy = page_is_used() ? page_copy(data, size) : malloc(size);
    SETUP(copy);
    if (size) {
        memcpy(copy, data, size);
    }
    return copy;
}
