/* The chain: each entry carries the SHA-256 of the one recorded before it, the first that of the
   head, and the end that of the last; so none can be dropped, altered or moved unseen. Each also
   carries its own: where a run died, nothing follows the last one. */
#ifndef EVIDENCE_CHAIN_H
#define EVIDENCE_CHAIN_H

#include "evidence/record.h"

struct chain {
    uint32_t count;                       /* entries so far */
    char last_sha256[RECORD_DIGEST_SIZE]; /* of the last entry's bytes, or the head's */
    char next_sha256[RECORD_DIGEST_SIZE]; /* of the entry that was linked and is not recorded yet */
};

/* Begins behind a head. STATUS_NO_MEMORY: the digest could not be made. */
enum status chain_begin(struct bytes head, struct chain *out_chain) MUST_USE;
/* Gives an entry, as har_entry_write made it, its place: the members "sha256" (of what stands
   before it), "record" and "previous", last in its "_assay". STATUS_NO_MEMORY, STATUS_LIMIT: it is
   as it was. */
enum status chain_link(struct chain *chain, struct buffer *inout_entry) MUST_USE;
/* The entry that was linked is recorded: the next one follows it. */
void chain_advance(struct chain *chain);

/* SHA-256 in lower-case hex. */
enum status chain_digest(struct bytes text, char out_digest[RECORD_DIGEST_SIZE]) MUST_USE;

#endif
