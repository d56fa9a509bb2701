/* Ctrl-C and SIGTERM: one flag that whoever works watches. */
#ifndef APP_STOP_H
#define APP_STOP_H

#include <signal.h>

extern volatile sig_atomic_t stop_requested;

/* From now on SIGINT and SIGTERM set the flag; a second SIGINT ends the program at once. SIGPIPE is
   ignored: a peer or a pager that goes away is an error of that write alone. */
void stop_install(void);

#endif
