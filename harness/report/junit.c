/* JUnit XML as Jenkins reads it: one suite for each chapter, one test case for each case. Described
   by reports/junit.schema.xsd. Every text passes pen_safe first, so that XML 1.0 can carry it. */
#include "report/report.h"

#include "base/clock.h"
#include "report/finding_text.h"

#include <libxml/xmlwriter.h>

enum { TEXT_SIZE_MAX = 4 * 1024 * 1024 };

/* The writer and its first error; a failed call of libxml2 is an error too. */
struct sheet {
    const struct tally *tally;
    struct buffer *out;    /* borrowed: what libxml2 writes into */
    struct buffer scratch; /* owned: the text being made */
    xmlTextWriterPtr xml;  /* owned */
    enum status status;
};

static void keep_error(struct sheet *sheet, enum status status) {
    if (sheet->status == STATUS_OK) {
        sheet->status = status;
    }
}

/* A negative answer of libxml2 whose cause is not known from the buffer is a failed allocation. */
static void check(struct sheet *sheet, int answer) {
    if (answer < 0) {
        keep_error(sheet, STATUS_NO_MEMORY);
    }
}

/* An error is kept here and not told to libxml2, which would print it. */
static int receive(void *context, const char *bytes, int size) {
    struct sheet *sheet = context;
    if (sheet->status == STATUS_OK) {
        sheet->status = buffer_append(sheet->out, bytes_of(bytes, (size_t)size));
    }
    return size;
}

/* libxml2's BAD_CAST drops const. */
static const xmlChar *xml_text(const char *text) {
    return (const xmlChar *)text;
}

static void begin(struct sheet *sheet, const char *element) {
    check(sheet, xmlTextWriterStartElement(sheet->xml, xml_text(element)));
}

static void end(struct sheet *sheet) {
    check(sheet, xmlTextWriterEndElement(sheet->xml));
}

static struct pen scratch_pen(struct sheet *sheet) {
    struct pen pen;
    buffer_clear(&sheet->scratch);
    pen_init(&pen, &sheet->scratch);
    return pen;
}

static void attribute_of_pen(struct sheet *sheet, const char *name, struct pen *pen) {
    keep_error(sheet, pen_finish(pen));
    check(sheet, xmlTextWriterWriteAttribute(sheet->xml, xml_text(name),
                                             xml_text(buffer_text(&sheet->scratch))));
}

static void attribute(struct sheet *sheet, const char *name, struct bytes value) {
    struct pen pen = scratch_pen(sheet);
    pen_safe(&pen, value);
    attribute_of_pen(sheet, name, &pen);
}

static void attribute_text(struct sheet *sheet, const char *name, const char *value) {
    attribute(sheet, name, bytes_of_text(value));
}

static void attribute_number(struct sheet *sheet, const char *name, uint64_t value) {
    struct pen pen = scratch_pen(sheet);
    pen_number(&pen, value);
    attribute_of_pen(sheet, name, &pen);
}

static void attribute_seconds(struct sheet *sheet, const char *name, int64_t elapsed_us) {
    struct pen pen = scratch_pen(sheet);
    pen_seconds(&pen, elapsed_us);
    attribute_of_pen(sheet, name, &pen);
}

static void content_of_pen(struct sheet *sheet, struct pen *pen) {
    keep_error(sheet, pen_finish(pen));
    check(sheet, xmlTextWriterWriteString(sheet->xml, xml_text(buffer_text(&sheet->scratch))));
}

/* What a suite's attributes state: the cases of one chapter, or of all where `chapter` is absent.
 */
struct suite_facts {
    size_t tests, failures, errors, skipped;
    int64_t elapsed_us;
};

static bool is_of_chapter(const struct case_result *result, struct bytes chapter) {
    return chapter.data == NULL || bytes_equal(chapter_of(result->row->id), chapter);
}

static struct suite_facts suite_facts_of(const struct tally *tally, struct bytes chapter) {
    struct suite_facts facts = {0};
    for (size_t i = 0; i < tally->case_count; i++) {
        const struct case_result *result = &tally->cases[i];
        if (is_of_chapter(result, chapter)) {
            facts.tests++;
            facts.failures += result->status == CASE_FAIL;
            facts.errors += result->status == CASE_ERROR;
            facts.skipped += result->status == CASE_NOT_RUN;
            facts.elapsed_us += result->elapsed_us;
        }
    }
    return facts;
}

