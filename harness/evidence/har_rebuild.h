/* The raw bytes that another tool's HAR does not have, rebuilt from what it lists. Approximate by
   nature: a verdict on framing cannot rest on them. */
#ifndef EVIDENCE_HAR_REBUILD_H
#define EVIDENCE_HAR_REBUILD_H

#include "evidence/har_reader.h"

/* Request head and body. */
struct bytes har_rebuild_request(struct har_reader *reader, const struct json_node *request,
                                 struct bytes method, struct bytes url);
/* Status line and header. Without Content-Length and Transfer-Encoding: a HAR has the content
   de-chunked and decoded, so what they said is no longer true of it. Empty where the status is 0:
   then there was no answer. */
struct bytes har_rebuild_head(struct har_reader *reader, const struct json_node *response);

#endif
