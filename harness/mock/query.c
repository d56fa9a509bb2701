#include "mock/handlers.h"

#include "mock/checks.h"

enum refusal handle_query(struct call *call, struct reply *reply) {
    enum refusal refusal = checks_query(call);
    if (refusal != REFUSE_NOT) {
        return refusal;
    }
    const struct hooks *hooks = occasion_hooks(call);
    /* Activated once it has connected, whatever became of it since (document, Typical Scenario). */
    bool is_activated = hooks->says_activated(call, call->device.state != DEVICE_REGISTERED);
    const struct filling fillings[] = {
        {'i', true, bytes_of_text(call->device.id)},
        {'a', false, bytes_of_text(is_activated ? "true" : "false")},
        {'n', true, bytes_of_text(call->device.name)},
        {'I', false, bytes_of_text(call->device.id)},
        {'T', true, call->token},
        {'K', true, call->app_key.value},
    };
    reply_set_header(reply, "Content-Type", hooks->content_type);
    enum status status = template_expand(hooks->activation, fillings,
                                         sizeof fillings / sizeof fillings[0], &reply->body);
    return status == STATUS_OK ? REFUSE_NOT : REFUSE_OVERLOAD;
}
