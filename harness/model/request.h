/* A request, concrete and ready to be sent: what plan makes and execute takes. */
#ifndef MODEL_REQUEST_H
#define MODEL_REQUEST_H

#include "base/bytes.h"
#include "model/case.h"

enum { REQUEST_HEADERS_MAX = 12 };

/* Owns everything it points to but `case_id`; request_clean_up frees it. */
struct request {
    const char *case_id; /* borrowed from the case table */
    const char *method;  /* a literal */
    char *url;
    char *headers[REQUEST_HEADERS_MAX]; /* "Name: value", or "Name;" for an empty value */
    size_t header_count;
    char *body; /* NULL where there is none */
    char *asked_device;
    size_t asked_device_size; /* bytes */
    enum transport transport;
    bool is_unpaced;  /* part of a burst: it does not wait for the allowance, but uses it up */
    uint32_t attempt; /* see struct exchange */
};

/* Frees what it owns and leaves it empty. Clears header memory first: it held secrets. */
void request_clean_up(struct request *request);

#endif
