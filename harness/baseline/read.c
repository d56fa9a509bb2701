/* Reading a baseline: {"deviations": [{"requirement" or "case", "reason", "owner", "expires"}]}. */
#include "base/character.h"
#include "baseline/baseline.h"
#include "json/sheet.h"

#include <stdlib.h>

static const struct json_limits baseline_limits = {.depth = 16, .values = 1000000};

struct reading {
    struct json_sheet sheet;
    const struct requirement *catalogue;
    struct case_table cases;
    struct baseline baseline; /* in the making */
};

static bool read_requirement(const struct reading *reading, struct bytes id,
                             struct waiver *waiver) {
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        if (bytes_equal_text(id, reading->catalogue[i].id)) {
            waiver->requirement = (enum requirement_id)i;
            return true;
        }
    }
    return false;
}

static bool read_case(const struct reading *reading, struct bytes id, struct waiver *waiver) {
    for (size_t i = 0; i < reading->cases.count; i++) {
        if (bytes_equal_text(id, reading->cases.rows[i].id)) {
            waiver->row = &reading->cases.rows[i];
            return true;
        }
    }
    return false;
}

static bool read_expires(const struct reading *reading, struct bytes text, struct waiver *waiver) {
    (void)reading;
    snprintf(waiver->expires, sizeof waiver->expires, "%.*s", BYTES_PRINT(text));
    return text.size < WAIVER_DAY_SIZE && baseline_is_day(waiver->expires);
}

bool baseline_is_line(struct bytes text) {
    if (bytes_trim(text).size == 0 || text.size >= WAIVER_TEXT_SIZE) {
        return false;
    }
    for (size_t at = 0; at < text.size;) {
        struct character character = character_at(text, at);
        if (!character_is_shown(character.code)) {
            return false;
        }
        at += character.size;
    }
    return true;
}

static bool keep_text(struct bytes text, char out_text[WAIVER_TEXT_SIZE]) {
    if (!baseline_is_line(text)) {
        return false;
    }
    memcpy(out_text, text.data, text.size);
    out_text[text.size] = '\0';
    return true;
}

static bool read_reason(const struct reading *reading, struct bytes text, struct waiver *waiver) {
    (void)reading;
    return keep_text(text, waiver->reason);
}

static bool read_owner(const struct reading *reading, struct bytes text, struct waiver *waiver) {
    (void)reading;
    return keep_text(text, waiver->owner);
}

struct waiver_member {
    const char *name;
    bool (*read)(const struct reading *reading, struct bytes text, struct waiver *waiver);
    const char *wanted; /* behind "is " */
};

static const struct waiver_member waiver_members[] = {
    {"requirement", read_requirement, "no requirement's id; `assay list` shows them all"},
    {"case", read_case, "no case's id; `assay list` shows them all"},
    {"reason", read_reason, "not one line of 1 to 159 bytes; say why it is accepted"},
    {"owner", read_owner, "not one line of 1 to 159 bytes; say who answers for it"},
    {"expires", read_expires, "not a day such as 2027-01-31"},
};

enum { WAIVER_MEMBERS = sizeof waiver_members / sizeof waiver_members[0] };

static const struct waiver_member *find_member(struct bytes name) {
    for (size_t i = 0; i < WAIVER_MEMBERS; i++) {
        if (bytes_equal_text(name, waiver_members[i].name)) {
            return &waiver_members[i];
        }
    }
    return NULL;
}

static enum status read_member(const struct reading *reading, const struct json_node *node,
                               struct waiver *waiver) {
    const struct json_sheet *sheet = &reading->sheet;
    struct bytes name = json_name(node);
    const struct waiver_member *member = find_member(name);
    if (member == NULL) {
        return json_sheet_complain(sheet, node,
                                   "member \"%.*s\" is unknown; an entry has requirement or case, "
                                   "reason, owner and expires",
                                   name.size > 64 ? 64 : (int)name.size, (const char *)name.data);
    }
    if (json_kind_of(node) != JSON_STRING) {
        return json_sheet_complain(sheet, node, "member \"%s\" must be a string", member->name);
    }
    return member->read(reading, json_string_of(node), waiver)
               ? STATUS_OK
               : json_sheet_complain(sheet, node, "member \"%s\" is %s", member->name,
                                     member->wanted);
}

