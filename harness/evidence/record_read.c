#include "evidence/record.h"

#include "evidence/har_reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- members ---- */

/* A copy that ends with NUL. One that holds a NUL, or half a surrogate pair, was never written. */
static const char *copy_text(struct har_reader *reader, const struct json_node *node,
                             const char *name) {
    struct bytes text = json_string_of(node);
    struct json_text_facts facts = json_text_facts(text);
    if (facts.has_nul || facts.has_lone_surrogate) {
        har_reader_fail(reader, node, name, "holds what no text of a record holds");
        return "";
    }
    size_t begin = reader->storage->size;
    har_storage_append(reader, text);
    har_storage_append(reader, bytes_of("", 1));
    return reader->status == STATUS_OK ? (const char *)reader->storage->data + begin : "";
}

static const char *read_text(struct har_reader *reader, const struct json_node *parent,
                             const char *name) {
    const struct json_node *node = har_require(reader, parent, name, JSON_STRING);
    return node == NULL ? "" : copy_text(reader, node, name);
}

/* null is NULL; the member itself must be there. */
static const char *read_text_or_null(struct har_reader *reader, const struct json_node *parent,
                                     const char *name) {
    const struct json_node *node = json_member(parent, name);
    bool is_null = node != NULL && json_kind_of(node) == JSON_NULL;
    return is_null ? NULL : read_text(reader, parent, name);
}

static bool read_bool(struct har_reader *reader, const struct json_node *parent, const char *name) {
    const struct json_node *node = json_member(parent, name);
    bool is_true = node != NULL && json_kind_of(node) == JSON_TRUE;
    if (node == NULL || (!is_true && json_kind_of(node) != JSON_FALSE)) {
        har_reader_fail(reader, node, name, "must be true or false");
    }
    return is_true;
}

static int64_t read_integer(struct har_reader *reader, const struct json_node *parent,
                            const char *name, int64_t most) {
    (void)har_require(reader, parent, name, JSON_NUMBER);
    return har_integer(reader, parent, name, 0, most, 0);
}

static uint64_t read_seed(struct har_reader *reader, const struct json_node *parent) {
    const char *text = read_text(reader, parent, "seed");
    char *end = NULL;
    errno = 0;
    uint64_t seed = strtoull(text, &end, 10);
    bool is_plain = text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0;
    if (!is_plain) {
        har_reader_fail(reader, json_member(parent, "seed"), "seed", "is no whole number");
    }
    return seed;
}

/* As written: a head says it only where there is something to say. */
static unsigned read_repeat(struct har_reader *reader, const struct json_node *parent) {
    const struct json_node *node = json_member(parent, "repeat");
    if (node == NULL) {
        return 1;
    }
    int64_t repeat = read_integer(reader, parent, "repeat", RECORD_REPEAT_MAX);
    if (repeat < 2) {
        har_reader_fail(reader, node, "repeat", "must be 2 or more where it is given");
    }
    return (unsigned)repeat;
}

bool record_is_digest(struct bytes text) {
    bool is_digest = text.size == RECORD_DIGEST_SIZE - 1;
    for (size_t i = 0; is_digest && i < text.size; i++) {
        unsigned char byte = text.data[i];
        is_digest = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f');
    }
    return is_digest;
}

static void read_digest(struct har_reader *reader, const struct json_node *parent, const char *name,
                        char out_digest[RECORD_DIGEST_SIZE]) {
    const char *text = read_text(reader, parent, name);
    if (record_is_digest(bytes_of_text(text))) {
        memcpy(out_digest, text, RECORD_DIGEST_SIZE);
    } else {
        har_reader_fail(reader, json_member(parent, name), name, "is no SHA-256 in hex");
    }
}

/* ---- lists ---- */

static size_t count_elements(struct har_reader *reader, const struct json_node *list,
                             const char *name, size_t most) {
    size_t count = 0;
    for (const struct json_node *node = list == NULL ? NULL : json_first(list); node != NULL;
         node = json_next(node)) {
        count++;
    }
    if (count > most) {
        har_reader_fail(reader, list, name, "has more elements than a record may");
        return 0;
    }
    return count;
}

