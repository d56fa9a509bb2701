#include "app/kept.h"

#include "store/file.h"

#include <inttypes.h>

static const char file_name[] = "digests";

enum { LIMIT_BYTES = 1024 * 1024, PATH_SIZE = 4096 };

static enum status append_line(const struct kept_digests *kept, size_t cell, struct buffer *out) {
    return buffer_append_format(out, "%016" PRIx64 " %s\n", kept->digests[cell],
                                kept->matrix->cells[cell].name);
}

enum status kept_write(const struct kept_digests *kept, struct diagnostic *out_diagnostic) {
    struct buffer text;
    buffer_init(&text, LIMIT_BYTES);
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < kept->matrix->cell_count; i++) {
        status = append_line(kept, i, &text);
    }
    status = status == STATUS_OK
                 ? store_write(kept->folder, file_name, 0644, buffer_view(&text), out_diagnostic)
                 : status;
    buffer_clean_up(&text);
    return status;
}

static enum status compare(const struct kept_digests *kept, struct bytes before,
                           uint32_t *out_differing) {
    struct buffer line;
    buffer_init(&line, LIMIT_BYTES);
    enum status status = STATUS_OK;
    uint32_t differing = 0;
    for (size_t i = 0; status == STATUS_OK && i < kept->matrix->cell_count; i++) {
        if (kept->matrix->cells[i].state == CELL_FAILED) {
            continue; /* it was not judged at all, and the matrix says why */
        }
        buffer_clear(&line);
        status = append_line(kept, i, &line);
        if (status == STATUS_OK && bytes_find(before, buffer_view(&line), 0) == SIZE_MAX) {
            fprintf(stderr, "assay: %s is judged otherwise than before\n",
                    kept->matrix->cells[i].name);
            differing++;
        }
    }
    buffer_clean_up(&line);
    *out_differing = status == STATUS_OK ? differing : *out_differing;
    return status;
}

enum status kept_compare(const struct kept_digests *kept, uint32_t *out_differing,
                         struct diagnostic *out_diagnostic) {
    char path[PATH_SIZE];
    struct buffer before;
    buffer_init(&before, LIMIT_BYTES);
    snprintf(path, sizeof path, "%s/%s", kept->folder, file_name);
    enum status status = store_read(path, LIMIT_BYTES, &before, out_diagnostic);
    status = status == STATUS_OK ? compare(kept, buffer_view(&before), out_differing) : status;
    buffer_clean_up(&before);
    return status;
}
