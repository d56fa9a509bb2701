/* Rule about error bodies: nothing of the inside of the platform. */
#include "judge/inquiry.h"
#include "judge/leak.h"

/* Errors are short; what hides behind this much text is not looked for. */
enum { LEAK_SEARCH_BYTES = 65536 };

/* On the cleartext rows a 400 of whoever holds the port is right, page and all. */
static bool is_searched(const struct inquiry *inquiry) {
    const struct case_row *row = inquiry->row;
    return inquiry->view->status >= 400 &&
           (row == NULL || row->expect.answer != EXPECT_CLEARTEXT_REFUSED);
}

/* As it is first: what is no JSON may hold a backslash that is none of JSON's. Without a backslash
   both are the same. */
static void search(struct inquiry *inquiry, struct bytes raw, struct bytes unescaped) {
    struct leak leak = leak_find(raw);
    if (leak.words == NULL && unescaped.size != raw.size) {
        leak = leak_find(unescaped);
    }
    if (leak.words != NULL) {
        inquiry_accuse(inquiry,
                       (struct charge){
                           .requirement = HARDENING_ERROR_LEAK,
                           .expected = "code and description, nothing of the inside",
                           .where = "body",
                       },
                       "%s: %s", leak.words, quote_of(leak.excerpt).text);
    }
}

void rules_error_leak(struct inquiry *inquiry) {
    struct bytes body = bytes_slice(inquiry->view->body, 0, LEAK_SEARCH_BYTES);
    struct buffer text;
    if (!is_searched(inquiry)) {
        return;
    }
    inquiry_exercise(inquiry, HARDENING_ERROR_LEAK);
    buffer_init(&text, LEAK_SEARCH_BYTES);
    enum status status = leak_unescape(body, &text);
    if (status == STATUS_OK) {
        search(inquiry, body, buffer_view(&text));
    } else if (inquiry->status == STATUS_OK) {
        inquiry->status = status;
    }
    buffer_clean_up(&text);
}
