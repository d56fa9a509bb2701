/* A case: one request with at most one fault, and what the platform must answer to it. Pure data.
 */
#ifndef MODEL_CASE_H
#define MODEL_CASE_H

#include "model/requirement.h"

#include <stdbool.h>
#include <stddef.h>

enum device_slot {
    DEVICE_ANY, /* the first that the profile has of online, offline, abnormal, never connected */
    DEVICE_NEVER_CONNECTED,
    DEVICE_ONLINE,
    DEVICE_OFFLINE,
    DEVICE_ABNORMAL,
    DEVICE_FRESH,                       /* random, registered nowhere */
    DEVICE_TRIGGER_INTERNAL_ERROR,      /* the profile's triggers.internal_error */
    DEVICE_TRIGGER_APP_NOT_EXISTED_500, /* the profile's triggers.app_not_existed_500 */
    DEVICE_SLOT_COUNT,
};

enum application_slot {
    APPLICATION_ABSENT, /* no appId in the query */
    APPLICATION_OWN,
    APPLICATION_EMPTY, /* appId= */
    APPLICATION_UNKNOWN,
    APPLICATION_UNAUTHORIZED,
    APPLICATION_OWN_REPEATED, /* appId=own&appId=own */
};

/* What is done to a credential or a device id before it is sent. */
enum alteration {
    AS_GIVEN,
    ABSENT,
    EMPTY,
    CUT_BY_ONE,              /* without its last character */
    CUT_AT_FRONT,            /* without its first character */
    EXTENDED_BY_ONE,         /* one more character at the end */
    OTHER_CASE,              /* every letter in the other case; not generated without letters */
    FIRST_CHARACTER_CHANGED, /* by another of the same class, and never by case alone */
    LAST_CHARACTER_CHANGED,
    MIDDLE_CHARACTER_CHANGED,
    REPLACED, /* by a random value of the same length and alphabet */
    REPEATED, /* the header is sent twice, both times as given */
    ALTERATION_COUNT,
};

enum transport {
    TRANSPORT_TLS,
    TRANSPORT_CLEARTEXT, /* http:// to the endpoint's port */
    TRANSPORT_TLS_1_0,   /* a handshake that offers this version alone; no secret is ever sent */
    TRANSPORT_TLS_1_1,
};

/* How the row's requests are sent: rows of one chapter of the run go together, in this order. */
enum phase {
    PHASE_ACCEPTED, /* answered 200 by a conforming platform; the twins */
    PHASE_REFUSED,  /* refusals, hardening */
    PHASE_USING_UP, /* after an idle window: calls that come before the burst */
    PHASE_THROTTLE, /* at once, or after an idle window: the burst until the first refusal */
    PHASE_RECOVERY, /* after another idle window */
    PHASE_SAFETY,   /* every device again, last */
    PHASE_COUNT,
};

/* Rows that share a kind share the rule "after five time-outs in a row the rest is not sent". */
enum case_kind {
    KIND_PROTOTYPE, /* the documented request, or one field of it altered */
    KIND_PATH,      /* hardening.path */
    KIND_METHOD,    /* hardening.method */
    KIND_TRANSPORT, /* cleartext and old TLS versions */
    KIND_THROTTLE,
    KIND_OBSERVED, /* not sent: another tool recorded it */
    KIND_COUNT,
};

struct request_spec {
    const char *method; /* NULL is GET */
    enum device_slot device;
    enum alteration device_alteration;
    /* Hardening only: the path segment as it goes on the wire, built by
       url_build_deliberately_broken. "{device}" stands for the encoded id. NULL: the id itself. */
    const char *raw_segment;
    /* Hardening only: the id is this many copies of 'a' instead. 0: not. */
    unsigned overlong_characters;
    enum application_slot application;
    enum alteration application_alteration; /* of APPLICATION_OWN */
    enum alteration app_key;
    enum alteration token;
    /* The scheme in front of the token; NULL is "Bearer". "" sends the token alone. */
    const char *scheme;
    /* The whole Authorization value, e.g. "Bearer" without a token. NULL: scheme and token. */
    const char *authorization;
    enum transport transport;
    unsigned repeat; /* how often it is sent; 0 is once */
};

enum expectation {
    EXPECT_ACTIVATION,         /* 200 with the documented body and expect.activated */
    EXPECT_ERROR,              /* the documented pair expect.error */
    EXPECT_REFUSED_CREDENTIAL, /* a mandatory header is missing: interpretation missing-credential
                                */
    EXPECT_GENERAL,      /* the document is silent: no 5xx, a documented error shape, and no data of
                            a device that was not asked for */
    EXPECT_PATH_REFUSED, /* a 4xx, or a closed connection where it is over-long; no data */
    EXPECT_METHOD_REFUSED,     /* not answered as the GET was */
    EXPECT_HEAD_LIKE_GET,      /* judged where HEAD of a real device gives 200 */
    EXPECT_CLEARTEXT_REFUSED,  /* closed, or an answer that is not the document's */
    EXPECT_TLS_REFUSED,        /* an alert or a close after our hello */
    EXPECT_THROTTLED,          /* accepted for the whole allowance, then 403/1010009 */
    EXPECT_ERROR_OR_THROTTLED, /* the pair expect.error, or 403/1010009, whenever that comes */
    EXPECT_OBSERVED,           /* whatever was asked: documented data, or an error of the table */
};

enum activated {
    ACTIVATED_ANY, /* either, but the same each time */
    ACTIVATED_TRUE,
    ACTIVATED_FALSE,
};

/* The documented status and code of an error; ERROR_ROW_NONE where a row expects none. */
enum error_row_id {
    ERROR_ROW_NONE,
    ERROR_ROW_403_100203,
    ERROR_ROW_403_100217,
    ERROR_ROW_403_1010009,
    ERROR_ROW_403_1010005,
    ERROR_ROW_404_100403,
    ERROR_ROW_500_100203,
    ERROR_ROW_500_50252,
    ERROR_ROW_COUNT,
};

struct expect_spec {
    enum expectation answer;
    enum activated activated;
    enum error_row_id error;
};

enum { CASE_PROVES_MAX = 6 };

struct case_row {
    const char *id;    /* permanent: chapter.subject.what-is-done */
    const char *title; /* states a fact: what a conforming platform does */
    const char *twin; /* id of the accepted row that differs in one field alone; NULL if accepted */
    enum phase phase;
    enum case_kind kind;
    struct request_spec request;
    struct expect_spec expect;
    /* What it proves; the first is blamed when the answer is not the expected one. */
    unsigned proves_count;
    enum requirement_id proves[CASE_PROVES_MAX];
};

/* Spells .proves and .proves_count in a table row: PROVES(ERROR_404_100403, ERROR_BODY). */
#define PROVES(...)                                                                                \
    .proves_count = sizeof((enum requirement_id[]){__VA_ARGS__}) / sizeof(enum requirement_id),    \
    .proves = {__VA_ARGS__}

/* A table of rows, as cases/ exports it. */
struct case_table {
    const struct case_row *rows;
    size_t count;
};

#endif
