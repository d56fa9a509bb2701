/* A snapshot from report.json: its strict reader for what a comparison needs. */
#include "base/base64.h"
#include "compare/snapshot.h"
#include "json/sheet.h"

#include <stdlib.h>

static const struct json_limits limits = {.depth = 16, .values = 4000000};

enum { EXCERPT_LIMIT_BYTES = 1024 * 1024 };

struct reading {
    struct json_sheet sheet;
    struct snapshot *snapshot;
    struct buffer head, body; /* decoded parts of the exchange being read */
};

static enum status complain(const struct reading *reading, const struct json_node *node,
                            const char *words) {
    return json_sheet_complain(&reading->sheet, node, "no report.json of assay: %s", words);
}

/* A string member. */
static enum status take_string(const struct reading *reading, const struct json_node *object,
                               const char *name, struct bytes *out_text) {
    const struct json_node *node = json_member(object, name);
    if (node == NULL || json_kind_of(node) != JSON_STRING) {
        char words[96];
        snprintf(words, sizeof words, "\"%s\" must be a string", name);
        return complain(reading, node == NULL ? object : node, words);
    }
    *out_text = json_string_of(node);
    return STATUS_OK;
}

/* A string member that is one of these words: another would be compared with what it is not. */
static enum status take_word(const struct reading *reading, const struct json_node *object,
                             const char *name, const char *const *words, size_t count,
                             struct bytes *out_word) {
    struct bytes word = {NULL, 0};
    enum status status = take_string(reading, object, name, &word);
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        if (bytes_equal_text(word, words[i])) {
            *out_word = word;
            return STATUS_OK;
        }
    }
    char text[96];
    snprintf(text, sizeof text, "this suite knows no such \"%s\"", name);
    return complain(reading, json_member(object, name), text);
}

static enum status take_list(const struct reading *reading, const char *name,
                             const struct json_node **out_list) {
    const struct json_node *root = reading->sheet.document.root;
    const struct json_node *node = json_member(root, name);
    if (node == NULL || json_kind_of(node) != JSON_ARRAY) {
        char words[96];
        snprintf(words, sizeof words, "\"%s\" must be an array", name);
        return complain(reading, node == NULL ? root : node, words);
    }
    *out_list = node;
    return STATUS_OK;
}

/* A catalogue has dozens of requirements, and a suite hundreds of cases. */
enum { STANDINGS_MAX = 4096 };

static enum status check_standing(const struct reading *reading, const struct json_node *item,
                                  const struct standings *standings, struct bytes id) {
    for (size_t i = 0; i < standings->count; i++) {
        if (bytes_equal_text(id, standings->items[i].id)) {
            return complain(reading, item, "an id is listed twice");
        }
    }
    return standings->count < STANDINGS_MAX
               ? STATUS_OK
               : complain(reading, item, "it lists more than any suite has");
}

static enum status add_standing(struct standings *standings, struct bytes id, struct bytes state) {
    if (standings->count == standings->capacity) {
        size_t capacity = standings->capacity == 0 ? 64 : 2 * standings->capacity;
        struct standing *items = realloc(standings->items, capacity * sizeof *items);
        if (items == NULL) {
            return STATUS_NO_MEMORY;
        }
        standings->items = items;
        standings->capacity = capacity;
    }
    struct standing standing = {bytes_copy_text(id), bytes_copy_text(state)};
    if (standing.id == NULL || standing.status == NULL) {
        free(standing.id);
        free(standing.status);
        return STATUS_NO_MEMORY;
    }
    standings->items[standings->count++] = standing;
    return STATUS_OK;
}

/* One of the two lists, and the words that its items' statuses are among. */
struct list {
    const char *name;
    const char *const *words;
    size_t count;
};

static enum status read_standings(const struct reading *reading, const struct list *is,
                                  struct standings *standings) {
    const struct json_node *list = NULL;
    enum status status = take_list(reading, is->name, &list);
    for (const struct json_node *item = list == NULL ? NULL : json_first(list);
         item != NULL && status == STATUS_OK; item = json_next(item)) {
        struct bytes id = {NULL, 0};
        struct bytes state = {NULL, 0};
        status = take_string(reading, item, "id", &id);
        status = status == STATUS_OK
                     ? take_word(reading, item, "status", is->words, is->count, &state)
                     : status;
        status = status == STATUS_OK ? check_standing(reading, item, standings, id) : status;
        status = status == STATUS_OK ? add_standing(standings, id, state) : status;
    }
    return status;
}

