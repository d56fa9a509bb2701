/* How fast are gate and document on an answer of 1 KiB, next to cJSON alone? The three take turns
   in one run, so that what else the machine does hits all of them; the median round counts. */
#include "base/assure.h"
#include "base/clock.h"
#include "json/document.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

/* What a talkative platform sends: mostly ASCII in strings, with a few letters that are not, a few
   escapes, numbers and nesting. */
static const char answer[] =
    "{\"deviceId\":\"77c26a9d-3f6a-4f8f-9b57-0a6c1e1f2d3b\",\"activated\":true,"
    "\"name\":\"Wasserz\xc3\xa4hler 17 \xe2\x80\x93 Keller links\","
    "\"appId\":\"wBC9Mgb8DuIQ5dvzDxQhJXr3Mbsa\",\"gatewayId\":\"77c26a9d-3f6a-4f8f-9b57-"
    "0a6c1e1f2d3b\","
    "\"nodeType\":\"GATEWAY\",\"createTime\":\"20220224T080000Z\",\"lastModifiedTime\":"
    "\"20220301T173059Z\",\"deviceInfo\":{\"nodeId\":\"868744031131026\",\"manufacturerId\":"
    "\"Zenner\",\"manufacturerName\":\"Zenner "
    "International\",\"deviceType\":\"WaterMeter\",\"model\":"
    "\"NB-IoTDevice\",\"protocolType\":\"CoAP\",\"sigVersion\":null,\"batteryLevel\":97,\"status\":"
    "\"ONLINE\",\"statusDetail\":\"NONE\",\"mute\":false,\"signalStrength\":-71.5},\"services\":["
    "{\"serviceType\":\"Battery\",\"serviceId\":\"Battery\",\"data\":{\"batteryLevel\":97},"
    "\"eventTime\":\"20220301T173059Z\"},{\"serviceType\":\"Meter\",\"serviceId\":\"WaterMeter\","
    "\"data\":{\"volume\":128.642,\"leak\":false},\"eventTime\":\"20220301T173059Z\"}],\"note\":"
    "\"Read out at the meter\\u2019s own pace; see \\\"handbook\\\", page 4.\\nReplaced in 2021 "
    "by the owner of the house; the old one is kept in the cellar until the end of the year, then "
    "scrapped.\"}";

static const struct bytes text = {(const unsigned char *)answer, sizeof answer - 1};

enum { ROUNDS = 41, CALLS = 2000, CONTENDERS = 3 };

static void run_gate(void) {
    struct json_facts facts;
    struct json_error error = json_gate(text, json_answer_limits, &facts);
    ASSURE(error.fault == JSON_OK);
}

static void run_document(void) {
    struct json_document document;
    struct json_error error =
        json_document_parse(text, json_answer_limits, JSON_UNIQUE_NAMES, &document);
    ASSURE(error.fault == JSON_OK);
    json_document_clean_up(&document);
}

static void run_cjson(void) {
    cJSON *tree = cJSON_ParseWithLength(answer, sizeof answer - 1);
    ASSURE(tree != NULL);
    cJSON_Delete(tree);
}

static const struct contender {
    const char *name;
    void (*run)(void);
} contenders[CONTENDERS] = {
    {"json_gate", run_gate},
    {"json_document_parse", run_document},
    {"cJSON_ParseWithLength", run_cjson},
};

static double measure_mb_per_second(const struct clock *clock, void (*run)(void)) {
    int64_t start_us = clock->monotonic_us(clock->context);
    for (size_t i = 0; i < CALLS; i++) {
        run();
    }
    int64_t took_us = clock->monotonic_us(clock->context) - start_us;
    return (double)text.size * CALLS / (double)(took_us > 0 ? took_us : 1);
}

static int compare_speeds(const void *a, const void *b) {
    const double *left = a;
    const double *right = b;
    return (*left > *right) - (*left < *right);
}

int main(void) {
    static double speeds[CONTENDERS][ROUNDS];
    struct clock clock = clock_system();
    for (size_t round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < CONTENDERS; i++) {
            speeds[i][round] = measure_mb_per_second(&clock, contenders[i].run);
        }
    }
    double median[CONTENDERS];
    for (size_t i = 0; i < CONTENDERS; i++) {
        qsort(speeds[i], ROUNDS, sizeof speeds[i][0], compare_speeds);
        median[i] = speeds[i][ROUNDS / 2];
    }
    printf("an answer of %zu bytes, median of %d rounds\n", text.size, ROUNDS);
    for (size_t i = 0; i < CONTENDERS; i++) {
        printf("%-24s %7.0f MB/s %6.2f x cJSON\n", contenders[i].name, median[i],
               median[i] / median[CONTENDERS - 1]);
    }
    return 0;
}
