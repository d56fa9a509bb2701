#include "report/mark.h"

const struct mark requirement_marks[REQUIREMENT_STATUS_COUNT] = {
    [REQUIREMENT_PROVEN] = {"✓", "+", "proven", INK_GOOD},
    [REQUIREMENT_WARNED] = {"!", "!", "warned", INK_WARN},
    [REQUIREMENT_NOT_PROVOKED] = {"·", ".", "not provoked", INK_FAINT},
    [REQUIREMENT_NOT_RUN] = {"–", "-", "not run", INK_WARN},
    [REQUIREMENT_WAIVED] = {"~", "~", "waived", INK_WARN},
    [REQUIREMENT_BROKEN] = {"✗", "x", "broken", INK_BAD},
};

const struct mark case_marks[CASE_STATUS_COUNT] = {
    [CASE_PASS] = {"✓", "+", "pass", INK_GOOD},       [CASE_WARN] = {"!", "!", "warn", INK_WARN},
    [CASE_NOT_RUN] = {"–", "-", "not run", INK_WARN}, [CASE_FAIL] = {"✗", "x", "fail", INK_BAD},
    [CASE_ERROR] = {"✗", "x", "error", INK_BAD},
};

const struct mark verdict_marks[] = {
    [VERDICT_CONFORMANT] = {"", "", " CONFORMANT ", INK_GOOD_BLOCK},
    [VERDICT_NONCONFORMANT] = {"", "", " NONCONFORMANT ", INK_BAD_BLOCK},
    [VERDICT_INCONCLUSIVE] = {"", "", " INCONCLUSIVE ", INK_WARN_BLOCK},
    [VERDICT_NONE] = {"", "", " NO VERDICT ", INK_WARN_BLOCK},
};

void page_mark(struct page *page, const struct mark *mark) {
    page_ink(page, mark->ink);
    page_symbol(page, mark->symbol, mark->ascii);
    page_put(page, " ");
    page_put(page, mark->word);
    page_ink(page, INK_PLAIN);
}
