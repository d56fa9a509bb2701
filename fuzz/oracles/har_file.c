#include "fuzz/oracles/har_file.h"

#include "evidence/har.h"
#include "fuzz/oracle.h"

#include <string.h>

enum { FILE_LIMIT = 1 << 26, ENTRIES = 2 };

static const struct har_creator creator = {"0.0.0", "", "run", UINT64_MAX};

static struct buffer write_file(struct bytes entry) {
    struct buffer file;
    buffer_init(&file, FILE_LIMIT);
    SETUP(har_begin(&creator, &file) == STATUS_OK);
    for (size_t i = 0; i < ENTRIES; i++) {
        SETUP(buffer_append_text(&file, i == 0 ? "" : ",\n") == STATUS_OK);
        SETUP(buffer_append(&file, entry) == STATUS_OK);
    }
    SETUP(har_end(&file) == STATUS_OK);
    return file;
}

/* A visitor that knows what it is to see, and may refuse one entry. */
struct visitor {
    struct bytes wanted;
    size_t refused; /* the number of the entry; ENTRIES: none */
    size_t seen;
};

static enum status visit(void *context, struct bytes entry, struct diagnostic *out_diagnostic) {
    struct visitor *visitor = context;
    ORACLE("evidence-file", bytes_equal(entry, visitor->wanted), "another entry: %.*s",
           BYTES_PRINT(entry));
    if (visitor->seen++ == visitor->refused) {
        diagnostic_set(out_diagnostic, "so it is");
        return STATUS_INVALID;
    }
    return STATUS_OK;
}

static void check_walk(struct bytes file, struct bytes entry) {
    struct diagnostic diagnostic = {""};
    struct visitor visitor = {entry, ENTRIES, 0};
    enum status status = har_visit_entries(file, visit, &visitor, &diagnostic);
    ORACLE("evidence-file", status == STATUS_OK && visitor.seen == ENTRIES, "%zu entries, %s: %s",
           visitor.seen, status_words(status), diagnostic.text);
    visitor = (struct visitor){entry, 1, 0};
    status = har_visit_entries(file, visit, &visitor, &diagnostic);
    ORACLE("evidence-file",
           status == STATUS_INVALID && visitor.seen == 2 &&
               strncmp(diagnostic.text, "HAR entry 1 ", strlen("HAR entry 1 ")) == 0 &&
               strstr(diagnostic.text, "so it is") != NULL,
           "%s: %s", status_words(status), diagnostic.text);
}

static void check_without_room(const struct exchange *exchange, size_t size) {
    struct buffer narrow;
    buffer_init(&narrow, size);
    SETUP(buffer_append_text(&narrow, "x") == STATUS_OK);
    enum status status = har_entry_write(exchange, NULL, &narrow);
    ORACLE("evidence-untouched",
           status == STATUS_LIMIT && bytes_equal_text(buffer_view(&narrow), "x") &&
               strcmp(buffer_text(&narrow), "x") == 0,
           "%s leaves %zu bytes", status_words(status), narrow.size);
    buffer_clean_up(&narrow);
}

void har_file_check(const struct exchange *exchange) {
    struct buffer entry;
    buffer_init(&entry, FILE_LIMIT);
    SETUP(har_entry_write(exchange, NULL, &entry) == STATUS_OK);
    struct buffer file = write_file(buffer_view(&entry));
    check_walk(buffer_view(&file), buffer_view(&entry));
    check_without_room(exchange, entry.size);
    check_without_room(exchange, entry.size / 2);
    buffer_clean_up(&file);
    buffer_clean_up(&entry);
}
