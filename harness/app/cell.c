#include "app/cell.h"

#include "app/catalogue.h"
#include "app/cell_record.h"
#include "app/front.h"
#include "app/inspection.h"
#include "app/outputs.h"
#include "app/stop.h"
#include "base/assure.h"
#include "cases/cases.h"
#include "mock/platform.h"
#include "store/file.h"

#include <time.h>
#include <unistd.h>

enum {
    PROFILE_LIMIT_BYTES = 64 * 1024,
    THROTTLE_LIMIT = 20, /* small, so that a burst is short; the rest of the suite then waits often,
                            which costs nothing where windows are skipped */
    SKIPPED_WINDOW_US = 60000000,
    REAL_WINDOW_US = 600000,
    TIMEOUT_US = 4000000, /* a platform that never answers is waited for in real time */
};

static const uint64_t evidence_limit_bytes = UINT64_C(1) << 28;

/* One cell while it runs. */
struct cell {
    const struct cell_order *order;
    int ca_fd; /* the CA's certificate, for libcurl; -1 at first */
    struct clock_lead lead;
    struct clock clock;
    struct platform *platform;
    struct front *front; /* NULL: none */
    struct buffer profile_text;
    struct diagnostic diagnostic;
};

/* The platform knows nothing of a front: its port is put in the place of the platform's. */
static enum status lead_through_front(struct cell *cell) {
    char from[32], to[32];
    snprintf(from, sizeof from, "127.0.0.1:%u", platform_port(cell->platform));
    snprintf(to, sizeof to, "127.0.0.1:%u", front_port(cell->front));
    const char *before = buffer_text(&cell->profile_text);
    const char *at = strstr(before, from);
    ASSURE(at != NULL);
    struct buffer text;
    buffer_init(&text, PROFILE_LIMIT_BYTES);
    enum status status =
        buffer_append_format(&text, "%.*s%s%s", (int)(at - before), before, to, at + strlen(from));
    buffer_clean_up(&cell->profile_text);
    cell->profile_text = text;
    return status;
}

static enum status write_profile(struct cell *cell) {
    char ca_file[STORE_MEMORY_PATH_SIZE];
    const char *ca_pem =
        cell->front != NULL ? front_ca_pem(cell->front) : platform_ca_pem(cell->platform);
    enum status status =
        store_in_memory(bytes_of_text(ca_pem), &cell->ca_fd, ca_file, &cell->diagnostic);
    status = status == STATUS_OK
                 ? platform_write_profile(cell->platform, ca_file, &cell->profile_text)
                 : status;
    return status == STATUS_OK && cell->front != NULL ? lead_through_front(cell) : status;
}

