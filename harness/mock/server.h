/* The HTTP server under the platform: the only file that speaks to libmicrohttpd. */
#ifndef MOCK_SERVER_H
#define MOCK_SERVER_H

#include "mock/certificate.h"
#include "mock/world.h"

struct MHD_Daemon;

/* How connections reach a server: from a listening socket of its own, or handed over. */
enum server_entrance { SERVER_LISTENS, SERVER_IS_HANDED };

/* Starts threads that answer in `world`, which must outlive the server. `listener` is a listening
   socket; libmicrohttpd owns it from the call on, and closes it even when it fails. It is ignored
   for SERVER_IS_HANDED. `certificate` NULL
   serves cleartext. STATUS_NETWORK: libmicrohttpd refused. */
enum status server_start(struct world *world, const struct certificate *certificate,
                         enum server_entrance entrance, int listener,
                         struct MHD_Daemon **out_server,
                         struct diagnostic *out_diagnostic) MUST_USE;
void server_stop(struct MHD_Daemon *server); /* NULL is ignored */
/* Hands a connected socket over; the server owns it, and has closed it when it could not take it.
 */
void server_take(struct MHD_Daemon *server, int fd);

#endif
