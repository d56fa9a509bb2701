/* The mint: where the platform's ids, tokens and secrets come from. */
#ifndef MOCK_MINT_H
#define MOCK_MINT_H

#include "base/random.h"

#include <pthread.h>
#include <stdbool.h>

enum {
    MINT_TOKEN_SIZE = 33, /* 32 letters and digits, and a NUL */
    MINT_ID_SIZE = 37,    /* a UUID and a NUL */
};

/* Safe to use from several threads. */
struct mint {
    pthread_mutex_t lock;
    struct random random;
    bool is_seeded; /* repeatable; otherwise every draw comes from the system */
};

/* Seed 0 draws from the system. */
void mint_init(struct mint *mint, uint64_t seed);
void mint_clean_up(struct mint *mint);

/* 32 letters and digits, of both cases, at least one letter among them: a token can be spelled in
   another case, and stays itself in a URL. */
void mint_token(struct mint *mint, char out_text[MINT_TOKEN_SIZE]);
/* `digits` hex digits (at most 32) and a NUL. */
void mint_hex(struct mint *mint, char *out_text, size_t digits);
/* A UUID of version 4 (RFC 9562 section 5.4) in lower case. */
void mint_id(struct mint *mint, char out_text[MINT_ID_SIZE]);

#endif
