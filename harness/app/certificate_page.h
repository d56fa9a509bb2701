/* What a certificate says, as a page for a person. */
#ifndef APP_CERTIFICATE_PAGE_H
#define APP_CERTIFICATE_PAGE_H

#include "certificate/certificate.h"

/* Appends who, when, the verdict, how much of the document is proven, what was not provoked and
   why, and the interpretations chosen. For a certificate that holds: members that are not there are
   left out. STATUS_NO_MEMORY, STATUS_LIMIT. */
enum status certificate_page(const struct certificate *certificate, struct buffer *out) MUST_USE;

#endif
