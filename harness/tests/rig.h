/* The rig: an engine under test, a line of requests to send, and what was recorded of them. */
#ifndef TESTS_RIG_H
#define TESTS_RIG_H

#include "execute/engine.h"
#include "responder.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

/* An answer of five bytes, and the plain one that most tests give. */
#define OK_5 "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
extern const struct script rig_ordinary;

enum { KEPT_MAX = 64, PART_MAX = 1 << 20 };

struct kept {
    enum exchange_outcome outcome;
    uint32_t number;
    struct buffer detail, method, sent, head, framed, body;
    struct exchange_timing timing;
    struct tls_facts tls;
    int64_t ended_us;
};

struct record {
    struct kept kept[KEPT_MAX];
    size_t count;
    size_t fail_at; /* the sink fails at this exchange; SIZE_MAX: never */
};

/* Where requests come from: the same one, some times over. */
struct line_up {
    const char *method;
    const char *scheme;
    const char *host; /* NULL: 127.0.0.1 */
    const char *body;
    enum transport transport;
    unsigned port;
    unsigned left;       /* requests still to be given */
    unsigned unpaced;    /* of those given first */
    unsigned idle_after; /* requests, then idle; 0: never */
    unsigned given;
    enum source_state end;
    volatile sig_atomic_t *stop;
    unsigned stop_at;
    int64_t given_us[KEPT_MAX];
};

extern struct record rig_recorded;
extern struct diagnostic rig_diagnostic;

int64_t rig_now_us(void);
struct responder *rig_start(const struct script *script, enum responder_tls tls);
struct line_up rig_line_up(const struct responder *responder, unsigned requests);
/* Small caps, short times, one connection; the sink is the record. */
struct engine_options rig_options(void);
/* engine_new, engine_run, engine_destroy; the first status that is not OK. */
enum status rig_run(const struct engine_options *options, struct line_up *line_up);
void rig_forget(void);

/* True when it is so; prints the row's name and what it is instead. */
bool rig_is_text(const char *row, const char *part, const char *expected,
                 const struct buffer *actual);
bool rig_is_outcome(const char *row, enum exchange_outcome expected, const struct kept *kept);

/* Removes and frees what responder_write_certificate gave; NULL is nothing. */
void rig_remove(char *path);

#endif
