/* The checks that a call has to pass, one after the other. */
#ifndef MOCK_CHECKS_H
#define MOCK_CHECKS_H

#include "mock/call.h"

/* Who asks: app_key and access token. Fills .token, .caller and .application. The first reason to
   refuse that the hooks do not overlook, or REFUSE_NOT. */
enum refusal checks_credentials(struct call *call);

/* Whose devices are asked for: the query's appId, which fills .application. */
enum refusal checks_application(struct call *call);

/* All that the query checks: credentials, throttle, application, and the device, which fills .id
   and .device. */
enum refusal checks_query(struct call *call);

/* True when the hooks let this refusal pass. */
bool checks_is_overlooked(const struct call *call, enum refusal refusal);

#endif
