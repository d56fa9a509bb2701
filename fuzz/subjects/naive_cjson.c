/* A subject for practice: the client that somebody writes in an afternoon, with cJSON for the
   answer and snprintf for the URL. It works on every answer of the document. What the harness finds
   in it stands in fuzz/README.md. */
#include "fuzz/subject.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int subject_abi(void) {
    return SUBJECT_ABI;
}

const char *subject_name(void) {
    return "naive_cjson";
}

const char *const *subject_waives(void) {
    return NULL;
}

static struct subject_text text_of(const cJSON *item) {
    const char *text = cJSON_GetStringValue(item);
    return (struct subject_text){text, text == NULL ? 0 : strlen(text)};
}

static bool read_activation(const cJSON *json, struct subject_answer *answer) {
    const cJSON *activated = cJSON_GetObjectItem(json, "activated");
    answer->kind = SUBJECT_ACTIVATION;
    answer->device_id = text_of(cJSON_GetObjectItem(json, "deviceId"));
    answer->activated = cJSON_IsTrue(activated);
    answer->name = text_of(cJSON_GetObjectItem(json, "name"));
    return answer->device_id.data != NULL && cJSON_IsBool(activated);
}

static bool read_error(const cJSON *json, struct subject_answer *answer) {
    const cJSON *code = cJSON_GetObjectItem(json, "error_code");
    const cJSON *description = cJSON_GetObjectItem(json, "error_desc");
    answer->kind = SUBJECT_ERROR;
    answer->code = text_of(code != NULL ? code : cJSON_GetObjectItem(json, "resultcode"));
    answer->description =
        text_of(description != NULL ? description : cJSON_GetObjectItem(json, "resultmsg"));
    return answer->code.data != NULL;
}

enum subject_result subject_parse_answer(int status, const uint8_t *body, size_t size,
                                         struct subject_answer *out_answer,
                                         struct subject_refusal *out_refusal) {
    struct subject_answer answer = {.own = NULL};
    cJSON *json = cJSON_ParseWithLength((const char *)body, size);
    answer.own = json;
    if (status == 200 ? read_activation(json, &answer) : read_error(json, &answer)) {
        *out_answer = answer;
        return SUBJECT_ACCEPTED;
    }
    cJSON_Delete(json);
    *out_refusal = (struct subject_refusal){0, "this is no answer"};
    return SUBJECT_REFUSED;
}

void subject_answer_free(struct subject_answer *answer) {
    cJSON_Delete(answer->own);
}

enum { URL_SIZE = 1024 };

static int print_url(char *url, const char *endpoint, const char *device_id, const char *app_id) {
    static const char path[] = "/iocm/app/reg/v1.1.0/deviceCredentials";
    return app_id == NULL
               ? snprintf(url, URL_SIZE, "%s%s/%s", endpoint, path, device_id)
               : snprintf(url, URL_SIZE, "%s%s/%s?appId=%s", endpoint, path, device_id, app_id);
}

static char *c_string(struct subject_text text) {
    return text.data == NULL ? NULL : strndup(text.data, text.size);
}

enum subject_result subject_build_url(struct subject_text endpoint, struct subject_text device_id,
                                      struct subject_text app_id, struct subject_text *out_url) {
    char *parts[] = {c_string(endpoint), c_string(device_id), c_string(app_id)};
    char *url = malloc(URL_SIZE);
    if (url != NULL) {
        print_url(url, parts[0], parts[1], parts[2]);
        *out_url = (struct subject_text){url, strlen(url)};
    }
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        free(parts[i]);
    }
    return url == NULL ? SUBJECT_NO_MEMORY : SUBJECT_ACCEPTED;
}

void subject_url_free(struct subject_text *url) {
    free((void *)(uintptr_t)url->data);
}
