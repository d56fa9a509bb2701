/* What must hold of exchanges as the engine records them. */
#ifndef FUZZ_ORACLES_RECORDED_H
#define FUZZ_ORACLES_RECORDED_H

#include "model/exchange.h"

/* Stands in every request. */
#define RECORDED_SECRET "kq7Zp+/w3X~vB9=eYr2M0uLs"

/* An exchange_sink's record; the context is the scripted server. Breaks "exchange-range";
   "exchange-bytes" where the record is not what the server sent, from its first byte on and, of a
   complete answer, to the last that it can have read; "exchange-judgement" where the judge finds
   something else in the exchange read back from a HAR; and what exchange.h and judgement.h name. */
enum status recorded_check(void *server, const struct exchange *exchange);

#endif
