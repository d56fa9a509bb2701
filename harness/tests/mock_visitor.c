#include "tests/mock_visitor.h"

#include <ctype.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_LIMIT = 1 << 16, BODY_LIMIT = 1 << 18, VISIT_MS = 10000 };

static const char letters[VISITOR_FILLINGS + 1] = "rofaixktAUsROh90dK45678TH312Lcl";

/* Where the profile has what a letter stands for. */
static const struct {
    char letter;
    const char *path[3];
} places[] = {
    {'r', {"devices", "never_connected"}},
    {'o', {"devices", "online"}},
    {'f', {"devices", "offline"}},
    {'a', {"devices", "abnormal"}},
    {'i', {"triggers", "internal_error", "device_id"}},
    {'x', {"triggers", "app_not_existed_500", "device_id"}},
    {'k', {"credentials", "app_key"}},
    {'A', {"credentials", "app_id"}},
    {'s', {"credentials", "secret"}},
    {'U', {"applications", "unauthorized"}},
};

void visitor_set(struct visitor *visitor, char letter, struct bytes text) {
    size_t i = (size_t)(strchr(letters, letter) - letters);
    snprintf(visitor->texts[i], VISITOR_TEXT_SIZE, "%.*s", BYTES_PRINT(text));
    visitor->fillings[i] = (struct filling){letter, false, bytes_of_text(visitor->texts[i])};
}

static char other_case(char letter) {
    return (char)(islower((unsigned char)letter) ? toupper((unsigned char)letter)
                                                 : tolower((unsigned char)letter));
}

static struct bytes text_of(const struct visitor *visitor, char letter) {
    return visitor->fillings[strchr(letters, letter) - letters].text;
}

/* What nearly is another text. */
enum miss { IN_OTHER_CASE, CUT_AT_END, CUT_AT_FRONT, FIRST_CHANGED, MIDDLE_CHANGED, LAST_CHANGED };

static const struct {
    char letter, of;
    enum miss miss;
} near_misses[] = {
    {'O', 'o', IN_OTHER_CASE},  {'h', 'o', CUT_AT_END},   {'9', 'o', CUT_AT_FRONT},
    {'0', 'o', FIRST_CHANGED},  {'d', 'o', LAST_CHANGED}, {'K', 'k', IN_OTHER_CASE},
    {'4', 'k', CUT_AT_END},     {'5', 'k', CUT_AT_FRONT}, {'6', 'k', FIRST_CHANGED},
    {'7', 'k', MIDDLE_CHANGED}, {'8', 'k', LAST_CHANGED}, {'T', 't', IN_OTHER_CASE},
    {'H', 't', CUT_AT_END},     {'3', 't', CUT_AT_FRONT}, {'1', 't', FIRST_CHANGED},
    {'2', 't', MIDDLE_CHANGED}, {'L', 't', LAST_CHANGED}, {'c', 'A', CUT_AT_END},
    {'l', 'A', LAST_CHANGED},
};

static void change(char *letter) {
    *letter = *letter == 'x' ? 'y' : 'x';
}

static void derive(struct visitor *visitor, char letter, char of, enum miss miss) {
    char text[VISITOR_TEXT_SIZE];
    snprintf(text, sizeof text, "%.*s", BYTES_PRINT(text_of(visitor, of)));
    size_t size = strlen(text);
    switch (miss) {
    case IN_OTHER_CASE:
        for (size_t i = 0; i < size; i++) {
            text[i] = other_case(text[i]);
        }
        break;
    case CUT_AT_END:
        text[size - 1] = '\0';
        break;
    case CUT_AT_FRONT:
        memmove(text, text + 1, size);
        break;
    case FIRST_CHANGED:
        change(text);
        break;
    case MIDDLE_CHANGED:
        change(text + size / 2);
        break;
    case LAST_CHANGED:
        change(text + size - 1);
        break;
    }
    visitor_set(visitor, letter, bytes_of_text(text));
}

static void derive_near_misses(struct visitor *visitor) {
    for (size_t i = 0; i < sizeof near_misses / sizeof near_misses[0]; i++) {
        derive(visitor, near_misses[i].letter, near_misses[i].of, near_misses[i].miss);
    }
}

