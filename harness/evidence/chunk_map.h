/* Where the data of a chunked body lies among its framing, RFC 9112 section 7.1. Lenient, because
   it serves redaction: whatever may be read as a chunk is taken for one. */
#ifndef EVIDENCE_CHUNK_MAP_H
#define EVIDENCE_CHUNK_MAP_H

#include "base/bytes.h"

struct chunk {
    size_t from; /* offset of its data */
    size_t size; /* of what is there of it */
};

/* The chunk at `*inout_at`, which is moved behind it. False at the last chunk, at what is no chunk,
   and at the end. Begin with 0. */
bool chunk_next(struct bytes framed, size_t *inout_at, struct chunk *out_chunk);

/* Puts the data of all chunks one behind another into `out_content`, which has room for as many
   bytes as `framed`; returns how many there are. */
size_t chunks_gather(struct bytes framed, unsigned char *out_content);

#endif
