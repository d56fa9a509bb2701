/* A view of an exchange: its bytes read once, as an HTTP message and as an answer. */
#ifndef JUDGE_VIEW_H
#define JUDGE_VIEW_H

#include "api/answer.h"
#include "http/message.h"
#include "judge/judge.h"

/* Borrows from the exchange; owns what the readers allocate. */
struct view {
    bool has_status; /* a status line was read */
    int status;      /* 0 where none was */
    struct http_message message;
    struct bytes body;
    bool is_coded;          /* in a content coding that was not asked for: the body says nothing */
    bool is_extent_unknown; /* not JSON, but the framing lies: who can tell what the body was? */
    struct answer answer;   /* of kind ANSWER_NONE where the body was not read */
    enum error_row_id pair; /* the documented pair it carries */
};

/* Reads `exchange`. STATUS_NO_MEMORY; then nothing is left to close. */
enum status view_open(const struct judge_rules *rules, const struct exchange *exchange,
                      struct view *out_view) MUST_USE;
void view_close(struct view *view);

/* True when the request had a header of this name, in any case of its letters. */
bool view_has_sent(const struct exchange *exchange, const char *name);

/* True when it was answered with an error whose code is a string, and not an empty one. */
bool view_has_code(const struct view *view);
/* True when the body can be held against the platform: sent as it says, whole, and not coded. */
bool view_has_readable_body(const struct view *view);
/* True when its Content-Type says application/json. */
bool view_claims_json(const struct view *view);

/* The row of the error table, and back. ERROR_ROW_NONE and NULL belong together. */
const struct error_row *error_row_of(enum error_row_id id);
enum error_row_id error_row_id_of(const struct error_row *row);

/* A place in the exchange, in words and in bytes. */
struct place {
    char text[FINDING_WHERE_SIZE];
    struct finding_mark mark;
};
struct place view_place_in_body(const struct view *view, size_t offset);
struct place view_place_in_message(const struct exchange *exchange, size_t offset);

/* 403 with code "1010005", or 404 without a readable error code. */
struct quote view_pair_words(const struct view *view);

/* Never 0: to compare texts of which only a digest is kept. */
enum { DIGEST_PARTS_MAX = 4 };
uint64_t digest_of(const struct bytes *parts, size_t count);

/* What of an answer must not change between two askings; 0 where a member is missing. */
uint64_t view_answer_digest(const struct view *view);

#endif
