/* What stands around the entries of a HAR, and walking over them. */
#include "evidence/har.h"

#include "json/writer.h"

#include <inttypes.h>
#include <string.h>

/* ---- writing ---- */

static enum status write_creator(const struct har_creator *creator, struct buffer *out) {
    struct json_writer writer;
    char seed[24];
    (void)snprintf(seed, sizeof seed, "%" PRIu64, creator->seed);
    json_writer_init(&writer, out, 0);
    json_write_object_begin(&writer);
    json_write_name(&writer, "name");
    json_write_text(&writer, "assay");
    json_write_name(&writer, "version");
    json_write_text(&writer, creator->version);
    json_write_name(&writer, "_cases_sha256");
    json_write_text(&writer, creator->cases_sha256);
    json_write_name(&writer, "_run");
    json_write_text(&writer, creator->run_id);
    json_write_name(&writer, "_seed"); /* a string: it may need more than 53 bits */
    json_write_text(&writer, seed);
    json_write_object_end(&writer);
    return json_writer_status(&writer);
}

enum status har_begin(const struct har_creator *creator, struct buffer *out) {
    enum status status = buffer_append_text(out, "{\"log\":{\"version\":\"1.2\",\"creator\":");
    if (status == STATUS_OK) {
        status = write_creator(creator, out);
    }
    return status == STATUS_OK ? buffer_append_text(out, ",\"pages\":[],\"entries\":[\n") : status;
}

enum status har_end(struct buffer *out) {
    return buffer_append_text(out, "\n]}}\n");
}

/* ---- walking ---- */

/* All that follows reads a text that passed the gate, so it need not doubt its grammar; it never
   builds a tree of the whole, which for a large file would take many times its size. */

static bool is_space(unsigned char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static size_t skip_space(struct bytes text, size_t at) {
    while (at < text.size && is_space(text.data[at])) {
        at++;
    }
    return at;
}

/* Whether an odd number of backslashes stands before `at`. */
static bool is_escaped(struct bytes text, size_t at) {
    size_t backslashes = 0;
    while (backslashes < at && text.data[at - backslashes - 1] == '\\') {
        backslashes++;
    }
    return backslashes % 2 == 1;
}

/* From the opening quote to behind the closing one. */
static size_t skip_string(struct bytes text, size_t at) {
    do {
        at++;
        const unsigned char *quote = memchr(text.data + at, '"', text.size - at);
        at = quote == NULL ? text.size : (size_t)(quote - text.data);
    } while (at < text.size && is_escaped(text, at));
    return at + 1;
}

static bool ends_scalar(unsigned char byte) {
    return byte == ',' || byte == ']' || byte == '}' || is_space(byte);
}

/* From the first byte of a value to behind its last. */
static size_t skip_value(struct bytes text, size_t at) {
    size_t depth = 0;
    do {
        unsigned char byte = text.data[at];
        if (byte == '"') {
            at = skip_string(text, at);
            continue;
        }
        depth += byte == '{' || byte == '[';
        depth -= byte == '}' || byte == ']';
        at++;
        bool is_scalar = depth == 0 && byte != '}' && byte != ']';
        while (is_scalar && at < text.size && !ends_scalar(text.data[at])) {
            at++;
        }
    } while (depth > 0 && at < text.size);
    return at;
}

/* Behind the comma that follows a value, or at the bracket that ends its container. */
static size_t skip_comma(struct bytes text, size_t at) {
    at = skip_space(text, at);
    return at < text.size && text.data[at] == ',' ? skip_space(text, at + 1) : at;
}

/* Where the value of a member begins; `at` is where the object does. SIZE_MAX: no object, or no
   such member. */
static size_t find_member(struct bytes text, size_t at, const char *quoted_name) {
    if (at >= text.size || text.data[at] != '{') {
        return SIZE_MAX;
    }
    at = skip_space(text, at + 1);
    while (text.data[at] != '}') {
        size_t name_end = skip_string(text, at);
        struct bytes name = bytes_slice(text, at, name_end - at);
        at = skip_space(text, skip_space(text, name_end) + 1); /* the colon */
        if (bytes_equal_text(name, quoted_name)) {
            return at;
        }
        at = skip_comma(text, skip_value(text, at));
    }
    return SIZE_MAX;
}

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

enum status har_visit_entries(struct bytes text,
                              enum status (*visit)(void *context, struct bytes entry,
                                                   struct diagnostic *out_diagnostic),
                              void *context, struct diagnostic *out_diagnostic) {
    const struct json_limits limits = {.depth = 64, .values = SIZE_MAX};
    struct json_error error = json_gate(text, limits, NULL);
    if (error.fault != JSON_OK) {
        return refuse(text, error.offset, json_fault_words[error.fault], out_diagnostic);
    }
    size_t root = skip_space(text, 0);
    size_t log = find_member(text, root, "\"log\"");
    size_t at = log == SIZE_MAX ? SIZE_MAX : find_member(text, log, "\"entries\"");
    if (at == SIZE_MAX || text.data[at] != '[') {
        return refuse(text, root, "it has no array log.entries", out_diagnostic);
    }
    at = skip_space(text, at + 1);
    for (size_t number = 0; text.data[at] != ']'; number++) {
        size_t end = skip_value(text, at);
        diagnostic_set(out_diagnostic, "%s", "");
        enum status status = visit(context, bytes_slice(text, at, end - at), out_diagnostic);
        if (status != STATUS_OK) {
            name_entry(number, at, out_diagnostic);
            return status;
        }
        at = skip_comma(text, end);
    }
    return STATUS_OK;
}
