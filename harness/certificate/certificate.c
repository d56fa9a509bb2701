#include "certificate/certificate.h"

#include "certificate/difference.h"
#include "certificate/envelope.h"
#include "certificate/member.h"

#include <string.h>

static enum status digest_files(const struct bytes files[SUBJECT_COUNT],
                                struct subject_digests *out_digests) {
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < SUBJECT_COUNT; i++) {
        status = digest_sha256(files[i], out_digests->sha256[i]);
    }
    return status;
}

/* A key in a token may sign with another than it shows; what does not verify is not handed out. */
static enum status check_own(struct bytes text, const struct key *key,
                             struct diagnostic *out_diagnostic) {
    struct certificate certificate;
    enum status status =
        certificate_open(text, "certificate.json", key, &certificate, out_diagnostic);
    if (status == STATUS_OK) {
        certificate_close(&certificate);
    }
    return status;
}

enum status certificate_sign(const struct bytes files[SUBJECT_COUNT], const struct key *key,
                             struct buffer *out, struct diagnostic *out_diagnostic) {
    struct subject_digests digests = {{""}};
    struct buffer statement;
    size_t start = out->size;
    buffer_init(&statement, CERTIFICATE_LIMIT_BYTES / 2);
    enum status status = digest_files(files, &digests);
    status = status == STATUS_OK
                 ? statement_write(files[SUBJECT_REPORT], &digests, &statement, out_diagnostic)
                 : status;
    status = status == STATUS_OK ? envelope_write(buffer_view(&statement), key, out) : status;
    status = status == STATUS_OK
                 ? check_own(bytes_slice(buffer_view(out), start, out->size), key, out_diagnostic)
                 : status;
    if (status != STATUS_OK && out->data != NULL) {
        out->size = start;
    }
    buffer_clean_up(&statement);
    return status;
}

/* What is wrong inside the payload has no line in the file: the member is named instead. */
static enum status complain(const struct certificate *certificate, struct diagnostic *diagnostic,
                            const char *words, const char *detail) {
    diagnostic_set(diagnostic, "%s: %s%s", certificate->file_name, words, detail);
    return STATUS_INVALID;
}

static enum status read_kind(const struct certificate *certificate, struct member_reader *reader) {
    const struct json_node *root = certificate->statement.root;
    const struct json_node *predicate = member_of(reader, root, "predicate", JSON_OBJECT);
    const struct json_node *own = member_of(reader, predicate, "assay", JSON_OBJECT);
    const struct json_node *format = member_of(reader, own, "format", JSON_NUMBER);
    struct bytes type = text_of(reader, root, "_type");
    struct bytes predicate_type = text_of(reader, root, "predicateType");
    if (reader->status != STATUS_OK) {
        return reader->status;
    }
    if (!bytes_equal_text(type, statement_type) ||
        !bytes_equal_text(predicate_type, statement_predicate)) {
        return complain(certificate, reader->sheet->diagnostic,
                        "another version of assay, or another tool, wrote it: the statement is not "
                        "a ",
                        statement_predicate);
    }
    if (json_number_of(format) == (double)STATEMENT_FORMAT) {
        return STATUS_OK;
    }
    char detail[96];
    snprintf(detail, sizeof detail, "%.17g, and this one reads %d: ask the suite that wrote it",
             json_number_of(format), (int)STATEMENT_FORMAT);
    return complain(certificate, reader->sheet->diagnostic,
                    "another version of assay wrote it: the statement has format ", detail);
}

static enum status read_digests(struct certificate *certificate, struct member_reader *reader) {
    const struct json_node *list =
        member_of(reader, certificate->statement.root, "subject", JSON_ARRAY);
    const struct json_node *subject = list == NULL ? NULL : json_first(list);
    for (size_t i = 0; i < SUBJECT_COUNT; i++) {
        struct bytes name = text_of(reader, subject, "name");
        struct bytes sha256 =
            text_of(reader, member_of(reader, subject, "digest", JSON_OBJECT), "sha256");
        if (reader->status != STATUS_OK) {
            return reader->status;
        }
        if (!bytes_equal_text(name, subject_names[i]) || sha256.size != DIGEST_HEX_SIZE - 1) {
            return complain(certificate, reader->sheet->diagnostic,
                            "the statement does not name the digest of ", subject_names[i]);
        }
        memcpy(certificate->digests.sha256[i], sha256.data, sha256.size);
        certificate->digests.sha256[i][sha256.size] = '\0';
        subject = json_next(subject);
    }
    return subject == NULL ? STATUS_OK
                           : complain(certificate, reader->sheet->diagnostic,
                                      "the statement names more files than these three", "");
}