static const char *missing_member(const struct waiver *waiver) {
    return waiver->reason[0] == '\0'    ? "reason"
           : waiver->owner[0] == '\0'   ? "owner"
           : waiver->expires[0] == '\0' ? "expires"
                                        : NULL;
}

static bool is_same_subject(const struct waiver *a, const struct waiver *b) {
    return a->requirement == b->requirement && a->row == b->row;
}

static enum status check_waiver(const struct reading *reading, const struct json_node *node,
                                const struct waiver *waiver) {
    const struct json_sheet *sheet = &reading->sheet;
    bool has_requirement = waiver->requirement != REQUIREMENT_NONE;
    if (has_requirement == (waiver->row != NULL)) {
        return json_sheet_complain(sheet, node, "an entry names either a requirement or a case");
    }
    const char *missing = missing_member(waiver);
    if (missing != NULL) {
        return json_sheet_complain(sheet, node, "member \"%s\" is missing", missing);
    }
    for (size_t i = 0; i < reading->baseline.count; i++) {
        if (is_same_subject(&reading->baseline.items[i], waiver)) {
            return json_sheet_complain(sheet, node, "line %zu names the same already; keep one",
                                       reading->baseline.items[i].line);
        }
    }
    return STATUS_OK;
}

static enum status read_waiver(struct reading *reading, const struct json_node *node) {
    struct waiver waiver = {.requirement = REQUIREMENT_NONE};
    if (json_kind_of(node) != JSON_OBJECT) {
        return json_sheet_complain(&reading->sheet, node, "an entry must be an object");
    }
    for (const struct json_node *member = json_first(node); member != NULL;
         member = json_next(member)) {
        enum status status = read_member(reading, member, &waiver);
        if (status != STATUS_OK) {
            return status;
        }
    }
    enum status status = check_waiver(reading, node, &waiver);
    if (status == STATUS_OK) {
        waiver.line = json_sheet_line(&reading->sheet, node);
        reading->baseline.items[reading->baseline.count++] = waiver;
    }
    return status;
}

static size_t count_elements(const struct json_node *list) {
    size_t count = 0;
    for (const struct json_node *item = json_first(list); item != NULL; item = json_next(item)) {
        count++;
    }
    return count;
}

static enum status read_waivers(struct reading *reading, const struct json_node *list) {
    size_t count = count_elements(list);
    if (count > BASELINE_ENTRIES_MAX) {
        return json_sheet_complain(&reading->sheet, list, "has more than %d entries",
                                   (int)BASELINE_ENTRIES_MAX);
    }
    reading->baseline.items = calloc(count + 1, sizeof *reading->baseline.items);
    if (reading->baseline.items == NULL) {
        return STATUS_NO_MEMORY;
    }
    enum status status = STATUS_OK;
    for (const struct json_node *item = json_first(list); item != NULL && status == STATUS_OK;
         item = json_next(item)) {
        status = read_waiver(reading, item);
    }
    return status;
}

static enum status read_document(struct reading *reading) {
    const struct json_sheet *sheet = &reading->sheet;
    const struct json_node *root = sheet->document.root;
    const struct json_node *list = json_member(root, "deviations");
    if (list == NULL || json_kind_of(list) != JSON_ARRAY) {
        return json_sheet_complain(sheet, root,
                                   "a baseline is an object with a list \"deviations\"; `assay "
                                   "baseline` writes one from a report.json");
    }
    for (const struct json_node *member = json_first(root); member != NULL;
         member = json_next(member)) {
        if (member != list) {
            return json_sheet_complain(sheet, member, "a baseline has \"deviations\" alone");
        }
    }
    return read_waivers(reading, list);
}

enum status baseline_read(const char *file_name, struct bytes text,
                          const struct requirement *catalogue, struct case_table cases,
                          struct baseline *out_baseline, struct diagnostic *out_diagnostic) {
    struct reading reading = {.catalogue = catalogue, .cases = cases};
    enum status status =
        json_sheet_open(file_name, text, baseline_limits, out_diagnostic, &reading.sheet);
    if (status != STATUS_OK) {
        return status;
    }
    status = read_document(&reading);
    json_sheet_close(&reading.sheet);
    if (status != STATUS_OK) {
        baseline_clean_up(&reading.baseline);
        return status;
    }
    *out_baseline = reading.baseline;
    return STATUS_OK;
}

void baseline_clean_up(struct baseline *baseline) {
    free(baseline->items);
    *baseline = (struct baseline){NULL, 0};
}
