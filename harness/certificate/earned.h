/* Whether a run earned a certificate: it is never vacuous. */
#ifndef CERTIFICATE_EARNED_H
#define CERTIFICATE_EARNED_H

#include "certificate/member.h"

/* STATUS_OK; STATUS_NOT_FOUND, the diagnostic saying why not: another verdict than conformant, an
   endpoint without TLS, nothing proven, a requirement that could have been proven and was not, a
   case that was filtered or cut. STATUS_INVALID: no report.json. The reader's sheet is
   report.json. */
enum status earned_check(struct member_reader *reader) MUST_USE;

#endif
