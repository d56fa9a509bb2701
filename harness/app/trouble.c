#include "app/trouble.h"

#include <stdio.h>

static const char *const remedies[OUTCOME_COUNT] = {
    [OUTCOME_UNREACHABLE] = "check endpoint and proxy, and that the platform is up",
    [OUTCOME_TLS_UNTRUSTED] = "name its CA in tls.ca_file, and the host as its certificate does",
    [OUTCOME_TLS_REFUSED] = "check that the port speaks TLS, and tls.client_cert_file",
    [OUTCOME_TIMED_OUT] = "check the port, or raise timeouts.total_ms",
    [OUTCOME_CLOSED] = "check that the port is the API's",
    [OUTCOME_MALFORMED] = "check that the port is the API's",
};

void trouble_note(struct trouble *trouble, const struct exchange *exchange) {
    bool is_first = trouble->outcome == OUTCOME_COMPLETE;
    if (!is_first || exchange->outcome == OUTCOME_COMPLETE) {
        return;
    }
    trouble->outcome = exchange->outcome;
    struct bytes words = exchange->outcome_detail;
    if (words.data != NULL) {
        snprintf(trouble->detail, sizeof trouble->detail, "%.*s", (int)words.size,
                 (const char *)words.data);
    }
}

const char *trouble_remedy(const struct trouble *trouble) {
    return remedies[trouble->outcome];
}
