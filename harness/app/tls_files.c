#include "app/tls_files.h"

#include "execute/tls.h"
#include "store/file.h"

enum { PEM_LIMIT_BYTES = 1024 * 1024 };

static const char pem_begin[] = "-----BEGIN ";

static void wipe(struct buffer *content) {
    if (content->data != NULL) {
        explicit_bzero(content->data, content->capacity); /* a private key */
    }
    buffer_clean_up(content);
}

/* What is wrong with a file is said by `out_reason`, its remedy with it. */
static enum status look_at(const char *path, struct diagnostic *out_reason) {
    struct buffer content;
    struct diagnostic reason = {""};
    buffer_init(&content, PEM_LIMIT_BYTES);
    enum status status = store_read(path, PEM_LIMIT_BYTES, &content, &reason);
    if (status != STATUS_OK) {
        diagnostic_set(out_reason, "cannot be used: %s", reason.text);
    } else if (bytes_find(buffer_view(&content), bytes_of_text(pem_begin), 0) == SIZE_MAX) {
        diagnostic_set(out_reason,
                       "cannot be used: %s holds no PEM block (-----BEGIN …-----); give a file in "
                       "PEM format",
                       path);
        status = STATUS_INVALID;
    }
    wipe(&content);
    return status;
}

enum status tls_files_find(const struct target *target, struct bytes text, const char *file_name,
                           struct diagnostic *out_diagnostic) {
    const struct {
        const char *member;
        const char *path;
    } files[] = {
        {"tls.ca_file", target->tls.ca_file},
        {"tls.client_cert_file", target->tls.client_cert_file},
        {"tls.client_key_file", target->tls.client_key_file},
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct diagnostic reason = {""};
        enum status status = files[i].path == NULL ? STATUS_OK : look_at(files[i].path, &reason);
        if (status != STATUS_OK) {
            return status == STATUS_NO_MEMORY ? status
                                              : target_complain(text, file_name, files[i].member,
                                                                reason.text, out_diagnostic);
        }
    }
    return STATUS_OK;
}

static const struct {
    const char *member;
    const char *remedy;
} blamed[TLS_FILES_FAULT_COUNT] = {
    [TLS_CA_UNUSABLE] = {"tls.ca_file", "give the certificate of the CA in PEM format"},
    [TLS_CERTIFICATE_UNUSABLE] = {"tls.client_cert_file",
                                  "give the client's certificate in PEM format"},
    [TLS_KEY_UNUSABLE] = {"tls.client_key_file", "give the client's private key in PEM format"},
    [TLS_KEY_LOCKED] = {"tls.client_key_file", "give its password in tls.client_key_password"},
    [TLS_PASSWORD_WRONG] = {"tls.client_key_password", "give the one that opens the key"},
    [TLS_KEY_OF_ANOTHER] = {"tls.client_key_file",
                            "give the key that belongs to tls.client_cert_file"},
};

enum status tls_files_try(const struct profile *profile, struct bytes text, const char *file_name,
                          struct diagnostic *out_diagnostic) {
    const struct target *target = &profile->target;
    struct tls_files files = {target->tls.ca_file, target->tls.client_cert_file,
                              target->tls.client_key_file, profile->credentials.key_password};
    enum tls_files_fault fault = TLS_CA_UNUSABLE;
    struct diagnostic reason = {""};
    enum status status = tls_check_files(&files, &fault, &reason);
    if (status == STATUS_INVALID) {
        struct diagnostic what;
        diagnostic_set(&what, "cannot be used: %s; %s", reason.text, blamed[fault].remedy);
        return target_complain(text, file_name, blamed[fault].member, what.text, out_diagnostic);
    }
    return status;
}
