/* A tally made by hand: one case of every status, and a place for hostile text in every member. */
#ifndef TESTS_REPORT_SAMPLE_H
#define TESTS_REPORT_SAMPLE_H

#include "model/tally.h"
#include "report/report.h"

enum {
    SAMPLE_CASES = 9,
    SAMPLE_FINDINGS = 4,
    SAMPLE_TRANSCRIPTS = 2,
    SAMPLE_WIRE_SIZE = 512,
    SAMPLE_BYTES_MAX = 1 << 20,
};

struct sample {
    struct requirement catalogue[REQUIREMENT_COUNT];
    struct case_row rows[SAMPLE_CASES];
    struct case_result results[SAMPLE_CASES];
    struct finding findings[SAMPLE_CASES][SAMPLE_FINDINGS];
    uint32_t exchanges[SAMPLE_CASES][2];
    char reproduce[SAMPLE_CASES][512];
    struct transcript transcripts[SAMPLE_TRANSCRIPTS]; /* of SAMPLE_WARN and SAMPLE_FAIL */
    unsigned char wire[SAMPLE_TRANSCRIPTS][PART_COUNT][SAMPLE_WIRE_SIZE];
    struct tally tally;
};

/* The order of its cases. */
enum {
    SAMPLE_PASS,
    SAMPLE_PASS_TOO,
    SAMPLE_WARN,
    SAMPLE_FAIL,
    SAMPLE_FAIL_AGAIN, /* the finding of SAMPLE_FAIL once more, and one of its own */
    SAMPLE_NOT_RUN,
    SAMPLE_OUT_OF_SCOPE,
    SAMPLE_NOT_GENERATED,
    SAMPLE_ERROR,
};

/* Owns nothing beside itself; must stay where it is while its tally is in use. */
void sample_init(struct sample *sample);
/* A tally whose every case passed. */
void sample_init_conformant(struct sample *sample);
/* A tally of a run in which nothing could be sent. */
void sample_init_without_verdict(struct sample *sample);
/* Puts `text` into every text of the tally, our own and borrowed ones included. */
void sample_fill(struct sample *sample, const char *text);

/* A text that no report may take for more than text. */
struct hostile_row {
    const char *name;
    const char *text;
};
enum { HOSTILE_ROWS = 20 };
extern const struct hostile_row hostile_rows[HOSTILE_ROWS];

/* Renders into a fresh buffer, which the caller cleans up; fails the test on any error. */
typedef enum status report_function(const struct tally *tally, struct buffer *out);
struct buffer sample_render(report_function *render, const struct tally *tally);
struct buffer sample_render_console(const struct tally *tally, struct console_options options);

/* How often `needle` occurs. */
size_t count_text(struct bytes whole, const char *needle);

/* A copy with `to` in place of the first `from`, which must be there; cleaned up by the caller. */
struct buffer sample_replace(struct bytes text, const char *from, const char *to);

#endif
