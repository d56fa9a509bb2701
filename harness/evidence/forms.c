#include "evidence/forms.h"

static const char hex[] = "0123456789abcdef";
static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char base64_url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const struct form forms[FORM_COUNT] = {
    {8, 0, NULL},   {4, 0, hex},        {6, 0, base64},     {6, 4, base64},
    {6, 2, base64}, {6, 0, base64_url}, {6, 4, base64_url}, {6, 2, base64_url},
};

/* The `count` bits of `secret` from bit `at`, most significant first; at most 8, and all there. */
static unsigned bits_at(struct bytes secret, size_t at, unsigned count) {
    size_t byte = at / 8;
    unsigned pair = (unsigned)secret.data[byte] << 8;
    pair |= byte + 1 < secret.size ? secret.data[byte + 1] : 0U;
    return pair >> (16 - at % 8 - count) & ((1U << count) - 1);
}

size_t form_size(const struct form *form, size_t secret_size) {
    return (secret_size * 8 - form->skipped_bits) / form->bits;
}

void form_write(const struct form *form, struct bytes secret, unsigned char *out_text) {
    size_t size = form_size(form, secret.size);
    for (size_t i = 0; i < size; i++) {
        unsigned value = bits_at(secret, form->skipped_bits + i * form->bits, form->bits);
        unsigned character = form->alphabet == NULL ? value : (unsigned char)form->alphabet[value];
        out_text[i] = byte_lower((unsigned char)character);
    }
}

size_t form_bytes_told(const struct form *form, size_t from, size_t to) {
    size_t first_bit = form->skipped_bits + from * form->bits;
    size_t last_bit = form->skipped_bits + to * form->bits - 1;
    return last_bit / 8 - first_bit / 8 + 1;
}
