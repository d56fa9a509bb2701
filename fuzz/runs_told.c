/* Targets what the page of runs reads (harness/report): any bytes as a run's report.json, and the
   row that is made of it. */
#include "report/runs_told.h"
#include "base/utf8.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/sample.h"
#include "fuzz/oracles/sweep.h"
#include "report/runs_page.h"

#include <limits.h>

enum { SWEEP_ONE_IN = 512, SWEEP_TRIES = 24, ROW_LIMIT_BYTES = 64 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void render(struct bytes verdict, struct bytes target_name, struct bytes started,
                   struct buffer *out) {
    const struct runs_row row = {.run_id = "20260101T000000Z-0123abcd",
                                 .verdict = verdict,
                                 .target_name = target_name,
                                 .started = started,
                                 .files = {"report.html"}};
    buffer_init(out, ROW_LIMIT_BYTES);
    SETUP(runs_page_row(&row, out) == STATUS_OK);
}

static size_t count(const struct buffer *text, unsigned char wanted) {
    size_t found = 0;
    for (size_t i = 0; i < text->size; i++) {
        found += text->data[i] == wanted;
    }
    return found;
}

/* Whatever a report says, its row has the tags of any other and no byte that steers. */
static void check_row(const struct runs_told *told) {
    static const char tags[] = "<>\"\n";
    struct buffer row;
    struct buffer plain;
    render(told->verdict, told->target_name, told->started, &row);
    render(told->verdict, bytes_of_text("a"), bytes_of_text("b"), &plain);
    for (size_t i = 0; tags[i] != '\0'; i++) {
        unsigned char tag = (unsigned char)tags[i];
        ORACLE("runs-row-tags", count(&row, tag) == count(&plain, tag), "%zu of %02x",
               count(&row, tag), (unsigned)tag);
    }
    for (size_t i = 0; i < row.size; i++) {
        unsigned char byte = row.data[i];
        ORACLE("runs-row-text", (byte >= ' ' || byte == '\n') && byte != 0x7f, "byte %02x",
               (unsigned)byte);
    }
    ORACLE("runs-row-text", utf8_is_valid(buffer_view(&row)), "no UTF-8");
    buffer_clean_up(&plain);
    buffer_clean_up(&row);
}

static enum sweep_result read_with_less_memory(void *context) {
    struct runs_told told;
    enum status status = runs_told_read(*(struct bytes *)context, &told);
    if (status == STATUS_OK) {
        runs_told_clean_up(&told);
    }
    return status == STATUS_NO_MEMORY ? SWEEP_NO_MEMORY : SWEEP_DONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bytes text = bytes_of(data, size);
    struct runs_told told;
    oracle_count_input();
    enum status status = runs_told_read(text, &told);
    ORACLE("runs-status", status == STATUS_OK || status == STATUS_INVALID, "%s",
           status_words(status));
    if (status == STATUS_OK) {
        oracle_count_deep();
        check_row(&told);
        runs_told_clean_up(&told);
    }
    if (sample_takes(text, "runs-allocation-failure", SWEEP_ONE_IN)) {
        sweep_floor("runs-allocation-failure", read_with_less_memory, &text,
                    oracle_is_replay() ? UINT_MAX : SWEEP_TRIES);
    }
    return 0;
}
