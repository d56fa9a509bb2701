#include "fuzz/steps.h"

#include "cases/cases.h"
#include "fuzz/oracles/sample.h"

#include <string.h>

/* Slow: longer than the throttle's window, see judgement_rules. */
enum { SPACING_US = 1000, SLOW_US = 2000000, REDACTED_SIZE = 12 };

static struct bytes take_until(struct bytes *inout_rest, const char *end) {
    size_t at = bytes_find(*inout_rest, bytes_of_text(end), 0);
    struct bytes taken = bytes_slice(*inout_rest, 0, at);
    *inout_rest = bytes_slice(*inout_rest, taken.size + strlen(end), inout_rest->size);
    return taken;
}

static const struct case_row *row_of(struct bytes word) {
    struct case_table table = cases_all();
    for (size_t i = 0; i < table.count; i++) {
        if (bytes_equal_text(word, table.rows[i].id)) {
            return &table.rows[i];
        }
    }
    return &table.rows[sample_hash(word) % table.count];
}

static enum exchange_outcome outcome_of(struct bytes word) {
    for (enum exchange_outcome i = 0; i < OUTCOME_COUNT; i++) {
        if (bytes_equal_text(word, exchange_outcome_names[i])) {
            return i;
        }
    }
    return word.size == 0 ? OUTCOME_COMPLETE : sample_hash(word) % OUTCOME_COUNT;
}

static struct step step_of(struct bytes text) {
    struct bytes line = take_until(&text, "\n");
    struct step step = {.row = row_of(take_until(&line, " ")), .answer = text};
    step.outcome = outcome_of(take_until(&line, " "));
    size_t size = line.size < STEP_OPTIONS_SIZE ? line.size : STEP_OPTIONS_SIZE - 1;
    if (size > 0) {
        memcpy(step.options, line.data, size);
    }
    return step;
}

size_t steps_split(struct bytes input, struct step out_steps[STEPS_MAX]) {
    size_t count = 0;
    do {
        out_steps[count++] = step_of(take_until(&input, STEP_END));
    } while (count < STEPS_MAX && input.size > 0);
    return count;
}

/* The copy of `row`, made where there is none yet. */
static const struct case_row *gather(const struct case_row *row, struct case_row *rows,
                                     size_t *inout_count) {
    for (size_t i = 0; i < *inout_count; i++) {
        if (strcmp(rows[i].id, row->id) == 0) {
            return &rows[i];
        }
    }
    rows[*inout_count] = *row;
    return &rows[(*inout_count)++];
}

struct case_table steps_gather(struct step *inout_steps, size_t count,
                               struct case_row out_rows[STEPS_ROWS_MAX]) {
    size_t gathered = 0;
    for (size_t i = 0; i < count; i++) {
        const char *twin = inout_steps[i].row->twin;
        inout_steps[i].row = gather(inout_steps[i].row, out_rows, &gathered);
        if (twin != NULL) {
            (void)gather(cases_find(bytes_of_text(twin)), out_rows, &gathered);
        }
    }
    return (struct case_table){out_rows, gathered};
}

bool step_has(const struct step *step, char option) {
    return memchr(step->options, option, strlen(step->options)) != NULL;
}

static bool is_interim(struct bytes answer, size_t at) {
    struct bytes start = bytes_slice(answer, at, sizeof "HTTP/1.1 1" - 1);
    return bytes_equal_text(start, "HTTP/1.1 1");
}

size_t step_head_size(struct bytes answer) {
    struct bytes end = bytes_of_text("\r\n\r\n");
    size_t at = 0;
    bool goes_on = true;
    while (goes_on) {
        goes_on = is_interim(answer, at);
        size_t found = bytes_find(answer, end, at);
        if (found == SIZE_MAX) {
            return answer.size;
        }
        at = found + end.size;
    }
    return at;
}

static struct redaction redaction_in(enum exchange_part part, struct bytes text) {
    size_t size = text.size < REDACTED_SIZE ? text.size : REDACTED_SIZE;
    return (struct redaction){
        .part = part,
        .secret = (enum secret_kind)(text.size % SECRET_KIND_COUNT),
        .offset = text.size - size,
        .size = size,
    };
}

/* The device that the step asks for: two are known, and their flags differ. */
static const char *device_of(const struct step *step) {
    bool is_never_connected = step->row->request.device == DEVICE_NEVER_CONNECTED;
    return step_has(step, 'd') != is_never_connected ? "dev-2" : "dev-1";
}

static const char *request_of(const struct step *step) {
    return step_has(step, 'e') ? "GET /iocm/app/reg/v1.1.0/deviceCredentials/dev-1 HTTP/1.1\r\n"
                                 "Host: h:8743\r\napp_key: k\r\nAccept-Encoding: gzip\r\n\r\n"
                               : "GET /iocm/app/reg/v1.1.0/deviceCredentials/dev-1 HTTP/1.1\r\n"
                                 "Host: h:8743\r\napp_key: k\r\nAuthorization: Bearer t\r\n\r\n";
}

static void redact(struct exchange *exchange, struct redaction *out_redactions) {
    out_redactions[0] = redaction_in(PART_SENT, exchange->sent);
    out_redactions[1] = redaction_in(PART_HEAD, exchange->head);
    out_redactions[2] = redaction_in(PART_FRAMED, exchange->framed);
    exchange->redactions = out_redactions;
    exchange->redaction_count = STEP_REDACTIONS;
}

struct exchange step_exchange(const struct step *step, uint32_t number,
                              struct redaction out_redactions[STEP_REDACTIONS]) {
    const char *method = step->row->request.method;
    size_t head_size = step_head_size(step->answer);
    head_size = step_has(step, 'h') ? head_size / 2 : head_size;
    struct exchange exchange = {
        .number = number,
        .attempt = step_has(step, 'r'),
        .case_id = bytes_of_text(step_has(step, 'l') ? "login" : step->row->id),
        .asked_device = bytes_of_text(device_of(step)),
        .method = bytes_of_text(method == NULL ? "GET" : method),
        .url = bytes_of_text("https://h:8743/iocm/app/reg/v1.1.0/deviceCredentials/dev-1"),
        .sent = bytes_of_text(request_of(step)),
        .head = bytes_slice(step->answer, 0, head_size),
        .framed = bytes_slice(step->answer, head_size, step->answer.size),
        .outcome = step->outcome,
        .outcome_detail = bytes_of_text(step->outcome == OUTCOME_COMPLETE ? "" : "so it ended"),
        .started_us = (int64_t)(number + 1) * SPACING_US,
        .timing = {.connected_us = 1, .secured_us = 2, .first_byte_us = 3, .total_us = 4},
    };
    exchange.body = exchange.framed;
    exchange.timing.total_us = step_has(step, 's') ? SLOW_US : exchange.timing.total_us;
    if (step_has(step, 'b')) {
        exchange.framed = bytes_slice(exchange.framed, 0, 0);
    }
    if (step_has(step, 'v')) {
        memcpy(exchange.tls.version, "TLSv1.1", sizeof "TLSv1.1");
    }
    if (step_has(step, 'x')) {
        redact(&exchange, out_redactions);
    }
    return exchange;
}
