#include "mock/scribe.h"

#include "mock/handlers.h"
#include "mock/rendering.h"

bool scribe_is_needed(const struct world *world) {
    return world->hooks.rendering != NULL || world->deviating.rendering != NULL;
}

/* The next line of `head` from `at` on, without its end; absent behind the last one. */
static struct bytes next_line(struct bytes head, size_t *at) {
    size_t end = bytes_find(head, bytes_of_text("\r\n"), *at);
    if (end == SIZE_MAX || end == *at) {
        return bytes_of_text(NULL);
    }
    struct bytes line = bytes_slice(head, *at, end - *at);
    *at = end + 2;
    return line;
}

/* method SP request-target SP HTTP-version, RFC 9112 section 3. The target is what stands between
   the first blank and the last, whatever is in it. */
static bool read_request_line(struct bytes line, struct bytes *out_method,
                              struct bytes *out_target) {
    if (line.data == NULL) {
        return false;
    }
    size_t first = bytes_find(line, bytes_of_text(" "), 0);
    size_t last = line.size;
    while (last > 0 && line.data[last - 1] != ' ') {
        last--;
    }
    if (first == SIZE_MAX || last < first + 2) {
        return false;
    }
    *out_method = bytes_slice(line, 0, first);
    *out_target = bytes_slice(line, first + 1, last - first - 2);
    return true;
}

static bool read_call(const struct wire_request *request, struct call *call) {
    size_t at = 0;
    struct bytes target;
    if (!read_request_line(next_line(request->head, &at), &call->method, &target)) {
        return false;
    }
    call->locator = locator_split(target);
    call->body = request->body;
    call->ordinal = request->ordinal;
    for (struct bytes line; (line = next_line(request->head, &at)).data != NULL;) {
        size_t colon = bytes_find(line, bytes_of_text(":"), 0);
        if (colon != SIZE_MAX) {
            call_note_header(call, bytes_slice(line, 0, colon),
                             bytes_trim(bytes_slice(line, colon + 1, line.size)));
        }
    }
    return true;
}

static enum status answer(void *context, const struct wire_request *request,
                          struct wire_reply *wire) {
    struct world *world = context;
    struct call call;
    call_init(&call, world);
    if (!read_call(request, &call)) {
        return STATUS_INVALID; /* cuts the connection */
    }
    struct reply reply;
    reply_init(&reply);
    dispatch(&call, &reply);
    enum status status = rendering_render(occasion_hooks(&call)->rendering, &reply,
                                          world->clock.wall_us(world->clock.context),
                                          bytes_equal_text(call.method, "HEAD"), wire);
    reply_clean_up(&reply);
    return status;
}

enum status scribe_start(struct world *world, struct wire **out_scribe,
                         struct diagnostic *out_diagnostic) {
    const struct wire_options options = {.port = world->options.port,
                                         .is_cleartext = world->options.is_cleartext,
                                         .script = {answer, world}};
    return wire_start(&options, out_scribe, out_diagnostic);
}
