/* One request as the platform's handlers see it, and the world they act on. */
#ifndef MOCK_CALL_H
#define MOCK_CALL_H

#include "base/clock.h"
#include "mock/application.h"
#include "mock/device.h"
#include "mock/hooks.h"
#include "mock/locator.h"
#include "mock/occasion.h"
#include "mock/platform.h"

/* All that outlives a request. */
struct world {
    struct platform_options options;
    struct clock clock; /* the only source of time */
    struct mint mint;
    struct hooks hooks; /* the conforming ones, with those of the variant laid over them */
    const struct platform_variant *variant; /* NULL: none; and */
    const struct defect *defect;            /* the same */
    struct hooks deviating; /* with those of the defect laid over both; where there is none,
                               the same */
    struct occasions occasions;
    struct application_table applications;
    struct device_registry devices;
};

/* A header that may come more than once. */
struct header_given {
    struct bytes value; /* of the first; absent where there is none */
    unsigned count;
};

/* A connection's calls. */
struct call_count {
    unsigned all;
    int64_t window_end_us; /* of a window that begins with its first call */
    uint32_t in_window;
};

/* Borrows from the request; lives while it is answered. */
struct call {
    struct world *world;
    int64_t now_us;
    struct bytes method;
    struct locator locator;
    struct bytes segment; /* of the path, raw: the device id */
    struct header_given app_key, authorization, content_type;
    struct bytes body;
    unsigned ordinal;              /* calls on this connection before this one */
    struct call_count *connection; /* NULL behind a scribe */
    unsigned repetition;           /* how often the very same was asked before, */
    unsigned in_a_row;             /* and how often of these with nothing else between */
    bool is_drawn;                 /* a defect may show in it; see occasion_note */

    /* Filled in by the checks. */
    struct bytes token;     /* what follows the scheme */
    size_t caller;          /* the application that asks */
    size_t application;     /* the one whose devices it asks for */
    struct locator_text id; /* what the segment stands for; "" where it is malformed */
    bool is_settled;        /* all is checked, and .refusal is what became of it */
    enum refusal refusal;
    struct device_facts device; /* what the query answers; .id is "" before it is known */
};

/* All empty; .now_us is the world's. */
void call_init(struct call *call, struct world *world);
/* One header of the request. Borrows the value. */
void call_note_header(struct call *call, struct bytes name, struct bytes value);

#endif
