#include "mock/world.h"

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

static struct hooks hooks_of(const struct platform_options *options, const struct defect *defect) {
    struct hooks hooks = hooks_conforming;
    if (options->has_charset) {
        hooks.content_type = "application/json;charset=UTF-8";
        hooks.error_content_type = hooks.content_type;
    }
    if (defect != NULL) {
        hooks_overlay(&hooks, defect->hooks);
    }
    return hooks;
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
                       const struct defect *defect, struct fixtures *out_fixtures,
                       struct diagnostic *out_diagnostic) {
    enum status status = check_options(options, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    *world = (struct world){
        .options = *options, .clock = clock_system(), .hooks = hooks_of(options, defect)};
    if (options->throttle_window_us == 0) {
        world->options.throttle_window_us = MINUTE_US;
    }
    mint_init(&world->mint, options->seed);
    struct throttle_rule rule = {options->throttle_limit, world->options.throttle_window_us,
                                 options->is_window_fixed, world->hooks.throttle};
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
