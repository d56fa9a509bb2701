#include "fuzz/oracle.h"
#include "fuzz/oracles/url_reparse.h"

#include <string.h>
#include <uriparser/Uri.h>

#define NAME "reparse-uriparser"

enum { PATH_SIZE_MAX = 8192 };

static struct subject_text text_of(UriTextRangeA range) {
    return (struct subject_text){range.first, (size_t)(range.afterLast - range.first)};
}

/* The segments, put together again: a reader that split them elsewhere would give another text. */
static struct subject_text join_path(const UriUriA *uri, size_t *out_segments) {
    static char path[PATH_SIZE_MAX];
    struct subject_text joined = {path, 0};
    for (const UriPathSegmentA *segment = uri->pathHead; segment != NULL; segment = segment->next) {
        struct subject_text text = text_of(segment->text);
        ORACLE(NAME, joined.size + 1 + text.size <= sizeof path, "a path of over 8 KiB");
        path[joined.size] = '/';
        memcpy(path + joined.size + 1, text.data, text.size);
        joined.size += 1 + text.size;
        (*out_segments)++;
    }
    return joined;
}

/* uriparser knows no scheme's own port: "http" is one letter shorter. */
static unsigned port_of(UriTextRangeA range, struct subject_text scheme) {
    unsigned port = range.first != NULL ? 0 : scheme.size == strlen("http") ? 80 : 443;
    for (const char *at = range.first; at != range.afterLast; at++) {
        port = port * 10 + (unsigned)(*at - '0');
    }
    return port;
}

/* The views of a reading point into `url`, but for the path. */
struct url_reading url_read_with_uriparser(struct subject_text url) {
    UriUriA uri;
    const char *error_at = NULL;
    int code = uriParseSingleUriExA(&uri, url.data, url.data + url.size, &error_at);
    SETUP(code != URI_ERROR_MALLOC);
    ORACLE(NAME, code == URI_SUCCESS, "refused at byte %td of \"%.*s\"", error_at - url.data,
           (int)url.size, url.data);
    if (code != URI_SUCCESS) {
        return (struct url_reading){.reader = NULL};
    }
    ORACLE(NAME, uri.userInfo.first == NULL && uri.fragment.first == NULL,
           "user info or a fragment in \"%.*s\"", (int)url.size, url.data);
    struct url_reading reading = {
        .reader = NAME,
        .scheme = text_of(uri.scheme),
        .host = text_of(uri.hostText),
        .query = text_of(uri.query),
        .has_query = uri.query.first != NULL,
        .is_ipv6 = uri.hostData.ip6 != NULL,
        .port = port_of(uri.portText, text_of(uri.scheme)),
    };
    reading.path = join_path(&uri, &reading.segments);
    if (reading.is_ipv6) {
        memcpy(&reading.ipv6, uri.hostData.ip6->data, sizeof reading.ipv6);
    }
    uriFreeUriMembersA(&uri);
    return reading;
}