static const struct json_node *find(const struct json_node *node, const char *const path[3]) {
    for (size_t i = 0; i < 3 && path[i] != NULL; i++) {
        node = json_member(node, path[i]);
    }
    return node;
}

static bool read_profile(struct visitor *visitor) {
    struct buffer profile;
    struct json_document document = {0};
    buffer_init(&profile, TEXT_LIMIT);
    bool is_read =
        platform_write_profile(visitor->platform, "ca.pem", &profile) == STATUS_OK &&
        json_document_parse(buffer_view(&profile), json_answer_limits, JSON_UNIQUE_NAMES, &document)
                .fault == JSON_OK;
    for (size_t i = 0; is_read && i < sizeof places / sizeof places[0]; i++) {
        const struct json_node *node = find(document.root, places[i].path);
        is_read = node != NULL && json_kind_of(node) == JSON_STRING;
        if (is_read) {
            visitor_set(visitor, places[i].letter, json_string_of(node));
        }
    }
    json_document_clean_up(&document);
    buffer_clean_up(&profile);
    return is_read;
}

bool visitor_open(struct visitor *visitor, const struct platform_options *options) {
    struct diagnostic diagnostic = {.text = "no diagnostic"};
    *visitor = (struct visitor){.curl = curl_easy_init()};
    if (platform_start(options, &visitor->platform, &diagnostic) != STATUS_OK) {
        fprintf(stderr, "the platform does not start: %s\n", diagnostic.text);
        curl_easy_cleanup(visitor->curl);
        return false;
    }
    for (size_t i = 0; i < VISITOR_FILLINGS; i++) {
        visitor_set(visitor, letters[i], bytes_of_text("unset"));
    }
    if (!read_profile(visitor) || visitor_login(visitor) != 200) {
        fprintf(stderr, "the profile cannot be read, or the login fails\n");
        visitor_close(visitor);
        return false;
    }
    derive_near_misses(visitor);
    return true;
}

void visitor_close(struct visitor *visitor) {
    curl_easy_cleanup(visitor->curl);
    platform_stop(visitor->platform);
}

static size_t take(char *bytes, size_t size, size_t count, void *buffer) {
    return buffer_append(buffer, bytes_of(bytes, size * count)) == STATUS_OK ? size * count : 0;
}

static void fill(const struct visitor *visitor, const char *pattern, struct buffer *out) {
    if (template_expand(bytes_of_text(pattern), visitor->fillings, VISITOR_FILLINGS, out) !=
        STATUS_OK) {
        fprintf(stderr, "a template does not fit\n");
    }
}

static struct curl_slist *add_header(const struct visitor *visitor, struct curl_slist *list,
                                     const char *name, const char *value) {
    struct buffer line;
    if (value == NULL || strcmp(value, ABSENT) == 0) {
        return list;
    }
    buffer_init(&line, TEXT_LIMIT);
    fill(visitor, name, &line);
    fill(visitor, value[0] == '\0' ? ";" : ": ", &line); /* libcurl's way to send an empty one */
    fill(visitor, value, &line);
    list = curl_slist_append(list, buffer_text(&line));
    buffer_clean_up(&line);
    return list;
}

static struct curl_slist *headers_of(const struct visitor *visitor, const struct visit *visit) {
    struct curl_slist *list = NULL;
    const char *key = visit->app_key == NULL ? "$k" : visit->app_key;
    const char *token = visit->authorization == NULL ? "Bearer $t" : visit->authorization;
    const char *type = visit->content_type == NULL ? "" : visit->content_type;
    list = add_header(visitor, list, "app_key", key);
    list = add_header(visitor, list, "Authorization", token);
    list = visit->body == NULL ? list : add_header(visitor, list, "Content-Type", type);
    list = curl_slist_append(list, "Expect:");
    if (visit->extra_header != NULL) {
        struct buffer line;
        buffer_init(&line, TEXT_LIMIT);
        fill(visitor, visit->extra_header, &line);
        list = curl_slist_append(list, buffer_text(&line));
        buffer_clean_up(&line);
    }
    return list;
}

