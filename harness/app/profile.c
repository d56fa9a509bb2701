#include "app/profile.h"

#include "app/path.h"
#include "app/tls_files.h"
#include "store/file.h"

#include <unistd.h>

enum {
    PROFILE_LIMIT_BYTES = 256 * 1024,
    SECRET_LIMIT_BYTES = 16 * 1024,
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

static enum status read_text(const char *file, struct buffer *text, struct path_parts *out_path,
                             struct diagnostic *out_diagnostic) {
    if (!path_split(file, out_path)) {
        diagnostic_set(out_diagnostic, "%s: not the name of a file; give a target profile", file);
        return STATUS_INVALID;
    }
    return store_read(file, PROFILE_LIMIT_BYTES, text, out_diagnostic);
}

/* Files first: a path is corrected more easily than a variable is set. */
static enum status resolve(const char *file, struct bytes text, struct profile *profile,
                           struct diagnostic *out_diagnostic) {
    enum status status = tls_files_find(&profile->target, text, file, out_diagnostic);
    status = status == STATUS_OK ? target_resolve(&profile->target, file, &reader,
                                                  &profile->credentials, out_diagnostic)
                                 : status;
    return status == STATUS_OK ? tls_files_try(profile, text, file, out_diagnostic) : status;
}

static enum status load(const char *file, enum url_schemes schemes, enum profile_secrets secrets,
                        struct buffer *text, struct profile *profile,
                        struct diagnostic *out_diagnostic) {
    struct path_parts path;
    enum status status = read_text(file, text, &path, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    const char *folder = strcmp(path.folder, ".") == 0 ? "" : path.folder;
    status =
        target_parse(buffer_view(text), file, folder, schemes, &profile->target, out_diagnostic);
    return status == STATUS_OK && secrets == PROFILE_RESOLVE
               ? resolve(file, buffer_view(text), profile, out_diagnostic)
               : status;
}

enum status profile_load(const char *file, enum url_schemes schemes, enum profile_secrets secrets,
                         struct profile *out_profile, struct diagnostic *out_diagnostic) {
    struct profile profile = {.credentials = {0}};
    struct buffer text;
    buffer_init(&text, PROFILE_LIMIT_BYTES);
    enum status status = load(file, schemes, secrets, &text, &profile, out_diagnostic);
    if (text.data != NULL) {
        explicit_bzero(text.data, text.capacity); /* literal secrets */
    }
    buffer_clean_up(&text);
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
