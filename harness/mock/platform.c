#include "mock/platform.h"

#include "mock/doorman.h"
#include "mock/listener.h"
#include "mock/profile.h"
#include "mock/scribe.h"
#include "mock/server.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct platform {
    struct world world;
    struct fixtures fixtures;
    struct certificate certificate;
    struct certificate other; /* whose CA the profile names instead; empty where it is the same */
    struct MHD_Daemon *server;
    struct MHD_Daemon *cleartext_server; /* behind the doorman; NULL without one */
    struct doorman *doorman;
    struct wire *scribe; /* in place of all of them; NULL without one */
    unsigned port;
};

/* Two servers behind one door. */
static enum status open_both(struct platform *platform, int listener,
                             struct diagnostic *out_diagnostic) {
    struct world *world = &platform->world;
    enum status status = server_start(world, &platform->certificate, SERVER_IS_HANDED, -1,
                                      &platform->server, out_diagnostic);
    if (status == STATUS_OK) {
        status = server_start(world, NULL, SERVER_IS_HANDED, -1, &platform->cleartext_server,
                              out_diagnostic);
    }
    if (status == STATUS_OK) {
        status = doorman_start(listener, platform->server, platform->cleartext_server,
                               &platform->doorman);
    }
    return status;
}

static enum status open_scribe(struct platform *platform, struct diagnostic *out_diagnostic) {
    enum status status = scribe_start(&platform->world, &platform->scribe, out_diagnostic);
    if (status == STATUS_OK) {
        platform->port = wire_port(platform->scribe);
    }
    return status;
}

static enum status open_doors(struct platform *platform, struct diagnostic *out_diagnostic) {
    int listener = -1;
    struct world *world = &platform->world;
    if (scribe_is_needed(world)) {
        return open_scribe(platform, out_diagnostic);
    }
    enum status status =
        listener_open(world->options.port, &listener, &platform->port, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    if (world->deviating.is_cleartext_answered && !world->options.is_cleartext) {
        status = open_both(platform, listener, out_diagnostic);
        if (status != STATUS_OK) {
            close(listener);
        }
        return status;
    }
    bool is_tls = !world->options.is_cleartext && world->deviating.identity != IDENTITY_NONE;
    const struct certificate *certificate = is_tls ? &platform->certificate : NULL;
    return server_start(world, certificate, SERVER_LISTENS, listener, &platform->server,
                        out_diagnostic);
}

static void clean_up(struct platform *platform) {
    wire_stop(platform->scribe);
    doorman_stop(platform->doorman);
    server_stop(platform->server);
    server_stop(platform->cleartext_server);
    certificate_clean_up(&platform->certificate);
    certificate_clean_up(&platform->other);
    world_clean_up(&platform->world);
}

static enum status make_certificates(struct platform *platform, struct diagnostic *out_diagnostic) {
    const int64_t long_ago_us = INT64_C(90) * 86400 * 1000000;
    const struct clock *clock = &platform->world.clock;
    int64_t now_us = clock->wall_us(clock->context);
    enum identity identity = platform->world.deviating.identity;
    enum status status =
        certificate_make(identity == IDENTITY_EXPIRED ? now_us - long_ago_us : now_us,
                         identity == IDENTITY_OF_ANOTHER_HOST ? "iot.example" : NULL,
                         &platform->certificate, out_diagnostic);
    if (status == STATUS_OK && identity == IDENTITY_OF_ANOTHER_CA) {
        status = certificate_make(now_us, NULL, &platform->other, out_diagnostic);
    }
    return status;
}

static enum status build(struct platform *platform, const struct platform_options *options,
                         struct diagnostic *out_diagnostic) {
    enum status status = world_init(&platform->world, options, &platform->fixtures, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    if (!scribe_is_needed(&platform->world)) { /* which has its own */
        status = make_certificates(platform, out_diagnostic);
    }
    if (status == STATUS_OK) {
        status = open_doors(platform, out_diagnostic);
    }
    if (status != STATUS_OK) {
        clean_up(platform);
    }
    return status;
}

enum status platform_start(const struct platform_options *options, struct platform **out_platform,
                           struct diagnostic *out_diagnostic) {
    struct platform *platform = calloc(1, sizeof *platform);
    enum status status =
        platform == NULL ? STATUS_NO_MEMORY : build(platform, options, out_diagnostic);
    if (status == STATUS_OK) {
        *out_platform = platform;
        return STATUS_OK;
    }
    if (status == STATUS_NO_MEMORY) {
        diagnostic_set(out_diagnostic, "the embedded platform does not start: out of memory");
    }
    free(platform);
    return status;
}

void platform_stop(struct platform *platform) {
    if (platform != NULL) {
        clean_up(platform);
        free(platform);
    }
}

unsigned platform_port(const struct platform *platform) {
    return platform->port;
}

const char *platform_ca_pem(const struct platform *platform) {
    if (platform->scribe != NULL) {
        return wire_ca_pem(platform->scribe);
    }
    return platform->other.ca_pem != NULL ? platform->other.ca_pem : platform->certificate.ca_pem;
}

enum status platform_write_profile(const struct platform *platform, const char *ca_file,
                                   struct buffer *out) {
    return profile_write(&platform->world, &platform->fixtures, platform->port, ca_file, out);
}
