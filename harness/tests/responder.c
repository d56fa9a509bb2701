#include "responder.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PEERS_MAX = 256, REQUEST_MAX = 65536, PATIENCE_MS = 10000 };

struct responder {
    const struct script *script;
    const struct script *later; /* or NULL */
    SSL_CTX *tls;               /* NULL: cleartext */
    X509 *certificate;
    EVP_PKEY *key;
    int listener;
    unsigned port;
    pthread_t acceptor;
    pthread_t peers[PEERS_MAX];
    atomic_uint peer_count;
    atomic_uint requests, at_once, most_at_once;
    atomic_bool is_stopping;
    char first_request[1024];
};

struct peer {
    struct responder *responder;
    int socket;
    SSL *tls;
};

/* ---- bytes ---- */

static bool is_ready(const struct peer *peer, short events) {
    for (int waited = 0; waited < PATIENCE_MS && !peer->responder->is_stopping; waited += 20) {
        struct pollfd one = {.fd = peer->socket, .events = events};
        if (poll(&one, 1, 20) > 0) {
            return true;
        }
    }
    return false;
}

static bool has_written(const struct peer *peer, const char *data, size_t size) {
    while (size > 0) {
        if (!is_ready(peer, POLLOUT)) {
            return false;
        }
        ssize_t wrote = peer->tls != NULL ? SSL_write(peer->tls, data, (int)size)
                                          : send(peer->socket, data, size, MSG_NOSIGNAL);
        if (wrote <= 0) {
            return false;
        }
        data += wrote;
        size -= (size_t)wrote;
    }
    return true;
}

static ssize_t read_some(const struct peer *peer, char *out_data, size_t size) {
    bool is_waiting = peer->tls == NULL || SSL_pending(peer->tls) == 0;
    if (is_waiting && !is_ready(peer, POLLIN)) {
        return -1;
    }
    return peer->tls != NULL ? SSL_read(peer->tls, out_data, (int)size)
                             : recv(peer->socket, out_data, size, 0);
}

static size_t content_length(const char *head) {
    const char *at = strcasestr(head, "\r\ncontent-length:");
    return at == NULL ? 0 : strtoul(at + strlen("\r\ncontent-length:"), NULL, 10);
}

static bool has_read_request(struct peer *peer) {
    char *text = calloc(1, REQUEST_MAX);
    size_t size = 0;
    bool is_whole = false;
    while (text != NULL && !is_whole && size < REQUEST_MAX - 1) {
        ssize_t got = read_some(peer, text + size, REQUEST_MAX - 1 - size);
        if (got <= 0) {
            break;
        }
        size += (size_t)got;
        const char *end = strstr(text, "\r\n\r\n");
        is_whole = end != NULL && size >= (size_t)(end - text) + 4 + content_length(text);
    }
    if (is_whole && peer->responder->requests++ == 0) {
        snprintf(peer->responder->first_request, sizeof peer->responder->first_request, "%s", text);
    }
    free(text);
    return is_whole;
}

/* ---- scripts ---- */

static bool has_played(const struct peer *peer, const struct script *script) {
    for (size_t i = 0; i < SCRIPT_PIECES_MAX && script->pieces[i] != NULL; i++) {
        bool is_last = i + 1 == SCRIPT_PIECES_MAX || script->pieces[i + 1] == NULL;
        size_t size =
            i == 0 && script->first_size > 0 ? script->first_size : strlen(script->pieces[i]);
        do {
            if (!has_written(peer, script->pieces[i], size)) {
                return false;
            }
            if (script->pause_ms > 0) {
                usleep((useconds_t)script->pause_ms * 1000);
            }
        } while (is_last && script->is_endless && !peer->responder->is_stopping);
    }
    return true;
}

static bool goes_on_after(struct peer *peer, const struct script *script) {
    char byte;
    switch (script->end) {
    case END_KEEP:
        return true;
    case END_CLOSE:
        return false;
    case END_RESET:
        setsockopt(peer->socket, SOL_SOCKET, SO_LINGER, &(struct linger){1, 0},
                   sizeof(struct linger));
        return false;
    case END_HOLD:
        (void)read_some(peer, &byte, 1);
        return false;
    }
    return false;
}

static void converse(struct peer *peer) {
    const struct script *script = peer->responder->script;
    while (script->is_without_reading || has_read_request(peer)) {
        if (!has_played(peer, script) || !goes_on_after(peer, script)) {
            return;
        }
        script = peer->responder->later != NULL ? peer->responder->later : script;
    }
}