/* An excerpt that is the whole part; false where it is cut or not there. */
static enum status read_part(struct reading *reading, const struct json_node *exchange,
                             const char *name, struct buffer *out, bool *out_is_whole) {
    const struct json_node *part = json_member(exchange, name);
    buffer_clear(out);
    *out_is_whole = false;
    if (part == NULL || json_kind_of(part) == JSON_NULL) {
        return STATUS_OK;
    }
    const struct json_node *size = json_member(part, "bytes");
    struct bytes encoding = {NULL, 0};
    struct bytes content = {NULL, 0};
    enum status status = take_string(reading, part, "encoding", &encoding);
    status = status == STATUS_OK ? take_string(reading, part, "content", &content) : status;
    if (status != STATUS_OK) {
        return status;
    }
    if (size == NULL || json_kind_of(size) != JSON_NUMBER) {
        return complain(reading, part, "\"bytes\" must be a number");
    }
    status = bytes_equal_text(encoding, "base64") ? base64_decode(content, out)
                                                  : buffer_append(out, content);
    *out_is_whole = status == STATUS_OK && (double)out->size == json_number_of(size);
    return status == STATUS_INVALID ? complain(reading, part, "\"content\" is not base64") : status;
}

static enum status read_exchange(struct reading *reading, const struct json_node *item) {
    struct exchange_seen exchange = {.status = 0};
    bool has_head = false;
    bool has_body = false;
    enum status status = take_string(reading, item, "case", &exchange.case_id);
    status =
        status == STATUS_OK ? take_string(reading, item, "outcome", &exchange.outcome) : status;
    const struct json_node *code = json_member(item, "status");
    if (status == STATUS_OK && (code == NULL || json_kind_of(code) != JSON_NUMBER)) {
        status = complain(reading, item, "\"status\" must be a number");
    }
    status =
        status == STATUS_OK ? read_part(reading, item, "head", &reading->head, &has_head) : status;
    status =
        status == STATUS_OK ? read_part(reading, item, "body", &reading->body, &has_body) : status;
    if (status != STATUS_OK) {
        return status;
    }
    double number = json_number_of(code);
    exchange.status = number >= 0 && number <= 999 ? (int)number : 0;
    exchange.head = buffer_view(&reading->head);
    exchange.body = buffer_view(&reading->body);
    exchange.has_content = has_head && has_body;
    status = snapshot_note(reading->snapshot, &exchange);
    return status == STATUS_LIMIT
               ? complain(reading, item, "exchanges of more cases than any suite has")
               : status;
}

/* A report of an older suite has none. */
static enum status read_exchanges(struct reading *reading) {
    const struct json_node *list = NULL;
    if (json_member(reading->sheet.document.root, "exchanges") == NULL) {
        return STATUS_OK;
    }
    enum status status = take_list(reading, "exchanges", &list);
    for (const struct json_node *item = list == NULL ? NULL : json_first(list);
         item != NULL && status == STATUS_OK; item = json_next(item)) {
        status = read_exchange(reading, item);
    }
    return status;
}

static enum status read_document(struct reading *reading) {
    const struct list requirements = {"requirements", requirement_status_names,
                                      REQUIREMENT_STATUS_COUNT};
    const struct list cases = {"cases", case_status_names, CASE_ERROR + 1};
    struct bytes verdict = {NULL, 0};
    enum status status = take_word(reading, reading->sheet.document.root, "verdict", verdict_names,
                                   VERDICT_NONE + 1, &verdict);
    if (status != STATUS_OK) {
        return status;
    }
    reading->snapshot->verdict = bytes_copy_text(verdict);
    if (reading->snapshot->verdict == NULL) {
        return STATUS_NO_MEMORY;
    }
    status = read_standings(reading, &requirements, &reading->snapshot->requirements);
    status =
        status == STATUS_OK ? read_standings(reading, &cases, &reading->snapshot->cases) : status;
    return status == STATUS_OK ? read_exchanges(reading) : status;
}

enum status snapshot_read_report(const char *file_name, struct bytes text,
                                 struct snapshot *snapshot, struct diagnostic *out_diagnostic) {
    struct reading reading = {.snapshot = snapshot};
    enum status status = json_sheet_open(file_name, text, limits, out_diagnostic, &reading.sheet);
    if (status != STATUS_OK) {
        return status;
    }
    buffer_init(&reading.head, EXCERPT_LIMIT_BYTES);
    buffer_init(&reading.body, EXCERPT_LIMIT_BYTES);
    status = read_document(&reading);
    buffer_clean_up(&reading.head);
    buffer_clean_up(&reading.body);
    json_sheet_close(&reading.sheet);
    return status;
}

/* A report begins with its verdict, a HAR with its log, a journal with what it is. */
bool snapshot_is_report(struct bytes text) {
    struct bytes beginning = bytes_slice(text, 0, 256);
    size_t verdict = bytes_find(beginning, bytes_of_text("\"verdict\""), 0);
    size_t log = bytes_find(beginning, bytes_of_text("\"log\""), 0);
    return verdict != SIZE_MAX && verdict < log;
}