/* The first finding in one sentence stands for all; a failure without one gives its reason. */
static void write_blame(struct sheet *sheet, const struct case_result *result) {
    if (result->findings.count == 0) {
        attribute_text(sheet, "message", result->reason);
        attribute_text(sheet, "type", "failure");
        return;
    }
    const struct finding *first = &result->findings.items[0];
    struct pen pen = scratch_pen(sheet);
    finding_write_sentence(&pen, sheet->tally, first);
    attribute_of_pen(sheet, "message", &pen);
    attribute_text(sheet, "type", finding_requirement(sheet->tally, first)->id);
}

static void write_findings(struct sheet *sheet, const struct case_result *result) {
    struct pen pen = scratch_pen(sheet);
    findings_write_text(&pen, sheet->tally, result);
    content_of_pen(sheet, &pen);
}

static void write_failure(struct sheet *sheet, const struct case_result *result) {
    begin(sheet, "failure");
    write_blame(sheet, result);
    write_findings(sheet, result);
    end(sheet);
}

static void write_warnings(struct sheet *sheet, const struct case_result *result) {
    begin(sheet, "system-out");
    write_findings(sheet, result);
    end(sheet);
}

static void write_reason(struct sheet *sheet, const char *element, const char *type,
                         const char *reason) {
    begin(sheet, element);
    attribute_text(sheet, "message", reason);
    attribute_text(sheet, "type", type);
    end(sheet);
}

static void write_outcome(struct sheet *sheet, const struct case_result *result) {
    switch (result->status) {
    case CASE_PASS:
        break;
    case CASE_WARN:
        write_warnings(sheet, result);
        break;
    case CASE_NOT_RUN:
        write_reason(sheet, "skipped", absence_names[case_absence(result)], result->reason);
        break;
    case CASE_FAIL:
        write_failure(sheet, result);
        break;
    case CASE_ERROR:
        write_reason(sheet, "error", "harness", result->reason);
        break;
    }
}

static void write_classname(struct sheet *sheet, struct bytes chapter) {
    struct pen pen = scratch_pen(sheet);
    pen_text(&pen, "assay.");
    pen_safe(&pen, chapter);
    attribute_of_pen(sheet, "classname", &pen);
}

static void write_case(struct sheet *sheet, const struct case_result *result) {
    begin(sheet, "testcase");
    attribute_text(sheet, "name", result->row->id);
    write_classname(sheet, chapter_of(result->row->id));
    attribute_seconds(sheet, "time", result->elapsed_us);
    write_outcome(sheet, result);
    end(sheet);
}

static void write_property(struct sheet *sheet, const char *name, const char *value) {
    begin(sheet, "property");
    attribute_text(sheet, "name", name);
    attribute_text(sheet, "value", value == NULL ? "" : value);
    end(sheet);
}

static void write_seed(struct sheet *sheet) {
    begin(sheet, "property");
    attribute_text(sheet, "name", "seed");
    attribute_number(sheet, "value", sheet->tally->run.seed);
    end(sheet);
}

static void write_properties(struct sheet *sheet) {
    const struct tally *tally = sheet->tally;
    const char *const properties[][2] = {
        {"verdict", verdict_names[tally->verdict]},
        {"verdict_reason", tally->verdict_reason},
        {"run", tally->run.run_id},
        {"target", tally->run.target_name},
        {"endpoint", tally->run.endpoint},
        {"certificate_sha256", tally->run.certificate_sha256},
        {"suite_version", tally->run.suite_version},
        {"document", tally->run.document_edition},
        {"cases_sha256", tally->run.cases_sha256},
    };
    begin(sheet, "properties");
    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++) {
        write_property(sheet, properties[i][0], properties[i][1]);
    }
    write_seed(sheet);
    end(sheet);
}

static void write_timestamp(struct sheet *sheet) {
    char started[CLOCK_RFC3339_SIZE];
    clock_format_rfc3339(sheet->tally->run.started_us, started);
    attribute_text(sheet, "timestamp", started);
}

