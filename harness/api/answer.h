/* The answer parser: a response body in, what it says or why it says nothing out.
   Document, sections "Response Parameters" and "Error Codes". */
#ifndef API_ANSWER_H
#define API_ANSWER_H

#include "api/error_table.h"
#include "json/document.h"

enum { STRING_LENGTH_MAX = 256 }; /* String(256) */

enum string_length { LENGTH_IN_CHARACTERS, LENGTH_IN_BYTES, LENGTH_IN_UTF16_UNITS };

enum answer_member {
    MEMBER_BODY, /* the body as a whole */
    MEMBER_DEVICE_ID,
    MEMBER_ACTIVATED,
    MEMBER_NAME,
    MEMBER_ERROR_CODE, /* error_code or resultcode */
    MEMBER_ERROR_DESC, /* error_desc or resultmsg */
};

enum answer_fault {
    ANSWER_NOT_JSON, /* see .json */
    ANSWER_NOT_AN_OBJECT,
    ANSWER_MEMBER_ABSENT, /* another case of the name does not count, and is told in .hint */
    ANSWER_WRONG_TYPE,
    ANSWER_TOO_LONG,
    ANSWER_HOLDS_NUL,            /* U+0000 in a documented string */
    ANSWER_HOLDS_LONE_SURROGATE, /* in a documented string */
    ANSWER_NULL_NAME,            /* interpretation name-null: a note, not by itself a refusal */
    ANSWER_UNDOCUMENTED_PAIR,    /* status and code are not in the error table */
    ANSWER_UNDOCUMENTED_STATUS,  /* neither 200 nor a status of the error table */
    ANSWER_FAULT_COUNT,
};

enum answer_shape { SHAPE_ERROR_CODE, SHAPE_RESULT_CODE }; /* error_code/…, resultcode/… */

struct answer_fault_at {
    enum answer_fault fault;
    enum answer_member member;
    const char *member_name; /* as the document or the shape spells it; "" for the body */
    enum json_fault json;    /* for ANSWER_NOT_JSON */
    enum json_kind kind;     /* for ANSWER_WRONG_TYPE and ANSWER_NOT_AN_OBJECT: what it is */
    struct bytes hint;       /* for ANSWER_MEMBER_ABSENT: its name in another case; absent if none;
                                borrows from the answer's document */
    size_t length;           /* for ANSWER_TOO_LONG, in `unit` */
    enum string_length unit; /* the one asked for */
    int status;              /* the one the body came with */
    /* Bytes from the start of the body: the value; for an absent member the closing brace of the
       object that lacks it; 0 for ANSWER_UNDOCUMENTED_STATUS. */
    size_t offset;
};

enum { ANSWER_FAULTS_MAX = 8 };

enum answer_kind {
    ANSWER_NONE,       /* nothing documented could be read */
    ANSWER_ACTIVATION, /* a 200: at least one of deviceId, activated, name */
    ANSWER_ERROR,      /* at least one of code and description, documented pair or not */
};

/* Views borrow from the document inside; members that could not be read are absent. */
struct answer {
    enum answer_kind kind;
    struct bytes device_id; /* strings as json/document.h spells them */
    bool has_activated;
    bool activated;
    struct bytes name;
    bool is_name_null;
    enum answer_shape shape;
    struct bytes code;
    struct bytes description;
    const struct error_row
        *row; /* the documented row of status and code; NULL where there is none */
    struct answer_fault_at faults[ANSWER_FAULTS_MAX]; /* all that is wrong, in document order */
    size_t fault_count;
    struct json_document document; /* owned; root NULL where the body is not JSON */
};

/* Parses a body that came with `status`. Never fails on content: what is wrong is listed in
   .faults, a fault of the status first, then the members in the order of the document's tables.
   Both shapes of an error are read, error_code deciding where both are there. A 200 that holds no
   member of its own but an error code is read as that error, and faulted for it. A string that is
   too long, or holds what it may not, is still given. STATUS_NO_MEMORY: `out_answer` is untouched.
   `body` must outlive the answer. */
enum status answer_parse(int status, struct bytes body, enum string_length unit,
                         struct answer *out_answer) MUST_USE;
void answer_clean_up(struct answer *answer);

/* True when nothing is wrong; a null name is no fault here (interpretation name-null, "warn"). */
bool answer_is_accepted(const struct answer *answer);

/* Appends one sentence: what is wrong with which member, without the place. */
enum status answer_fault_describe(const struct answer_fault_at *fault, struct buffer *out) MUST_USE;

#endif
