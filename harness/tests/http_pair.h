/* A faulty message and its nearest conforming neighbour: a check must fire on the one and be silent
   on the other. */
#ifndef TESTS_HTTP_PAIR_H
#define TESTS_HTTP_PAIR_H

#include "http/message.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define TEXT(literal)                                                                              \
    { (const unsigned char *)(literal), sizeof(literal) - 1 }
#define STATUS "HTTP/1.1 200 OK\r\n"
#define CHUNKED STATUS "Transfer-Encoding: chunked\r\n\r\n"

struct http_wire {
    struct bytes head;
    struct bytes framed;
};

struct http_pair {
    const char *name;
    enum http_fault fault; /* the only one of `faulty` */
    size_t offset;         /* and where it is */
    struct http_wire faulty;
    struct http_wire neighbour;
    bool is_head_request;
};

/* Both print what differs, pair by pair, and return the number of pairs that do. */
size_t http_pairs_count_missed(const struct http_pair *pairs, size_t count);
size_t http_pairs_count_false_alarms(const struct http_pair *pairs, size_t count);

#endif
