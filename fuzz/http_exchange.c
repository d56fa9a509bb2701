/* Targets the way of an answer: a server's raw bytes, see fuzz/steps.h, through libcurl and the
   engine (harness/execute) into evidence and before the judge. */
#include "execute/engine.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/recorded.h"
#include "fuzz/scripted_server.h"

#include <signal.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEADER_LIMIT = 2048, BODY_LIMIT = 4096, TIME_LIMIT_US = 5000000 };

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    SETUP(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
    return 0;
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
    struct request_source source = scripted_server_source(&server);
    SETUP(engine_new(&options, &engine, &diagnostic) == STATUS_OK);
    enum status status = engine_run(engine, &source, &diagnostic);
    ORACLE("exchange-run", status == STATUS_OK || status == STATUS_INTERRUPTED, "%s: %s",
           status_words(status), diagnostic.text);
    engine_destroy(engine);
    scripted_server_clean_up(&server);
    return 0;
}
