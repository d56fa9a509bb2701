#include "plan/plan.h"

#include <string.h>

/* The same request as a curl command for a person: secrets are shell variables, and what the row
   does to one is done to its variable. */

static const char *const shell_forms[ALTERATION_COUNT] = {
    [AS_GIVEN] = "${%s}",
    [ABSENT] = "",
    [EMPTY] = "",
    [CUT_BY_ONE] = "${%s%%?}",
    [CUT_AT_FRONT] = "${%s#?}",
    [EXTENDED_BY_ONE] = "${%s}0",
    [OTHER_CASE] = "$(printf %%s \"$%s\" | tr A-Za-z a-zA-Z)",
    [FIRST_CHARACTER_CHANGED] = "0${%s#?}",
    [LAST_CHARACTER_CHANGED] = "${%s%%?}0",
    [MIDDLE_CHARACTER_CHANGED] = "$(printf %%s \"$%s\" | sed 's/./0/9')",
    [REPLACED] = "not-the-%s",
    [REPEATED] = "${%s}",
};

/* The format strings above hold one %s each; they are spelled out here because the compiler wants
   to see a literal. */
static enum status append_form(struct buffer *out, enum alteration alteration, const char *name) {
    const char *form = shell_forms[alteration];
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && form[i] != '\0'; i++) {
        if (form[i] != '%') {
            status = buffer_append_byte(out, (unsigned char)form[i]);
        } else if (form[++i] == 's') {
            status = buffer_append_text(out, name);
        } else {
            status = buffer_append_byte(out, '%');
        }
    }
    return status;
}

/* Inside single quotes a quote is written '\''. */
static enum status append_quoted(struct buffer *out, struct bytes text) {
    enum status status = buffer_append_byte(out, '\'');
    for (size_t i = 0; status == STATUS_OK && i < text.size; i++) {
        status = text.data[i] == '\'' ? buffer_append_text(out, "'\\''")
                                      : buffer_append_byte(out, text.data[i]);
    }
    return status == STATUS_OK ? buffer_append_byte(out, '\'') : status;
}

static enum status append_header(struct buffer *out, const char *name, const char *prefix,
                                 const char *variable, enum alteration alteration) {
    if (alteration == ABSENT) {
        return STATUS_OK;
    }
    if (alteration == EMPTY) {
        return buffer_append_format(out, " -H '%s;'", name);
    }
    unsigned times = alteration == REPEATED ? 2 : 1;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && times-- > 0) {
        status = buffer_append_format(out, " -H \"%s: %s", name, prefix);
        status = status == STATUS_OK ? append_form(out, alteration, variable) : status;
        status = status == STATUS_OK ? buffer_append_byte(out, '"') : status;
    }
    return status;
}

static enum status append_authorization(struct buffer *out, const struct request_spec *spec,
                                        enum alteration alteration) {
    if (spec->authorization != NULL) {
        return buffer_append_format(out, " -H 'Authorization: %s'", spec->authorization);
    }
    const char *scheme = spec->scheme == NULL ? "Bearer" : spec->scheme;
    char prefix[32];
    snprintf(prefix, sizeof prefix, "%s%s", scheme, scheme[0] == '\0' ? "" : " ");
    return append_header(out, "Authorization", prefix, "ACCESS_TOKEN", alteration);
}

/* By its name alone: whoever has the report has the files elsewhere. */
static enum status append_file(struct buffer *out, const char *option, const char *path) {
    if (path == NULL) {
        return STATUS_OK;
    }
    enum status status = buffer_append_text(out, option);
    return status == STATUS_OK ? append_quoted(out, bytes_of_text(target_file_name(path))) : status;
}

static enum status append_transport(struct buffer *out, enum transport transport,
                                    const struct target *target) {
    static const char *const options[] = {
        [TRANSPORT_TLS] = "",
        [TRANSPORT_CLEARTEXT] = "",
        [TRANSPORT_TLS_1_0] = " --tlsv1.0 --tls-max 1.0 --ciphers DEFAULT@SECLEVEL=0",
        [TRANSPORT_TLS_1_1] = " --tlsv1.1 --tls-max 1.1 --ciphers DEFAULT@SECLEVEL=0",
    };
    enum status status = buffer_append_text(out, options[transport]);
    status = status == STATUS_OK ? append_file(out, " --cacert ", target->tls.ca_file) : status;
    status =
        status == STATUS_OK ? append_file(out, " --cert ", target->tls.client_cert_file) : status;
    return status == STATUS_OK ? append_file(out, " --key ", target->tls.client_key_file) : status;
}

static enum status append_method(struct buffer *out, const char *method) {
    if (method == NULL) {
        return STATUS_OK;
    }
    return strcmp(method, "HEAD") == 0 ? buffer_append_text(out, " --head")
                                       : buffer_append_format(out, " -X %s", method);
}

static enum alteration shown(const struct request_spec *spec, enum alteration asked) {
    return spec->transport == TRANSPORT_TLS || asked == ABSENT || asked == EMPTY ? asked : REPLACED;
}

enum status plan_reproduce(const struct case_row *row, const struct target *target,
                           struct bytes url, struct buffer *out) {
    const struct request_spec *spec = &row->request;
    enum status status = buffer_append_text(out, "curl -i --http1.1 --path-as-is --globoff");
    status = status == STATUS_OK ? append_method(out, spec->method) : status;
    status = status == STATUS_OK ? append_transport(out, spec->transport, target) : status;
    status = status == STATUS_OK
                 ? append_header(out, "app_key", "", "APP_KEY", shown(spec, spec->app_key))
                 : status;
    status =
        status == STATUS_OK ? append_authorization(out, spec, shown(spec, spec->token)) : status;
    bool has_content_type = target->choices.by_id[INTERPRET_REQUEST_CONTENT_TYPE] == CHOICE_SENT;
    status = status == STATUS_OK && has_content_type
                 ? buffer_append_text(out, " -H 'Content-Type: application/json'")
                 : status;
    status = status == STATUS_OK ? buffer_append_byte(out, ' ') : status;
    return status == STATUS_OK ? append_quoted(out, url) : status;
}
