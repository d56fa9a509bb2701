#include "certificate/statement.h"

#include "certificate/earned.h"
#include "json/writer.h"

const char *const subject_names[SUBJECT_COUNT] = {
    [SUBJECT_REPORT] = "report.json",
    [SUBJECT_EVIDENCE] = "evidence.har",
    [SUBJECT_TARGET] = "target.json",
};

const char *const statement_type = "https://in-toto.io/Statement/v1";
const char *const statement_predicate = "https://in-toto.io/attestation/test-result/v0.1";
const char *const statement_result = "PASSED";

const struct json_limits statement_limits = {.depth = 16, .values = 65536};
const struct json_limits report_limits = {.depth = 16, .values = 1 << 20};

/* The statement in the making: members of the report in, members of the statement out. */
struct stating {
    struct member_reader reader;
    struct json_writer writer;
};

static void put(struct stating *stating, const char *name, struct bytes text) {
    json_write_name(&stating->writer, name);
    json_write_string(&stating->writer, text);
}

static void put_text(struct stating *stating, const char *name, const char *text) {
    put(stating, name, bytes_of_text(text));
}

/* The same member of the report. */
static void copy(struct stating *stating, const struct json_node *object, const char *name) {
    put(stating, name, text_of(&stating->reader, object, name));
}

static void copy_flag(struct stating *stating, const struct json_node *object, const char *name) {
    json_write_name(&stating->writer, name);
    json_write_bool(&stating->writer, member_flag(&stating->reader, object, name));
}

static const struct json_node *section(struct stating *stating, const char *name) {
    return member_of(&stating->reader, stating->reader.sheet->document.root, name, JSON_OBJECT);
}

static const struct json_node *first_of(struct stating *stating, const char *list_name) {
    const struct json_node *list =
        member_of(&stating->reader, stating->reader.sheet->document.root, list_name, JSON_ARRAY);
    return list == NULL ? NULL : json_first(list);
}

static void begin(struct stating *stating, const char *name) {
    json_write_name(&stating->writer, name);
    json_write_object_begin(&stating->writer);
}

static void end(struct stating *stating) {
    json_write_object_end(&stating->writer);
}

static void put_digest(struct stating *stating, struct bytes sha256) {
    begin(stating, "digest");
    put(stating, "sha256", sha256);
    end(stating);
}

static void put_subjects(struct stating *stating, const struct subject_digests *digests) {
    json_write_name(&stating->writer, "subject");
    json_write_array_begin(&stating->writer);
    for (size_t i = 0; i < SUBJECT_COUNT; i++) {
        json_write_object_begin(&stating->writer);
        put_text(stating, "name", subject_names[i]);
        put_digest(stating, bytes_of_text(digests->sha256[i]));
        end(stating);
    }
    json_write_array_end(&stating->writer);
}

/* What was run: the case tables by digest, the suite and the document by name. */
static void put_configuration(struct stating *stating) {
    const struct json_node *suite = section(stating, "suite");
    json_write_name(&stating->writer, "configuration");
    json_write_array_begin(&stating->writer);
    json_write_object_begin(&stating->writer);
    put_text(stating, "name", "case tables");
    put_digest(stating, text_of(&stating->reader, suite, "cases_sha256"));
    begin(stating, "annotations");
    put(stating, "suite", text_of(&stating->reader, suite, "version"));
    put(stating, "document", text_of(&stating->reader, suite, "document"));
    end(stating);
    end(stating);
    json_write_array_end(&stating->writer);
}

/* The ids of all objects of a list that have this status. */
static void put_ids(struct stating *stating, const char *name, const char *list_name,
                    const char *status) {
    json_write_name(&stating->writer, name);
    json_write_array_begin(&stating->writer);
    for (const struct json_node *at = first_of(stating, list_name); at != NULL;
         at = json_next(at)) {
        if (bytes_equal_text(text_of(&stating->reader, at, "status"), status)) {
            json_write_string(&stating->writer, text_of(&stating->reader, at, "id"));
        }
    }
    json_write_array_end(&stating->writer);
}

/* The same of requirements, each with the reason. */
static void put_reasons(struct stating *stating, const char *name, const char *status) {
    json_write_name(&stating->writer, name);
    json_write_array_begin(&stating->writer);
    for (const struct json_node *at = first_of(stating, "requirements"); at != NULL;
         at = json_next(at)) {
        if (bytes_equal_text(text_of(&stating->reader, at, "status"), status)) {
            json_write_object_begin(&stating->writer);
            copy(stating, at, "id");
            copy(stating, at, "reason");
            end(stating);
        }
    }
    json_write_array_end(&stating->writer);
}

static void put_interpretations(struct stating *stating) {
    json_write_name(&stating->writer, "interpretations");
    json_write_array_begin(&stating->writer);
    for (const struct json_node *at = first_of(stating, "interpretations"); at != NULL;
         at = json_next(at)) {
        json_write_object_begin(&stating->writer);
        copy(stating, at, "id");
        copy(stating, at, "choice");
        copy_flag(stating, at, "mattered");
        end(stating);
    }
    json_write_array_end(&stating->writer);
}

/* What the predicate has no member for. One member of our own keeps out of its way. */
static void put_own(struct stating *stating) {
    const struct json_node *run = section(stating, "run");
    const struct json_node *target = section(stating, "target");
    begin(stating, "assay");
    json_write_name(&stating->writer, "format");
    json_write_integer(&stating->writer, STATEMENT_FORMAT);
    copy(stating, stating->reader.sheet->document.root, "verdict");
    copy_flag(stating, run, "strict");
    begin(stating, "run");
    copy(stating, run, "id");
    copy(stating, run, "started");
    end(stating);
    begin(stating, "target");
    copy(stating, target, "name");
    copy(stating, target, "endpoint");
    copy(stating, target, "certificate_sha256");
    end(stating);
    begin(stating, "requirements");
    put_ids(stating, "proven", "requirements", "proven");
    put_reasons(stating, "warned", "warned");
    put_reasons(stating, "not_provoked", "not-provoked");
    end(stating);
    put_interpretations(stating);
    end(stating);
}

static void put_statement(struct stating *stating, const struct subject_digests *digests) {
    json_write_object_begin(&stating->writer);
    put_text(stating, "_type", statement_type);
    put_subjects(stating, digests);
    put_text(stating, "predicateType", statement_predicate);
    begin(stating, "predicate");
    put_text(stating, "result", statement_result);
    put_configuration(stating);
    put_ids(stating, "passedTests", "cases", "pass");
    put_ids(stating, "warnedTests", "cases", "warn");
    put_ids(stating, "failedTests", "cases", "fail");
    put_own(stating);
    end(stating);
    end(stating);
}

enum status statement_write(struct bytes report, const struct subject_digests *digests,
                            struct buffer *out, struct diagnostic *out_diagnostic) {
    struct json_sheet sheet;
    size_t start = out->size;
    enum status status = member_sheet_open(subject_names[SUBJECT_REPORT], report, report_limits,
                                           out_diagnostic, &sheet);
    if (status != STATUS_OK) {
        return status;
    }
    struct stating stating = {.reader = {&sheet, STATUS_OK}};
    status = earned_check(&stating.reader);
    if (status == STATUS_OK) {
        json_writer_init(&stating.writer, out, 0);
        put_statement(&stating, digests);
        status = json_writer_status(&stating.writer);
        status = status == STATUS_OK ? stating.reader.status : status;
    }
    if (status != STATUS_OK && out->data != NULL) {
        out->size = start;
    }
    json_sheet_close(&sheet);
    return status;
}
