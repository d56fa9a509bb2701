#include "mock/certificate.h"

#include "base/bytes.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY_SECONDS = 86400, DAYS_BEFORE = 1, DAYS_AFTER = 30 };

/* A key with its certificate; all zero where nothing was made yet. */
struct pair {
    gnutls_x509_privkey_t key;
    gnutls_x509_crt_t crt;
};

static void pair_clean_up(struct pair *pair) {
    if (pair->crt != NULL) {
        gnutls_x509_crt_deinit(pair->crt);
    }
    if (pair->key != NULL) {
        gnutls_x509_privkey_deinit(pair->key);
    }
}

/* Each step is tried only while no earlier one failed, so that a straight line of them reads as
   the recipe. GnuTLS's errors are negative. */
#define STEP(code, call)                                                                           \
    do {                                                                                           \
        if ((code) >= 0) {                                                                         \
            (code) = (call);                                                                       \
        }                                                                                          \
    } while (0)

static int set_identifiers(struct pair *pair, const char *common_name) {
    unsigned char serial[16];
    unsigned char key_id[20];
    size_t key_id_size = sizeof key_id;
    int code = gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof serial);
    serial[0] = (unsigned char)((serial[0] & 0x7f) | 0x40); /* positive, and of full length */
    STEP(code, gnutls_x509_crt_set_serial(pair->crt, serial, sizeof serial));
    STEP(code, gnutls_x509_crt_set_dn_by_oid(pair->crt, GNUTLS_OID_X520_COMMON_NAME, 0, common_name,
                                             (unsigned)strlen(common_name)));
    STEP(code, gnutls_x509_crt_get_key_id(pair->crt, GNUTLS_KEYID_USE_SHA1, key_id, &key_id_size));
    STEP(code, gnutls_x509_crt_set_subject_key_id(pair->crt, key_id, key_id_size));
    return code;
}

/* What the two certificates have in common: a fresh key, names, dates. */
static int begin(struct pair *pair, const char *common_name, time_t now) {
    int code = gnutls_x509_privkey_init(&pair->key);
    STEP(code, gnutls_x509_crt_init(&pair->crt));
    STEP(code, gnutls_x509_privkey_generate(pair->key, GNUTLS_PK_ECDSA,
                                            GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
    STEP(code, gnutls_x509_crt_set_version(pair->crt, 3));
    STEP(code, gnutls_x509_crt_set_key(pair->crt, pair->key));
    STEP(code,
         gnutls_x509_crt_set_activation_time(pair->crt, now - (time_t)DAYS_BEFORE * DAY_SECONDS));
    STEP(code,
         gnutls_x509_crt_set_expiration_time(pair->crt, now + (time_t)DAYS_AFTER * DAY_SECONDS));
    STEP(code, set_identifiers(pair, common_name));
    return code;
}

static int make_authority(struct pair *ca, time_t now) {
    int code = begin(ca, "assay embedded platform CA", now);
    STEP(code, gnutls_x509_crt_set_basic_constraints(ca->crt, 1, 0));
    STEP(code,
         gnutls_x509_crt_set_key_usage(ca->crt, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN));
    STEP(code, gnutls_x509_crt_sign2(ca->crt, ca->crt, ca->key, GNUTLS_DIG_SHA256, 0));
    return code;
}

static int set_server_names(gnutls_x509_crt_t crt, const char *host) {
    static const unsigned char loopback[4] = {127, 0, 0, 1};
    const char *name = host == NULL ? "localhost" : host;
    int code = gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_DNSNAME, name,
                                                    (unsigned)strlen(name), GNUTLS_FSAN_SET);
    if (host != NULL) {
        return code;
    }
    STEP(code, gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, loopback,
                                                    sizeof loopback, GNUTLS_FSAN_APPEND));
    STEP(code, gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, &in6addr_loopback,
                                                    sizeof in6addr_loopback, GNUTLS_FSAN_APPEND));
    return code;
}

static int make_server(struct pair *server, const struct pair *ca, const char *host, time_t now) {
    unsigned char issuer_id[20];
    size_t issuer_id_size = sizeof issuer_id;
    int code = begin(server, "localhost", now);
    STEP(code, gnutls_x509_crt_set_basic_constraints(server->crt, 0, -1));
    STEP(code, gnutls_x509_crt_set_key_usage(server->crt, GNUTLS_KEY_DIGITAL_SIGNATURE));
    STEP(code, gnutls_x509_crt_set_key_purpose_oid(server->crt, GNUTLS_KP_TLS_WWW_SERVER, 0));
    STEP(code, set_server_names(server->crt, host));
    STEP(code, gnutls_x509_crt_get_subject_key_id(ca->crt, issuer_id, &issuer_id_size, NULL));
    STEP(code, gnutls_x509_crt_set_authority_key_id(server->crt, issuer_id, issuer_id_size));
    STEP(code, gnutls_x509_crt_sign2(server->crt, ca->crt, ca->key, GNUTLS_DIG_SHA256, 0));
    return code;
}

static int take_text(gnutls_datum_t *datum, char **out_text) {
    *out_text = bytes_copy_text(bytes_of(datum->data, datum->size));
    explicit_bzero(datum->data, datum->size);
    gnutls_free(datum->data);
    return *out_text == NULL ? GNUTLS_E_MEMORY_ERROR : 0;
}

static int export_texts(const struct pair *ca, const struct pair *server,
                        struct certificate *made) {
    gnutls_datum_t datum = {0};
    int code = gnutls_x509_crt_export2(ca->crt, GNUTLS_X509_FMT_PEM, &datum);
    STEP(code, take_text(&datum, &made->ca_pem));
    STEP(code, gnutls_x509_crt_export2(server->crt, GNUTLS_X509_FMT_PEM, &datum));
    STEP(code, take_text(&datum, &made->server_pem));
    STEP(code, gnutls_x509_privkey_export2(server->key, GNUTLS_X509_FMT_PEM, &datum));
    STEP(code, take_text(&datum, &made->key_pem));
    return code;
}

enum status certificate_make(int64_t wall_us, const char *host, struct certificate *out_certificate,
                             struct diagnostic *out_diagnostic) {
    time_t now = (time_t)(wall_us / 1000000);
    struct pair ca = {0};
    struct pair server = {0};
    struct certificate made = {0};
    int code = make_authority(&ca, now);
    STEP(code, make_server(&server, &ca, host, now));
    STEP(code, export_texts(&ca, &server, &made));
    pair_clean_up(&server);
    pair_clean_up(&ca);
    if (code >= 0) {
        *out_certificate = made;
        return STATUS_OK;
    }
    certificate_clean_up(&made);
    diagnostic_set(out_diagnostic, "cannot make a certificate: %s", gnutls_strerror(code));
    return code == GNUTLS_E_MEMORY_ERROR ? STATUS_NO_MEMORY : STATUS_INVALID;
}

void certificate_clean_up(struct certificate *certificate) {
    if (certificate->key_pem != NULL) {
        explicit_bzero(certificate->key_pem, strlen(certificate->key_pem));
    }
    free(certificate->ca_pem);
    free(certificate->server_pem);
    free(certificate->key_pem);
    *certificate = (struct certificate){0};
}
