#include "base/base64.h"

#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

enum status base64_encode(struct bytes bytes, struct buffer *out) {
    for (size_t i = 0; i < bytes.size; i += 3) {
        struct bytes group = bytes_slice(bytes, i, 3);
        unsigned value = (unsigned)group.data[0] << 16;
        value |= group.size > 1 ? (unsigned)group.data[1] << 8 : 0;
        value |= group.size > 2 ? (unsigned)group.data[2] : 0;
        char quad[4] = {alphabet[value >> 18], alphabet[value >> 12 & 63], '=', '='};
        if (group.size > 1) {
            quad[2] = alphabet[value >> 6 & 63];
        }
        if (group.size > 2) {
            quad[3] = alphabet[value & 63];
        }
        enum status status = buffer_append(out, bytes_of(quad, sizeof quad));
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

/* Decodes one group of four; the number of bytes it gives, or 0 when it is malformed. */
static size_t decode_group(const unsigned char quad[4], unsigned char out_bytes[3]) {
    size_t padding = quad[3] != '=' ? 0 : quad[2] != '=' ? 1 : 2;
    unsigned value = 0;
    for (size_t i = 0; i < 4; i++) {
        const char *found = i >= 4 - padding ? alphabet : strchr(alphabet, quad[i]);
        if (found == NULL || *found == '\0') {
            return 0;
        }
        value = value << 6 | (unsigned)(found - alphabet);
    }
    out_bytes[0] = (unsigned char)(value >> 16);
    out_bytes[1] = (unsigned char)(value >> 8 & 0xff);
    out_bytes[2] = (unsigned char)(value & 0xff);
    bool has_spare_bits =
        (padding == 1 && out_bytes[2] != 0) || (padding == 2 && out_bytes[1] != 0);
    return has_spare_bits ? 0 : 3 - padding;
}

enum status base64_decode(struct bytes text, struct buffer *out) {
    size_t before = out->size;
    enum status status = text.size % 4 == 0 ? STATUS_OK : STATUS_INVALID;
    for (size_t i = 0; status == STATUS_OK && i < text.size; i += 4) {
        unsigned char group[3];
        size_t size = decode_group(text.data + i, group);
        bool is_malformed = size == 0 || (size < 3 && i + 4 < text.size);
        status = is_malformed ? STATUS_INVALID : buffer_append(out, bytes_of(group, size));
    }
    if (status != STATUS_OK && out->data != NULL) {
        out->size = before;
        out->data[before] = '\0';
    }
    return status;
}
