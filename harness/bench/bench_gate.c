/* How fast are gate, document and answer on 1 KiB, next to cJSON alone? They take turns in one run,
   so that what else the machine does hits all of them; the median round counts. */
#include "api/answer.h"
#include "base/assure.h"
#include "base/clock.h"
#include "bench/series.h"

#include <cjson/cJSON.h>
#include <stdio.h>

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

enum { ROUNDS = 41, CALLS = 2000 };

static void run_cjson(void) {
    cJSON *tree = cJSON_ParseWithLength(answer, sizeof answer - 1);
    ASSURE(tree != NULL);
    cJSON_Delete(tree);
}

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

static void run_answer(void) {
    struct answer parsed;
    ASSURE(answer_parse(200, text, LENGTH_IN_CHARACTERS, &parsed) == STATUS_OK);
    ASSURE(answer_is_accepted(&parsed));
    answer_clean_up(&parsed);
}

/* cJSON stands first: it is what the others are compared with. */
enum contender { CJSON, GATE, DOCUMENT, ANSWER, CONTENDER_COUNT };

static const struct {
    const char *what;
    void (*run)(void);
    const char *goal;
} contenders[CONTENDER_COUNT] = {
    [CJSON] = {"", run_cjson, ""},
    [GATE] = {"e  MB/s: gate alone, no tree (json_gate)", run_gate, ">= 500 MB/s"},
    [DOCUMENT] = {"e  MB/s: gate, tree, duplicates (json_document_parse)", run_document, "-"},
    [ANSWER] = {"e  MB/s: the whole response parser (answer_parse)", run_answer, "-"},
};

static double measure_mb_per_second(const struct clock *clock, void (*run)(void)) {
    int64_t start_us = clock->monotonic_us(clock->context);
    for (size_t i = 0; i < CALLS; i++) {
        run();
    }
    int64_t took_us = clock->monotonic_us(clock->context) - start_us;
    return (double)text.size * CALLS / (double)(took_us > 0 ? took_us : 1);
}

static void print_contender(const struct series speeds[CONTENDER_COUNT], size_t i) {
    char ours[32];
    char peer[48];
    snprintf(ours, sizeof ours, "%.0f MB/s", series_median(&speeds[i]));
    snprintf(peer, sizeof peer, "%.0f MB/s, cJSON alone", series_median(&speeds[CJSON]));
    row_print(contenders[i].what, ours, peer, series_median_ratio(&speeds[i], &speeds[CJSON]),
              contenders[i].goal);
}

int main(void) {
    static struct series speeds[CONTENDER_COUNT];
    struct clock clock = clock_system();
    for (size_t round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < CONTENDER_COUNT; i++) {
            series_add(&speeds[i], measure_mb_per_second(&clock, contenders[i].run));
        }
    }
    for (size_t i = GATE; i < CONTENDER_COUNT; i++) {
        print_contender(speeds, i);
    }
    return 0;
}
