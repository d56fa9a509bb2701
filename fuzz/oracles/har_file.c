#include "fuzz/oracles/har_file.h"

#include "evidence/chain.h"
#include "evidence/har.h"
#include "evidence/ledger.h"
#include "fuzz/oracle.h"

#include <string.h>

enum { FILE_LIMIT = 1 << 26, ENTRIES = 2, UNTOUCHED = 4711 };

static const char *const globs[] = {"activation.*", "caf\xc3\xa9"};
static struct record_note note = {"error.token.other-case", "it has no \"letters\"\n"};

static const struct record_head head = {
    .suite_version = "0.0.0",
    .cases_sha256 = "",
    .run_id = "run",
    .seed = UINT64_MAX,
    .started_us = 1,
    .only = {globs, 2},
    .not_generated = {&note, 1},
};

/* A run of two exchanges. */
struct recording {
    struct buffer head, entries[ENTRIES], end;
};

static void take(enum status status) {
    SETUP(status == STATUS_OK);
}

static struct recording record(const struct exchange *exchange) {
    struct recording recording;
    struct chain chain;
    buffer_init(&recording.head, FILE_LIMIT);
    buffer_init(&recording.end, FILE_LIMIT);
    take(record_head_write(&head, &recording.head));
    take(chain_begin(buffer_view(&recording.head), &chain));
    for (uint32_t i = 0; i < ENTRIES; i++) {
        struct exchange numbered = *exchange;
        numbered.number = i;
        buffer_init(&recording.entries[i], FILE_LIMIT);
        take(har_entry_write(&numbered, NULL, &recording.entries[i]));
        take(chain_link(&chain, &recording.entries[i]));
        chain_advance(&chain);
    }
    struct record_end end = {.exchanges = ENTRIES, .cut = "so", .unsent = {&note, 1}};
    memcpy(end.last_sha256, chain.last_sha256, sizeof end.last_sha256);
    take(record_end_write(&end, &recording.end));
    return recording;
}

static void forget(struct recording *recording) {
    buffer_clean_up(&recording->head);
    buffer_clean_up(&recording->end);
    for (size_t i = 0; i < ENTRIES; i++) {
        buffer_clean_up(&recording->entries[i]);
    }
}

static struct buffer har_of(const struct recording *recording) {
    struct buffer file;
    buffer_init(&file, FILE_LIMIT);
    take(har_begin("0.0.0", buffer_view(&recording->head), &file));
    for (size_t i = 0; i < ENTRIES; i++) {
        take(buffer_append_text(&file, i == 0 ? "" : ",\n"));
        take(buffer_append(&file, buffer_view(&recording->entries[i])));
    }
    take(har_end(buffer_view(&recording->end), &file));
    return file;
}

/* `out_chained` bytes of it are held by the chain. */
static struct buffer journal_of(const struct recording *recording, size_t *out_chained) {
    const struct buffer *lines[] = {&recording->head, &recording->entries[0],
                                    &recording->entries[1], &recording->end};
    struct buffer file;
    buffer_init(&file, FILE_LIMIT);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        *out_chained = file.size;
        take(buffer_append(&file, buffer_view(lines[i])));
        take(buffer_append_text(&file, "\n"));
    }
    return file;
}

/* ---- walking ---- */

/* A visitor that knows what it is to see, and may refuse one entry. */
struct visitor {
    const struct recording *wanted; /* NULL: anything */
    size_t refused;                 /* the number of the entry; SIZE_MAX: none */
    size_t seen;
};

static enum status visit(void *context, struct bytes entry, struct diagnostic *out_diagnostic) {
    struct visitor *visitor = context;
    size_t number = visitor->seen++;
    ORACLE("evidence-ledger",
           visitor->wanted == NULL ||
               (number < ENTRIES &&
                bytes_equal(entry, buffer_view(&visitor->wanted->entries[number]))),
           "another entry: %.*s", BYTES_PRINT(entry));
    if (number == visitor->refused) {
        diagnostic_set(out_diagnostic, "so it is");
        return STATUS_INVALID;
    }
    return STATUS_OK;
}

static void check_refused_visit(enum status status, size_t seen, const char *words) {
    ORACLE("evidence-ledger",
           status == STATUS_INVALID && seen == ENTRIES && strstr(words, "entry 1 ") != NULL &&
               strstr(words, "so it is") != NULL,
           "%s after %zu entries: %s", status_words(status), seen, words);
}

static void check_walk(struct bytes file, const struct recording *recording) {
    struct diagnostic diagnostic = {""};
    struct visitor visitor = {recording, SIZE_MAX, 0};
    enum status status = har_visit_entries(file, visit, &visitor, &diagnostic);
    ORACLE("evidence-ledger", status == STATUS_OK && visitor.seen == ENTRIES, "%zu entries, %s: %s",
           visitor.seen, status_words(status), diagnostic.text);
    visitor = (struct visitor){recording, 1, 0};
    status = har_visit_entries(file, visit, &visitor, &diagnostic);
    check_refused_visit(status, visitor.seen, diagnostic.text);
}

