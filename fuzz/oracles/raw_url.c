#include "fuzz/oracles/raw_url.h"

#include "fuzz/oracle.h"
#include "fuzz/oracles/url_reparse.h"

#include <stdlib.h>

enum { URL_SIZE_MAX = 1 << 17 };

static bool is_visible(struct bytes text) {
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] <= ' ' || text.data[i] >= 0x7f) {
            return false;
        }
    }
    return true;
}

/* A fault leaves nothing behind; a URL begins with the origin, which the raw parts cannot change.
 */
static void check_outcome(enum url_fault fault, struct bytes url, struct bytes origin) {
    if (fault == URL_OK) {
        oracle_count_deep();
        ORACLE("contained", bytes_starts_with(url, origin), "another origin");
        struct subject_text text = {(const char *)url.data, url.size};
        (void)url_read_with_curl(text); /* refuses user info, a zone and a fragment */
    } else {
        ORACLE("untouched", url.size == 0, "a refusal left something behind");
    }
}

/* The raw parts are the end of the URL, byte for byte. */
static void check_raw(struct bytes url, struct bytes segment, struct bytes query) {
    size_t tail = segment.size + (query.data == NULL ? 0 : 1 + query.size);
    struct bytes end = bytes_slice(url, url.size - tail, tail);
    ORACLE("raw", is_visible(url), "a byte that no request line holds");
    ORACLE("raw", bytes_starts_with(end, segment), "another segment than was given");
    end = bytes_slice(end, segment.size, end.size);
    bool is_query = query.data == NULL
                        ? end.size == 0
                        : end.data[0] == '?' && bytes_equal(bytes_slice(end, 1, end.size), query);
    ORACLE("raw", is_query, "another query than was given");
}

void raw_url_check_parts(const struct endpoint *endpoint, struct bytes origin, struct bytes segment,
                         struct bytes query) {
    struct buffer url;
    buffer_init(&url, URL_SIZE_MAX);
    enum url_fault fault = url_build_deliberately_broken(endpoint, segment, query, &url);
    check_outcome(fault, buffer_view(&url), origin);
    if (fault == URL_OK) {
        check_raw(buffer_view(&url), segment, query);
    }
    ORACLE("refusals", fault == URL_OK || url_fault_words[fault] != NULL, "a fault without words");
    buffer_clean_up(&url);
}

void raw_url_check_path(const struct endpoint *endpoint, struct bytes origin, struct bytes path) {
    char *text = bytes_copy_text(path);
    SETUP(text != NULL);
    struct buffer url;
    buffer_init(&url, URL_SIZE_MAX);
    enum url_fault fault = url_build_path(endpoint, text, &url);
    check_outcome(fault, buffer_view(&url), origin);
    buffer_clean_up(&url);
    free(text);
}
