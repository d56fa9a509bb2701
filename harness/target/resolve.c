/* Secrets: from where the profile says to where they are needed. */
#include "target/place.h"
#include "target/secret.h"
#include "target/target.h"

#include "base/utf8.h"

/* Every secret of a profile, where it stands and where its value goes. */
static const struct credential {
    const char *path;
    size_t secret; /* offset in struct target */
    size_t value;  /* offset of its char * in struct credentials */
} credential_table[] = {
    {"credentials.app_key", offsetof(struct target, app_key),
     offsetof(struct credentials, app_key)},
    {"credentials.access_token", offsetof(struct target, access_token),
     offsetof(struct credentials, access_token)},
    {"credentials.secret", offsetof(struct target, login_secret),
     offsetof(struct credentials, login_secret)},
    {"tls.client_key_password", offsetof(struct target, tls.client_key_password),
     offsetof(struct credentials, key_password)},
};

enum { CREDENTIAL_COUNT = sizeof credential_table / sizeof credential_table[0] };

/* A secret under way. */
struct fetch {
    const struct target *target;
    const char *file_name;
    const struct secret_reader *reader;
    const struct credential *credential;
    const struct secret *secret;
    struct diagnostic *diagnostic;
};

/* Where each source is, in words, and what to do about it. */
static const struct {
    const char *words;
    const char *remedy;
} sources[] = {
    [SECRET_ABSENT] = {"", ""},
    [SECRET_LITERAL] = {"the profile", "correct it"},
    [SECRET_ENVIRONMENT] = {"the variable", "set and export it"},
    [SECRET_FILE] = {"the file", "correct its content, path or permissions"},
};

/* Names the member and the variable or file; never the value. */
static void complain(const struct fetch *fetch, const char *what) {
    enum secret_source source = fetch->secret->source;
    char file_name[PLACE_FILE_SIZE];
    char origin[PLACE_FILE_SIZE];
    place_printable(bytes_of_text(fetch->file_name), sizeof file_name, file_name);
    place_printable(bytes_of_text(source == SECRET_LITERAL ? "" : fetch->secret->text),
                    sizeof origin, origin);
    diagnostic_set(fetch->diagnostic, "%s:%zu:%zu: member \"%s\" %s (%s%s%s); %s", file_name,
                   fetch->secret->line, fetch->secret->column, fetch->credential->path, what,
                   sources[source].words, origin[0] == '\0' ? "" : " ", origin,
                   sources[source].remedy);
}

/* Room for a value and its line end: what is longer is told as such, not cut. */
enum { FETCH_BYTES_MAX = SECRET_BYTES_MAX + 2 };

static enum status read_source(const struct fetch *fetch, struct buffer *out) {
    const struct secret_reader *reader = fetch->reader;
    struct diagnostic reason = {""};
    enum status status = STATUS_OK;
    switch (fetch->secret->source) {
    case SECRET_ABSENT:
        break;
    case SECRET_LITERAL:
        return buffer_append_text(out, fetch->secret->text);
    case SECRET_ENVIRONMENT:
        status = reader->read_environment(reader->context, fetch->secret->text, out, &reason);
        break;
    case SECRET_FILE:
        status = reader->read_file(reader->context, fetch->secret->text, out, &reason);
        break;
    }
    if (status != STATUS_OK && status != STATUS_NO_MEMORY) {
        struct diagnostic what;
        diagnostic_set(&what, "cannot be read: %s",
                       reason.text[0] == '\0' ? status_words(status) : reason.text);
        complain(fetch, what.text);
    }
    return status;
}

/* A file ends with a line end that whoever wrote it did not mean. */
static struct bytes without_line_end(struct bytes value) {
    if (value.size > 0 && value.data[value.size - 1] == '\n') {
        value.size--;
        value.size -= value.size > 0 && value.data[value.size - 1] == '\r';
    }
    return value;
}

static bool is_own_app_id(const struct fetch *fetch, struct bytes value) {
    return fetch->secret == &fetch->target->app_key && fetch->target->app_id != NULL &&
           bytes_equal_text(value, fetch->target->app_id);
}

/* What is wrong with a value, or NULL. */
static const char *fault_of(const struct fetch *fetch, struct bytes value) {
    if (value.size == 0) {
        return "is empty";
    }
    if (!utf8_is_valid(value)) {
        return "is not UTF-8";
    }
    if (has_control_character(value)) {
        return "holds a control character";
    }
    if (value.size > SECRET_BYTES_MAX) {
        return "is longer than 8192 bytes";
    }
    if (value.size < SECRET_BYTES_MIN && !is_own_app_id(fetch, value)) {
        return "is shorter than 8 bytes, so it could not be kept out of the evidence";
    }
    return NULL;
}

static enum status keep(const struct fetch *fetch, struct bytes value,
                        struct credentials *credentials) {
    const char *fault = fault_of(fetch, value);
    if (fault != NULL) {
        complain(fetch, fault);
        return STATUS_INVALID;
    }
    char *copy = bytes_copy_text(value);
    if (copy == NULL) {
        return STATUS_NO_MEMORY;
    }
    *(char **)((char *)credentials + fetch->credential->value) = copy;
    return STATUS_OK;
}

static void wipe(struct buffer *buffer) {
    if (buffer->data != NULL) {
        explicit_bzero(buffer->data, buffer->capacity);
    }
    buffer_clean_up(buffer);
}

static enum status fetch_one(const struct fetch *fetch, struct credentials *credentials) {
    struct buffer buffer;
    buffer_init(&buffer, FETCH_BYTES_MAX);
    enum status status = read_source(fetch, &buffer);
    if (status == STATUS_OK) {
        struct bytes value = buffer_view(&buffer);
        bool is_file = fetch->secret->source == SECRET_FILE;
        status = keep(fetch, is_file ? without_line_end(value) : value, credentials);
    }
    wipe(&buffer);
    return status;
}

enum status target_resolve(const struct target *target, const char *file_name,
                           const struct secret_reader *reader, struct credentials *out_credentials,
                           struct diagnostic *out_diagnostic) {
    struct credentials credentials = {.app_key = NULL};
    for (size_t i = 0; i < CREDENTIAL_COUNT; i++) {
        const struct credential *row = &credential_table[i];
        const struct secret *secret = (const struct secret *)((const char *)target + row->secret);
        struct fetch fetch = {target, file_name, reader, row, secret, out_diagnostic};
        enum status status =
            secret->source == SECRET_ABSENT ? STATUS_OK : fetch_one(&fetch, &credentials);
        if (status != STATUS_OK) {
            credentials_clean_up(&credentials);
            return status;
        }
    }
    *out_credentials = credentials;
    return STATUS_OK;
}

void credentials_clean_up(struct credentials *credentials) {
    for (size_t i = 0; i < CREDENTIAL_COUNT; i++) {
        secret_wipe(*(char **)((char *)credentials + credential_table[i].value));
    }
    *credentials = (struct credentials){.app_key = NULL};
}
