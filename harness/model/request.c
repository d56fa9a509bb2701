#include "model/request.h"

#include <stdlib.h>
#include <string.h>

static void wipe_and_free(char *text) {
    if (text != NULL) {
        explicit_bzero(text, strlen(text));
        free(text);
    }
}

void request_clean_up(struct request *request) {
    for (size_t i = 0; i < request->header_count; i++) {
        wipe_and_free(request->headers[i]);
    }
    wipe_and_free(request->body);
    free(request->url);
    free(request->asked_device);
    *request = (struct request){0};
}
