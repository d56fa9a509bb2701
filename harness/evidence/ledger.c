#include "evidence/ledger.h"

#include "evidence/chain.h"
#include "evidence/har.h"
#include "evidence/har_reader.h"
#include "evidence/ledger_reading.h"
#include "json/skim.h"

#include <stdlib.h>
#include <string.h>

/* ---- one entry ---- */

/* A whole number as JSON has it, within 32 bits: what cannot be one gives false. */
static bool read_number(struct bytes entry, size_t object, const char *name, uint32_t *out) {
    size_t at = skim_member(entry, object, name);
    struct bytes digits =
        at == SIZE_MAX ? bytes_of("", 0) : bytes_slice(entry, at, skim_end(entry, at) - at);
    uint64_t number = 0;
    for (size_t i = 0; digits.data != NULL && i < digits.size; i++) {
        if (digits.size > 10 || digits.data[i] < '0' || digits.data[i] > '9') {
            return false;
        }
        number = number * 10 + (uint64_t)(digits.data[i] - '0');
    }
    *out = (uint32_t)number;
    return digits.size > 0 && number <= UINT32_MAX;
}

/* What stands between the quotes of a member; absent where there is none. */
static struct bytes quoted_of(struct bytes entry, size_t object, const char *name) {
    size_t at = skim_member(entry, object, name);
    struct bytes quoted =
        at == SIZE_MAX ? bytes_of(NULL, 0) : bytes_slice(entry, at, skim_end(entry, at) - at);
    return quoted.size < 2 ? bytes_of(NULL, 0) : bytes_slice(quoted, 1, quoted.size - 2);
}

static bool read_previous(struct bytes entry, size_t object, struct ledger_entry *out_entry) {
    struct bytes digest = quoted_of(entry, object, "\"previous\"");
    if (digest.data == NULL || !record_is_digest(digest)) {
        return false;
    }
    memcpy(out_entry->previous, digest.data, digest.size);
    return true;
}

static bool has_member(struct bytes entry, size_t object, const char *name) {
    return skim_member(entry, object, name) != SIZE_MAX;
}

/* Which exchange it is and what it is chained to. Entries of others have neither. */
static enum status read_link(struct ledger_entry *entry, struct diagnostic *out_diagnostic) {
    size_t assay = skim_member(entry->text, skim_skip_space(entry->text, 0), "\"_assay\"");
    entry->number = (uint32_t)entry->place;
    if (has_member(entry->text, assay, "\"number\"") &&
        !read_number(entry->text, assay, "\"number\"", &entry->number)) {
        diagnostic_set(out_diagnostic,
                       "member number: is no whole number in the range it may have");
        return STATUS_INVALID;
    }
    entry->is_linked = has_member(entry->text, assay, "\"record\"") ||
                       has_member(entry->text, assay, "\"previous\"");
    if (entry->is_linked && (!read_number(entry->text, assay, "\"record\"", &entry->record) ||
                             !read_previous(entry->text, assay, entry))) {
        diagnostic_set(out_diagnostic, "its link to the entry before it (members record and "
                                       "previous) is not whole");
        return STATUS_INVALID;
    }
    entry->own = quoted_of(entry->text, assay, "\"sha256\"");
    return chain_digest(entry->text, entry->digest);
}

static enum status add_entry(void *context, struct bytes text, struct diagnostic *out_diagnostic) {
    struct reading *reading = context;
    struct ledger *ledger = &reading->ledger;
    if (ledger->count == reading->capacity) {
        size_t capacity = reading->capacity * 2 + 64;
        struct ledger_entry *entries =
            reallocarray(ledger->entries, capacity, sizeof *ledger->entries);
        if (entries == NULL) {
            return STATUS_NO_MEMORY;
        }
        ledger->entries = entries;
        reading->capacity = capacity;
    }
    struct ledger_entry *entry = &ledger->entries[ledger->count];
    *entry = (struct ledger_entry){.text = text, .place = ledger->count};
    enum status status = read_link(entry, out_diagnostic);
    ledger->count += status == STATUS_OK;
    return status;
}

/* ---- a HAR ---- */

/* For messages: what a creator's name lacks, or has too much of, is nobody's trouble. */
static enum status read_creator(struct bytes text, char out_creator[LEDGER_NAME_SIZE]) {
    struct bytes creator = har_log_member(text, "\"creator\"");
    struct json_document document;
    const struct json_limits limits = {.depth = 8, .values = 64};
    struct json_error error =
        json_document_parse(creator, limits, JSON_DUPLICATES_ALLOWED, &document);
    if (error.fault != JSON_OK) {
        return error.fault == JSON_NO_MEMORY ? STATUS_NO_MEMORY : STATUS_OK;
    }
    const struct json_node *name = json_member(document.root, "name");
    const struct json_node *version = json_member(document.root, "version");
    bool is_known = name != NULL && json_kind_of(name) == JSON_STRING && version != NULL &&
                    json_kind_of(version) == JSON_STRING;
    if (is_known) {
        char words[2][LEDGER_NAME_SIZE / 2];
        har_printable(json_string_of(name), words[0], sizeof words[0]);
        har_printable(json_string_of(version), words[1], sizeof words[1]);
        (void)snprintf(out_creator, LEDGER_NAME_SIZE, "%s %s", words[0], words[1]);
    }
    json_document_clean_up(&document);
    return STATUS_OK;
}

static enum status name_part(enum status status, const char *member,
                             struct diagnostic *out_diagnostic) {
    if (status == STATUS_INVALID && out_diagnostic != NULL) {
        struct diagnostic inner = *out_diagnostic;
        diagnostic_set(out_diagnostic, "log.%s: %.900s", member, inner.text);
    }
    return status;
}

