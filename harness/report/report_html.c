/* report.html: the page of reports/templates around the record of report.json. */
#include "report/report.h"

#include "report/data_page.h"
#include "report/report_json.h"

/* Made of reports/templates; see harness/cmake/AssayPage.cmake. */
extern const unsigned char report_template[];
extern const size_t report_template_size;

enum { PAGE_GOAL_BYTES = 1024 * 1024 - 1, RECORD_LIMIT_BYTES = 64 * 1024 * 1024 };

/* Ever less, until the page is small enough. A full run is well inside the first; the others are
   for platforms that fill every answer. */
static const struct report_detail details[] = {
    {.findings_max = 64, .exchanges_max = 2048, .content_budget_bytes = 448 * (size_t)1024},
    {.findings_max = 16, .exchanges_max = 1024, .content_budget_bytes = 128 * (size_t)1024},
    {.findings_max = 4, .exchanges_max = 512, .content_budget_bytes = 32 * (size_t)1024},
    {.findings_max = 1, .exchanges_max = 256, .content_budget_bytes = 0},
};
enum { DETAIL_COUNT = sizeof details / sizeof details[0] };

static enum status write_page(const struct tally *tally, const struct report_detail *detail,
                              struct buffer *out) {
    struct buffer json;
    buffer_init(&json, RECORD_LIMIT_BYTES);
    enum status status = report_json_write(tally, detail, &json);
    status = status == STATUS_OK ? data_page_write(bytes_of(report_template, report_template_size),
                                                   buffer_view(&json), out)
                                 : status;
    buffer_clean_up(&json);
    return status;
}

enum status report_html(const struct tally *tally, struct buffer *out) {
    struct buffer page;
    buffer_init(&page, RECORD_LIMIT_BYTES);
    enum status status = write_page(tally, &details[0], &page);
    for (size_t i = 1; status == STATUS_OK && page.size > PAGE_GOAL_BYTES && i < DETAIL_COUNT;
         i++) {
        buffer_clear(&page);
        status = write_page(tally, &details[i], &page);
    }
    status = status == STATUS_OK ? buffer_append(out, buffer_view(&page)) : status;
    buffer_clean_up(&page);
    return status;
}