static enum status read_statement(struct certificate *certificate,
                                  struct diagnostic *out_diagnostic) {
    char place[512];
    snprintf(place, sizeof place, "%.400s, decoded payload", certificate->file_name);
    struct json_sheet sheet;
    enum status status = member_sheet_open(place, buffer_view(&certificate->payload),
                                           statement_limits, out_diagnostic, &sheet);
    if (status != STATUS_OK) {
        return status;
    }
    certificate->statement = sheet.document; /* whose owner is the certificate from now on */
    struct member_reader reader = {&sheet, STATUS_OK};
    status = read_kind(certificate, &reader);
    return status == STATUS_OK ? read_digests(certificate, &reader) : status;
}

enum status certificate_open(struct bytes text, const char *file_name, const struct key *key,
                             struct certificate *out_certificate,
                             struct diagnostic *out_diagnostic) {
    struct certificate certificate = {.file_name = file_name};
    buffer_init(&certificate.payload, text.size);
    enum status status = envelope_open(text, file_name, key, &certificate.payload, out_diagnostic);
    status = status == STATUS_OK ? read_statement(&certificate, out_diagnostic) : status;
    status = status == STATUS_OK ? key_id(key, certificate.key_id) : status;
    if (status != STATUS_OK) {
        certificate_close(&certificate);
        return status;
    }
    *out_certificate = certificate;
    return STATUS_OK;
}

void certificate_close(struct certificate *certificate) {
    json_document_clean_up(&certificate->statement);
    buffer_clean_up(&certificate->payload);
}

enum status certificate_check_file(const struct certificate *certificate, enum subject subject,
                                   struct bytes content, struct diagnostic *out_diagnostic) {
    char sha256[DIGEST_HEX_SIZE];
    enum status status = digest_sha256(content, sha256);
    if (status == STATUS_OK && strcmp(sha256, certificate->digests.sha256[subject]) != 0) {
        diagnostic_set(out_diagnostic,
                       "%s: is not the file that was certified: its SHA-256 is %.16s…, the "
                       "certificate says %.16s…",
                       subject_names[subject], sha256, certificate->digests.sha256[subject]);
        status = STATUS_INVALID;
    }
    return status;
}

/* Parses both and finds the member; "" where only the spelling differs. */
static enum status find_difference(struct bytes left, struct bytes right, struct json_limits limits,
                                   char out_path[DIFFERENCE_PATH_SIZE],
                                   struct diagnostic *out_diagnostic) {
    struct json_sheet sheets[2] = {{.file_name = "left"}, {.file_name = "right"}};
    enum status status = member_sheet_open("left", left, limits, out_diagnostic, &sheets[0]);
    status = status == STATUS_OK
                 ? member_sheet_open("right", right, limits, out_diagnostic, &sheets[1])
                 : status;
    if (status == STATUS_OK) {
        difference_find(sheets[0].document.root, sheets[1].document.root, out_path);
    }
    json_sheet_close(&sheets[0]);
    json_sheet_close(&sheets[1]);
    return status;
}

static enum status tell_difference(const struct certificate *certificate, struct bytes again,
                                   struct diagnostic *out_diagnostic) {
    char path[DIFFERENCE_PATH_SIZE];
    enum status status = find_difference(buffer_view(&certificate->payload), again,
                                         statement_limits, path, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    return path[0] == '\0' ? complain(certificate, out_diagnostic,
                                      "the statement is not spelled as assay spells it", "")
                           : complain(certificate, out_diagnostic,
                                      "the statement does not say what report.json says: ", path);
}

enum status certificate_check_statement(const struct certificate *certificate, struct bytes report,
                                        struct diagnostic *out_diagnostic) {
    struct buffer again;
    buffer_init(&again, CERTIFICATE_LIMIT_BYTES);
    enum status status = statement_write(report, &certificate->digests, &again, out_diagnostic);
    if (status == STATUS_NOT_FOUND) {
        status = STATUS_INVALID;
    } else if (status == STATUS_OK &&
               !bytes_equal(buffer_view(&again), buffer_view(&certificate->payload))) {
        status = tell_difference(certificate, buffer_view(&again), out_diagnostic);
    }
    buffer_clean_up(&again);
    return status;
}

enum status certificate_compare_reports(struct bytes report, struct bytes again,
                                        struct diagnostic *out_diagnostic) {
    char path[DIFFERENCE_PATH_SIZE];
    if (bytes_equal(report, again)) {
        return STATUS_OK;
    }
    enum status status = find_difference(report, again, report_limits, path, out_diagnostic);
    if (status == STATUS_OK) {
        diagnostic_set(out_diagnostic,
                       "evidence.har: judged again, it does not give report.json: %s differs",
                       path[0] == '\0' ? "the spelling" : path);
        status = STATUS_INVALID;
    }
    return status;
}
