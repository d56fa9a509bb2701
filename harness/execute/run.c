#include "base/assure.h"
#include "execute/engine_state.h"
#include "execute/outcome.h"

/* The longest that the loop sleeps: so often it looks at the stop flag, and tells of waiting. */
enum { NAP_US = 100000 };

/* One engine_run; they may be nested, since a source may have to log in before it goes on. */
struct run {
    const struct request_source *source;
    enum source_state state;
    struct request held; /* pulled, and waiting for the allowance */
    bool has_held;
    bool is_bursting; /* the last request pulled was unpaced, so the next may be */
    struct diagnostic *diagnostic;
};

static bool is_stopped(const struct engine *engine) {
    return engine->options.stop != NULL && *engine->options.stop != 0;
}

/* ---- sending ---- */

static int64_t time_allowed_us(const struct engine *engine) {
    int64_t allowed_us = engine->options.total_timeout_us;
    if (engine->options.deadline_us != 0) {
        int64_t left_us = engine->options.deadline_us - engine_now_us(engine);
        allowed_us = left_us < allowed_us ? left_us : allowed_us;
    }
    return allowed_us;
}

static struct transfer *free_transfer(struct engine *engine) {
    for (unsigned i = 0; i < engine->options.parallel; i++) {
        if (!engine->transfers[i].is_under_way) {
            return &engine->transfers[i];
        }
    }
    return NULL;
}

