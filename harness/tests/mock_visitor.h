/* A visitor of the embedded platform: real connections through libcurl, requests written as
   templates over the profile that the platform gives out. */
#ifndef TESTS_MOCK_VISITOR_H
#define TESTS_MOCK_VISITOR_H

#include "mock/platform.h"
#include "mock/reply.h"
#include "json/document.h"

#include <curl/curl.h>

enum { VISITOR_FILLINGS = 31, VISITOR_TEXT_SIZE = 64 };

/* In templates: $r $o $f $a the devices (registered, online, offline, abnormal), $i $x the triggers
   (internal error, application gone), $k app_key, $t token, $A own appId, $U the unauthorized one,
   $s secret, $R refresh token. Near misses:
                                       of $o   of $k   of $t   of $A
     in other case                      $O      $K      $T
     cut by one                         $h      $4      $H      $c
     cut at its front                   $9      $5      $3
     with its first letter changed      $0      $6      $1
     with its middle letter changed             $7      $2
     with its last letter changed       $d      $8      $L      $l  */
struct visitor {
    struct platform *platform;
    CURL *curl;
    struct filling fillings[VISITOR_FILLINGS];
    char texts[VISITOR_FILLINGS][VISITOR_TEXT_SIZE];
};

/* All templates. NULL stands for what a conforming client sends; ABSENT for no such header. */
struct visit {
    const char *method;        /* GET */
    const char *target;        /* the query of $o */
    const char *app_key;       /* $k */
    const char *authorization; /* Bearer $t */
    const char *content_type;  /* none */
    const char *body;          /* none */
    const char *extra_header;  /* none */
};

#define ABSENT "\x01"
#define QUERY_PATH "/iocm/app/reg/v1.1.0/deviceCredentials"
#define LOGIN_PATH "/iocm/app/sec/v1.1.0/login"
#define REFRESH_PATH "/iocm/app/sec/v1.1.0/refreshToken"
#define DELETE_PATH "/iocm/app/dm/v1.4.0/devices"

#define QUERY(id) QUERY_PATH "/" id
#define JSON "application/json"
#define FORM "application/x-www-form-urlencoded"
#define NO_DEVICE "{\"error_code\":\"100403\",\"error_desc\":\"The device is not existed.\"}"
#define BAD_TOKEN                                                                                  \
    "{\"resultcode\":\"1010005\",\"resultmsg\":\"App_key or access_token is invalid.\"}"

struct visited {
    CURLcode code;
    long status;
    struct buffer head, body;
};

/* Starts a platform and logs in. False, with a message, when that fails. */
bool visitor_open(struct visitor *visitor, const struct platform_options *options);
void visitor_close(struct visitor *visitor);
/* Logs in (or renews), and keeps the tokens. The status. */
long visitor_login(struct visitor *visitor);

void visitor_visit(struct visitor *visitor, const struct visit *visit, struct visited *out_visited);
void visited_clean_up(struct visited *visited);
/* True when the answer has this status and `fragment` (a template; NULL: any) in head or body. */
bool visited_shows(const struct visitor *visitor, const struct visited *visited, long status,
                   const char *fragment);
/* Replaces the text of a filling. */
void visitor_set(struct visitor *visitor, char letter, struct bytes text);
/* Makes one visit and says whether it was answered so. */
bool visitor_sees(struct visitor *visitor, const struct visit *visit, long status,
                  const char *fragment);

struct visit_row {
    const char *name;
    struct visit visit;
    long status;
    const char *fragment; /* a template, of head or body; NULL: not looked at */
};

/* Makes all the visits in order; how many were not answered as their row says, each named. */
size_t visitor_check(struct visitor *visitor, const struct visit_row *rows, size_t count);

/* Sends a template as it is, every "~" as a NUL, on a fresh TLS connection; the start of what comes
   back goes to `out_answer`, NUL-terminated, "" when nothing comes. */
void visitor_send_raw(const struct visitor *visitor, const char *request, char *out_answer,
                      size_t size);

/* Asks for anything on a fresh connection of this scheme, and, over TLS, of this one version
   (CURL_SSLVERSION_…), with everything switched off that would keep libcurl from offering it. */
CURLcode visitor_knocks(const struct visitor *visitor, const char *scheme, long tls_version);

/* Starts a platform and asks it for anything, with its certificate checked as the profile says. */
CURLcode visitor_is_trusted(const struct platform_options *options);

#endif
