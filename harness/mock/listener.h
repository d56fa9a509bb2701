/* A listening socket on the loopback address. */
#ifndef MOCK_LISTENER_H
#define MOCK_LISTENER_H

#include "base/status.h"

/* Listens on 127.0.0.1; port 0 takes any free one. The socket does not block, and the caller closes
   it. STATUS_NETWORK: the diagnostic names the port and the reason. */
enum status listener_open(unsigned port, int *out_fd, unsigned *out_port,
                          struct diagnostic *out_diagnostic) MUST_USE;

#endif
