/* Ctrl-C and SIGTERM: one flag that whoever works watches. */
#ifndef APP_STOP_H
#define APP_STOP_H

#include <signal.h>

extern volatile sig_atomic_t stop_requested;

/* From now on SIGINT and SIGTERM set the flag; one that comes later than 300 ms after the first
   ends the program at once. SIGPIPE and SIGXFSZ are ignored: a pager that goes away and a full disk
   are errors of that write alone. */
void stop_install(void);

#endif
