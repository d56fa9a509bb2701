#include "rig.h"

#include <unistd.h>

const struct script rig_ordinary = {.pieces = {OK_5 "hello"}};
struct record rig_recorded = {.fail_at = SIZE_MAX};
struct diagnostic rig_diagnostic;

static void keep(struct buffer *out, struct bytes bytes) {
    buffer_init(out, PART_MAX);
    assert_int_equal(buffer_append(out, bytes), STATUS_OK);
}

int64_t rig_now_us(void) {
    struct clock clock = clock_system();
    return clock.monotonic_us(clock.context);
}

static enum status record_exchange(void *context, const struct exchange *exchange) {
    struct record *record = context;
    if (record->count == record->fail_at) {
        return STATUS_IO;
    }
    assert_true(record->count < KEPT_MAX);
    struct kept *kept = &record->kept[record->count++];
    kept->outcome = exchange->outcome;
    kept->number = exchange->number;
    kept->timing = exchange->timing;
    kept->tls = exchange->tls;
    kept->ended_us = rig_now_us();
    keep(&kept->detail, exchange->outcome_detail);
    keep(&kept->method, exchange->method);
    keep(&kept->sent, exchange->sent);
    keep(&kept->head, exchange->head);
    keep(&kept->framed, exchange->framed);
    keep(&kept->body, exchange->body);
    return STATUS_OK;
}

void rig_forget(void) {
    for (size_t i = 0; i < rig_recorded.count; i++) {
        struct kept *kept = &rig_recorded.kept[i];
        struct buffer *parts[] = {&kept->detail, &kept->method, &kept->sent,
                                  &kept->head,   &kept->framed, &kept->body};
        for (size_t part = 0; part < COUNT(parts); part++) {
            buffer_clean_up(parts[part]);
        }
    }
    rig_recorded = (struct record){.fail_at = SIZE_MAX};
}

static char *copy(const char *text) {
    char *same = strdup(text);
    assert_non_null(same);
    return same;
}

static struct request request_of(const struct line_up *line_up) {
    char url[128];
    snprintf(url, sizeof url, "%s://%s:%u/a/../%%2e%%2e/b?c", line_up->scheme,
             line_up->host == NULL ? "127.0.0.1" : line_up->host, line_up->port);
    return (struct request){
        .case_id = "test.case",
        .method = line_up->method,
        .url = copy(url),
        .headers = {copy("app_key: key"), copy("X-Empty;")},
        .header_count = 2,
        .body = line_up->body == NULL ? NULL : copy(line_up->body),
        .transport = line_up->transport,
        .is_unpaced = line_up->given < line_up->unpaced,
    };
}

static enum source_state next_request(void *context, struct request *out_request) {
    struct line_up *line_up = context;
    if (line_up->stop != NULL && line_up->given == line_up->stop_at) {
        *line_up->stop = 1;
    }
    if (line_up->left == 0) {
        return line_up->end;
    }
    if (line_up->idle_after != 0 && line_up->given == line_up->idle_after) {
        line_up->idle_after = 0;
        return SOURCE_IDLE;
    }
    *out_request = request_of(line_up);
    line_up->given_us[line_up->given++] = rig_now_us();
    line_up->left--;
    return SOURCE_REQUEST;
}

struct line_up rig_line_up(const struct responder *responder, unsigned requests) {
    return (struct line_up){.method = "GET",
                            .scheme = "http",
                            .port = responder_port(responder),
                            .left = requests,
                            .end = SOURCE_DONE};
}

struct engine_options rig_options(void) {
    return (struct engine_options){
        .connect_timeout_us = 1000000,
        .total_timeout_us = 400000,
        .header_limit_bytes = 4096,
        .body_limit_bytes = 65536,
        .parallel = 1,
        .clock = clock_system(),
        .sink = {record_exchange, &rig_recorded},
    };
}

enum status rig_run(const struct engine_options *options, struct line_up *line_up) {
    struct engine *engine = NULL;
    rig_diagnostic.text[0] = '\0';
    enum status status = engine_new(options, &engine, &rig_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    struct request_source source = {next_request, line_up};
    status = engine_run(engine, &source, &rig_diagnostic);
    assert_true(engine_calls(engine) >= rig_recorded.count);
    engine_destroy(engine);
    return status;
}

struct responder *rig_start(const struct script *script, enum responder_tls tls) {
    struct responder *responder = responder_start(script, tls);
    assert_non_null(responder);
    return responder;
}

bool rig_is_text(const char *row, const char *part, const char *expected,
                 const struct buffer *actual) {
    if (expected == NULL || bytes_equal_text(buffer_view(actual), expected)) {
        return true;
    }
    print_error("%s: %s is \"%s\"\n", row, part, buffer_text(actual));
    return false;
}

bool rig_is_outcome(const char *row, enum exchange_outcome expected, const struct kept *kept) {
    if (kept->outcome == expected) {
        return true;
    }
    print_error("%s: %s (%s)\n", row, exchange_outcome_names[kept->outcome],
                buffer_text(&kept->detail));
    return false;
}

void rig_remove(char *path) {
    if (path != NULL) {
        unlink(path);
        free(path);
    }
}
