#include "mock/world.h"

#include "mock/names.h"

#include <stddef.h>
#include <stdio.h>

enum { MINUTE_US = 60000000 };

static const int64_t hour_us = INT64_C(3600000000);

struct fixture_row {
    size_t id_at; /* its place in struct fixtures */
    size_t application;
    enum device_state state;
    enum device_trigger trigger;
    const char *name;
};

#define AT(member) offsetof(struct fixtures, member)

static const struct fixture_row fixture_rows[] = {
    {AT(never_connected), APPLICATION_OWN, DEVICE_REGISTERED, TRIGGER_NONE, "Water meter 1"},
    {AT(online), APPLICATION_OWN, DEVICE_ONLINE, TRIGGER_NONE, "Water meter 2"},
    {AT(offline), APPLICATION_OWN, DEVICE_OFFLINE, TRIGGER_NONE,
     "Wasserz\xc3\xa4hler S\xc3\xbc"
     "d"},
    {AT(abnormal), APPLICATION_OWN, DEVICE_ABNORMAL, TRIGGER_NONE,
     "\"\xe6\xb0\xb4\xe8\xa1\xa8\" \\ 4"},
    {AT(internal_error), APPLICATION_OWN, DEVICE_ONLINE, TRIGGER_INTERNAL_ERROR, "Trigger 1"},
    {AT(app_not_existed), APPLICATION_OWN, DEVICE_ONLINE, TRIGGER_APP_NOT_EXISTED, "Trigger 2"},
    {AT(partners), APPLICATION_PARTNER, DEVICE_ONLINE, TRIGGER_NONE, "Partner's meter"},
    {AT(strangers), APPLICATION_STRANGER, DEVICE_ONLINE, TRIGGER_NONE, "Stranger's meter"},
};

static enum status add_fixtures(struct world *world, struct fixtures *out_fixtures) {
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < sizeof fixture_rows / sizeof fixture_rows[0];
         i++) {
        const struct fixture_row *row = &fixture_rows[i];
        struct device_facts facts = {
            .application = row->application, .state = row->state, .trigger = row->trigger};
        char *id = (char *)out_fixtures + row->id_at;
        mint_id(&world->mint, id);
        snprintf(facts.id, sizeof facts.id, "%s", id);
        snprintf(facts.node_id, sizeof facts.node_id, "fixture-%zu", i + 1);
        snprintf(facts.name, sizeof facts.name, "%s", row->name);
        status =
            devices_add(&world->devices, &facts, world->clock.monotonic_us(world->clock.context));
    }
    return status;
}

/* The one defect and the one variant that the options name, laid over what conforms. */
static enum status lay_hooks(struct world *world, struct diagnostic *out_diagnostic) {
    const struct platform_options *options = &world->options;
    const struct names defects = {"defect", platform_defects, platform_defect_count,
                                  sizeof platform_defects[0]};
    const struct names variants = {"variant", platform_variants, platform_variant_count,
                                   sizeof platform_variants[0]};
    enum status status = STATUS_OK;
    size_t index = 0;
    world->hooks = hooks_conforming;
    if (options->variant != NULL) {
        status = names_find(&variants, options->variant, &index, out_diagnostic);
        world->variant = status == STATUS_OK ? &platform_variants[index] : NULL;
    }
    if (world->variant != NULL) {
        hooks_overlay(&world->hooks, world->variant->hooks);
    }
    world->deviating = world->hooks;
    if (status == STATUS_OK && options->defect != NULL) {
        status = names_find(&defects, options->defect, &index, out_diagnostic);
        world->defect = status == STATUS_OK ? &platform_defects[index] : NULL;
    }
    if (world->defect != NULL) {
        hooks_overlay(&world->deviating, world->defect->hooks);
    }
    return status;
}

static enum status check_options(const struct platform_options *options,
                                 struct diagnostic *out_diagnostic) {
    if (options->port > 65535) {
        diagnostic_set(out_diagnostic, "port %u: there is none above 65535", options->port);
        return STATUS_INVALID;
    }
    if (options->throttle_limit > PLATFORM_THROTTLE_LIMIT_MAX) {
        diagnostic_set(out_diagnostic, "throttle limit %u: at most %d calls",
                       (unsigned)options->throttle_limit, PLATFORM_THROTTLE_LIMIT_MAX);
        return STATUS_INVALID;
    }
    if (options->throttle_window_us < 0 || options->token_lifetime_us < 0) {
        diagnostic_set(out_diagnostic, "a window or a lifetime cannot be negative");
        return STATUS_INVALID;
    }
    return STATUS_OK;
}

enum status world_init(struct world *world, const struct platform_options *options,
                       struct fixtures *out_fixtures, struct diagnostic *out_diagnostic) {
    enum status status = check_options(options, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    *world = (struct world){.options = *options,
                            .clock = options->clock == NULL ? clock_system() : *options->clock};
    status = lay_hooks(world, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    if (options->throttle_window_us == 0) {
        world->options.throttle_window_us = MINUTE_US;
    }
    mint_init(&world->mint, options->seed);
    struct throttle_rule rule = {options->throttle_limit, world->options.throttle_window_us,
                                 options->is_window_fixed ||
                                     (world->variant != NULL && world->variant->is_window_fixed),
                                 world->deviating.throttle};
    int64_t lifetime_us = options->token_lifetime_us == 0 ? hour_us : options->token_lifetime_us;
    status = applications_init(&world->applications, &world->mint, rule, lifetime_us);
    if (status != STATUS_OK) {
        mint_clean_up(&world->mint);
        return status;
    }
    devices_init(&world->devices);
    status = add_fixtures(world, out_fixtures);
    if (status != STATUS_OK) {
        world_clean_up(world);
    }
    return status;
}

void world_clean_up(struct world *world) {
    devices_clean_up(&world->devices);
    applications_clean_up(&world->applications);
    mint_clean_up(&world->mint);
}