static void check_ledger(struct bytes file, enum ledger_kind kind,
                         const struct recording *recording) {
    struct diagnostic diagnostic = {""};
    struct ledger ledger = {.count = 0};
    struct visitor visitor = {recording, SIZE_MAX, 0};
    enum status status = ledger_read(file, &ledger, &diagnostic);
    ORACLE("evidence-ledger", status == STATUS_OK, "what was recorded is refused: %s",
           diagnostic.text);
    const struct record *read = &ledger.record;
    ORACLE("evidence-ledger",
           ledger.kind == kind && !ledger.is_cut && ledger.count == ENTRIES && read->has_head &&
               read->has_end && read->head.seed == head.seed && read->head.only.count == 2 &&
               strcmp(read->head.only.items[1], globs[1]) == 0 &&
               strcmp(read->end.unsent.items[0].reason, note.reason) == 0,
           "another record");
    take(ledger_each(&ledger, visit, &visitor, &diagnostic));
    visitor = (struct visitor){recording, 1, 0};
    status = ledger_each(&ledger, visit, &visitor, &diagnostic);
    check_refused_visit(status, visitor.seen, diagnostic.text);
    ledger_clean_up(&ledger);
}

/* ---- altering ---- */

static void check_altered(struct buffer *file, size_t at) {
    struct ledger ledger = {.count = 0};
    struct diagnostic diagnostic = {""};
    file->data[at] ^= 1;
    enum status status = ledger_read(buffer_view(file), &ledger, &diagnostic);
    ORACLE("evidence-altered", status == STATUS_INVALID && diagnostic.text[0] != '\0',
           "byte %zu was altered: %s, \"%s\"", at, status_words(status), diagnostic.text);
    file->data[at] ^= 1;
}

static void check_without_room(const struct exchange *exchange, size_t size) {
    struct buffer narrow;
    buffer_init(&narrow, size);
    take(buffer_append_text(&narrow, "x"));
    enum status status = har_entry_write(exchange, NULL, &narrow);
    ORACLE("evidence-untouched",
           status == STATUS_LIMIT && bytes_equal_text(buffer_view(&narrow), "x") &&
               strcmp(buffer_text(&narrow), "x") == 0,
           "%s leaves %zu bytes", status_words(status), narrow.size);
    buffer_clean_up(&narrow);
}

void har_file_check(const struct exchange *exchange, uint64_t pick) {
    struct recording recording = record(exchange);
    size_t chained = 0;
    struct buffer har = har_of(&recording), journal = journal_of(&recording, &chained);
    check_walk(buffer_view(&har), &recording);
    check_ledger(buffer_view(&har), LEDGER_HAR, &recording);
    check_ledger(buffer_view(&journal), LEDGER_JOURNAL, &recording);
    check_altered(&journal, pick % chained);
    check_without_room(exchange, recording.entries[0].size / 2);
    buffer_clean_up(&har);
    buffer_clean_up(&journal);
    forget(&recording);
}

/* ---- any bytes ---- */

static enum status read_any(struct bytes text, struct ledger *out_ledger,
                            struct diagnostic *out_diagnostic) {
    *out_ledger = (struct ledger){.count = UNTOUCHED};
    enum status status = ledger_read(text, out_ledger, out_diagnostic);
    ORACLE("evidence-untouched", status == STATUS_OK || out_ledger->count == UNTOUCHED,
           "a failure that touches the ledger");
    ORACLE("evidence-ledger", (status == STATUS_OK) == (out_diagnostic->text[0] == '\0'),
           "%s: \"%s\"", status_words(status), out_diagnostic->text);
    return status;
}

bool har_file_check_any(struct bytes text) {
    struct ledger first, second;
    struct diagnostic words = {""}, again = {""};
    enum status status = read_any(text, &first, &words);
    bool is_same = read_any(text, &second, &again) == status && strcmp(words.text, again.text) == 0;
    if (status == STATUS_OK) {
        struct visitor visitor = {NULL, SIZE_MAX, 0};
        is_same = is_same && first.kind == second.kind && first.count == second.count;
        take(ledger_each(&first, visit, &visitor, &words));
        ORACLE("evidence-ledger", visitor.seen == first.count, "%zu of %zu entries", visitor.seen,
               first.count);
        ledger_clean_up(&first);
        ledger_clean_up(&second);
    }
    ORACLE("evidence-same-twice", is_same, "\"%s\", then \"%s\"", words.text, again.text);
    return status == STATUS_OK;
}
