#include "mock/platform.h"

#include "mock/doorman.h"
#include "mock/listener.h"
#include "mock/profile.h"
#include "mock/server.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct platform {
    struct world world;
    struct fixtures fixtures;
    struct certificate certificate;
    struct MHD_Daemon *server;
    struct MHD_Daemon *cleartext_server; /* behind the doorman; NULL without one */
    struct doorman *doorman;
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

static enum status open_doors(struct platform *platform, struct diagnostic *out_diagnostic) {
    int listener = -1;
    struct world *world = &platform->world;
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
    const struct certificate *certificate =
        world->options.is_cleartext ? NULL : &platform->certificate;
    return server_start(world, certificate, SERVER_LISTENS, listener, &platform->server,
                        out_diagnostic);
}

static enum status build(struct platform *platform, const struct platform_options *options,
                         struct diagnostic *out_diagnostic) {
    enum status status = world_init(&platform->world, options, &platform->fixtures, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    const struct clock *clock = &platform->world.clock;
    status =
        certificate_make(clock->wall_us(clock->context), &platform->certificate, out_diagnostic);
    if (status == STATUS_OK) {
        status = open_doors(platform, out_diagnostic);
    }
    if (status != STATUS_OK) {
        server_stop(platform->server);
        server_stop(platform->cleartext_server);
        certificate_clean_up(&platform->certificate);
        world_clean_up(&platform->world);
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
    if (platform == NULL) {
        return;
    }
    doorman_stop(platform->doorman);
    server_stop(platform->server);
    server_stop(platform->cleartext_server);
    certificate_clean_up(&platform->certificate);
    world_clean_up(&platform->world);
    free(platform);
}

unsigned platform_port(const struct platform *platform) {
    return platform->port;
}

const char *platform_ca_pem(const struct platform *platform) {
    return platform->certificate.ca_pem;
}

enum status platform_write_profile(const struct platform *platform, const char *ca_file,
                                   struct buffer *out) {
    return profile_write(&platform->world, &platform->fixtures, platform->port, ca_file, out);
}
