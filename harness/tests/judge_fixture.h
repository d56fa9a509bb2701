/* A stage for the judge's tests: a catalogue, rules, and exchanges made of raw answers. */
#ifndef TESTS_JUDGE_FIXTURE_H
#define TESTS_JUDGE_FIXTURE_H

#include "judge/judge.h"
#include "judge/verdict.h"

/* Ids and levels alone. */
extern const struct requirement fixture_catalogue[REQUIREMENT_COUNT];

#define FIXTURE_DEVICE "dev-1"
#define FIXTURE_BODY "{\"deviceId\":\"dev-1\",\"activated\":true,\"name\":\"n\"}"

/* Answers whose body ends with the connection, so that rows need no lengths. */
#define ANSWER(status, type, body)                                                                 \
    "HTTP/1.1 " status "\r\nContent-Type: " type "\r\nConnection: close\r\n\r\n" body
#define JSON(status, body) ANSWER(status, "application/json", body)
#define OK_200 JSON("200 OK", FIXTURE_BODY)
#define CODED(status, code, text)                                                                  \
    JSON(status, "{\"error_code\":\"" code "\",\"error_desc\":\"" text "\"}")
#define TEXT_100203 "The application is not existed."
#define TEXT_100217 "The application hasn't been authorized."
#define TEXT_1010009 "app throttle exceed."
#define TEXT_1010005 "App_key or access_token is invalid."
#define TEXT_100403 "The device is not existed."
#define TEXT_50252 "Internal server error."
#define REFUSED_1010005 CODED("403 Forbidden", "1010005", TEXT_1010005)
#define REFUSED_1010009 CODED("403 Forbidden", "1010009", TEXT_1010009)
#define REFUSED_100403 CODED("404 Not Found", "100403", TEXT_100403)

/* The documented defaults, an exclusive throttle of 3 calls per second. */
struct judge_rules fixture_rules(void);

/* Cases that stand for many. */
extern const struct case_row row_prototype, row_online, row_app_id_own, row_unknown_device,
    row_wrong_token;

/* A whole exchange with this answer: split after the head of the final answer. */
struct exchange fixture_exchange(const char *answer);

/* The ids of all requirements that are blamed, in the catalogue's order, separated by spaces; a "~"
   before an id: as a warning. "" where there is nothing to blame. */
struct blamed {
    char text[512];
};
struct blamed blamed_in(const struct findings *findings);

/* One row of most tables: an answer to a case, and exactly what is blamed for it. */
struct verdict_row {
    const char *name;
    const struct case_row *row;
    const char *answer;
    const char *blamed;
    enum interpretation_id interpretation; /* where it is not the default */
    enum choice choice;
};

#define ROW(its_name, its_row, its_answer, its_blamed)                                             \
    { .name = its_name, .row = its_row, .answer = its_answer, .blamed = its_blamed }
#define ROW_UNDER(its_interpretation, its_choice, its_name, its_row, its_answer, its_blamed)       \
    {                                                                                              \
        .name = its_name, .row = its_row, .answer = its_answer, .blamed = its_blamed,              \
        .interpretation = its_interpretation, .choice = its_choice                                 \
    }

/* Runs every row, prints those that differ, and fails at the end. */
void fixture_check_rows(const struct verdict_row *rows, size_t count);
#define CHECK_ROWS(rows) fixture_check_rows(rows, sizeof(rows) / sizeof((rows)[0]))

/* One exchange of a run. */
struct step {
    size_t row; /* index in the run's table */
    const char *answer;
    const char *device; /* NULL: FIXTURE_DEVICE */
    enum exchange_outcome outcome;
    uint32_t attempt;
    int64_t started_us;
};

enum { FIXTURE_STEPS_MAX = 24 };

/* A run: its table, what was sent, and what came of it. */
struct fixture_run {
    struct judge_rules rules;
    struct tally tally;
    struct observation observations[FIXTURE_STEPS_MAX];
    size_t count;
};

/* Judges each step up to the first without an answer, then the run. Settle and clean up are the
   test's. */
void fixture_run_judge(struct fixture_run *run, struct case_table table, const struct step *steps);
/* tally_settle, of exactly the observations that count. */
void fixture_run_settle(struct fixture_run *run);
void fixture_run_clean_up(struct fixture_run *run);

/* What is blamed in all cases of the run together. */
struct blamed blamed_in_run(const struct fixture_run *run);

/* One line about a failing row. Returns 1, to be added up. */
int fixture_complain(const char *name, const char *expected, const char *actual);

#endif
