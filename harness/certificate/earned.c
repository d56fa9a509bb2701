#include "certificate/earned.h"

#include <string.h>

static enum status refuse(struct member_reader *reader, const char *what, struct bytes detail) {
    diagnostic_set(reader->sheet->diagnostic, "no certificate: %s%.300s", what,
                   detail.size == 0 ? "" : (const char *)detail.data);
    return STATUS_NOT_FOUND;
}

static enum status check_verdict(struct member_reader *reader) {
    const struct json_node *root = reader->sheet->document.root;
    struct bytes verdict = text_of(reader, root, "verdict");
    struct bytes reason = text_of(reader, root, "verdict_reason");
    if (reader->status != STATUS_OK || bytes_equal_text(verdict, "conformant")) {
        return reader->status;
    }
    return refuse(reader, "the verdict is not conformant: ", reason);
}

static enum status check_circumstances(struct member_reader *reader) {
    const struct json_node *root = reader->sheet->document.root;
    const struct json_node *target = member_of(reader, root, "target", JSON_OBJECT);
    struct bytes endpoint = text_of(reader, target, "endpoint");
    const struct json_node *run = member_of(reader, root, "run", JSON_OBJECT);
    const struct json_node *exit_code = member_of(reader, run, "exit", JSON_NUMBER);
    const struct json_node *calls = member_of(reader, run, "calls", JSON_NUMBER);
    if (reader->status != STATUS_OK) {
        return reader->status;
    }
    if (!bytes_equal_ignoring_case(bytes_slice(endpoint, 0, strlen("https://")),
                                   bytes_of_text("https://"))) {
        return refuse(reader, "the endpoint was asked without TLS", bytes_of_text(""));
    }
    bool has_passed = json_number_of(exit_code) == 0 && json_number_of(calls) >= 1;
    return has_passed
               ? STATUS_OK
               : refuse(reader, "the run did not end with 0, or asked nothing", bytes_of_text(""));
}

static enum status check_requirements(struct member_reader *reader) {
    const struct json_node *list =
        member_of(reader, reader->sheet->document.root, "requirements", JSON_ARRAY);
    size_t proven = 0;
    for (const struct json_node *at = list == NULL ? NULL : json_first(list); at != NULL;
         at = json_next(at)) {
        struct bytes status = text_of(reader, at, "status");
        struct bytes id = text_of(reader, at, "id");
        if (reader->status != STATUS_OK) {
            return reader->status;
        }
        bool is_proven = bytes_equal_text(status, "proven");
        proven += is_proven;
        if (!is_proven && !bytes_equal_text(status, "warned") &&
            !bytes_equal_text(status, "not-provoked")) {
            return refuse(reader, "a requirement that could be provoked is not proven: ", id);
        }
    }
    return reader->status != STATUS_OK || proven > 0
               ? reader->status
               : refuse(reader, "the run proved nothing", bytes_of_text(""));
}

static enum status check_case(struct member_reader *reader, const struct json_node *row) {
    struct bytes status = text_of(reader, row, "status");
    struct bytes id = text_of(reader, row, "id");
    bool is_out_of_scope = member_flag(reader, row, "out_of_scope");
    bool is_not_generated = member_flag(reader, row, "not_generated");
    if (reader->status != STATUS_OK) {
        return reader->status;
    }
    bool has_passed = bytes_equal_text(status, "pass") || bytes_equal_text(status, "warn");
    bool counts_for_nothing =
        bytes_equal_text(status, "not-run") && (is_out_of_scope || is_not_generated);
    return has_passed || counts_for_nothing
               ? STATUS_OK
               : refuse(reader, "a case was not run, or did not pass: ", id);
}

static enum status check_cases(struct member_reader *reader) {
    const struct json_node *list =
        member_of(reader, reader->sheet->document.root, "cases", JSON_ARRAY);
    enum status status = reader->status;
    for (const struct json_node *row = list == NULL ? NULL : json_first(list);
         status == STATUS_OK && row != NULL; row = json_next(row)) {
        status = check_case(reader, row);
    }
    return status;
}

enum status earned_check(struct member_reader *reader) {
    static enum status (*const checks[])(struct member_reader *) = {
        check_verdict, check_circumstances, check_requirements, check_cases};
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < sizeof checks / sizeof checks[0]; i++) {
        status = checks[i](reader);
    }
    return status;
}
