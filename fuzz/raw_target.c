/* Targets what the hardening cases send: an endpoint, a path segment and a query that go in as they
   are (url_build_deliberately_broken), and a path of its own below the endpoint (url_build_path).

   An input is a triple (fuzz/triple.h): the endpoint, the raw segment, the raw query. */
#include "fuzz/mutate_triple.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/raw_url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

enum { ORIGIN_SIZE_MAX = 1 << 17 };

static struct bytes view_of(struct subject_text text) {
    return bytes_of(text.data, text.size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct triple triple = triple_split(data, size);
    struct endpoint endpoint;
    struct buffer origin;
    oracle_count_input();
    if (url_endpoint_parse(view_of(triple.endpoint), URL_CLEARTEXT_ALLOWED, &endpoint) != URL_OK) {
        return 0;
    }
    buffer_init(&origin, ORIGIN_SIZE_MAX);
    SETUP(url_build_path(&endpoint, "/a", &origin) == URL_OK);
    struct bytes root = bytes_slice(buffer_view(&origin), 0, origin.size - 1);
    raw_url_check_parts(&endpoint, root, view_of(triple.device_id), view_of(triple.app_id));
    raw_url_check_path(&endpoint, root, view_of(triple.device_id));
    buffer_clean_up(&origin);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
    return triple_mutate(data, size, max_size, seed);
}
