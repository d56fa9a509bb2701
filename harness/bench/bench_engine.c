/* How much does it cost to record and judge? A whole run next to bare libcurl with the same
   requests, against the same platform. The two take turns, so that what else the machine does hits
   both; the median round counts. */
#include "bench/bare.h"
#include "bench/ours.h"
#include "bench/series.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum { REQUESTS_MIN = 20000, ROUNDS_MAX = 25 };

/* What is compared, in the order of the rows. */
enum stretch { SENDING, RECORDING, JUDGING, WRITING, STRETCH_COUNT };

static const struct {
    const char *what;
    const char *goal;
} stretches[STRETCH_COUNT] = {
    [SENDING] = {"a  requests/s: engine alone", "-"},
    [RECORDING] = {"a  requests/s: engine and recording", ">= 0.7"},
    [JUDGING] = {"a  requests/s: and judging", ">= 0.7"},
    [WRITING] = {"a  requests/s: and writing the reports", "-"},
};

struct results {
    struct series rates[STRETCH_COUNT];
    struct series bare_rates;
    struct series cpu_us, thread_us, bare_cpu_us; /* per request */
};

static enum status measure_round(const struct workload *workload, const char *folder,
                                 struct results *results, struct diagnostic *out_diagnostic) {
    struct ours_laps laps;
    struct lap sending, bare;
    char token[OURS_TOKEN_SIZE];
    enum status status = ours_send(workload, &sending, out_diagnostic);
    if (status == STATUS_OK) {
        status = ours_run(workload, folder, &laps, token, out_diagnostic);
    }
    if (status == STATUS_OK) {
        status = bare_run(workload, token, &bare, out_diagnostic);
    }
    if (status != STATUS_OK) {
        return status;
    }
    series_add(&results->rates[SENDING], lap_rate(sending));
    series_add(&results->rates[RECORDING], lap_rate(laps.recording));
    series_add(&results->rates[JUDGING], lap_rate(laps.judging));
    series_add(&results->rates[WRITING], lap_rate(laps.writing));
    series_add(&results->bare_rates, lap_rate(bare));
    series_add(&results->cpu_us, lap_cpu_us(laps.recording));
    series_add(&results->thread_us, lap_thread_us(laps.recording));
    series_add(&results->bare_cpu_us, lap_cpu_us(bare));
    return STATUS_OK;
}

static void print_figures(const char *what, const struct series *ours, const struct series *bare,
                          double ratio, const char *unit, const char *goal) {
    char our_text[48];
    char bare_text[48];
    snprintf(our_text, sizeof our_text, "%.0f %s", series_median(ours), unit);
    snprintf(bare_text, sizeof bare_text, "%.0f %s, bare libcurl", series_median(bare), unit);
    row_print(what, our_text, bare_text, ratio, goal);
}

static void print_results(const struct results *results) {
    for (size_t i = 0; i < STRETCH_COUNT; i++) {
        print_figures(stretches[i].what, &results->rates[i], &results->bare_rates,
                      series_median_ratio(&results->rates[i], &results->bare_rates), "req/s",
                      stretches[i].goal);
    }
    print_figures("a  processor time, sending thread", &results->thread_us, &results->bare_cpu_us,
                  series_median_ratio(&results->bare_cpu_us, &results->thread_us), "us/req", "-");
    print_figures("a  processor time, both threads", &results->cpu_us, &results->bare_cpu_us,
                  series_median_ratio(&results->bare_cpu_us, &results->cpu_us), "us/req", "-");
}

static int complain(enum status status, const struct diagnostic *diagnostic) {
    fprintf(stderr, "bench_engine: %s: %s\n", status_words(status), diagnostic->text);
    return 1;
}

int main(int argc, char **argv) {
    long rounds = argc == 4 ? strtol(argv[3], NULL, 10) : 0;
    if (rounds < 1 || rounds > ROUNDS_MAX) {
        fprintf(stderr, "usage: bench_engine TARGET EMPTY_FOLDER ROUNDS (1 to %d)\n", ROUNDS_MAX);
        return 2;
    }
    (void)signal(SIGPIPE, SIG_IGN);
    static struct workload workload;
    static struct results results;
    struct diagnostic diagnostic = {""};
    enum status status = workload_init(argv[1], REQUESTS_MIN, &workload, &diagnostic);
    if (status != STATUS_OK) {
        return complain(status, &diagnostic);
    }
    fprintf(stderr, "%u requests a side and round, %ld rounds, %d connections\n", workload.requests,
            rounds, WORKLOAD_PARALLEL);
    for (long i = 0; status == STATUS_OK && i < rounds; i++) {
        status = measure_round(&workload, argv[2], &results, &diagnostic);
    }
    if (status == STATUS_OK) {
        print_results(&results);
    }
    workload_clean_up(&workload);
    return status == STATUS_OK ? 0 : complain(status, &diagnostic);
}
