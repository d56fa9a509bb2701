#include "app/core_dump.h"

#include <sys/resource.h>

void core_dump_forbid(void) {
    const struct rlimit none = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &none);
}
