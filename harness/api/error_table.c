#include "api/error_table.h"

/* The handling of 100203 is the same under both statuses; the document gives it as two bullets. */
#define CHECK_APP_ID                                                                               \
    "Check whether appId carried in the HTTP request header is correct. "                          \
    "Check whether appId in the request path (URL) is correct."

const struct error_row error_table[ERROR_TABLE_ROWS] = {
    {
        .status = 403,
        .code = "100203",
        .description = "The application is not existed.",
        .remark = "The application does not exist.",
        .handling = CHECK_APP_ID,
    },
    {
        .status = 403,
        .code = "100217",
        .description = "The application hasn't been authorized.",
        .remark = "The application has not been authorized.",
        .handling = "In scenarios where applications are not authorized, ensure that request "
                    "parameter appId is null.",
    },
    {
        .status = 403,
        .code = "1010009",
        .description = "app throttle exceed.",
        .remark = "The NA calls the API at a frequency that exceeds the flow control threshold "
                  "(100 calls per minute by default).",
        .handling = "Contact IoT platform maintenance personnel to adjust the flow control "
                    "threshold or control the API call frequency.",
    },
    {
        .status = 403,
        .code = "1010005",
        .description = "App_key or access_token is invalid.",
        .remark = "The access token is invalid.",
        .handling = "Check whether accessToken carried in the API request is correct.",
    },
    {
        .status = 404,
        .code = "100403",
        .description = "The device is not existed.",
        .remark = "The device does not exist.",
        .handling = "Check whether deviceId is correct.",
    },
    {
        .status = 500,
        .code = "100203",
        .description = "The application is not existed.",
        .remark = "The application does not exist.",
        .handling = CHECK_APP_ID,
    },
    {
        .status = 500,
        .code = "50252",
        .description = "Internal server error.",
        .remark = "An internal server error occurs.",
        .handling = "An internal error occurs on the IoT platform. Contact IoT platform "
                    "maintenance personnel.",
    },
};

const struct error_row *error_table_find(int status, struct bytes code) {
    for (size_t i = 0; i < ERROR_TABLE_ROWS; i++) {
        if (error_table[i].status == status && bytes_equal_text(code, error_table[i].code)) {
            return &error_table[i];
        }
    }
    return NULL;
}

bool error_table_has_status(int status) {
    for (size_t i = 0; i < ERROR_TABLE_ROWS; i++) {
        if (error_table[i].status == status) {
            return true;
        }
    }
    return false;
}
