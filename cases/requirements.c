#include "cases/cases.h"

/* The catalogue. Ids are permanent: reports, waivers and other people's scripts key on them. */

#define PARAMETERS "the document, section Request Parameters"
#define RESPONSE "the document, section Response Parameters"
#define ERRORS "the document, section Error Codes"
#define SCENARIO "the document, section Typical Scenario"
#define PROTOTYPE "the document, section API Prototype"

#define CONNECTED                                                                                  \
    "When the device connects to the IoT platform for the first time, the activation status of "   \
    "the device is true regardless of whether the device is online, offline, or abnormal."

const struct requirement requirement_catalogue[REQUIREMENT_COUNT] = {
#include "cases/requirements_request.inc"

#include "cases/requirements_answer.inc"

#include "cases/requirements_hardening.inc"
};
