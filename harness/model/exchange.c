#include "model/exchange.h"

const char *const exchange_outcome_names[OUTCOME_COUNT] = {
    [OUTCOME_COMPLETE] = "complete",
    [OUTCOME_UNREACHABLE] = "unreachable",
    [OUTCOME_TLS_UNTRUSTED] = "tls-untrusted",
    [OUTCOME_TLS_REFUSED] = "tls-refused",
    [OUTCOME_TLS_LOCAL] = "tls-local",
    [OUTCOME_TIMED_OUT] = "timed-out",
    [OUTCOME_CLOSED] = "closed",
    [OUTCOME_TRUNCATED] = "truncated",
    [OUTCOME_HEADER_OVER_LIMIT] = "header-over-limit",
    [OUTCOME_BODY_OVER_LIMIT] = "body-over-limit",
    [OUTCOME_MALFORMED] = "malformed",
    [OUTCOME_INTERRUPTED] = "interrupted",
};

const char *const secret_kind_names[SECRET_KIND_COUNT] = {
    [SECRET_ACCESS_TOKEN] = "access_token", [SECRET_REFRESH_TOKEN] = "refresh_token",
    [SECRET_APP_KEY] = "app_key",           [SECRET_LOGIN_SECRET] = "secret",
    [SECRET_KEY_PASSWORD] = "key_password", [SECRET_DEVICE_ID] = "device_id",
};

const char *const exchange_part_names[PART_COUNT] = {
    [PART_URL] = "url",       [PART_SENT] = "sent", [PART_HEAD] = "head",
    [PART_FRAMED] = "framed", [PART_BODY] = "body",
};
