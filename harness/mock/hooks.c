#include "mock/hooks.h"

#include "mock/call.h"
#include "mock/certificate.h"

static bool is_bearer(struct bytes scheme) {
    return bytes_equal_ignoring_case(scheme, bytes_of_text("Bearer")); /* RFC 9110 section 11.1 */
}

static bool says_the_truth(const struct call *call, bool is_activated) {
    (void)call;
    return is_activated;
}

const struct hooks hooks_conforming = {
    .is_scheme_accepted = is_bearer,
    .is_token_equal = credential_equal,
    .is_key_equal = credential_equal,
    .read_id = locator_decode_id,
    .is_app_id_equal = bytes_equal,
    .says_activated = says_the_truth,
    .activation = TEMPLATE("{\"deviceId\":$i,\"activated\":$a,\"name\":$n}"),
    .platform_error = TEMPLATE("{\"error_code\":$c,\"error_desc\":$d}"),
    .gateway_error = TEMPLATE("{\"resultcode\":$c,\"resultmsg\":$d}"),
    .content_type = "application/json",
    .error_content_type = "application/json",
    .tls_priority = CERTIFICATE_TLS_PRIORITY,
};

#define LAY(member)                                                                                \
    do {                                                                                           \
        if (over->member) {                                                                        \
            hooks->member = over->member;                                                          \
        }                                                                                          \
    } while (0)

#define LAY_TEMPLATE(member)                                                                       \
    do {                                                                                           \
        if (over->member.data != NULL) {                                                           \
            hooks->member = over->member;                                                          \
        }                                                                                          \
    } while (0)

void hooks_overlay(struct hooks *hooks, const struct hooks *over) {
    LAY(is_scheme_accepted);
    LAY(scheme_also);
    LAY(scheme_never);
    LAY(is_token_equal);
    LAY(is_key_equal);
    LAY(overlooks);
    LAY(refuses);
    LAY(read_id);
    LAY(is_id_equal);
    LAY(is_app_id_equal);
    LAY(says_activated);
    LAY_TEMPLATE(activation);
    LAY_TEMPLATE(platform_error);
    LAY_TEMPLATE(gateway_error);
    LAY(content_type);
    LAY(error_content_type);
    if (over->instead.by.status != 0) {
        hooks->instead = over->instead;
    }
    LAY(is_any_method_get);
    if (over->header.name != NULL) {
        hooks->header = over->header;
    }
    LAY(framing);
    LAY(rendering);
    LAY(finish);
    LAY(throttle);
    LAY(is_throttled_last);
    LAY(tls_priority);
    LAY(is_cleartext_answered);
    LAY(identity);
}
