#include "target/secret.h"

bool has_control_character(struct bytes text) {
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = text.data[i];
        bool is_c1 = byte == 0xc2 && i + 1 < text.size && text.data[i + 1] < 0xa0;
        if (byte < 0x20 || byte == 0x7f || is_c1) {
            return true;
        }
    }
    return false;
}

void secret_wipe(char *text) {
    if (text != NULL) {
        explicit_bzero(text, strlen(text));
        free(text);
    }
}
