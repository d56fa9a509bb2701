/* A stage for little platforms: one responder on the wire, a profile for it, and rows that are
   played on it one after another, each certified. */
#ifndef TESTS_STAGE_H
#define TESTS_STAGE_H

#include "tests/certify.h"
#include "tests/rendering.h"

/* One platform. Zero conforms. */
struct performance {
    const char *name;
    struct little_manners manners;
    struct rendering rendering;
    unsigned total_ms;   /* the profile's timeouts.total_ms; 0: as long as it takes */
    bool logs_in;        /* the profile has a secret in place of a token */
    bool has_client_key; /* and a client certificate, with the passphrase of its key */
    struct certify_manner manner;
    struct certify_blame blame;
};

/* Members of a performance, for tables of them. */
#define BODY(literal) .rendering = {.activation = TEXT(literal)}
#define ERRORS(literal) .rendering = {.error = TEXT(literal)}
#define MESSAGE(literal) .rendering = {.message = TEXT(literal)}
#define CLOSING(literal) .rendering = {.message = TEXT(literal), .end = WIRE_CLOSE}
#define WITH_HEADER(lines) MESSAGE("HTTP/1.1 $s $r\r\n" PLAIN_TYPE PLAIN_LENGTH lines "\r\n$b")
#define WITH_MEMBERS(members) BODY("{\"deviceId\":$i,\"activated\":$a,\"name\":$n," members "}")
#define WITH_NAME(name) BODY("{\"deviceId\":$i,\"activated\":$a,\"name\":\"" name "\"}")
#define CHUNKED "HTTP/1.1 $s $r\r\n" PLAIN_TYPE "Transfer-Encoding: chunked\r\n"
#define BREAKS(list) .blame = {.breaks = (list)}
#define WARNS(list) .blame = {.warns = (list)}

/* A literal many times over. */
#define FOUR(text) text text text text
#define SIXTEEN(text) FOUR(FOUR(text))
#define MANY(text) SIXTEEN(SIXTEEN(text)) /* 256 */

/* CMocka's set-up and tear-down of a group: scratch folder and responder. */
int stage_set_up(void **state);
int stage_tear_down(void **state);

/* Makes the responder play this from now on, and writes "little.json" for it. */
bool stage_prepare(const struct performance *performance);
/* Prepares and certifies. */
bool stage_play(const struct performance *performance, struct certification *out_certification);
/* Plays them all; each must be blamed as it says. Fails the test at its end. */
void stage_check(const struct performance *rows, size_t count);

/* Requests seen since the last stage_prepare. */
unsigned stage_requests(void);

#endif
