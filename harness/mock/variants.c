/* The conforming variants: one row each, and nothing but data. */
#include "mock/call.h"

#define HOOKS(...)                                                                                 \
    .hooks = &(const struct hooks) {                                                               \
        __VA_ARGS__                                                                                \
    }

#define TYPE_WITH_CHARSET "application/json;charset=UTF-8"

const struct platform_variant platform_variants[] = {
    {"charset", "names the charset that JSON has anyway",
     HOOKS(.content_type = TYPE_WITH_CHARSET, .error_content_type = TYPE_WITH_CHARSET)},
    {"chunked", "sends every body in chunks", HOOKS(.framing = REPLY_CHUNKED)},
};

const size_t platform_variant_count = sizeof platform_variants / sizeof platform_variants[0];
