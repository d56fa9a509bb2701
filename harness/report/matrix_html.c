/* selftest.html: the page of reports/templates around the record of selftest.json. */
#include "report/data_page.h"
#include "report/matrix_report.h"

/* Made of reports/templates; see harness/cmake/AssayPage.cmake. */
extern const unsigned char selftest_template[];
extern const size_t selftest_template_size;

enum { RECORD_LIMIT_BYTES = 64 * 1024 * 1024 };

enum status matrix_report_html(const struct matrix *matrix, struct buffer *out) {
    struct buffer json;
    buffer_init(&json, RECORD_LIMIT_BYTES);
    enum status status = matrix_report_json(matrix, &json);
    status = status == STATUS_OK
                 ? data_page_write(bytes_of(selftest_template, selftest_template_size),
                                   buffer_view(&json), out)
                 : status;
    buffer_clean_up(&json);
    return status;
}
