#include "fuzz/oracle.h"
#include "fuzz/oracles/certificate_oracles.h"

void certificate_keys_read(struct bytes pem) {
    const struct passphrase passphrase = {"open-sesame", "PASSPHRASE"};
    struct diagnostic diagnostic = {""};
    struct key *read = NULL;
    struct buffer again;
    buffer_init(&again, KEY_PEM_LIMIT_BYTES);
    enum status status = key_read_private(pem, "lab.pem", passphrase, &read, &diagnostic);
    certificate_hold_words(status, &diagnostic);
    key_destroy(read);
    diagnostic.text[0] = '\0';
    read = NULL;
    status = key_read_public(pem, "lab.pub", &read, &diagnostic);
    certificate_hold_words(status, &diagnostic);
    if (status == STATUS_OK) {
        oracle_count_deep();
        SETUP(key_write_public(read, &again) == STATUS_OK);
        ORACLE("certificate-one-key", bytes_equal(buffer_view(&again), pem),
               "another spelling is taken");
    }
    key_destroy(read);
    buffer_clean_up(&again);
}