static void keep_no_memory(struct har_reader *reader) {
    if (reader->status == STATUS_OK) {
        reader->status = STATUS_NO_MEMORY;
    }
}

static size_t read_globs(struct har_reader *reader, const struct json_node *parent,
                         const char *name, const char **out_globs) {
    const struct json_node *list = har_require(reader, parent, name, JSON_ARRAY);
    size_t count = count_elements(reader, list, name, RECORD_GLOBS_MAX);
    const struct json_node *node = count == 0 ? NULL : json_first(list);
    for (size_t i = 0; i < count; i++, node = json_next(node)) {
        bool is_text = json_kind_of(node) == JSON_STRING;
        if (!is_text) {
            har_reader_fail(reader, node, name, "has an element that is no string");
        }
        out_globs[i] = is_text ? copy_text(reader, node, name) : "";
    }
    return count;
}

static void refuse_strangers(struct har_reader *reader, const struct json_node *object,
                             const char *const *names) {
    for (const struct json_node *node = json_first(object); node != NULL; node = json_next(node)) {
        size_t i = 0;
        while (names[i] != NULL && !bytes_equal_text(json_name(node), names[i])) {
            i++;
        }
        if (names[i] == NULL) {
            char name[64];
            har_printable(json_name(node), name, sizeof name);
            har_reader_fail(reader, node, name, "is unknown here");
        }
    }
}

static struct record_note read_note(struct har_reader *reader, const struct json_node *node,
                                    const char *name) {
    static const char *const members[] = {"case", "reason", NULL};
    if (json_kind_of(node) != JSON_OBJECT) {
        har_reader_fail(reader, node, name, "has an element that is no object");
        return (struct record_note){"", ""};
    }
    refuse_strangers(reader, node, members);
    return (struct record_note){read_text(reader, node, "case"), read_text(reader, node, "reason")};
}

static struct record_notes read_notes(struct har_reader *reader, const struct json_node *parent,
                                      const char *name) {
    struct record_notes notes = {NULL, 0};
    const struct json_node *list = har_require(reader, parent, name, JSON_ARRAY);
    size_t count = count_elements(reader, list, name, RECORD_NOTES_MAX);
    if (reader->status != STATUS_OK) {
        return notes; /* a record that is refused needs no memory */
    }
    notes.items = calloc(count + 1, sizeof *notes.items);
    if (notes.items == NULL) {
        keep_no_memory(reader);
        return notes;
    }
    const struct json_node *node = count == 0 ? NULL : json_first(list);
    for (; notes.count < count; node = json_next(node)) {
        notes.items[notes.count++] = read_note(reader, node, name);
    }
    return notes;
}

/* ---- parts ---- */

enum part { PART_OF_HEAD, PART_OF_END };

static const char *const part_names[] = {[PART_OF_HEAD] = "head", [PART_OF_END] = "end"};

static const char *const head_members[] = {
    "assay",  "format", "suite_version", "run",  "cases_sha256",  "seed", "started_us",
    "strict", "repeat", "only",          "skip", "not_generated", NULL};
static const char *const end_members[] = {"assay", "format", "exchanges",  "last_sha256", "stopped",
                                          "cut",   "unsent", "no_verdict", NULL};

/* Which part, and of which format: told before anything else of it is looked at. */
static void read_kind(struct har_reader *reader, const struct json_node *root, enum part part) {
    if (json_kind_of(root) != JSON_OBJECT) {
        har_reader_fail(reader, root, part_names[part], "must be an object");
        return;
    }
    if (strcmp(read_text(reader, root, "assay"), part_names[part]) != 0) {
        har_reader_fail(reader, root, "assay", "does not name the part that belongs here");
    }
    int64_t format = read_integer(reader, root, "format", INT32_MAX);
    if (reader->status == STATUS_OK && format != RECORD_FORMAT) {
        char words[96];
        (void)snprintf(words, sizeof words, "is %d, and this suite reads %d; use the newer suite",
                       (int)format, RECORD_FORMAT);
        har_reader_fail(reader, root, "format", words);
    }
}

