#include "app/trouble.h"

#include <stdio.h>
#include <string.h>

static const char *const remedies[OUTCOME_COUNT] = {
    [OUTCOME_UNREACHABLE] = "check endpoint and proxy, and that the platform is up",
    [OUTCOME_TLS_UNTRUSTED] = "name its CA in tls.ca_file, and the host as its certificate does",
    [OUTCOME_TLS_REFUSED] = "check that the port speaks TLS, and tls.client_cert_file",
    [OUTCOME_TIMED_OUT] = "check the port, or raise timeouts.total_ms",
    [OUTCOME_CLOSED] = "check that the port is the API's",
    [OUTCOME_MALFORMED] = "check that the port is the API's",
};

/* Which trouble there is with a certificate is told by the words of OpenSSL and libcurl alone. */
static const struct certificate_trouble {
    const char *part; /* of the transport's words */
    const char *words;
    const char *remedy;
} certificate_troubles[] = {
    {"self-signed certificate", "it is signed by itself, or by a CA that is not trusted",
     "name the CA that signed it in tls.ca_file"},
    {"self signed certificate", "it is signed by itself, or by a CA that is not trusted",
     "name the CA that signed it in tls.ca_file"},
    {"unable to get local issuer", "it is signed by a CA that is not trusted",
     "name that CA in tls.ca_file, or have the platform send its intermediate certificates"},
    {"unable to get issuer", "it is signed by a CA that is not trusted",
     "name that CA in tls.ca_file, or have the platform send its intermediate certificates"},
    {"certificate signature failure", "its signature is not that of the CA it names",
     "name the CA that signed it in tls.ca_file"},
    {"has expired", "it has expired", "have it renewed, and check this machine's clock"},
    {"not yet valid", "it is not valid yet", "check its dates and this machine's clock"},
    {"does not match", "it is for another host",
     "write the endpoint's host as the certificate names it, or have it issued for this host"},
    {"no alternative certificate subject name", "it is for another host",
     "write the endpoint's host as the certificate names it, or have it issued for this host"},
    {"unable to obtain common name", "it names no host", "have it issued for the endpoint's host"},
    {"revoked", "it was revoked", "have it replaced"},
    {"unsuitable certificate purpose", "it is not meant for a server",
     "have one issued for server authentication"},
    {"key too small", "its key is too short", "have it issued with a longer key"},
    {"too weak", "its signature is too weak", "have it issued with SHA-256 or better"},
};

static const struct certificate_trouble *find_certificate_trouble(const struct trouble *trouble) {
    size_t count = sizeof certificate_troubles / sizeof certificate_troubles[0];
    for (size_t i = 0; trouble->outcome == OUTCOME_TLS_UNTRUSTED && i < count; i++) {
        if (strstr(trouble->detail, certificate_troubles[i].part) != NULL) {
            return &certificate_troubles[i];
        }
    }
    return NULL;
}

void trouble_note(struct trouble *trouble, const struct exchange *exchange) {
    bool is_first = trouble->outcome == OUTCOME_COMPLETE;
    if (!is_first || exchange->outcome == OUTCOME_COMPLETE) {
        return;
    }
    trouble->outcome = exchange->outcome;
    struct bytes words = exchange->outcome_detail;
    if (words.data != NULL) {
        snprintf(trouble->detail, sizeof trouble->detail, "%.*s", (int)words.size,
                 (const char *)words.data);
    }
}

const char *trouble_words(const struct trouble *trouble) {
    const struct certificate_trouble *certificate = find_certificate_trouble(trouble);
    return certificate == NULL ? NULL : certificate->words;
}

const char *trouble_remedy(const struct trouble *trouble) {
    const struct certificate_trouble *certificate = find_certificate_trouble(trouble);
    return certificate == NULL ? remedies[trouble->outcome] : certificate->remedy;
}
