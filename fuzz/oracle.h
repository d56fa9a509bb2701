/* Oracles: what must hold of every input, by name. A broken one ends the process, so that the
   engine keeps the input; one that the subject waives is silent. */
#ifndef FUZZ_ORACLE_H
#define FUZZ_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Holds an oracle to `condition`: prints the subject's name, the oracle's and what is broken, and
   aborts. */
#define ORACLE(name, condition, ...)                                                               \
    ((condition) || oracle_is_waived(name) ? (void)0 : oracle_break(name, __VA_ARGS__))

bool oracle_is_waived(const char *name);
_Noreturn void oracle_break(const char *name, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Ends the process with 2 where the subject was made for another subject.h, or waives what is no
   oracle's name. */
void oracle_check_subject(void);

/* Our own set-up, not the subject: aborts with another message. */
#define SETUP(condition)                                                                           \
    ((condition) ? (void)0 : oracle_setup_failed(#condition, __FILE__, __LINE__))
_Noreturn void oracle_setup_failed(const char *expression, const char *file, int line);

/* Counts an input that got past the first refusal into the code that the target is about. Targets
   print "TARGET: N inputs, M deep" at exit, and a replay of a whole corpus with M == 0 fails: a
   target that never gets deep is vacuous. */
void oracle_count_input(void);
void oracle_count_deep(void);
struct oracle_counts {
    size_t inputs;
    size_t deep;
};
struct oracle_counts oracle_counted(void);

/* Whether the replay driver is at work, which takes its time, and no engine, which has none: what
   is done on a sample of the inputs there is done on all of them here. */
bool oracle_is_replay(void);
void oracle_set_replay(void);

/* Exact-size copies on the heap, without a NUL behind them, or at the end of a page where the
   replay was told so; free with free(). */
uint8_t *oracle_exact_copy(const void *data, size_t size);

/* Allocation hooks around the subject: they see malloc, calloc, realloc, reallocarray and free of
   the code that is linked into the target (ld's --wrap), shared libraries excepted. */
void hooks_begin(long fail_at); /* which allocation from now fails: 0 the first, -1 none */
struct hooks_account {
    size_t allocations; /* calls since hooks_begin */
    size_t peak_bytes;  /* most bytes held at once of these */
    size_t live_blocks; /* not freed yet */
};
struct hooks_account hooks_end(void);

#endif
