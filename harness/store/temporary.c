#include "store/temporary.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

bool temporary_is_plain_name(const char *name) {
    return name[0] != '\0' && strchr(name, '/') == NULL && strcmp(name, ".") != 0 &&
           strcmp(name, "..") != 0;
}

static uint64_t draw(void) {
    uint64_t value = 0;
    if (getrandom(&value, sizeof value, GRND_NONBLOCK) == (ssize_t)sizeof value) {
        return value;
    }
    /* Early at boot there may be none yet. Exclusive creation keeps this safe, if less lucky. */
    static uint64_t count;
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_nsec ^ (uint64_t)getpid() << 32 ^ ++count << 20;
}

void temporary_name(const char *name, char out_name[TEMPORARY_NAME_SIZE]) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    char suffix[7] = {0};
    uint64_t value = draw();
    for (size_t i = 0; i < sizeof suffix - 1; i++) {
        suffix[i] = letters[value % (sizeof letters - 1)];
        value /= sizeof letters - 1;
    }
    /* 240 + 8 fits into the 255 bytes that a name may have. */
    (void)snprintf(out_name, TEMPORARY_NAME_SIZE, ".%.240s.%s", name, suffix);
}
