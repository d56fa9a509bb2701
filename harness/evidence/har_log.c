/* What stands around the entries of a HAR, and walking over them. */
#include "evidence/har.h"

#include "json/skim.h"
#include "json/writer.h"

/* ---- writing ---- */

static enum status write_creator(const char *version, struct buffer *out) {
    struct json_writer writer;
    json_writer_init(&writer, out, 0);
    json_write_object_begin(&writer);
    json_write_name(&writer, "name");
    json_write_text(&writer, "assay");
    json_write_name(&writer, "version");
    json_write_text(&writer, version);
    json_write_object_end(&writer);
    return json_writer_status(&writer);
}

static enum status append_all(struct buffer *out, const struct bytes *pieces, size_t count) {
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        status = buffer_append(out, pieces[i]);
    }
    return status;
}

enum status har_begin(const char *version, struct bytes head, struct buffer *out) {
    enum status status = buffer_append_text(out, "{\"log\":{\"version\":\"1.2\",\"creator\":");
    status = status == STATUS_OK ? write_creator(version, out) : status;
    const struct bytes pieces[] = {bytes_of_text(",\n\"" HAR_HEAD "\":"), head,
                                   bytes_of_text(",\n\"pages\":[],\"entries\":[\n")};
    return status == STATUS_OK ? append_all(out, pieces, 3) : status;
}

enum status har_end(struct bytes end, struct buffer *out) {
    const struct bytes pieces[] = {bytes_of_text("\n],\n\"" HAR_END "\":"), end,
                                   bytes_of_text("}}\n")};
    return append_all(out, pieces, 3);
}

/* ---- walking ---- */

static enum status refuse(struct bytes text, size_t offset, const char *words,
                          struct diagnostic *out_diagnostic) {
    struct json_position position = json_position_of(text, offset);
    diagnostic_set(out_diagnostic, "no HAR: line %zu, column %zu: %s", position.line,
                   position.column, words);
    return STATUS_INVALID;
}

/* Says which entry, in front of what its visitor says of it. */
static void name_entry(size_t number, size_t offset, struct diagnostic *out_diagnostic) {
    if (out_diagnostic != NULL) {
        struct diagnostic inner = *out_diagnostic;
        diagnostic_set(out_diagnostic, "HAR entry %zu at byte %zu: %.900s", number, offset,
                       inner.text);
    }
}

static enum status check_grammar(struct bytes text, struct diagnostic *out_diagnostic) {
    const struct json_limits limits = {.depth = 64, .values = SIZE_MAX};
    struct json_error error = json_gate(text, limits, NULL);
    return error.fault == JSON_OK
               ? STATUS_OK
               : refuse(text, error.offset, json_fault_words[error.fault], out_diagnostic);
}

enum log_member { LOG_ENTRIES, LOG_CREATOR, LOG_HEAD, LOG_END, LOG_MEMBERS };

static const char *const log_member_names[LOG_MEMBERS] = {
    [LOG_ENTRIES] = "\"entries\"",
    [LOG_CREATOR] = "\"creator\"",
    [LOG_HEAD] = "\"" HAR_HEAD "\"",
    [LOG_END] = "\"" HAR_END "\"",
};

static enum status find_entries(struct bytes text, size_t *out_at,
                                struct diagnostic *out_diagnostic) {
    static const char *const log_name[] = {"\"log\""};
    size_t root = skim_skip_space(text, 0), log, members[LOG_MEMBERS];
    size_t twice = skim_members(text, root, log_name, 1, &log);
    if (twice == SIZE_MAX) {
        twice = skim_members(text, log, log_member_names, LOG_MEMBERS, members);
    }
    if (twice != SIZE_MAX) {
        return refuse(text, twice, "a member of this name stands there already", out_diagnostic);
    }
    if (members[LOG_ENTRIES] == SIZE_MAX || text.data[members[LOG_ENTRIES]] != '[') {
        return refuse(text, root, "it has no array log.entries", out_diagnostic);
    }
    *out_at = members[LOG_ENTRIES];
    return STATUS_OK;
}

struct bytes har_log_member(struct bytes text, const char *quoted_name) {
    size_t log = skim_member(text, skim_skip_space(text, 0), "\"log\"");
    size_t at = log == SIZE_MAX ? SIZE_MAX : skim_member(text, log, quoted_name);
    return at == SIZE_MAX ? bytes_of(NULL, 0) : bytes_slice(text, at, skim_end(text, at) - at);
}

enum status har_visit_entries(struct bytes text,
                              enum status (*visit)(void *context, struct bytes entry,
                                                   struct diagnostic *out_diagnostic),
                              void *context, struct diagnostic *out_diagnostic) {
    size_t at = 0;
    enum status status = check_grammar(text, out_diagnostic);
    status = status == STATUS_OK ? find_entries(text, &at, out_diagnostic) : status;
    if (status != STATUS_OK) {
        return status;
    }
    at = skim_skip_space(text, at + 1);
    for (size_t number = 0; text.data[at] != ']'; number++) {
        size_t end = skim_end(text, at);
        diagnostic_set(out_diagnostic, "%s", "");
        status = visit(context, bytes_slice(text, at, end - at), out_diagnostic);
        if (status != STATUS_OK) {
            name_entry(number, at, out_diagnostic);
            return status;
        }
        at = skim_skip_comma(text, end);
    }
    return STATUS_OK;
}
