/* The scribe writes a platform's answers byte by byte, as a table says: TLS ends with him, the
   request goes to the same dispatcher as behind libmicrohttpd, and its reply is rendered. */
#ifndef MOCK_SCRIBE_H
#define MOCK_SCRIBE_H

#include "mock/wire.h"
#include "mock/world.h"

/* True when the world renders its replies in a way that only a scribe can send. */
bool scribe_is_needed(const struct world *world);

/* Starts serving `world`, which must outlive the scribe, on its port. Errors: as wire_start. */
enum status scribe_start(struct world *world, struct wire **out_scribe,
                         struct diagnostic *out_diagnostic) MUST_USE;

#endif