static enum status read_har_record(struct reading *reading, struct bytes head,
                                   struct diagnostic *out_diagnostic) {
    struct record *record = &reading->ledger.record;
    struct bytes end = har_log_member(reading->text, "\"" HAR_END "\"");
    if ((head.data == NULL) != (end.data == NULL)) {
        diagnostic_set(out_diagnostic,
                       "of the record's two parts, log.%s is missing; this is not the evidence "
                       "that was recorded",
                       head.data == NULL ? HAR_HEAD : HAR_END);
        return STATUS_INVALID;
    }
    if (head.data == NULL) {
        return STATUS_OK;
    }
    reading->ledger.kind = LEDGER_HAR;
    enum status status = record_head_read(head, record, out_diagnostic);
    if (status != STATUS_OK) {
        return name_part(status, HAR_HEAD, out_diagnostic);
    }
    return name_part(record_end_read(end, record, out_diagnostic), HAR_END, out_diagnostic);
}

static enum status read_har(struct reading *reading, struct diagnostic *out_diagnostic) {
    enum status status = har_visit_entries(reading->text, add_entry, reading, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    struct bytes head = har_log_member(reading->text, "\"" HAR_HEAD "\"");
    status = read_creator(reading->text, reading->ledger.creator);
    status = status == STATUS_OK ? read_har_record(reading, head, out_diagnostic) : status;
    return status == STATUS_OK ? ledger_follow(reading, head, out_diagnostic) : status;
}

/* ---- a journal ---- */

static bool is_journal(struct bytes text) {
    return bytes_starts_with(text, bytes_of_text("{\"assay\":"));
}

static enum status name_line(enum status status, size_t line, struct diagnostic *out_diagnostic) {
    if (status == STATUS_INVALID && out_diagnostic != NULL) {
        struct diagnostic inner = *out_diagnostic;
        diagnostic_set(out_diagnostic, "journal line %zu: %.900s", line, inner.text);
    }
    return status;
}

static enum status refuse_line(const char *words, struct diagnostic *out_diagnostic) {
    diagnostic_set(out_diagnostic, "%s", words);
    return STATUS_INVALID;
}

static enum status read_line(struct reading *reading, size_t line, struct bytes text,
                             struct diagnostic *out_diagnostic) {
    struct record *record = &reading->ledger.record;
    const struct json_limits limits = {.depth = 64, .values = 1 << 20};
    if (record->has_end) {
        return refuse_line("something stands behind the end", out_diagnostic);
    }
    if (line == 1) {
        return record_head_read(text, record, out_diagnostic);
    }
    if (is_journal(text)) {
        return record_end_read(text, record, out_diagnostic);
    }
    struct json_error error = json_gate(text, limits, NULL);
    if (error.fault != JSON_OK || !bytes_starts_with(text, bytes_of_text("{"))) {
        diagnostic_set(out_diagnostic, "no entry: byte %zu: %s", error.offset,
                       error.fault != JSON_OK ? json_fault_words[error.fault] : "no object");
        return STATUS_INVALID;
    }
    return add_entry(reading, text, out_diagnostic);
}

static enum status read_journal(struct reading *reading, struct diagnostic *out_diagnostic) {
    struct bytes text = reading->text;
    struct bytes head = bytes_slice(text, 0, bytes_find(text, bytes_of_text("\n"), 0));
    reading->ledger.kind = LEDGER_JOURNAL;
    size_t line = 1, at = 0;
    for (size_t end; (end = bytes_find(text, bytes_of_text("\n"), at)) != SIZE_MAX; at = end + 1) {
        enum status status =
            read_line(reading, line, bytes_slice(text, at, end - at), out_diagnostic);
        if (status != STATUS_OK) {
            return name_line(status, line, out_diagnostic);
        }
        line++;
    }
    reading->ledger.is_cut = at < text.size;
    if (line == 1) {
        diagnostic_set(out_diagnostic,
                       "journal line 1: the head is not whole, so nothing was sent");
        return STATUS_INVALID;
    }
    return ledger_follow(reading, head, out_diagnostic);
}

/* ---- the whole ---- */

enum status ledger_read(struct bytes text, struct ledger *out_ledger,
                        struct diagnostic *out_diagnostic) {
    struct reading reading = {.text = text};
    enum status status = is_journal(text) ? read_journal(&reading, out_diagnostic)
                                          : read_har(&reading, out_diagnostic);
    if (status != STATUS_OK) {
        ledger_clean_up(&reading.ledger);
        return status;
    }
    *out_ledger = reading.ledger;
    return STATUS_OK;
}

void ledger_clean_up(struct ledger *ledger) {
    record_clean_up(&ledger->record);
    free(ledger->entries);
    *ledger = (struct ledger){.count = 0};
}

enum status ledger_each(const struct ledger *ledger,
                        enum status (*visit)(void *context, struct bytes entry,
                                             struct diagnostic *out_diagnostic),
                        void *context, struct diagnostic *out_diagnostic) {
    for (size_t i = 0; i < ledger->count; i++) {
        const struct ledger_entry *entry = &ledger->entries[i];
        diagnostic_set(out_diagnostic, "%s", "");
        enum status status = visit(context, entry->text, out_diagnostic);
        if (status != STATUS_OK) {
            struct diagnostic inner = {""};
            if (out_diagnostic != NULL) {
                inner = *out_diagnostic;
            }
            diagnostic_set(out_diagnostic, "entry %zu (exchange %u): %.900s", entry->place,
                           (unsigned)entry->number, inner.text);
            return status;
        }
    }
    return STATUS_OK;
}
