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

static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";

enum { SUFFIX_SIZE = 6 };

void temporary_name(const char *name, char out_name[TEMPORARY_NAME_SIZE]) {
    char suffix[SUFFIX_SIZE + 1] = {0};
    uint64_t value = draw();
    for (size_t i = 0; i < sizeof suffix - 1; i++) {
        suffix[i] = letters[value % (sizeof letters - 1)];
        value /= sizeof letters - 1;
    }
    /* 240 + 8 fits into the 255 bytes that a name may have. */
    (void)snprintf(out_name, TEMPORARY_NAME_SIZE, ".%.240s.%s", name, suffix);
}

bool temporary_is_of(const char *temporary, const char *name) {
    size_t size = strlen(name);
    bool is_begun = temporary[0] == '.' && strncmp(temporary + 1, name, size) == 0 &&
                    temporary[size + 1] == '.';
    const char *suffix = is_begun ? temporary + size + 2 : "";
    return strlen(suffix) == SUFFIX_SIZE && strspn(suffix, letters) == SUFFIX_SIZE;
}
