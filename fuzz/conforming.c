#include "fuzz/conforming.h"

#include "api/error_table.h"
#include "fuzz/oracle.h"

#include <stdio.h>

#define HEADER "\r\nContent-Type: application/json\r\nContent-Length: "

static struct bytes written(char *answer, int size) {
    SETUP(size >= 0 && size < CONFORMING_ANSWER_SIZE);
    return bytes_of(answer, (size_t)size);
}

static struct bytes activation_of(const struct case_row *row, char *answer) {
    bool is_never_connected = row->request.device == DEVICE_NEVER_CONNECTED;
    char body[80];
    int size =
        snprintf(body, sizeof body, "{\"deviceId\":\"%s\",\"activated\":%s,\"name\":\"n\"}",
                 is_never_connected ? "dev-2" : "dev-1", is_never_connected ? "false" : "true");
    return written(answer, snprintf(answer, CONFORMING_ANSWER_SIZE,
                                    "HTTP/1.1 200 OK" HEADER "%d\r\n\r\n%s", size, body));
}

static struct bytes error_of(enum error_row_id id, bool is_head, char *answer) {
    const struct error_row *row = &error_table[id - 1];
    char body[120];
    int size = snprintf(body, sizeof body, "{\"error_code\":\"%s\",\"error_desc\":\"%s\"}",
                        row->code, row->description);
    return written(answer,
                   snprintf(answer, CONFORMING_ANSWER_SIZE, "HTTP/1.1 %d x" HEADER "%d\r\n\r\n%s",
                            row->status, size, is_head ? "" : body));
}

static bool is_head_of_device(const struct request_spec *request) {
    return request->device != DEVICE_FRESH && request->token == AS_GIVEN &&
           request->app_key == AS_GIVEN;
}

static struct bytes answer_to_head(const struct case_row *row, char *answer) {
    return is_head_of_device(&row->request)
               ? written(answer, snprintf(answer, CONFORMING_ANSWER_SIZE,
                                          "HTTP/1.1 200 OK" HEADER "49\r\n\r\n"))
               : error_of(ERROR_ROW_403_1010005, true, answer);
}

static struct bytes answer_of(const struct case_row *row, bool is_past_limit, char *answer) {
    switch (row->expect.answer) {
    case EXPECT_ACTIVATION:
        return activation_of(row, answer);
    case EXPECT_ERROR:
    case EXPECT_ERROR_OR_THROTTLED:
        return error_of(row->expect.error, false, answer);
    case EXPECT_REFUSED_CREDENTIAL:
        return error_of(ERROR_ROW_403_1010005, false, answer);
    case EXPECT_GENERAL:
    case EXPECT_PATH_REFUSED:
        return error_of(ERROR_ROW_404_100403, false, answer);
    case EXPECT_METHOD_REFUSED:
        return written(answer, snprintf(answer, CONFORMING_ANSWER_SIZE,
                                        "HTTP/1.1 405 x\r\nContent-Length: 0\r\n\r\n"));
    case EXPECT_HEAD_LIKE_GET:
        return answer_to_head(row, answer);
    case EXPECT_OBSERVED:
    case EXPECT_THROTTLED:
        return is_past_limit ? error_of(ERROR_ROW_403_1010009, false, answer)
                             : activation_of(row, answer);
    case EXPECT_CLEARTEXT_REFUSED:
    case EXPECT_TLS_REFUSED:
        break;
    }
    return bytes_of("", 0);
}

size_t conforming_count(const struct case_row *row, size_t limit) {
    return row->expect.answer == EXPECT_THROTTLED ? limit + 1 : 1;
}

struct step conforming_step(const struct case_row *row, size_t nth, size_t limit,
                            char answer[CONFORMING_ANSWER_SIZE]) {
    bool is_refused_cleartext = row->expect.answer == EXPECT_CLEARTEXT_REFUSED;
    bool is_refused_tls = row->expect.answer == EXPECT_TLS_REFUSED;
    return (struct step){
        .row = row,
        .outcome = is_refused_cleartext ? OUTCOME_CLOSED
                   : is_refused_tls     ? OUTCOME_TLS_REFUSED
                                        : OUTCOME_COMPLETE,
        .answer = answer_of(row, nth >= limit, answer),
    };
}
