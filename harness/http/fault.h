/* How the readers of this floor report what they find. */
#ifndef HTTP_FAULT_H
#define HTTP_FAULT_H

#include "http/message.h"

/* Lists the fault in order of place. Only the first place of each kind is kept, so that a message
   with a hundred bare line feeds still has room to say that its lengths conflict. */
void http_fault_note(struct http_message *message, enum http_fault fault, size_t offset);

#endif
