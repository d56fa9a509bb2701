#include "bench/bare.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

/* A request as libcurl takes it. */
struct shot {
    struct request request;     /* owned */
    struct curl_slist *headers; /* owned */
};

struct bare {
    const struct workload *workload;
    struct shot *shots; /* owned: one for each step of the plan, in its order */
    size_t shot_count;
    CURLM *multi;
    CURL *handles[WORKLOAD_PARALLEL];
    uint32_t started, ended, accepted;
    struct diagnostic *diagnostic;
};

/* Before the lap */

static enum status load_shot(const struct bare *bare, size_t index, const char *access_token) {
    const struct workload *workload = bare->workload;
    struct shot *shot = &bare->shots[index];
    enum status status = plan_request(&workload->plan, workload->plan.order[index],
                                      &workload->profile.target, &workload->profile.credentials,
                                      access_token, &shot->request, bare->diagnostic);
    for (size_t i = 0; status == STATUS_OK && i < shot->request.header_count; i++) {
        struct curl_slist *longer = curl_slist_append(shot->headers, shot->request.headers[i]);
        status = longer == NULL ? STATUS_NO_MEMORY : STATUS_OK;
        shot->headers = longer == NULL ? shot->headers : longer;
    }
    return status;
}

static enum status load_shots(struct bare *bare, const char *access_token) {
    bare->shot_count = bare->workload->plan.order_count;
    bare->shots = calloc(bare->shot_count, sizeof *bare->shots);
    enum status status = bare->shots == NULL ? STATUS_NO_MEMORY : STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < bare->shot_count; i++) {
        status = load_shot(bare, i, access_token);
    }
    return status;
}

/* libcurl declares the type of this callback. */
static size_t drop(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes, (void)context;
    return size * count;
}

static enum status open_handles(struct bare *bare) {
    const struct target *target = &bare->workload->profile.target;
    bare->multi = curl_multi_init();
    if (bare->multi == NULL) {
        return STATUS_NO_MEMORY;
    }
    for (size_t i = 0; i < WORKLOAD_PARALLEL; i++) {
        CURL *handle = bare->handles[i] = curl_easy_init();
        if (handle == NULL) {
            return STATUS_NO_MEMORY;
        }
        curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
        curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
        curl_easy_setopt(handle, CURLOPT_PROXY, "");
        curl_easy_setopt(handle, CURLOPT_CAINFO, target->tls.ca_file);
        curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, drop);
        curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, 15000L);
    }
    return STATUS_OK;
}

/* Within it */

static void set_method(CURL *handle, const char *method) {
    bool is_head = strcmp(method, "HEAD") == 0;
    bool is_plain = is_head || strcmp(method, "GET") == 0;
    curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(handle, CURLOPT_NOBODY, is_head ? 1L : 0L);
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, is_plain ? NULL : method);
    if (strcmp(method, "POST") == 0) {
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, "");
    }
}

static void start_next(struct bare *bare, CURL *handle) {
    if (bare->started == bare->workload->requests) {
        return;
    }
    const struct shot *shot = &bare->shots[bare->started % bare->shot_count];
    bare->started++;
    curl_easy_setopt(handle, CURLOPT_URL, shot->request.url);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, shot->headers);
    set_method(handle, shot->request.method);
    curl_multi_add_handle(bare->multi, handle);
}

static enum status collect(struct bare *bare) {
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(bare->multi, &left)) != NULL) {
        CURL *handle = message->easy_handle;
        CURLcode code = message->data.result;
        if (code != CURLE_OK) {
            diagnostic_set(bare->diagnostic, "bare libcurl: %s", curl_easy_strerror(code));
            return STATUS_NETWORK;
        }
        long http_status = 0;
        curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &http_status);
        bare->accepted += http_status == 200;
        bare->ended++;
        curl_multi_remove_handle(bare->multi, handle);
        start_next(bare, handle);
    }
    return STATUS_OK;
}

static enum status send_all(struct bare *bare) {
    enum status status = STATUS_OK;
    for (size_t i = 0; i < WORKLOAD_PARALLEL; i++) {
        start_next(bare, bare->handles[i]);
    }
    while (status == STATUS_OK && bare->ended < bare->workload->requests) {
        int running;
        bool is_well = curl_multi_perform(bare->multi, &running) == CURLM_OK;
        uint32_t before = bare->ended;
        status = collect(bare);
        if (bare->ended == before) {
            is_well = is_well && curl_multi_poll(bare->multi, NULL, 0, 1000, NULL) == CURLM_OK;
        }
        status = is_well ? status : STATUS_NETWORK;
    }
    return status;
}

/* With a token that the platform no longer takes, every answer would be a short one. */
static enum status check_answers(const struct bare *bare) {
    const struct plan *plan = &bare->workload->plan;
    uint32_t expected = 0;
    for (size_t i = 0; i < plan->order_count; i++) {
        expected += plan->order[i]->row->phase == PHASE_ACCEPTED ? plan->order[i]->sends : 0;
    }
    if (bare->accepted < expected) {
        diagnostic_set(bare->diagnostic, "bare libcurl: %u answers are 200, not %u", bare->accepted,
                       expected);
        return STATUS_NETWORK;
    }
    return STATUS_OK;
}

static void clean_up(struct bare *bare) {
    for (size_t i = 0; i < WORKLOAD_PARALLEL; i++) {
        if (bare->handles[i] != NULL) {
            curl_multi_remove_handle(bare->multi, bare->handles[i]);
            curl_easy_cleanup(bare->handles[i]);
        }
    }
    curl_multi_cleanup(bare->multi);
    for (size_t i = 0; bare->shots != NULL && i < bare->shot_count; i++) {
        curl_slist_free_all(bare->shots[i].headers);
        request_clean_up(&bare->shots[i].request);
    }
    free(bare->shots);
}

enum status bare_run(const struct workload *workload, const char *access_token, struct lap *out_lap,
                     struct diagnostic *out_diagnostic) {
    struct bare bare = {.workload = workload, .diagnostic = out_diagnostic};
    enum status status = load_shots(&bare, access_token);
    if (status == STATUS_OK) {
        status = open_handles(&bare);
    }
    if (status == STATUS_OK) {
        struct lap begun = lap_begin();
        status = send_all(&bare);
        *out_lap = lap_end(begun, workload->requests);
    }
    if (status == STATUS_OK) {
        status = check_answers(&bare);
    }
    clean_up(&bare);
    return status;
}
