/* Targets the way of an answer: a server's raw bytes, see fuzz/steps.h, through libcurl and the
   engine (harness/execute) into evidence and before the judge. */
#include "execute/engine.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/exchange.h"
#include "fuzz/oracles/recorded.h"
#include "fuzz/scripted_server.h"

#include <signal.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEADER_LIMIT = 2048, BODY_LIMIT = 4096, TIME_LIMIT_US = 5000000 };

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    SETUP(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
    return 0;
}

static char *copy(const char *text) {
    char *same = strdup(text);
    SETUP(same != NULL);
    return same;
}

static enum source_state next_request(void *context, struct request *out_request) {
    struct scripted_server *server = context;
    if (server->asked == server->count) {
        return SOURCE_DONE;
    }
    const struct case_row *row = server->steps[server->asked++].row;
    server->idle = 0;
    *out_request = (struct request){
        .case_id = row->id,
        .method = row->request.method == NULL ? "GET" : row->request.method,
        .url = copy("http://127.0.0.1:1/iocm/app/reg/v1.1.0/deviceCredentials/dev-1"),
        .headers = {copy("Authorization: Bearer " RECORDED_SECRET)},
        .header_count = 1,
        .asked_device = copy("dev-1"),
        .asked_device_size = strlen("dev-1"),
    };
    return SOURCE_REQUEST;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct step steps[STEPS_MAX];
    struct scripted_server server;
    struct engine *engine = NULL;
    struct diagnostic diagnostic = {""};
    oracle_count_input();
    scripted_server_init(&server, steps, steps_split(bytes_of(data, size), steps));
    struct engine_options options = {
        .connect_timeout_us = TIME_LIMIT_US,
        .total_timeout_us = TIME_LIMIT_US,
        .header_limit_bytes = HEADER_LIMIT,
        .body_limit_bytes = BODY_LIMIT,
        .parallel = 1,
        .deadline_us = SERVER_DEADLINE_US,
        .clock = scripted_server_clock(&server),
        .sink = {recorded_check, &server},
    };
    struct request_source source = {next_request, &server};
    SETUP(engine_new(&options, &engine, &diagnostic) == STATUS_OK);
    enum status status = engine_run(engine, &source, &diagnostic);
    ORACLE("exchange-run", status == STATUS_OK || status == STATUS_INTERRUPTED, "%s: %s",
           status_words(status), diagnostic.text);
    engine_destroy(engine);
    scripted_server_clean_up(&server);
    return 0;
}
