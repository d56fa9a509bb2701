#include "app/outputs.h"

#include "evidence/har.h"
#include "evidence/record.h"
#include "report/report.h"
#include "store/file.h"

enum { FRAME_LIMIT_BYTES = RECORD_LIMIT_BYTES + 64 * 1024 };

/* What is rendered from the tally, in the order of writing. report.json comes last: where it is,
   all are. */
struct rendered {
    const char *name;
    enum status (*render)(const struct tally *tally, struct buffer *out);
};

static const struct rendered rendered[] = {
    {"junit.xml", report_junit}, {"report.sarif", report_sarif}, {"ctrf.json", report_ctrf},
    {"badge.svg", report_badge}, {"report.html", report_html},   {"report.json", report_json},
};

enum { RENDERED = sizeof rendered / sizeof rendered[0], OUTPUTS = RENDERED + 1 };

static const char evidence_name[] = "evidence.har";

static void list_names(const char *out_names[OUTPUTS]) {
    for (size_t i = 0; i < RENDERED; i++) {
        out_names[i] = rendered[i].name;
    }
    out_names[RENDERED] = evidence_name;
}

struct har_writing {
    struct store_file *file;
    bool has_entry;
};

static enum status write_entry(void *context, struct bytes entry,
                               struct diagnostic *out_diagnostic) {
    struct har_writing *writing = context;
    if (writing->has_entry) {
        enum status status = store_file_append(writing->file, bytes_of_text(",\n"), out_diagnostic);
        if (status != STATUS_OK) {
            return status;
        }
    }
    writing->has_entry = true;
    return store_file_append(writing->file, entry, out_diagnostic);
}

enum frame { FRAME_BEGIN, FRAME_END };

static enum status append_frame(struct store_file *file, enum frame frame,
                                const struct outputs_record *record,
                                struct diagnostic *out_diagnostic) {
    struct buffer text;
    buffer_init(&text, FRAME_LIMIT_BYTES);
    enum status status = frame == FRAME_BEGIN ? har_begin(ASSAY_VERSION, record->head, &text)
                                              : har_end(record->end, &text);
    if (status == STATUS_OK) {
        status = store_file_append(file, buffer_view(&text), out_diagnostic);
    }
    buffer_clean_up(&text);
    return status;
}

enum status outputs_write_har(const char *folder, const char *name,
                              const struct evidence_source *evidence,
                              const struct outputs_record *record,
                              struct diagnostic *out_diagnostic) {
    struct har_writing writing = {NULL, false};
    enum status status = store_file_begin(folder, name, 0644, &writing.file, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    status = append_frame(writing.file, FRAME_BEGIN, record, out_diagnostic);
    status = status == STATUS_OK
                 ? evidence->each(evidence->context, write_entry, &writing, out_diagnostic)
                 : status;
    status = status == STATUS_OK ? append_frame(writing.file, FRAME_END, record, out_diagnostic)
                                 : status;
    if (status != STATUS_OK) {
        store_file_abort(writing.file);
        return status;
    }
    return store_file_commit(writing.file, out_diagnostic);
}

static enum status write_rendered(const char *folder, const struct rendered *output,
                                  const struct tally *tally, struct diagnostic *out_diagnostic) {
    struct buffer text;
    buffer_init(&text, REPORT_LIMIT_BYTES);
    enum status status = output->render(tally, &text);
    if (status == STATUS_OK) {
        status = store_write(folder, output->name, 0644, buffer_view(&text), out_diagnostic);
    } else {
        diagnostic_set(out_diagnostic, "%s cannot be made: %s", output->name, status_words(status));
    }
    buffer_clean_up(&text);
    return status;
}

enum status outputs_write(const char *folder, const struct tally *tally,
                          const struct evidence_source *evidence,
                          const struct outputs_record *record, struct diagnostic *out_diagnostic) {
    enum status status = STATUS_OK;
    if (evidence->each != NULL) {
        status = outputs_write_har(folder, evidence_name, evidence, record, out_diagnostic);
    }
    for (size_t i = 0; i < RENDERED && status == STATUS_OK; i++) {
        status = write_rendered(folder, &rendered[i], tally, out_diagnostic);
    }
    return status;
}

void outputs_sweep(const char *reports_folder) {
    enum { AGE_SECONDS = 60 };
    static const char *const others[] = {"latest", "index.html"};
    const char *names[OUTPUTS];
    list_names(names);
    store_sweep(reports_folder, names, OUTPUTS, AGE_SECONDS);
    store_sweep(reports_folder, others, sizeof others / sizeof others[0], AGE_SECONDS);
}

enum status outputs_link(const char *reports_folder, const char *run_id,
                         struct diagnostic *out_diagnostic) {
    const char *names[OUTPUTS];
    list_names(names);
    enum status status = store_link(reports_folder, "latest", run_id, out_diagnostic);
    for (size_t i = 0; status == STATUS_OK && i < OUTPUTS; i++) {
        char to[64];
        snprintf(to, sizeof to, "latest/%s", names[i]);
        status = store_link(reports_folder, names[i], to, out_diagnostic);
    }
    return status;
}