static enum status start_platform(struct cell *cell) {
    const struct cell_order *order = cell->order;
    struct platform_options options = {
        .throttle_limit = order->is_unthrottled ? 0 : THROTTLE_LIMIT,
        .throttle_window_us = order->is_real_time ? REAL_WINDOW_US : SKIPPED_WINDOW_US,
        .defect = order->defect,
        .variant = order->variant,
        .seed = order->seed,
        .clock = &cell->clock,
    };
    enum status status = platform_start(&options, &cell->platform, &cell->diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    status = order->is_fronted
                 ? front_start(platform_port(cell->platform), &cell->front, &cell->diagnostic)
                 : status;
    return status == STATUS_OK ? write_profile(cell) : status;
}

static enum status keep(struct cell *cell, struct inspection *inspection) {
    char name[256];
    const struct cell_order *order = cell->order;
    struct evidence_source evidence = evidence_from_journal(&inspection->recorded);
    const struct outputs_record record = {buffer_view(&inspection->head),
                                          buffer_view(&inspection->end)};
    snprintf(name, sizeof name, "%.200s.har", order->name);
    enum status status =
        outputs_write_har(order->keep, name, &evidence, &record, &cell->diagnostic);
    snprintf(name, sizeof name, "%.200s.json", order->name);
    return status == STATUS_OK ? store_write(order->keep, name, 0600,
                                             buffer_view(&cell->profile_text), &cell->diagnostic)
                               : status;
}

static enum status conduct(struct cell *cell, struct inspection *inspection,
                           struct journal *journal, struct cell_record *record) {
    enum status status = inspection_begin(inspection, cell->order->name, 0, journal);
    if (status == STATUS_OK) {
        status = inspection_send(inspection, journal);
    }
    if (status == STATUS_OK || status == STATUS_NETWORK) { /* a login that failed: no verdict */
        status = inspection_judge(inspection);
    }
    if (status == STATUS_OK && cell->order->keep != NULL) {
        status = keep(cell, inspection);
    }
    if (status == STATUS_OK) {
        cell_record_add(record, &inspection->judgement);
    } else if (cell->diagnostic.text[0] == '\0') {
        cell->diagnostic = inspection->diagnostic;
    }
    return status;
}

static enum status inspect(struct cell *cell, uint64_t seed, struct cell_record *record) {
    const struct plan_filter everything = {.only_count = 0};
    char cases_sha256[CATALOGUE_HASH_SIZE];
    struct inspection_options options = {.filter = &everything,
                                         .seed = seed,
                                         /* One call after another, so that a seed gives the same
                                            answers each time; in real time as a run has it. */
                                         .parallel = cell->order->is_real_time ? 0 : 1,
                                         .clock = cell->clock,
                                         .stop = &stop_requested,
                                         .cases_sha256 = cases_sha256};
    struct profile profile;
    enum status status = catalogue_hash(cases_sha256);
    if (status != STATUS_OK) {
        return status;
    }
    status = profile_of_text(buffer_view(&cell->profile_text), &profile, &cell->diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    profile.target.connect_timeout_us = TIMEOUT_US;
    profile.target.total_timeout_us = TIMEOUT_US;
    struct inspection inspection;
    struct journal *journal = NULL;
    status = inspection_prepare(&inspection, &options, &profile);
    if (status == STATUS_OK) {
        status = journal_create_in_memory(evidence_limit_bytes, &journal, &inspection.diagnostic);
    }
    if (status == STATUS_OK) {
        status = conduct(cell, &inspection, journal, record);
    } else {
        cell->diagnostic = inspection.diagnostic;
    }
    inspection_clean_up(&inspection);
    journal_close(journal, false);
    return status;
}

/* The next run does not know of this one's calls, so their window has to pass. */
static void pass_window(struct cell *cell) {
    if (cell->clock.skip_us != NULL) {
        cell->clock.skip_us(cell->clock.context, 2 * (int64_t)SKIPPED_WINDOW_US);
    } else {
        struct timespec pause = {.tv_sec = 2 * REAL_WINDOW_US / 1000000,
                                 .tv_nsec = 2 * REAL_WINDOW_US % 1000000 * 1000};
        nanosleep(&pause, NULL);
    }
}

void cell_run(const struct cell_order *order, struct cell_record *out_record) {
    struct cell cell = {.order = order, .ca_fd = -1};
    cell.clock = order->is_real_time ? clock_system() : clock_skipping(&cell.lead);
    buffer_init(&cell.profile_text, PROFILE_LIMIT_BYTES);
    *out_record = (struct cell_record){.is_done = false};
    enum status status = start_platform(&cell);
    for (unsigned i = 0; status == STATUS_OK && i < order->repeat; i++) {
        if (i > 0) {
            pass_window(&cell);
        }
        status = inspect(&cell, order->seed + i, out_record);
    }
    front_stop(cell.front);
    platform_stop(cell.platform);
    buffer_clean_up(&cell.profile_text);
    if (cell.ca_fd >= 0) {
        close(cell.ca_fd);
    }
    if (status == STATUS_OK && stop_requested != 0) {
        status = STATUS_INTERRUPTED;
    }
    if (status != STATUS_OK) {
        cell_record_fail(out_record, status, &cell.diagnostic);
        out_record->is_skipped = status == STATUS_NOT_FOUND && order->is_fronted;
        out_record->is_stopped = status == STATUS_INTERRUPTED;
    }
}
