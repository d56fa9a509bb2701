/* The flow control: refusals that came too early, the burst, and the recovery after it. */
#include "judge/throttle.h"

#include "http/message.h"
#include "judge/run.h"

bool throttle_is_refusal(const struct observation *seen) {
    return seen->outcome == OUTCOME_COMPLETE &&
           (seen->is_throttled || http_is_client_error(seen->status) || seen->status == 503);
}

/* The n-th repetition belongs to the n-th early refusal of its row: all are sent again in order. */
static const struct observation *find_repetition(const struct run *run, const struct case_row *row,
                                                 size_t nth) {
    for (size_t i = 0; i < run->count; i++) {
        const struct observation *seen = &run->observations[i];
        if (seen->row == row && seen->attempt > 0 && nth-- == 0) {
            return seen;
        }
    }
    return NULL;
}

static size_t count_early_before(const struct run *run, const struct observation *end) {
    size_t count = 0;
    for (const struct observation *seen = run->observations; seen < end; seen++) {
        count += seen->row == end->row && judge_is_early_refusal(run->rules, seen);
    }
    return count;
}

static bool is_twin_accepted(const struct run *run, const struct case_row *row) {
    for (size_t i = 0; row->twin != NULL && i < run->count; i++) {
        const struct observation *seen = &run->observations[i];
        if (seen->is_accepted && seen->row != NULL &&
            bytes_equal_text(bytes_of_text(seen->row->id), row->twin)) {
            return true;
        }
    }
    return false;
}

static void accuse_threshold(struct run *run, const struct observation *seen) {
    run_accuse(run, seen,
               (struct charge){
                   .requirement = THROTTLE_THRESHOLD,
                   .expected = "no call inside the allowance is refused with 1010009",
                   .where = "body, the error code",
                   .handling = ERROR_ROW_403_1010009,
               },
               "refused before %u calls of the window were made", run->rules->throttle_limit);
}

/* Refused again though its twin was accepted: that is how the platform answers this case, and it is
   blamed already. Anything else shows a threshold that is too low, unless others use it up. */
static void judge_early_refusal(struct run *run, const struct observation *seen) {
    const struct observation *again =
        find_repetition(run, seen->row, count_early_before(run, seen));
    if (again == NULL) {
        return; /* not sent again: the case stays unproven */
    }
    bool is_refused_again = again->is_throttled;
    if (is_refused_again && is_twin_accepted(run, seen->row)) {
        return;
    }
    if (run->rules->is_throttle_exclusive) {
        accuse_threshold(run, is_refused_again ? again : seen);
    }
    if (is_refused_again) {
        run_take_back_of_case(run, again);
        run_mark_not_run(run, seen->row, "refused with 1010009, and again after the window");
    }
}

void run_judge_early_refusals(struct run *run) {
    for (size_t i = 0; i < run->count; i++) {
        if (judge_is_early_refusal(run->rules, &run->observations[i])) {
            judge_early_refusal(run, &run->observations[i]);
        }
    }
}

/* What the burst came to. */
struct burst {
    const struct observation *first_refused; /* by number; NULL: never refused */
    const struct observation *last;          /* the last call, by number */
    const struct observation *last_other;    /* the last of those refused for another reason */
    uint32_t accepted;
    uint32_t others;    /* calls before it that were refused for another reason */
    uint32_t uncertain; /* calls without a whole answer, or that failed: they may count or not */
    bool is_begun;
    int64_t begun_us, ended_us;
};

static bool is_before_burst(const struct observation *seen) {
    return seen->row != NULL && seen->row->phase == PHASE_USING_UP;
}

static void begin(struct burst *burst, const struct observation *seen) {
    if (!burst->is_begun || seen->started_us < burst->begun_us) {
        burst->begun_us = seen->started_us;
    }
    burst->is_begun = true;
}

static void count_other(struct burst *burst, const struct observation *seen) {
    if (seen->outcome != OUTCOME_COMPLETE) {
        burst->uncertain++;
    } else if (!seen->is_throttled) {
        burst->others++;
        burst->last_other = seen;
    }
    begin(burst, seen);
}

static bool is_of_burst(const struct observation *seen) {
    return seen->row != NULL && seen->row->expect.answer == EXPECT_THROTTLED;
}

