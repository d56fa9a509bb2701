/* A requirement: what a deployment must do, where that is written, and how the suite proves it. */
#ifndef MODEL_REQUIREMENT_H
#define MODEL_REQUIREMENT_H

#include <stddef.h>

/* Worst last: a level decides what breaking the requirement means for the verdict. */
enum level {
    LEVEL_HARDENING,  /* good practice; breaking it is a warning (a failure with --strict) */
    LEVEL_STANDARD,   /* an RFC says it; breaking it makes the deployment nonconformant */
    LEVEL_DOCUMENTED, /* the document says it; likewise */
};

/* The permanent ids stand in cases/requirements_*.inc; this is their order in every report. */
enum requirement_id {
    REQUEST_HTTPS,
    REQUEST_METHOD,
    REQUEST_APP_KEY,
    REQUEST_AUTHORIZATION,
    REQUEST_DEVICE_ID,
    REQUEST_APP_ID_OPTIONAL,
    REQUEST_APP_ID_ACCEPTED,
    RESPONSE_STATUS,
    RESPONSE_CONTENT_TYPE,
    RESPONSE_JSON,
    RESPONSE_FRAMING,
    RESPONSE_DEVICE_ID,
    RESPONSE_ACTIVATED,
    RESPONSE_NAME,
    ACTIVATION_NEVER_CONNECTED,
    ACTIVATION_ONLINE,
    ACTIVATION_OFFLINE,
    ACTIVATION_ABNORMAL,
    ACTIVATION_QUERY_IS_SAFE,
    ERROR_403_100203,
    ERROR_403_100217,
    ERROR_403_1010009,
    ERROR_403_1010005,
    ERROR_404_100403,
    ERROR_500_100203,
    ERROR_500_50252,
    ERROR_BODY,
    ERROR_DESCRIPTION,
    ERROR_UNDOCUMENTED,
    THROTTLE_THRESHOLD,
    THROTTLE_RECOVERS,
    HARDENING_PATH,
    HARDENING_METHOD,
    HARDENING_INPUT,
    HARDENING_SECRET_ECHO,
    HARDENING_CACHE,
    HARDENING_ERROR_LEAK,
    HARDENING_CLEARTEXT,
    HARDENING_TLS_VERSION,
    REQUIREMENT_COUNT,
    REQUIREMENT_NONE = REQUIREMENT_COUNT, /* the end of a list */
};

struct requirement {
    const char *id;
    enum level level;
    const char *title;  /* one line: what must hold */
    const char *source; /* where it is written: a section of the document, or RFC and section */
    const char *words;  /* the document's or the RFC's own words, or what good practice says */
    const char *proof;  /* how the suite proves it */
    const char *remedy; /* what to do when it is broken */
};

#endif
