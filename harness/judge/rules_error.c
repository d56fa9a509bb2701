/* Rules about answers that are errors: the body, the description, and the table as a whole. */
#include "judge/inquiry.h"

static void judge_shape(struct inquiry *inquiry) {
    const struct answer *answer = &inquiry->view->answer;
    if (answer->kind != ANSWER_ERROR || answer->shape != SHAPE_RESULT_CODE) {
        return;
    }
    inquiry_matter(inquiry, INTERPRET_ERROR_SHAPE);
    if (inquiry_choice(inquiry, INTERPRET_ERROR_SHAPE) == CHOICE_ERROR_CODE) {
        inquiry_accuse(inquiry,
                       (struct charge){
                           .requirement = ERROR_BODY,
                           .expected = "error_code and error_desc (interpretation error-shape)",
                           .where = "body",
                       },
                       "resultcode and resultmsg");
    }
}

/* An empty string is a string, and no code: a client has nothing to go by. */
static void judge_code(struct inquiry *inquiry) {
    const struct answer *answer = &inquiry->view->answer;
    if (answer->kind == ANSWER_ERROR && answer->code.data != NULL && answer->code.size == 0) {
        inquiry_accuse(inquiry,
                       (struct charge){
                           .requirement = ERROR_BODY,
                           .expected = "an error code and an error description, both strings",
                           .where = "body, the error code",
                       },
                       "an empty error code");
    }
}

/* Interpretation error-text. Texts of other editions are differences too, and so is one that is
   empty: it is there, as a string, and says nothing (error.body asks for no more than a string). */
static void judge_description(struct inquiry *inquiry) {
    const struct view *view = inquiry->view;
    const struct error_row *row = error_row_of(view->pair);
    enum choice choice = inquiry_choice(inquiry, INTERPRET_ERROR_TEXT);
    struct bytes description = view->answer.description;
    bool is_empty = description.data != NULL && description.size == 0;
    if (description.data == NULL || (row == NULL && !is_empty)) {
        return;
    }
    inquiry_exercise(inquiry, ERROR_DESCRIPTION);
    if (row != NULL && bytes_equal_text(description, row->description)) {
        return;
    }
    inquiry_matter(inquiry, INTERPRET_ERROR_TEXT);
    if (choice != CHOICE_ACCEPT) {
        inquiry_accuse(
            inquiry,
            (struct charge){
                .requirement = ERROR_DESCRIPTION,
                .gravity = choice == CHOICE_FAIL ? GRAVITY_FAILS : GRAVITY_WARNS,
                .expected = row == NULL ? "a text that says what is wrong" : row->description,
                .where = "body, the description",
            },
            "%s", quote_of(description).text);
    }
}

/* An empty body is the lack of code and description, not of JSON syntax. */
static void judge_empty(struct inquiry *inquiry) {
    inquiry_accuse(inquiry,
                   (struct charge){
                       .requirement = ERROR_BODY,
                       .expected = "an error code and an error description, both strings",
                       .where = "body",
                   },
                   "no body");
}

/* What claims to be JSON and is not breaks its syntax alone. A page of another kind has no place
   for code and description either. */
static void judge_page(struct inquiry *inquiry) {
    const struct view *view = inquiry->view;
    bool is_json = view->answer.document.root != NULL;
    if (!is_json && !view_claims_json(view)) {
        inquiry_accuse(inquiry,
                       (struct charge){
                           .requirement = ERROR_BODY,
                           .expected = "an error code and an error description in a JSON object",
                           .where = "body",
                       },
                       "a body that is no JSON, and does not claim to be");
    }
}

static void judge_body(struct inquiry *inquiry) {
    if (inquiry->view->body.size == 0) {
        judge_empty(inquiry);
        return;
    }
    inquiry_exercise(inquiry, RESPONSE_JSON);
    inquiry_exercise(inquiry, ERROR_BODY);
    rules_body_faults(inquiry);
    judge_page(inquiry);
    judge_shape(inquiry);
    judge_code(inquiry);
    judge_description(inquiry);
}

/* The pair is told by status and code; without a code a status that no row has tells it as well. A
   redirect without a code is no error answer. */
static bool is_outside_the_table(const struct view *view) {
    if (view_has_code(view)) {
        return view->pair == ERROR_ROW_NONE;
    }
    return view->status >= 400 && !error_table_has_status(view->status);
}

static void judge_pair(struct inquiry *inquiry) {
    inquiry_exercise(inquiry, ERROR_UNDOCUMENTED);
    if (is_outside_the_table(inquiry->view)) {
        inquiry_accuse(
            inquiry,
            (struct charge){
                .requirement = ERROR_UNDOCUMENTED,
                .expected = "200 without an error code, or a pair of the document's error table",
                .where = "status line and error code",
            },
            "%s", view_pair_words(inquiry->view).text);
    }
}

/* An answer owes the documented body where it claims to be a documented error: by its code, or by
   its status. A gateway's 503 page claims nothing of the kind. Under 200 the members of an
   activation are owed, not those of an error. */
static bool owes_error_body(const struct view *view, enum error_scope scope) {
    if (view->status == 200) {
        return false;
    }
    return view_has_code(view) || error_table_has_status(view->status) ||
           (scope == SCOPE_OPEN && http_is_client_error(view->status));
}

/* "On documented errors": where the table has the pair, or has the status and should have it. */
static bool owes_json_type(const struct view *view, enum error_scope scope) {
    return view->pair != ERROR_ROW_NONE || (scope == SCOPE_DOCUMENTED && !view_has_code(view) &&
                                            error_table_has_status(view->status));
}

void rules_error_answer(struct inquiry *inquiry, enum error_scope scope) {
    const struct view *view = inquiry->view;
    if (owes_error_body(view, scope) && view_has_readable_body(view)) {
        judge_body(inquiry);
    }
    if (owes_json_type(view, scope)) {
        rules_content_type(inquiry);
    }
    if (scope == SCOPE_DOCUMENTED) {
        judge_pair(inquiry);
    }
}
