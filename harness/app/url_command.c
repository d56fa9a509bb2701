#include "api/url.h"
#include "app/commands.h"

enum { URL_LIMIT_BYTES = 64 * 1024 };

static int refuse(enum url_fault fault) {
    fprintf(stderr, "assay: the URL cannot be built: %s\n", url_fault_words[fault]);
    return fault == URL_NO_MEMORY ? EXIT_HARNESS : EXIT_USAGE;
}

static int print_url(const char *endpoint_text, const char *device_id, const char *app_id) {
    struct endpoint endpoint;
    enum url_fault fault =
        url_endpoint_parse(bytes_of_text(endpoint_text), URL_HTTPS_ONLY, &endpoint);
    if (fault != URL_OK) {
        return refuse(fault);
    }
    struct buffer url;
    buffer_init(&url, URL_LIMIT_BYTES);
    fault = url_build(&endpoint, bytes_of_text(device_id), bytes_of_text(app_id), &url);
    if (fault == URL_OK) {
        puts(buffer_text(&url));
    }
    buffer_clean_up(&url);
    return fault == URL_OK ? EXIT_CONFORMANT : refuse(fault);
}

static int perform(const void *arguments, char **operands) {
    (void)arguments;
    return print_url(operands[0], operands[1], operands[2]);
}

const struct command command_url = {
    .name = "url",
    .brief = "build the URL that would be asked",
    .operands = "ENDPOINT DEVICE_ID [APP_ID]",
    .summary = "Builds the URL that would be asked, or says why it cannot be built (exit 2).",
    .details = "ENDPOINT is https://HOST[:PORT][/PREFIX]. Whatever the ids hold, they stay\n"
               "inside their own path segment and query value.",
    .operands_min = 2,
    .operands_max = 3,
    .perform = perform,
};
