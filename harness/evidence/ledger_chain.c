#include "evidence/chain.h"
#include "evidence/ledger_reading.h"

#include <stdlib.h>
#include <string.h>

static enum status refuse(const struct reading *reading, const struct ledger_entry *entry,
                          const char *words, struct diagnostic *out_diagnostic) {
    const char *kind = reading->ledger.kind == LEDGER_JOURNAL ? "journal" : "HAR";
    diagnostic_set(out_diagnostic,
                   "%s entry %zu at byte %zu (exchange %u): %s; this is not the evidence that was "
                   "recorded",
                   kind, entry->place, (size_t)(entry->text.data - reading->text.data),
                   (unsigned)entry->number, words);
    return STATUS_INVALID;
}

static int by_record(const void *left, const void *right) {
    const struct ledger_entry *a = left;
    const struct ledger_entry *b = right;
    return a->record < b->record ? -1 : a->record > b->record;
}

static int by_number(const void *left, const void *right) {
    const struct ledger_entry *a = left;
    const struct ledger_entry *b = right;
    if (a->number != b->number) {
        return a->number < b->number ? -1 : 1;
    }
    return a->place < b->place ? -1 : a->place > b->place;
}

/* Entry i must follow what is known of the one before it. Where it does not, either of the two may
   have been altered: it is this one if its successor denies it as well. */
static enum status check_link(const struct reading *reading, size_t i, const char *before,
                              struct diagnostic *out_diagnostic) {
    const struct ledger_entry *entry = &reading->ledger.entries[i];
    if (entry->record > i) {
        return refuse(reading, entry, "one that was recorded before it is missing", out_diagnostic);
    }
    if (entry->record < i) {
        return refuse(reading, entry, "it stands there twice", out_diagnostic);
    }
    if (strcmp(entry->previous, before) == 0) {
        return STATUS_OK;
    }
    bool has_next = i + 1 < reading->ledger.count;
    bool is_denied = has_next && strcmp(entry[1].previous, entry->digest) != 0;
    if (i == 0 || is_denied) {
        return refuse(reading, entry,
                      i == 0 && !is_denied ? "it, or the head before it, was altered"
                                           : "it was altered",
                      out_diagnostic);
    }
    return refuse(reading, &entry[-1], "it was altered", out_diagnostic);
}

static enum status check_all_linked(const struct reading *reading,
                                    struct diagnostic *out_diagnostic) {
    bool is_chained = reading->ledger.kind != LEDGER_FOREIGN;
    for (size_t i = 0; i < reading->ledger.count; i++) {
        const struct ledger_entry *entry = &reading->ledger.entries[i];
        if (entry->is_linked != is_chained) {
            return refuse(reading, entry,
                          is_chained ? "it has no link to the one before it"
                                     : "it is linked to others, and the head is missing",
                          out_diagnostic);
        }
    }
    return STATUS_OK;
}

/* A HAR lists in the order of sending; a journal in that of recording. */
static enum status check_order(const struct reading *reading, struct diagnostic *out_diagnostic) {
    const struct ledger *ledger = &reading->ledger;
    for (size_t i = 1; i < ledger->count; i++) {
        const struct ledger_entry *entry = &ledger->entries[i];
        bool is_in_order = ledger->kind == LEDGER_JOURNAL ? entry->record == entry[-1].record + 1
                                                          : entry->number > entry[-1].number;
        if (!is_in_order) {
            return refuse(reading, entry, "it stands in another place than it was recorded",
                          out_diagnostic);
        }
    }
    return STATUS_OK;
}

static enum status check_end(const struct reading *reading, const char *last,
                             struct diagnostic *out_diagnostic) {
    const struct ledger *ledger = &reading->ledger;
    const struct record_end *end = &ledger->record.end;
    if (!ledger->record.has_end ||
        (end->exchanges == ledger->count && strcmp(end->last_sha256, last) == 0)) {
        return STATUS_OK;
    }
    if (end->exchanges != ledger->count) {
        diagnostic_set(out_diagnostic,
                       "%u exchanges were recorded and %zu are there; this is not the evidence "
                       "that was recorded",
                       (unsigned)end->exchanges, ledger->count);
        return STATUS_INVALID;
    }
    if (ledger->count == 0) {
        diagnostic_set(out_diagnostic,
                       "the head was altered; this is not the evidence that was recorded");
        return STATUS_INVALID;
    }
    return refuse(reading, &ledger->entries[ledger->count - 1], "it was altered", out_diagnostic);
}

/* What a run that died recorded last has nothing behind it that would vouch for it. */
static enum status check_last(const struct reading *reading, struct diagnostic *out_diagnostic) {
    static const char name[] = ",\"sha256\":\"";
    const struct ledger *ledger = &reading->ledger;
    if (ledger->record.has_end || ledger->count == 0) {
        return STATUS_OK;
    }
    const struct ledger_entry *last = &ledger->entries[ledger->count - 1];
    if (last->own.data == NULL) {
        return STATUS_OK;
    }
    char digest[RECORD_DIGEST_SIZE];
    size_t at = (size_t)(last->own.data - last->text.data), size = strlen(name);
    enum status status =
        chain_digest(bytes_slice(last->text, 0, at < size ? 0 : at - size), digest);
    if (status != STATUS_OK) {
        return status;
    }
    return bytes_equal_text(last->own, digest)
               ? STATUS_OK
               : refuse(reading, last, "it was altered", out_diagnostic);
}

/* Leaves the entries in the order of recording. */
static enum status follow_chain(struct reading *reading, struct bytes head,
                                struct diagnostic *out_diagnostic) {
    struct ledger *ledger = &reading->ledger;
    char of_head[RECORD_DIGEST_SIZE];
    enum status status = check_order(reading, out_diagnostic);
    status = status == STATUS_OK ? chain_digest(head, of_head) : status;
    if (status == STATUS_OK && ledger->count > 1) {
        qsort(ledger->entries, ledger->count, sizeof *ledger->entries, by_record);
    }
    const char *before = of_head;
    for (size_t i = 0; status == STATUS_OK && i < ledger->count; i++) {
        status = check_link(reading, i, before, out_diagnostic);
        before = ledger->entries[i].digest;
    }
    status = status == STATUS_OK ? check_end(reading, before, out_diagnostic) : status;
    return status == STATUS_OK ? check_last(reading, out_diagnostic) : status;
}

enum status ledger_follow(struct reading *reading, struct bytes head,
                          struct diagnostic *out_diagnostic) {
    struct ledger *ledger = &reading->ledger;
    enum status status = check_all_linked(reading, out_diagnostic);
    if (status == STATUS_OK && ledger->kind != LEDGER_FOREIGN) {
        status = follow_chain(reading, head, out_diagnostic);
    }
    if (status == STATUS_OK && ledger->count > 1) {
        qsort(ledger->entries, ledger->count, sizeof *ledger->entries, by_number);
    }
    return status;
}