static void write_suite_head(struct sheet *sheet, struct bytes name, struct suite_facts facts) {
    attribute(sheet, "name", name);
    attribute_number(sheet, "tests", facts.tests);
    attribute_number(sheet, "failures", facts.failures);
    attribute_number(sheet, "errors", facts.errors);
    attribute_number(sheet, "skipped", facts.skipped);
    attribute_seconds(sheet, "time", facts.elapsed_us);
    write_timestamp(sheet);
    write_properties(sheet);
}

static void write_chapter(struct sheet *sheet, struct bytes chapter) {
    begin(sheet, "testsuite");
    write_suite_head(sheet, chapter, suite_facts_of(sheet->tally, chapter));
    for (size_t i = 0; i < sheet->tally->case_count; i++) {
        if (is_of_chapter(&sheet->tally->cases[i], chapter)) {
            write_case(sheet, &sheet->tally->cases[i]);
        }
    }
    end(sheet);
}

/* Skipped tests alone look like success to a reader of JUnit. Where nothing could be judged, one
   more suite says so, as an error. */
static void write_missing_verdict(struct sheet *sheet) {
    begin(sheet, "testsuite");
    write_suite_head(sheet, bytes_of_text("verdict"),
                     (struct suite_facts){.tests = 1, .errors = 1});
    begin(sheet, "testcase");
    attribute_text(sheet, "name", "verdict");
    write_classname(sheet, bytes_of_text("verdict"));
    attribute_seconds(sheet, "time", 0);
    write_reason(sheet, "error", "no-verdict", sheet->tally->verdict_reason);
    end(sheet);
    end(sheet);
}

static bool is_first_of_its_chapter(const struct tally *tally, size_t index) {
    struct bytes chapter = chapter_of(tally->cases[index].row->id);
    for (size_t i = 0; i < index; i++) {
        if (is_of_chapter(&tally->cases[i], chapter)) {
            return false;
        }
    }
    return true;
}

static void write_suites(struct sheet *sheet) {
    const struct tally *tally = sheet->tally;
    size_t missing = tally->verdict == VERDICT_NONE;
    struct suite_facts all = suite_facts_of(tally, bytes_of_text(NULL));
    begin(sheet, "testsuites");
    attribute_text(sheet, "name", "assay");
    attribute_number(sheet, "tests", all.tests + missing);
    attribute_number(sheet, "failures", all.failures);
    attribute_number(sheet, "errors", all.errors + missing);
    attribute_seconds(sheet, "time", tally->run.elapsed_us);
    for (size_t i = 0; i < tally->case_count; i++) {
        if (is_first_of_its_chapter(tally, i)) {
            write_chapter(sheet, chapter_of(tally->cases[i].row->id));
        }
    }
    if (missing > 0) {
        write_missing_verdict(sheet);
    }
    end(sheet);
}

static void write_document(struct sheet *sheet) {
    check(sheet, xmlTextWriterSetIndent(sheet->xml, 1));
    check(sheet, xmlTextWriterSetIndentString(sheet->xml, xml_text("  ")));
    check(sheet, xmlTextWriterStartDocument(sheet->xml, "1.0", "UTF-8", NULL));
    write_suites(sheet);
    check(sheet, xmlTextWriterEndDocument(sheet->xml));
    check(sheet, xmlTextWriterFlush(sheet->xml));
}

enum status report_junit(const struct tally *tally, struct buffer *out) {
    size_t start = out->size;
    struct sheet sheet = {.tally = tally, .out = out};
    xmlOutputBufferPtr bytes = xmlOutputBufferCreateIO(receive, NULL, &sheet, NULL);
    if (bytes == NULL) {
        return STATUS_NO_MEMORY;
    }
    sheet.xml = xmlNewTextWriter(bytes); /* owns `bytes` from here */
    if (sheet.xml == NULL) {
        (void)xmlOutputBufferClose(bytes);
        return STATUS_NO_MEMORY;
    }
    buffer_init(&sheet.scratch, TEXT_SIZE_MAX);
    write_document(&sheet);
    xmlFreeTextWriter(sheet.xml);
    buffer_clean_up(&sheet.scratch);
    return append_or_take_back(out, start, sheet.status);
}
