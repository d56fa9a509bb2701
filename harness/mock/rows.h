/* The words in which the tables of defects and of variants are written. */
#ifndef MOCK_ROWS_H
#define MOCK_ROWS_H

#include "mock/deviations.h"
#include "mock/rendering.h"

#define HOOKS(...)                                                                                 \
    .hooks = &(const struct hooks) {                                                               \
        __VA_ARGS__                                                                                \
    }

/* Bodies: of the 200, and of errors in both shapes. */
#define BODY(literal) HOOKS(.activation = TEMPLATE(literal))
#define BODY_AND_NAME(name) BODY("{\"deviceId\":$i,\"activated\":$a,\"name\":\"" name "\"}")
#define BODY_AND(members) BODY("{\"deviceId\":$i,\"activated\":$a,\"name\":$n," members "}")
#define ERRORS(literal)                                                                            \
    HOOKS(.platform_error = TEMPLATE(literal), .gateway_error = TEMPLATE(literal))
#define ERRORS_AND(literal, ...)                                                                   \
    HOOKS(.platform_error = TEMPLATE(literal), .gateway_error = TEMPLATE(literal), __VA_ARGS__)

/* Headers: one of the reply's own, or lines of the message. */
#define HEADER(name, value) HOOKS(.header = {name, value})
#define TYPE(type) HOOKS(.content_type = (type), .error_content_type = (type))

/* Messages: .message, and how they are sent. */
#define SENT(...) HOOKS(.rendering = &(const struct rendering){__VA_ARGS__})
#define MESSAGE(literal) SENT(.message = TEMPLATE(literal))
#define MESSAGE_AND_CLOSE(literal) SENT(.message = TEMPLATE(literal), .end = WIRE_CLOSE)
#define CHUNKED RENDERING_LINE "$hTransfer-Encoding: chunked\r\n\r\n"
#define LINES(lines) MESSAGE(RENDERING_LINE "$h" RENDERING_LENGTH lines "\r\n$b")

/* A literal many times over. */
#define FOUR(text) text text text text
#define SIXTEEN(text) FOUR(FOUR(text))
#define MANY(text) SIXTEEN(SIXTEEN(text)) /* 256 */

#endif
