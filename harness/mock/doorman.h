/* The doorman looks at a connection's first byte and leads it to the server that speaks it: TLS and
   cleartext on one port. Only a defect needs him. */
#ifndef MOCK_DOORMAN_H
#define MOCK_DOORMAN_H

#include "base/status.h"

struct MHD_Daemon;
struct doorman;

/* Accepts on `listener`, which he owns from a success on. Both servers are of SERVER_IS_HANDED, and
   outlive him. STATUS_NO_MEMORY; STATUS_NETWORK: no thread or descriptor. */
enum status doorman_start(int listener, struct MHD_Daemon *tls, struct MHD_Daemon *cleartext,
                          struct doorman **out_doorman) MUST_USE;
void doorman_stop(struct doorman *doorman); /* NULL is ignored */

#endif
