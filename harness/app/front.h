/* A front: a real nginx between the run and the platform, where one is installed. */
#ifndef APP_FRONT_H
#define APP_FRONT_H

#include "base/status.h"

struct front; /* opaque */

/* Starts an nginx that passes everything on to https://127.0.0.1:`platform_port`. STATUS_NOT_FOUND:
   none is installed; STATUS_IO, STATUS_NETWORK, STATUS_NO_MEMORY, STATUS_INVALID. It ends with the
   thread that started it at the latest. */
enum status front_start(unsigned platform_port, struct front **out_front,
                        struct diagnostic *out_diagnostic) MUST_USE;
/* Ends it and removes what it wrote; NULL is ignored. */
void front_stop(struct front *front);

unsigned front_port(const struct front *front);
const char *front_ca_pem(const struct front *front); /* lives as long as the front */

#endif
