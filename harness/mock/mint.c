#include "mock/mint.h"

#include "base/assure.h"

#include <gnutls/crypto.h>

#include <stdio.h>
#include <string.h>

void mint_init(struct mint *mint, uint64_t seed) {
    *mint = (struct mint){.random = random_seeded(seed), .is_seeded = seed != 0};
    ASSURE(pthread_mutex_init(&mint->lock, NULL) == 0);
}

void mint_clean_up(struct mint *mint) {
    pthread_mutex_destroy(&mint->lock);
    explicit_bzero(&mint->random, sizeof mint->random);
}

static void draw(struct mint *mint, unsigned char *out_bytes, size_t size) {
    if (!mint->is_seeded) {
        ASSURE(gnutls_rnd(GNUTLS_RND_KEY, out_bytes, size) == 0);
        return;
    }
    pthread_mutex_lock(&mint->lock);
    for (size_t i = 0; i < size; i++) {
        out_bytes[i] = (unsigned char)random_below(&mint->random, 256);
    }
    pthread_mutex_unlock(&mint->lock);
}

void mint_token(struct mint *mint, char out_text[MINT_TOKEN_SIZE]) {
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    enum { LETTERS = 52, ALL = 62, CHARACTERS = MINT_TOKEN_SIZE - 1 };
    unsigned char drawn[CHARACTERS];
    draw(mint, drawn, sizeof drawn);
    for (size_t i = 0; i < CHARACTERS; i++) {
        /* The first and the last are letters, so that neither a cut nor a change there is one of
           digits alone. The bias of the remainder is nothing to a test server. */
        bool is_edge = i == 0 || i == CHARACTERS - 1;
        out_text[i] = alphabet[drawn[i] % (is_edge ? LETTERS : ALL)];
    }
    out_text[CHARACTERS] = '\0';
}

void mint_hex(struct mint *mint, char *out_text, size_t digits) {
    unsigned char drawn[32];
    ASSURE(digits <= sizeof drawn);
    draw(mint, drawn, digits);
    for (size_t i = 0; i < digits; i++) {
        out_text[i] = "0123456789abcdef"[drawn[i] & 0x0f];
    }
    out_text[digits] = '\0';
}

void mint_id(struct mint *mint, char out_text[MINT_ID_SIZE]) {
    unsigned char d[16];
    draw(mint, d, sizeof d);
    d[6] = (unsigned char)((d[6] & 0x0f) | 0x40);
    d[8] = (unsigned char)((d[8] & 0x3f) | 0x80);
    d[0] =
        (unsigned char)(0xa0 |
                        (d[0] & 0x1f)); /* a letter for certain: "other case" must be another id */
    snprintf(out_text, MINT_ID_SIZE,
             "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", d[0], d[1],
             d[2], d[3], d[4], d[5], d[6], d[7], d[8], d[9], d[10], d[11], d[12], d[13], d[14],
             d[15]);
}