static void count_call(struct burst *burst, const struct observation *seen) {
    begin(burst, seen);
    burst->ended_us = seen->ended_us > burst->ended_us ? seen->ended_us : burst->ended_us;
    burst->last =
        burst->last == NULL || seen->exchange > burst->last->exchange ? seen : burst->last;
    burst->accepted += seen->is_accepted;
    burst->uncertain += !seen->is_accepted && !throttle_is_refusal(seen);
    if (throttle_is_refusal(seen) &&
        (burst->first_refused == NULL || seen->exchange < burst->first_refused->exchange)) {
        burst->first_refused = seen;
    }
}

static struct burst burst_of(const struct run *run) {
    struct burst burst = {0};
    for (size_t i = 0; i < run->count; i++) {
        if (is_of_burst(&run->observations[i])) {
            count_call(&burst, &run->observations[i]);
        } else if (is_before_burst(&run->observations[i])) {
            count_other(&burst, &run->observations[i]);
        }
    }
    return burst;
}

/* Two windows in a row can be straddled by a burst shorter than one of them, no more. */
static bool has_asked_enough(const struct run *run, const struct burst *burst) {
    return burst->accepted > 2 * (uint64_t)run->rules->throttle_limit &&
           burst->ended_us - burst->begun_us < run->rules->throttle_window_us;
}

/* A threshold that is too high is broken; how a refusal would have looked was then not seen. Where
   others share the allowance the threshold is not provoked, and the missing refusal is all there is
   to blame. */
static void judge_unrefused(struct run *run, const struct burst *burst) {
    if (!has_asked_enough(run, burst)) {
        run_mark_not_run(run, burst->last->row,
                         burst->accepted > 2 * (uint64_t)run->rules->throttle_limit
                             ? "the platform answers too slowly to use up the allowance"
                             : "too few calls of the burst were answered to use up the allowance");
        return;
    }
    struct charge charge = {
        .requirement = run->rules->is_throttle_exclusive ? THROTTLE_THRESHOLD : ERROR_403_1010009,
        .is_of_case = true,
        .expected = "403 with code 1010009, at the latest for the first call past the allowance",
    };
    run_accuse(run, burst->last, charge, "%u calls inside one window, none refused",
               burst->accepted);
}

static void judge_count(struct run *run, const struct burst *burst) {
    uint32_t limit = run->rules->throttle_limit;
    bool is_sliding = run->rules->choices.by_id[INTERPRET_THROTTLE_WINDOW] == CHOICE_SLIDING;
    bool is_inside_window = burst->ended_us - burst->begun_us < run->rules->throttle_window_us;
    struct charge charge = {
        .requirement = THROTTLE_THRESHOLD, .is_of_case = true, .where = "the burst"};
    if (!run->rules->is_throttle_exclusive || !burst->first_refused->is_throttled) {
        return; /* a refusal for another reason is blamed for that, and tells nothing of the count
                 */
    }
    uint32_t calls = burst->accepted + burst->others;
    if (calls + burst->uncertain < limit) {
        charge.expected = "no call inside the allowance is refused";
        run_accuse(run, burst->first_refused, charge, "refused after %u of %u calls", calls, limit);
        return;
    }
    if (calls <= limit || !is_inside_window) {
        return;
    }
    run->tally->interpretations[INTERPRET_THROTTLE_WINDOW].mattered = true;
    if (!is_sliding) {
        return;
    }
    charge.expected = "the first call past the allowance is refused (throttle-window)";
    if (burst->accepted > limit) {
        run_accuse(run, burst->first_refused, charge, "refused after %u calls, %u are allowed",
                   calls, limit);
    } else {
        run_accuse(run, burst->last_other, charge,
                   "refused after %u calls, %u are allowed: those refused for another reason were "
                   "not counted, or not all of them",
                   calls, limit);
    }
}

static void judge_recovery(struct run *run) {
    for (size_t i = 0; i < run->count; i++) {
        const struct case_row *row = run->observations[i].row;
        if (row != NULL && row->phase == PHASE_RECOVERY) {
            run_mark_not_run(run, row, "nothing was refused, so there is nothing to recover from");
        }
    }
}

void run_judge_throttle(struct run *run) {
    struct burst burst = burst_of(run);
    if (!run->rules->has_throttle || burst.last == NULL) {
        return;
    }
    if (burst.first_refused == NULL) {
        judge_unrefused(run, &burst);
        judge_recovery(run);
    } else {
        judge_count(run, &burst);
    }
}