static bool is_secured(struct peer *peer) {
    if (peer->responder->tls == NULL) {
        return true;
    }
    peer->tls = SSL_new(peer->responder->tls);
    struct timeval patience = {.tv_sec = 5};
    setsockopt(peer->socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return peer->tls != NULL && SSL_set_fd(peer->tls, peer->socket) == 1 &&
           SSL_accept(peer->tls) == 1;
}

static void count_in(struct responder *responder) {
    unsigned at_once = ++responder->at_once;
    if (at_once > responder->most_at_once) {
        responder->most_at_once = at_once;
    }
}

static void *serve(void *context) {
    struct peer *peer = context;
    count_in(peer->responder);
    /* Each piece travels at once, and is there before a reset that follows it. */
    setsockopt(peer->socket, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    if (is_secured(peer)) {
        converse(peer);
        if (peer->tls != NULL && peer->responder->script->end != END_RESET) {
            (void)SSL_shutdown(peer->tls);
        }
    }
    peer->responder->at_once--;
    SSL_free(peer->tls);
    close(peer->socket);
    free(peer);
    return NULL;
}

static void *accept_all(void *context) {
    struct responder *responder = context;
    int taken;
    while ((taken = accept(responder->listener, NULL, NULL)) >= 0) {
        struct peer *peer = calloc(1, sizeof *peer);
        if (peer == NULL || responder->peer_count == PEERS_MAX) {
            free(peer);
            close(taken);
            continue;
        }
        *peer = (struct peer){.responder = responder, .socket = taken};
        if (pthread_create(&responder->peers[responder->peer_count], NULL, serve, peer) == 0) {
            responder->peer_count++;
        }
    }
    return NULL;
}

/* ---- its certificate ---- */

static void add_extension(X509 *certificate, int nid, const char *value) {
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, nid, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

static X509 *certify(EVP_PKEY *key) {
    X509 *certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
    X509_NAME *name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"responder", -1, -1,
                               0);
    X509_set_issuer_name(certificate, name);
    X509_set_pubkey(certificate, key);
    add_extension(certificate, NID_subject_alt_name, "IP:127.0.0.1");
    add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE");
    X509_sign(certificate, key, EVP_sha256());
    return certificate;
}

/* The lowest and the highest version that it speaks. */
static const struct {
    int lowest, highest;
} versions[] = {
    [RESPONDER_TLS] = {TLS1_2_VERSION, TLS1_3_VERSION},
    [RESPONDER_TLS_1_0] = {TLS1_VERSION, TLS1_VERSION},
    [RESPONDER_TLS_1_2_ONLY] = {TLS1_2_VERSION, TLS1_2_VERSION},
    [RESPONDER_TLS_MUTUAL] = {TLS1_2_VERSION, TLS1_3_VERSION},
};

static void ask_for_certificate(struct responder *responder) {
    SSL_CTX_set_verify(responder->tls, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(responder->tls), responder->certificate);
}

static bool has_set_tls(struct responder *responder, enum responder_tls tls) {
    responder->key = EVP_EC_gen("P-256");
    responder->tls = SSL_CTX_new(TLS_server_method());
    if (responder->key == NULL || responder->tls == NULL) {
        return false;
    }
    responder->certificate = certify(responder->key);
    SSL_CTX_set_security_level(responder->tls, 0);
    SSL_CTX_set_cipher_list(responder->tls, "DEFAULT@SECLEVEL=0");
    SSL_CTX_set_min_proto_version(responder->tls, versions[tls].lowest);
    SSL_CTX_set_max_proto_version(responder->tls, versions[tls].highest);
    if (tls == RESPONDER_TLS_MUTUAL) {
        ask_for_certificate(responder);
    }
    return SSL_CTX_use_certificate(responder->tls, responder->certificate) == 1 &&
           SSL_CTX_use_PrivateKey(responder->tls, responder->key) == 1;
}

static FILE *open_new_file(char *inout_template) {
    int descriptor = mkstemp(inout_template);
    return descriptor < 0 ? NULL : fdopen(descriptor, "w");
}

char *responder_write_certificate(const struct responder *responder) {
    char path[] = "/tmp/assay_test_ca.XXXXXX";
    FILE *file = open_new_file(path);
    if (file == NULL) {
        return NULL;
    }
    PEM_write_X509(file, responder->certificate);
    fclose(file);
    return strdup(path);
}

char *responder_write_key(const struct responder *responder, const char *password) {
    char path[] = "/tmp/assay_test_key.XXXXXX";
    FILE *file = open_new_file(path);
    if (file == NULL) {
        return NULL;
    }
    PEM_write_PKCS8PrivateKey(file, responder->key, EVP_aes_256_cbc(), password,
                              (int)strlen(password), NULL, NULL);
    fclose(file);
    return strdup(path);
}

/* ---- life ---- */

static bool is_listening(struct responder *responder) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    responder->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(responder->listener, (struct sockaddr *)&address, size) != 0 ||
        listen(responder->listener, 64) != 0 ||
        getsockname(responder->listener, (struct sockaddr *)&address, &size) != 0) {
        return false;
    }
    responder->port = ntohs(address.sin_port);
    return pthread_create(&responder->acceptor, NULL, accept_all, responder) == 0;
}

struct responder *responder_start(const struct script *script, enum responder_tls tls) {
    struct responder *responder = calloc(1, sizeof *responder);
    if (responder == NULL) {
        return NULL;
    }
    responder->script = script;
    if ((tls != RESPONDER_CLEARTEXT && !has_set_tls(responder, tls)) || !is_listening(responder)) {
        free(responder);
        return NULL;
    }
    return responder;
}

void responder_then(struct responder *responder, const struct script *script) {
    responder->later = script;
}

void responder_stop(struct responder *responder) {
    responder->is_stopping = true;
    shutdown(responder->listener, SHUT_RDWR);
    pthread_join(responder->acceptor, NULL);
    for (unsigned i = 0; i < responder->peer_count; i++) {
        pthread_join(responder->peers[i], NULL);
    }
    close(responder->listener);
    SSL_CTX_free(responder->tls);
    X509_free(responder->certificate);
    EVP_PKEY_free(responder->key);
    free(responder);
}

unsigned responder_port(const struct responder *responder) {
    return responder->port;
}

unsigned responder_connections(const struct responder *responder) {
    return responder->peer_count;
}

unsigned responder_requests(const struct responder *responder) {
    return responder->requests;
}

const char *responder_first_request(const struct responder *responder) {
    return responder->first_request;
}

unsigned responder_most_at_once(const struct responder *responder) {
    return responder->most_at_once;
}
