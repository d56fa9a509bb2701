/* Keys from PEM (RFC 7468): exactly one block, of the kind that is asked for, and nothing beside
   it. */
#include "certificate/key_handle.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <string.h>

static const char begin_mark[] = "-----BEGIN ";

/* What else lies around under names like these. `label` is what stands behind BEGIN. */
static const struct label {
    const char *label;
    const char *what;
} labels[] = {
    {"PRIVATE KEY-----", "a private key"},
    {"ENCRYPTED PRIVATE KEY-----", "a private key"},
    {"RSA PRIVATE KEY-----", "a private key of another kind"},
    {"EC PRIVATE KEY-----", "a private key of another kind"},
    {"OPENSSH PRIVATE KEY-----", "a key of OpenSSH"},
    {"PUBLIC KEY-----", "a public key"},
    {"CERTIFICATE-----", "an X.509 certificate"},
    {"CERTIFICATE REQUEST-----", "a request for an X.509 certificate"},
};

struct reading {
    struct bytes pem;
    const char *file_name;
    struct diagnostic *diagnostic;
};

static size_t line_of(struct bytes text, size_t offset) {
    size_t line = 1;
    for (size_t i = 0; i < offset && i < text.size; i++) {
        line += text.data[i] == '\n';
    }
    return line;
}

static enum status complain(const struct reading *reading, size_t offset, const char *words) {
    diagnostic_set(reading->diagnostic, "%s:%zu: %s", reading->file_name,
                   line_of(reading->pem, offset), words);
    return STATUS_INVALID;
}

/* RFC 7468 section 3: a text of ASCII, also around the block. */
static enum status check_bytes(const struct reading *reading) {
    for (size_t i = 0; i < reading->pem.size; i++) {
        unsigned char byte = reading->pem.data[i];
        bool is_text = byte == '\n' || byte == '\r' || byte == '\t' || (byte >= ' ' && byte < 0x7f);
        if (!is_text) {
            return complain(reading, i, "holds a byte that no PEM file has");
        }
    }
    return STATUS_OK;
}

static const char *what_is(struct bytes label) {
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        if (bytes_starts_with(label, bytes_of_text(labels[i].label))) {
            return labels[i].what;
        }
    }
    return "a PEM block of another kind";
}

/* Checks the frame alone: a block that begins with one of `wanted`, ends, and is the only one. */
static enum status check_frame(const struct reading *reading, const char *const wanted[2],
                               const char *remedy) {
    struct bytes pem = reading->pem;
    if (check_bytes(reading) != STATUS_OK) {
        return STATUS_INVALID;
    }
    size_t begin = bytes_find(pem, bytes_of_text(begin_mark), 0);
    if (begin == SIZE_MAX) {
        return complain(reading, 0, "holds no PEM block (-----BEGIN …-----)");
    }
    size_t at = begin + strlen(begin_mark);
    struct bytes label = bytes_slice(pem, at, pem.size);
    if (!bytes_starts_with(label, bytes_of_text(wanted[0])) &&
        !bytes_starts_with(label, bytes_of_text(wanted[1]))) {
        char words[256];
        snprintf(words, sizeof words, "is %s; %s", what_is(label), remedy);
        return complain(reading, begin, words);
    }
    if (bytes_find(pem, bytes_of_text("-----END "), at) == SIZE_MAX) {
        return complain(reading, pem.size, "the file ends before its line -----END …-----");
    }
    size_t second = bytes_find(pem, bytes_of_text(begin_mark), at);
    return second == SIZE_MAX ? STATUS_OK
                              : complain(reading, second, "a second PEM block; one key is wanted");
}

int key_give_passphrase(char *out_text, int size, int is_writing, void *context) {
    struct passphrase_asked *asked = context;
    (void)is_writing;
    asked->is_asked = true;
    size_t length = asked->passphrase.text == NULL ? 0 : strlen(asked->passphrase.text);
    if (length == 0 || length > (size_t)size) {
        return -1;
    }
    memcpy(out_text, asked->passphrase.text, length);
    return (int)length;
}

static enum status complain_of_private(const struct reading *reading,
                                       const struct passphrase_asked *asked) {
    size_t inside = bytes_find(reading->pem, bytes_of_text("\n"), 0);
    if (!asked->is_asked) {
        return complain(reading, inside + 1, "the block cannot be decoded: it is cut or altered");
    }
    char words[256];
    snprintf(words, sizeof words,
             asked->passphrase.text == NULL
                 ? "is protected by a passphrase; name the variable that holds it with %s"
                 : "the passphrase of %s does not open it, or it is altered",
             asked->passphrase.name);
    return complain(reading, 0, words);
}

enum status key_read_private(struct bytes pem, const char *file_name, struct passphrase passphrase,
                             struct key **out_key, struct diagnostic *out_diagnostic) {
    static const char *const wanted[2] = {"PRIVATE KEY-----", "ENCRYPTED PRIVATE KEY-----"};
    const struct reading reading = {pem, file_name, out_diagnostic};
    enum status status = check_frame(&reading, wanted,
                                     "a private key in PKCS#8 (-----BEGIN PRIVATE KEY-----) is "
                                     "needed to sign");
    if (status != STATUS_OK) {
        return status;
    }
    struct passphrase_asked asked = {passphrase, false};
    BIO *page = BIO_new_mem_buf(pem.data, (int)pem.size);
    if (page == NULL) {
        return STATUS_NO_MEMORY;
    }
    EVP_PKEY *handle = PEM_read_bio_PrivateKey(page, NULL, key_give_passphrase, &asked);
    BIO_free(page);
    ERR_clear_error();
    return handle == NULL ? complain_of_private(&reading, &asked)
                          : key_take(handle, file_name, out_key, out_diagnostic);
}

/* Base64 has slack and PEM has more: what is no key's own spelling may have been altered. */
static enum status check_spelling(const struct reading *reading, const struct key *key) {
    struct buffer again;
    buffer_init(&again, KEY_PEM_LIMIT_BYTES);
    enum status status = key_write_public(key, &again);
    size_t same = 0;
    while (same < again.size && same < reading->pem.size &&
           again.data[same] == reading->pem.data[same]) {
        same++;
    }
    if (status == STATUS_OK && (same < again.size || same < reading->pem.size)) {
        status = complain(reading, same,
                          "is not spelled as `assay keygen` and `openssl pkey -pubout` spell it");
    }
    buffer_clean_up(&again);
    return status;
}

enum status key_read_public(struct bytes pem, const char *file_name, struct key **out_key,
                            struct diagnostic *out_diagnostic) {
    static const char *const wanted[2] = {"PUBLIC KEY-----", "PUBLIC KEY-----"};
    const struct reading reading = {pem, file_name, out_diagnostic};
    enum status status =
        check_frame(&reading, wanted, "the public one is needed: NAME.pub of `assay keygen`");
    if (status != STATUS_OK) {
        return status;
    }
    BIO *page = BIO_new_mem_buf(pem.data, (int)pem.size);
    if (page == NULL) {
        return STATUS_NO_MEMORY;
    }
    EVP_PKEY *handle = PEM_read_bio_PUBKEY(page, NULL, NULL, NULL);
    BIO_free(page);
    ERR_clear_error();
    if (handle == NULL) {
        return complain(&reading, bytes_find(pem, bytes_of_text("\n"), 0) + 1,
                        "the block cannot be decoded: it is cut or altered");
    }
    struct key *key = NULL;
    status = key_take(handle, file_name, &key, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    status = check_spelling(&reading, key);
    if (status != STATUS_OK) {
        key_destroy(key);
        return status;
    }
    *out_key = key;
    return STATUS_OK;
}
