#include "mock/profile.h"

#include "json/writer.h"

#include <stdio.h>

enum { INDENT = 2, ENDPOINT_SIZE = 64 };

static void write_member(struct json_writer *writer, const char *name, const char *text) {
    json_write_name(writer, name);
    json_write_text(writer, text);
}

static void begin_object(struct json_writer *writer, const char *name) {
    json_write_name(writer, name);
    json_write_object_begin(writer);
}

static void write_address(struct json_writer *writer, const struct world *world, unsigned port,
                          const char *ca_file) {
    char endpoint[ENDPOINT_SIZE];
    snprintf(endpoint, sizeof endpoint, "%s://127.0.0.1:%u",
             world->options.is_cleartext ? "http" : "https", port);
    write_member(writer, "name", "embedded platform");
    write_member(writer, "endpoint", endpoint);
    if (!world->options.is_cleartext) {
        begin_object(writer, "tls");
        write_member(writer, "ca_file", ca_file);
        json_write_object_end(writer);
    }
}

/* No access token: a run logs in with the secret, as it would on a live platform. */
static void write_credentials(struct json_writer *writer, const struct application *own) {
    begin_object(writer, "credentials");
    write_member(writer, "app_id", own->id);
    write_member(writer, "app_key", own->key);
    write_member(writer, "secret", own->secret);
    json_write_object_end(writer);
}

static void write_devices(struct json_writer *writer, const struct fixtures *fixtures) {
    begin_object(writer, "devices");
    write_member(writer, "never_connected", fixtures->never_connected);
    write_member(writer, "online", fixtures->online);
    write_member(writer, "offline", fixtures->offline);
    write_member(writer, "abnormal", fixtures->abnormal);
    json_write_object_end(writer);
}

static void write_trigger(struct json_writer *writer, const char *name, const char *device_id) {
    begin_object(writer, name);
    write_member(writer, "device_id", device_id);
    json_write_object_end(writer);
}

static void write_triggers(struct json_writer *writer, const struct fixtures *fixtures) {
    begin_object(writer, "triggers");
    write_trigger(writer, "internal_error", fixtures->internal_error);
    write_trigger(writer, "app_not_existed_500", fixtures->app_not_existed);
    json_write_object_end(writer);
}

static void write_throttle(struct json_writer *writer, const struct platform_options *options) {
    enum { MILLISECONDS_DIGITS = 3 };
    begin_object(writer, "throttle");
    json_write_name(writer, "limit");
    json_write_integer(writer, options->throttle_limit);
    json_write_name(writer, "window_seconds");
    json_write_decimal(writer, (double)options->throttle_window_us / 1e6, MILLISECONDS_DIGITS);
    json_write_name(writer, "exclusive");
    json_write_bool(writer, true);
    json_write_object_end(writer);
}

/* What a variant or a defect is about may be left open by the document. */
static void write_interpretation(struct json_writer *writer, const char *id, const char *choice) {
    if (id != NULL) {
        begin_object(writer, "interpretations");
        write_member(writer, id, choice);
        json_write_object_end(writer);
    }
}

enum status profile_write(const struct world *world, const struct fixtures *fixtures, unsigned port,
                          const char *ca_file, struct buffer *out) {
    const struct application *applications = world->applications.rows;
    struct json_writer writer;
    json_writer_init(&writer, out, INDENT);
    json_write_object_begin(&writer);
    write_address(&writer, world, port, ca_file);
    write_credentials(&writer, &applications[APPLICATION_OWN]);
    write_devices(&writer, fixtures);
    begin_object(&writer, "applications");
    write_member(&writer, "unauthorized", applications[APPLICATION_STRANGER].id);
    json_write_object_end(&writer);
    write_triggers(&writer, fixtures);
    write_throttle(&writer, &world->options);
    if (world->variant != NULL) {
        write_interpretation(&writer, world->variant->interpretation, world->variant->choice);
    } else if (world->defect != NULL) {
        write_interpretation(&writer, world->defect->interpretation, world->defect->choice);
    }
    json_write_name(&writer, "unsafe_methods");
    json_write_bool(&writer, true);
    json_write_object_end(&writer);
    enum status status = json_writer_status(&writer);
    return status == STATUS_OK ? buffer_append_byte(out, '\n') : status;
}