static void read_head(struct har_reader *reader, const struct json_node *root,
                      struct record *record) {
    struct record_head *head = &record->head;
    record->globs = calloc(2 * RECORD_GLOBS_MAX, sizeof(const char *));
    if (record->globs == NULL) {
        keep_no_memory(reader);
        return;
    }
    const char **skip = record->globs + RECORD_GLOBS_MAX;
    refuse_strangers(reader, root, head_members);
    head->suite_version = read_text(reader, root, "suite_version");
    head->cases_sha256 = read_text(reader, root, "cases_sha256");
    head->run_id = read_text(reader, root, "run");
    head->seed = read_seed(reader, root);
    head->started_us = read_integer(reader, root, "started_us", HAR_INTEGER_MAX);
    head->is_strict = read_bool(reader, root, "strict");
    head->repeat = read_repeat(reader, root);
    head->only =
        (struct record_globs){record->globs, read_globs(reader, root, "only", record->globs)};
    head->skip = (struct record_globs){skip, read_globs(reader, root, "skip", skip)};
    head->not_generated = read_notes(reader, root, "not_generated");
    record->notes[PART_OF_HEAD] = head->not_generated.items;
}

static void read_end(struct har_reader *reader, const struct json_node *root,
                     struct record *record) {
    struct record_end *end = &record->end;
    refuse_strangers(reader, root, end_members);
    end->exchanges = (uint32_t)read_integer(reader, root, "exchanges", UINT32_MAX);
    read_digest(reader, root, "last_sha256", end->last_sha256);
    end->is_stopped = read_bool(reader, root, "stopped");
    end->cut = read_text_or_null(reader, root, "cut");
    end->no_verdict = read_text_or_null(reader, root, "no_verdict");
    end->unsent = read_notes(reader, root, "unsent");
    record->notes[PART_OF_END] = end->unsent.items;
}

static const struct json_limits record_limits = {.depth = 8, .values = 1 << 16};

static enum status read_part(struct bytes text, enum part part, struct record *record,
                             struct diagnostic *out_diagnostic) {
    struct json_document document;
    struct json_error error =
        json_document_parse(text, record_limits, JSON_UNIQUE_NAMES, &document);
    if (error.fault != JSON_OK) {
        diagnostic_set(out_diagnostic, "no JSON at byte %zu of the %s: %s", error.offset,
                       part_names[part], json_fault_words[error.fault]);
        return error.fault == JSON_NO_MEMORY ? STATUS_NO_MEMORY : STATUS_INVALID;
    }
    enum status status = har_storage_init(&record->texts[part], text.size);
    struct har_reader reader = {&document, &record->texts[part], status, out_diagnostic};
    if (status == STATUS_OK) {
        read_kind(&reader, document.root, part);
    }
    if (reader.status == STATUS_OK && part == PART_OF_HEAD) {
        read_head(&reader, document.root, record);
    } else if (reader.status == STATUS_OK) {
        read_end(&reader, document.root, record);
    }
    json_document_clean_up(&document);
    return reader.status;
}

enum status record_head_read(struct bytes text, struct record *inout_record,
                             struct diagnostic *out_diagnostic) {
    enum status status = read_part(text, PART_OF_HEAD, inout_record, out_diagnostic);
    inout_record->has_head = status == STATUS_OK;
    return status;
}

enum status record_end_read(struct bytes text, struct record *inout_record,
                            struct diagnostic *out_diagnostic) {
    enum status status = read_part(text, PART_OF_END, inout_record, out_diagnostic);
    inout_record->has_end = status == STATUS_OK;
    return status;
}

void record_clean_up(struct record *record) {
    for (size_t part = 0; part < 2; part++) {
        buffer_clean_up(&record->texts[part]);
        free(record->notes[part]);
    }
    free(record->globs);
    *record = (struct record){.has_head = false};
}