static void set_request(struct visitor *visitor, const struct visit *visit, const char *origin,
                        const char *target) {
    const char *method = visit->method == NULL ? "GET" : visit->method;
    curl_easy_setopt(visitor->curl, CURLOPT_URL, origin);
    curl_easy_setopt(visitor->curl, CURLOPT_REQUEST_TARGET, target);
    curl_easy_setopt(visitor->curl, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(visitor->curl, CURLOPT_NOBODY, strcmp(method, "HEAD") == 0 ? 1L : 0L);
    curl_easy_setopt(visitor->curl, CURLOPT_PROXY, "");
    curl_easy_setopt(visitor->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(visitor->curl, CURLOPT_TIMEOUT_MS, (long)VISIT_MS);
    const char *ca = platform_ca_pem(visitor->platform);
    struct curl_blob blob = {(void *)(uintptr_t)ca, ca == NULL ? 0 : strlen(ca), CURL_BLOB_COPY};
    curl_easy_setopt(visitor->curl, CURLOPT_CAINFO_BLOB, &blob);
}

void visitor_visit(struct visitor *visitor, const struct visit *visit,
                   struct visited *out_visited) {
    char origin[64];
    struct buffer target;
    struct buffer body;
    buffer_init(&target, TEXT_LIMIT);
    buffer_init(&body, BODY_LIMIT);
    buffer_init(&out_visited->head, TEXT_LIMIT);
    buffer_init(&out_visited->body, BODY_LIMIT);
    fill(visitor, visit->target == NULL ? QUERY_PATH "/$o" : visit->target, &target);
    snprintf(origin, sizeof origin, "https://localhost:%u", platform_port(visitor->platform));
    struct curl_slist *headers = headers_of(visitor, visit);
    curl_easy_reset(visitor->curl);
    if (visit->body != NULL) {
        fill(visitor, visit->body, &body);
        curl_easy_setopt(visitor->curl, CURLOPT_POSTFIELDSIZE, (long)body.size);
        curl_easy_setopt(visitor->curl, CURLOPT_POSTFIELDS, buffer_text(&body));
    }
    set_request(visitor, visit, origin, buffer_text(&target));
    curl_easy_setopt(visitor->curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(visitor->curl, CURLOPT_HEADERFUNCTION, take);
    curl_easy_setopt(visitor->curl, CURLOPT_HEADERDATA, &out_visited->head);
    curl_easy_setopt(visitor->curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(visitor->curl, CURLOPT_WRITEDATA, &out_visited->body);
    out_visited->code = curl_easy_perform(visitor->curl);
    out_visited->status = 0;
    curl_easy_getinfo(visitor->curl, CURLINFO_RESPONSE_CODE, &out_visited->status);
    curl_slist_free_all(headers);
    buffer_clean_up(&target);
    buffer_clean_up(&body);
}

void visited_clean_up(struct visited *visited) {
    buffer_clean_up(&visited->head);
    buffer_clean_up(&visited->body);
}

bool visited_shows(const struct visitor *visitor, const struct visited *visited, long status,
                   const char *fragment) {
    struct buffer wanted;
    if (visited->code != CURLE_OK || visited->status != status) {
        return false;
    }
    buffer_init(&wanted, TEXT_LIMIT);
    fill(visitor, fragment == NULL ? "" : fragment, &wanted);
    struct bytes part = buffer_view(&wanted);
    bool shows =
        part.size == 0 ||
        (visited->head.size > 0 && bytes_find(buffer_view(&visited->head), part, 0) != SIZE_MAX) ||
        (visited->body.size > 0 && bytes_find(buffer_view(&visited->body), part, 0) != SIZE_MAX);
    buffer_clean_up(&wanted);
    return shows;
}

bool visitor_sees(struct visitor *visitor, const struct visit *visit, long status,
                  const char *fragment) {
    struct visited visited;
    visitor_visit(visitor, visit, &visited);
    bool sees = visited_shows(visitor, &visited, status, fragment);
    if (!sees) {
        fprintf(stderr, "%s: answered %ld (%s): %s\n", visit->target == NULL ? "?" : visit->target,
                visited.status, curl_easy_strerror(visited.code), buffer_text(&visited.body));
    }
    visited_clean_up(&visited);
    return sees;
}

size_t visitor_check(struct visitor *visitor, const struct visit_row *rows, size_t count) {
    size_t failed = 0;
    for (size_t i = 0; i < count; i++) {
        if (!visitor_sees(visitor, &rows[i].visit, rows[i].status, rows[i].fragment)) {
            fprintf(stderr, "row failed: %s\n", rows[i].name);
            failed++;
        }
    }
    return failed;
}

static void keep_token(struct visitor *visitor, const struct json_document *document,
                       const char *name, char letter) {
    const struct json_node *node = json_member(document->root, name);
    if (node != NULL && json_kind_of(node) == JSON_STRING) {
        visitor_set(visitor, letter, json_string_of(node));
    }
}

long visitor_login(struct visitor *visitor) {
    const struct visit login = {.method = "POST",
                                .target = LOGIN_PATH,
                                .app_key = ABSENT,
                                .authorization = ABSENT,
                                .content_type = "application/x-www-form-urlencoded",
                                .body = "appId=$A&secret=$s"};
    struct visited visited;
    struct json_document document = {0};
    visitor_visit(visitor, &login, &visited);
    if (json_document_parse(buffer_view(&visited.body), json_answer_limits, JSON_UNIQUE_NAMES,
                            &document)
            .fault == JSON_OK) {
        keep_token(visitor, &document, "accessToken", 't');
        keep_token(visitor, &document, "refreshToken", 'R');
        json_document_clean_up(&document);
    }
    visited_clean_up(&visited);
    return visited.status;
}

/* Waits up to VISIT_MS for a connection that only carries bytes. */
static void receive_start(CURL *curl, char *out_answer, size_t size) {
    curl_socket_t fd = CURL_SOCKET_BAD;
    size_t got = 0;
    CURLcode code = curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &fd);
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    while (code == CURLE_OK && poll(&wait, 1, VISIT_MS) > 0) {
        code = curl_easy_recv(curl, out_answer, size - 1, &got);
        if (code == CURLE_OK) {
            break;
        }
        code = code == CURLE_AGAIN ? CURLE_OK : code;
    }
    out_answer[got] = '\0';
}

void visitor_send_raw(const struct visitor *visitor, const char *request, char *out_answer,
                      size_t size) {
    char url[64];
    struct buffer raw;
    size_t sent = 0;
    CURL *curl = curl_easy_init();
    out_answer[0] = '\0';
    buffer_init(&raw, TEXT_LIMIT);
    fill(visitor, request, &raw);
    for (size_t i = 0; i < raw.size; i++) {
        raw.data[i] = raw.data[i] == '~' ? '\0' : raw.data[i];
    }
    snprintf(url, sizeof url, "https://127.0.0.1:%u/", platform_port(visitor->platform));
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
    if (curl_easy_perform(curl) == CURLE_OK &&
        curl_easy_send(curl, raw.data, raw.size, &sent) == CURLE_OK && sent == raw.size) {
        receive_start(curl, out_answer, size);
    }
    buffer_clean_up(&raw);
    curl_easy_cleanup(curl);
}

static size_t ignore(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes;
    (void)context;
    return size * count;
}

CURLcode visitor_knocks(const struct visitor *visitor, const char *scheme, long tls_version) {
    char url[64];
    CURL *curl = curl_easy_init();
    snprintf(url, sizeof url, "%s://127.0.0.1:%u/", scheme, platform_port(visitor->platform));
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)VISIT_MS);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, tls_version | tls_version << 16);
    curl_easy_setopt(curl, CURLOPT_SSL_CIPHER_LIST, "DEFAULT@SECLEVEL=0");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return code;
}

CURLcode visitor_is_trusted(const struct platform_options *options) {
    struct platform *platform = NULL;
    struct diagnostic diagnostic = {""};
    char url[64];
    if (platform_start(options, &platform, &diagnostic) != STATUS_OK) {
        return CURLE_FAILED_INIT;
    }
    const char *ca = platform_ca_pem(platform);
    struct curl_blob blob = {(void *)(uintptr_t)ca, strlen(ca), CURL_BLOB_COPY};
    CURL *curl = curl_easy_init();
    snprintf(url, sizeof url, "https://127.0.0.1:%u/", platform_port(platform));
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &blob);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    platform_stop(platform);
    return code;
}
