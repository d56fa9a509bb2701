/* The measure for url_builder's speed: the same inputs, built, read back by libcurl, and nothing
   asked. */
#include "fuzz/oracle.h"
#include "fuzz/triple.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_back(struct subject_text url) {
    char *text = strndup(url.data, url.size);
    CURLU *handle = curl_url();
    SETUP(text != NULL && handle != NULL);
    (void)curl_url_set(handle, CURLUPART_URL, text, 0);
    for (CURLUPart part = CURLUPART_URL; part <= CURLUPART_ZONEID; part++) {
        char *value = NULL;
        (void)curl_url_get(handle, part, &value, 0);
        curl_free(value);
    }
    curl_url_cleanup(handle);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct subject_text url;
    struct triple triple = triple_split(data, size);
    if (subject_build_url(triple.endpoint, triple.device_id, triple.app_id, &url) ==
        SUBJECT_ACCEPTED) {
        read_back(url);
        subject_url_free(&url);
    }
    return 0;
}
