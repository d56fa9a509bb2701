/* What another tool recorded and no row asks for. Nobody knows what it was sent for, so only what
   the document says of every answer is held against it. */
#include "judge/inquiry.h"

static bool is_get(const struct inquiry *inquiry) {
    return bytes_equal_text(inquiry->exchange->method, "GET");
}

/* The document describes a GET with both headers; what lacks one may have lost it on the way into
   the HAR. */
static bool is_documented_request(const struct inquiry *inquiry) {
    return is_get(inquiry) && view_has_sent(inquiry->exchange, "app_key") &&
           view_has_sent(inquiry->exchange, "authorization");
}

/* An answer below 400 that is not 200 may be the cache's (304) or a redirect to a login page: only
   the rules for every answer are for it. */
void expect_observed(struct inquiry *inquiry) {
    const struct view *view = inquiry->view;
    if (inquiry->exchange->outcome != OUTCOME_COMPLETE || !view->has_status) {
        return;
    }
    if (view->status == 200 && is_get(inquiry)) {
        rules_activation_body(inquiry);
    }
    if (view->status >= 400 && !bytes_equal_text(inquiry->exchange->method, "HEAD")) {
        rules_error_answer(inquiry, is_documented_request(inquiry) ? SCOPE_DOCUMENTED : SCOPE_OPEN);
    }
}
