#include "app/profile.h"

#include "app/path.h"
#include "store/file.h"

#include <unistd.h>

enum {
    PROFILE_LIMIT_BYTES = 256 * 1024,
    SECRET_LIMIT_BYTES = 16 * 1024,
    PEM_LIMIT_BYTES = 1024 * 1024
};

static enum status read_environment(void *context, const char *name, struct buffer *out,
                                    struct diagnostic *out_diagnostic) {
    (void)context;
    const char *value = getenv(name);
    if (value == NULL) {
        diagnostic_set(out_diagnostic, "the environment variable %s is not set", name);
        return STATUS_NOT_FOUND;
    }
    return buffer_append_text(out, value);
}

static enum status read_secret_file(void *context, const char *path, struct buffer *out,
                                    struct diagnostic *out_diagnostic) {
    (void)context;
    return store_read(path, SECRET_LIMIT_BYTES, out, out_diagnostic);
}

static const struct secret_reader reader = {read_environment, read_secret_file, NULL};

/* Files that libcurl would only stumble over in mid-run are looked at now. */
static enum status check_readable(const char *file, const char *member, const char *path,
                                  struct diagnostic *out_diagnostic) {
    if (path == NULL) {
        return STATUS_OK;
    }
    struct buffer content;
    struct diagnostic reason = {""};
    buffer_init(&content, PEM_LIMIT_BYTES);
    enum status status = store_read(path, PEM_LIMIT_BYTES, &content, &reason);
    if (status != STATUS_OK) {
        diagnostic_set(out_diagnostic, "%s: member \"%s\": %s", file, member, reason.text);
    } else if (bytes_find(buffer_view(&content), bytes_of_text("-----BEGIN "), 0) == SIZE_MAX) {
        diagnostic_set(out_diagnostic,
                       "%s: member \"%s\": %s holds no PEM block (-----BEGIN …-----); give a file "
                       "in PEM format",
                       file, member, path);
        status = STATUS_INVALID;
    }
    if (content.data != NULL) {
        explicit_bzero(content.data, content.capacity);
    }
    buffer_clean_up(&content);
    return status;
}

static enum status check_files(const char *file, const struct target *target,
                               struct diagnostic *out_diagnostic) {
    enum status status = check_readable(file, "tls.ca_file", target->tls.ca_file, out_diagnostic);
    status = status == STATUS_OK ? check_readable(file, "tls.client_cert_file",
                                                  target->tls.client_cert_file, out_diagnostic)
                                 : status;
    return status == STATUS_OK ? check_readable(file, "tls.client_key_file",
                                                target->tls.client_key_file, out_diagnostic)
                               : status;
}

static enum status parse(const char *file, enum url_schemes schemes, struct target *out_target,
                         struct diagnostic *out_diagnostic) {
    struct path_parts path;
    if (!path_split(file, &path)) {
        diagnostic_set(out_diagnostic, "%s: not the name of a file; give a target profile", file);
        return STATUS_INVALID;
    }
    struct buffer text;
    buffer_init(&text, PROFILE_LIMIT_BYTES);
    enum status status = store_read(file, PROFILE_LIMIT_BYTES, &text, out_diagnostic);
    if (status == STATUS_OK) {
        const char *folder = path.folder[0] == '.' && path.folder[1] == '\0' ? "" : path.folder;
        status =
            target_parse(buffer_view(&text), file, folder, schemes, out_target, out_diagnostic);
    }
    if (text.data != NULL) {
        explicit_bzero(text.data, text.capacity); /* literal secrets */
    }
    buffer_clean_up(&text);
    return status;
}

enum status profile_load(const char *file, enum url_schemes schemes, enum profile_secrets secrets,
                         struct profile *out_profile, struct diagnostic *out_diagnostic) {
    struct profile profile = {.credentials = {0}};
    enum status status = parse(file, schemes, &profile.target, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    if (secrets == PROFILE_RESOLVE) {
        status = check_files(file, &profile.target, out_diagnostic);
        status = status == STATUS_OK ? target_resolve(&profile.target, file, &reader,
                                                      &profile.credentials, out_diagnostic)
                                     : status;
    }
    if (status != STATUS_OK) {
        profile_clean_up(&profile);
        return status;
    }
    *out_profile = profile;
    return STATUS_OK;
}

enum status profile_of_text(struct bytes text, struct profile *out_profile,
                            struct diagnostic *out_diagnostic) {
    static const char name[] = "the profile";
    struct profile profile = {.credentials = {0}};
    enum status status =
        target_parse(text, name, "", URL_CLEARTEXT_ALLOWED, &profile.target, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    status = target_resolve(&profile.target, name, &reader, &profile.credentials, out_diagnostic);
    if (status != STATUS_OK) {
        profile_clean_up(&profile);
        return status;
    }
    *out_profile = profile;
    return STATUS_OK;
}

void profile_clean_up(struct profile *profile) {
    target_clean_up(&profile->target);
    credentials_clean_up(&profile->credentials);
}
