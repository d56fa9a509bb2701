/* The conforming variants: one row each, and nothing but data. */
#include "mock/rows.h"

const struct platform_variant platform_variants[] = {
#include "mock/variants/body.inc"
#include "mock/variants/meaning.inc"
#include "mock/variants/message.inc"
};

const size_t platform_variant_count = sizeof platform_variants / sizeof platform_variants[0];
