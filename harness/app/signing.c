#include "app/signing.h"

#include "store/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4224, TARGET_LIMIT_BYTES = 256 * 1024 };

static const char environment_scheme[] = "env:";
static const char token_scheme[] = "pkcs11:";

static bool has_scheme(const char *where, const char *scheme) {
    return strncmp(where, scheme, strlen(scheme)) == 0;
}

static const char *variable_value(const char *name, struct diagnostic *out_diagnostic) {
    const char *value = getenv(name);
    if (value == NULL) {
        diagnostic_set(out_diagnostic, "the environment variable %s is not set", name);
    }
    return value;
}

/* Room for a whole key at once: a buffer that grows would leave copies behind. */
static enum status fetch(const char *where, struct buffer *out, struct diagnostic *out_diagnostic) {
    static const unsigned char room[KEY_PEM_LIMIT_BYTES];
    enum status status = buffer_append(out, bytes_of(room, sizeof room));
    buffer_clear(out);
    if (status != STATUS_OK || !has_scheme(where, environment_scheme)) {
        return status == STATUS_OK ? store_read(where, KEY_PEM_LIMIT_BYTES, out, out_diagnostic)
                                   : status;
    }
    const char *text = variable_value(where + strlen(environment_scheme), out_diagnostic);
    if (text == NULL) {
        return STATUS_NOT_FOUND;
    }
    status = buffer_append_text(out, text);
    if (status == STATUS_LIMIT) {
        diagnostic_set(out_diagnostic, "%s: is too long for a key", where);
    }
    return status;
}

static bool is_same_key(const struct key *a, const struct key *b) {
    char id_a[DIGEST_HEX_SIZE];
    char id_b[DIGEST_HEX_SIZE];
    return key_id(a, id_a) == STATUS_OK && key_id(b, id_b) == STATUS_OK && strcmp(id_a, id_b) == 0;
}

/* A private key altered by a bit is another one, and nothing in it tells. Where `assay keygen` has
   left the public one beside it, that does. */
static enum status check_neighbour(const char *file, const struct key *key,
                                   struct diagnostic *out_diagnostic) {
    static const char ending[] = ".pem";
    char path[PATH_SIZE];
    size_t size = strlen(file);
    size_t stem = size - strlen(ending);
    if (size < sizeof ending || size >= sizeof path || strcmp(file + stem, ending) != 0) {
        return STATUS_OK;
    }
    snprintf(path, sizeof path, "%.*s.pub", (int)stem, file);
    struct buffer pem;
    struct key *neighbour = NULL;
    buffer_init(&pem, KEY_PEM_LIMIT_BYTES);
    enum status status = store_read(path, KEY_PEM_LIMIT_BYTES, &pem, NULL);
    bool is_there = status != STATUS_NOT_FOUND;
    status =
        status == STATUS_OK ? key_read_public(buffer_view(&pem), path, &neighbour, NULL) : status;
    bool is_same = status == STATUS_OK && is_same_key(key, neighbour);
    key_destroy(neighbour);
    buffer_clean_up(&pem);
    if (is_there && !is_same) {
        diagnostic_set(out_diagnostic,
                       "%s: does not belong to %s beside it: one of the two is altered; put the "
                       "right pair there",
                       file, path);
        return STATUS_INVALID;
    }
    return STATUS_OK;
}

enum status signing_key_load(const char *where, const char *passphrase_variable,
                             struct key **out_key, struct diagnostic *out_diagnostic) {
    struct passphrase passphrase = {NULL, "--sign-passphrase-env"};
    if (passphrase_variable != NULL) {
        passphrase.name = passphrase_variable;
        passphrase.text = variable_value(passphrase_variable, out_diagnostic);
        if (passphrase.text == NULL) {
            return STATUS_NOT_FOUND;
        }
    }
    if (has_scheme(where, token_scheme)) {
        return key_read_uri(where, passphrase, out_key, out_diagnostic);
    }
    struct buffer pem;
    buffer_init(&pem, KEY_PEM_LIMIT_BYTES);
    struct key *key = NULL;
    enum status status = fetch(where, &pem, out_diagnostic);
    status = status == STATUS_OK
                 ? key_read_private(buffer_view(&pem), where, passphrase, &key, out_diagnostic)
                 : status;
    key_wipe(&pem);
    if (status == STATUS_OK && !has_scheme(where, environment_scheme)) {
        status = check_neighbour(where, key, out_diagnostic);
    }
    if (status != STATUS_OK) {
        key_destroy(key);
        return status;
    }
    *out_key = key;
    return STATUS_OK;
}

struct signing {
    const char *folder;
    struct buffer files[SUBJECT_COUNT];
    struct buffer certificate;
};

static enum status read_file(struct signing *signing, enum subject subject,
                             struct diagnostic *out_diagnostic) {
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s", signing->folder, subject_names[subject]);
    return store_read(path, ARTEFACT_LIMIT_BYTES, &signing->files[subject], out_diagnostic);
}

/* What is on disk is signed, not what was meant to be there. */
static enum status make(struct signing *signing, const struct target *target, const struct key *key,
                        struct diagnostic *out_diagnostic) {
    enum status status = read_file(signing, SUBJECT_REPORT, out_diagnostic);
    status = status == STATUS_OK ? read_file(signing, SUBJECT_EVIDENCE, out_diagnostic) : status;
    status = status == STATUS_OK ? target_write(target, &signing->files[SUBJECT_TARGET]) : status;
    if (status != STATUS_OK) {
        return status;
    }
    struct bytes views[SUBJECT_COUNT];
    for (size_t i = 0; i < SUBJECT_COUNT; i++) {
        views[i] = buffer_view(&signing->files[i]);
    }
    return certificate_sign(views, key, &signing->certificate, out_diagnostic);
}

/* The certificate comes last: where it is, all that it names is there too. */
static enum status write_both(const struct signing *signing, struct diagnostic *out_diagnostic) {
    enum status status = store_write(signing->folder, subject_names[SUBJECT_TARGET], 0644,
                                     buffer_view(&signing->files[SUBJECT_TARGET]), out_diagnostic);
    return status == STATUS_OK ? store_write(signing->folder, "certificate.json", 0644,
                                             buffer_view(&signing->certificate), out_diagnostic)
                               : status;
}

enum status signing_write(const char *folder, const struct target *target, const struct key *key,
                          struct diagnostic *out_diagnostic) {
    struct signing signing = {.folder = folder};
    buffer_init(&signing.files[SUBJECT_REPORT], CERTIFICATE_REPORT_LIMIT_BYTES);
    buffer_init(&signing.files[SUBJECT_EVIDENCE], ARTEFACT_LIMIT_BYTES);
    buffer_init(&signing.files[SUBJECT_TARGET], TARGET_LIMIT_BYTES);
    buffer_init(&signing.certificate, CERTIFICATE_LIMIT_BYTES);
    enum status status = make(&signing, target, key, out_diagnostic);
    status = status == STATUS_OK ? write_both(&signing, out_diagnostic) : status;
    for (size_t i = 0; i < SUBJECT_COUNT; i++) {
        buffer_clean_up(&signing.files[i]);
    }
    buffer_clean_up(&signing.certificate);
    return status;
}
