/* The platform's resources: what each answers. Handlers fill the reply and return why they refuse;
   the dispatcher writes the refusal. */
#ifndef MOCK_HANDLERS_H
#define MOCK_HANDLERS_H

#include "mock/call.h"

/* The document's query. */
enum refusal handle_query(struct call *call, struct reply *reply);
/* POST .../login and .../refreshToken of the Authentication API. */
enum refusal handle_login(struct call *call, struct reply *reply);
enum refusal handle_refresh(struct call *call, struct reply *reply);
/* POST .../deviceCredentials and DELETE .../devices/{deviceId}. */
enum refusal handle_register(struct call *call, struct reply *reply);
enum refusal handle_delete(struct call *call, struct reply *reply);
/* POST /mock/devices/{deviceId}/connect, disconnect and fail: what else in the world happens to a
   device. Authenticated like the rest. */
enum refusal handle_connect(struct call *call, struct reply *reply);
enum refusal handle_disconnect(struct call *call, struct reply *reply);
enum refusal handle_fail(struct call *call, struct reply *reply);

/* Finds the resource and the method, has it handled, and finishes `reply`, which was initialised by
   the caller and is his to clean up. */
void dispatch(struct call *call, struct reply *reply);

#endif