static enum status send_held(struct engine *engine, struct run *run) {
    struct transfer *transfer = free_transfer(engine);
    ASSURE(transfer != NULL);
    run->has_held = false;
    enum status status = transfer_start(transfer, &run->held, engine->calls,
                                        time_allowed_us(engine), run->diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    engine->calls++;
    engine->under_way++;
    allowance_begin(&engine->allowance);
    return STATUS_OK;
}

/* A place in the allowance is one for each time that a request goes out, so a repetition waits for
   one of its own. */
static enum status send_again(struct engine *engine, struct diagnostic *out_diagnostic) {
    enum status status = STATUS_OK;
    for (unsigned i = 0; i < engine->options.parallel && status == STATUS_OK; i++) {
        struct transfer *transfer = &engine->transfers[i];
        if (transfer->is_held_back &&
            (transfer->request.is_unpaced ||
             allowance_wait_us(&engine->allowance, engine_now_us(engine)) == 0)) {
            engine->held_back--;
            engine->under_way++;
            allowance_begin(&engine->allowance);
            status = transfer_restart(transfer, out_diagnostic);
        }
    }
    return status;
}

static void hold_back(struct engine *engine, struct transfer *transfer) {
    transfer_hold_back(transfer);
    engine->under_way--;
    engine->held_back++;
    allowance_end(&engine->allowance, engine_now_us(engine));
}

static bool is_quiet(const struct engine *engine) {
    return engine->under_way == 0 && engine->held_back == 0;
}

/* Requests are pulled no earlier than they can be sent. But a burst does not wait, and only the
   request itself tells that it belongs to one: so in a burst the next is pulled at once. */
static bool may_pull(const struct engine *engine, const struct run *run) {
    int64_t time_us = engine_now_us(engine);
    switch (run->state) {
    case SOURCE_REQUEST:
        return run->is_bursting || allowance_wait_us(&engine->allowance, time_us) == 0;
    case SOURCE_DRAIN:
        return is_quiet(engine);
    case SOURCE_IDLE:
        return allowance_idle_wait_us(&engine->allowance, time_us) == 0 && is_quiet(engine);
    case SOURCE_DONE:
    case SOURCE_FAILED:
        return false;
    }
    return false;
}

static void pull(struct run *run) {
    run->state = run->source->next(run->source->context, &run->held);
    run->has_held = run->state == SOURCE_REQUEST;
    run->is_bursting = run->has_held && run->held.is_unpaced;
}

static bool may_send(const struct engine *engine, const struct run *run) {
    return run->has_held && (run->held.is_unpaced ||
                             allowance_wait_us(&engine->allowance, engine_now_us(engine)) == 0);
}

static bool is_to_end(const struct engine *engine) {
    return is_stopped(engine) || engine_is_past_deadline(engine);
}

/* Fills the free places, as far as source and allowance give. */
static enum status fill(struct engine *engine, struct run *run) {
    enum status again = send_again(engine, run->diagnostic);
    if (again != STATUS_OK) {
        return again;
    }
    while (engine->under_way + engine->held_back < engine->options.parallel && !is_to_end(engine)) {
        if (!run->has_held && may_pull(engine, run)) {
            pull(run);
            continue; /* a nested run may have changed everything */
        }
        if (!may_send(engine, run)) {
            break;
        }
        enum status status = send_held(engine, run);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

/* ---- receiving ---- */

static enum status hand_over(struct engine *engine, struct transfer *transfer,
                             enum exchange_outcome outcome, const char *detail) {
    struct exchange exchange = transfer_exchange(transfer, outcome, detail);
    enum status status = engine->options.sink.record(engine->options.sink.context, &exchange);
    transfer_release(transfer);
    return status;
}

static void take_down(struct engine *engine, struct transfer *transfer) {
    if (transfer->is_held_back) {
        engine->held_back--;
        return;
    }
    transfer_stop(transfer);
    engine->under_way--;
    allowance_end(&engine->allowance, engine_now_us(engine));
}

static const char *words_of(const struct transfer *transfer, CURLcode code) {
    if (transfer->capture.stop == CAPTURE_NOT_HTTP) {
        return "the answer does not begin with a status line";
    }
    if (transfer->words[0] != '\0') {
        return transfer->words;
    }
    return code == CURLE_OK ? "" : curl_easy_strerror(code);
}

static const char *detail_of(const struct transfer *transfer, enum exchange_outcome outcome,
                             CURLcode code, char *out_text, size_t size) {
    if (outcome == OUTCOME_COMPLETE) {
        return "";
    }
    if (code == CURLE_OK && transfer->capture.dropped_bytes > 0) {
        snprintf(out_text, size, "%zu bytes follow an answer that by its head has no content",
                 transfer->capture.dropped_bytes);
        return out_text;
    }
    if (code == CURLE_OK) {
        return "closed inside the answer's head";
    }
    return words_of(transfer, code);
}

static enum status finish(struct engine *engine, struct transfer *transfer, CURLcode code,
                          struct diagnostic *out_diagnostic) {
    take_down(engine, transfer);
    struct ending ending = {
        .code = code,
        .words = words_of(transfer, code),
        .capture = &transfer->capture,
        .is_connected = transfer_is_connected(transfer),
        .is_past_deadline = engine_is_past_deadline(engine),
    };
    enum status status = STATUS_OK;
    if (outcome_is_own_failure(&ending, &status)) {
        diagnostic_set(out_diagnostic, "case %s: %s", transfer->request.case_id, ending.words);
        transfer_release(transfer);
        return status;
    }
    char text[128];
    enum exchange_outcome outcome = outcome_of(&ending);
    return hand_over(engine, transfer, outcome,
                     detail_of(transfer, outcome, code, text, sizeof text));
}

/* Finishes what libcurl has finished. */
static enum status collect(struct engine *engine, struct diagnostic *out_diagnostic) {
    enum status status = STATUS_OK;
    CURLMsg *message;
    int left;
    while (status == STATUS_OK && (message = curl_multi_info_read(engine->multi, &left)) != NULL) {
        struct transfer *transfer = NULL;
        CURLcode code = message->data.result;
        (void)curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        bool is_restarted = transfer->is_to_be_restarted || transfer_was_stale(transfer, code);
        if (transfer->is_repetition) {
            hold_back(engine, transfer);
        } else {
            status = is_restarted ? transfer_restart(transfer, out_diagnostic)
                                  : finish(engine, transfer, code, out_diagnostic);
        }
    }
    return status;
}

/* ---- the loop ---- */

/* Ends what is under way. Each is recorded, unless recording is what failed. */
static enum status abandon(struct engine *engine, bool is_recorded, enum exchange_outcome outcome,
                           const char *detail) {
    enum status status = STATUS_OK;
    for (unsigned i = 0; i < engine->options.parallel; i++) {
        struct transfer *transfer = &engine->transfers[i];
        if (!transfer->is_under_way) {
            continue;
        }
        take_down(engine, transfer);
        if (is_recorded && status == STATUS_OK) {
            status = hand_over(engine, transfer, outcome, detail);
        } else {
            transfer_release(transfer);
        }
    }
    return status;
}

static enum status interrupt(struct engine *engine, struct diagnostic *out_diagnostic) {
    bool is_past = engine_is_past_deadline(engine) && !is_stopped(engine);
    const char *words = is_past ? "the time for the whole run was over" : "the run was stopped";
    diagnostic_set(out_diagnostic, "%s", words);
    enum status status = abandon(engine, true, OUTCOME_INTERRUPTED, words);
    return status == STATUS_OK ? STATUS_INTERRUPTED : status;
}

/* A request waits for its place: one that is held back, or the source's next. */
static bool wants_place(const struct engine *engine, const struct run *run) {
    return engine->held_back > 0 ||
           (run->state == SOURCE_REQUEST && engine->under_way < engine->options.parallel);
}

/* How long the run waits for the allowance alone; 0 when it does not. */
static int64_t pace_us(const struct engine *engine, const struct run *run) {
    int64_t left_us = 0;
    if (wants_place(engine, run)) {
        left_us = allowance_wait_us(&engine->allowance, engine_now_us(engine));
    } else if (run->state == SOURCE_IDLE && engine->under_way == 0) {
        left_us = allowance_idle_wait_us(&engine->allowance, engine_now_us(engine));
    }
    return left_us > 0 ? left_us : 0;
}

static void tell_wait(struct engine *engine, int64_t left_us) {
    int64_t time_us = engine_now_us(engine);
    if (left_us > 0 && engine->options.on_wait != NULL &&
        (engine->told_wait_us == 0 || time_us - engine->told_wait_us >= NAP_US)) {
        engine->told_wait_us = time_us;
        engine->options.on_wait(engine->options.on_wait_context, left_us);
    }
}

/* No longer than until the deadline, which may have passed since the loop last looked. */
static int64_t before_deadline(const struct engine *engine, int64_t wait_us) {
    if (engine->options.deadline_us == 0) {
        return wait_us;
    }
    int64_t rest_us = engine->options.deadline_us - engine_now_us(engine);
    wait_us = rest_us < wait_us ? rest_us : wait_us;
    return wait_us > 0 ? wait_us : 0;
}

static enum status sleep_a_while(struct engine *engine, const struct run *run) {
    int64_t left_us = pace_us(engine, run);
    tell_wait(engine, left_us);
    const struct clock *clock = &engine->options.clock;
    if (left_us > 0 && engine->under_way == 0 && clock->skip_us != NULL) {
        clock->skip_us(clock->context, before_deadline(engine, left_us));
        return STATUS_OK;
    }
    int64_t nap_us = before_deadline(engine, left_us > 0 && left_us < NAP_US ? left_us : NAP_US);
    CURLMcode code = curl_multi_poll(engine->multi, NULL, 0, (int)((nap_us + 999) / 1000), NULL);
    if (code == CURLM_OK) {
        return STATUS_OK;
    }
    diagnostic_set(run->diagnostic, "libcurl: %s", curl_multi_strerror(code));
    return code == CURLM_OUT_OF_MEMORY ? STATUS_NO_MEMORY : STATUS_INVALID;
}

static bool is_over(const struct engine *engine, const struct run *run) {
    return is_quiet(engine) && !run->has_held &&
           (run->state == SOURCE_DONE || run->state == SOURCE_FAILED);
}

static enum status perform(struct engine *engine, struct run *run) {
    int running = 0;
    CURLMcode code = curl_multi_perform(engine->multi, &running);
    if (code != CURLM_OK) {
        diagnostic_set(run->diagnostic, "libcurl: %s", curl_multi_strerror(code));
        return code == CURLM_OUT_OF_MEMORY ? STATUS_NO_MEMORY : STATUS_INVALID;
    }
    return collect(engine, run->diagnostic);
}

/* One turn: send, receive, and sleep only when neither moved anything. */
static enum status turn(struct engine *engine, struct run *run) {
    unsigned before = engine->under_way;
    uint32_t calls_before = engine->calls;
    enum status status = fill(engine, run);
    if (status == STATUS_OK) {
        status = perform(engine, run);
    }
    bool has_moved = engine->under_way != before || engine->calls != calls_before;
    if (status == STATUS_OK && !has_moved && !is_over(engine, run) && !is_to_end(engine)) {
        status = sleep_a_while(engine, run);
    }
    return status;
}

enum status engine_run(struct engine *engine, const struct request_source *source,
                       struct diagnostic *out_diagnostic) {
    struct run run = {.source = source, .state = SOURCE_REQUEST, .diagnostic = out_diagnostic};
    enum status status = STATUS_OK;
    while (status == STATUS_OK && !is_over(engine, &run)) {
        status = is_to_end(engine) ? interrupt(engine, out_diagnostic) : turn(engine, &run);
    }
    if (run.has_held) {
        request_clean_up(&run.held);
    }
    if (status != STATUS_OK) {
        (void)abandon(engine, false, OUTCOME_INTERRUPTED, "");
    } else if (run.state == SOURCE_FAILED) {
        diagnostic_set(out_diagnostic, "there is nothing more to send: its source failed");
        status = STATUS_INVALID;
    }
    return status;
}
