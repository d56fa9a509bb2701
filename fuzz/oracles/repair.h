/* A copy of a JSON text that jansson can read where it steps aside (deviation.h): each trouble is
   replaced by something harmless that tells where it was. */
#ifndef FUZZ_ORACLES_REPAIR_H
#define FUZZ_ORACLES_REPAIR_H

#include "base/bytes.h"

/* The stand-ins: \uD800 to \uDFFF without its other half is U+100000 to U+1007FF, each its own, so
   that names which differ still differ; \u0000 is U+100800. Every number is 1. */
enum { STAND_IN_FIRST = 0x100000, STAND_IN_NUL = 0x100800 };

/* `text` has the terminals of the grammar (yajl took it). The copy is the arena's. False where
   the text holds what could be mistaken for a stand-in, or the arena is used up. */
bool repair(struct bytes text, struct bytes *out_copy) MUST_USE;
/* True when a string of a repaired text holds a stand-in. */
bool repair_shows_in(const char *text, size_t size);

#endif
