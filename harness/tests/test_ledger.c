/* A file of evidence is read as a whole: its record strictly, its chain from head to end. */
#include "evidence/chain.h"
#include "evidence/ledger.h"
#include "tests/har_fixture.h"

static struct record_note note = {"request.app-key.other-case", "it has no \"letters\"\n"};
static const char *const globs[] = {"response.*", "caf\xc3\xa9"};

static const struct record_head head = {
    .suite_version = "1.0",
    .cases_sha256 = "",
    .run_id = "20260101T000000Z-00000000",
    .seed = UINT64_MAX,
    .started_us = 1,
    .is_strict = true,
    .only = {globs, 2},
    .not_generated = {&note, 1},
};

static struct buffer written_head(void) {
    struct buffer out;
    buffer_init(&out, RECORD_LIMIT_BYTES);
    assert_int_equal(record_head_write(&head, &out), STATUS_OK);
    return out;
}

static void test_record_head__is_read_back_as_it_was(void **state) {
    (void)state;
    struct buffer out = written_head();
    struct record record = {.has_head = false};
    assert_int_equal(record_head_read(buffer_view(&out), &record, NULL), STATUS_OK);
    buffer_clean_up(&out); /* nothing of it is borrowed */
    assert_true(record.has_head);
    assert_string_equal(record.head.run_id, head.run_id);
    assert_true(record.head.seed == UINT64_MAX);
    assert_true(record.head.is_strict);
    assert_int_equal(record.head.only.count, 2);
    assert_string_equal(record.head.only.items[1], globs[1]);
    assert_int_equal(record.head.skip.count, 0);
    assert_int_equal(record.head.not_generated.count, 1);
    assert_string_equal(record.head.not_generated.items[0].reason, note.reason);
    record_clean_up(&record);
}

#define HEAD(repeat)                                                                               \
    "{\"assay\":\"head\",\"format\":1,\"suite_version\":\"1\",\"cases_sha256\":\"\",\"run\":"      \
    "\"r\","                                                                                       \
    "\"seed\":\"1\",\"started_us\":1,\"strict\":false," repeat                                     \
    "\"only\":[],\"skip\":[],\"not_generated\":[]}"

static const struct {
    const char *name, *head;
    enum status status;
    unsigned repeat;
} repeat_rows[] = {
    {"of a suite that did not repeat", HEAD(""), STATUS_OK, 1},
    {"repeated", HEAD("\"repeat\":7,"), STATUS_OK, 7},
    {"the most", HEAD("\"repeat\":100,"), STATUS_OK, 100},
    {"more than that", HEAD("\"repeat\":101,"), STATUS_INVALID, 0},
    {"once, spelled out", HEAD("\"repeat\":1,"), STATUS_INVALID, 0},
    {"never", HEAD("\"repeat\":0,"), STATUS_INVALID, 0},
    {"half", HEAD("\"repeat\":2.5,"), STATUS_INVALID, 0},
    {"of another kind", HEAD("\"repeat\":\"7\","), STATUS_INVALID, 0},
};

static bool has_one_spelling(const struct record_head *read, const char *spelling) {
    struct buffer out;
    buffer_init(&out, RECORD_LIMIT_BYTES);
    bool is_same =
        record_head_write(read, &out) == STATUS_OK && bytes_equal_text(buffer_view(&out), spelling);
    buffer_clean_up(&out);
    return is_same;
}

static void test_record_head_read__takes_a_head_without_repetitions(void **state) {
    (void)state;
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(repeat_rows); i++) {
        struct record record = {.has_head = false};
        struct diagnostic diagnostic = {""};
        enum status status = record_head_read(text(repeat_rows[i].head), &record, &diagnostic);
        bool is_right = status == repeat_rows[i].status;
        if (status == STATUS_OK) {
            is_right = is_right && record.head.repeat == repeat_rows[i].repeat &&
                       has_one_spelling(&record.head, repeat_rows[i].head);
        } else {
            is_right = is_right && strstr(diagnostic.text, "member repeat") != NULL;
        }
        if (!is_right) {
            print_error("row %s: %s\n", repeat_rows[i].name, diagnostic.text);
            failures++;
        }
        record_clean_up(&record);
    }
    assert_int_equal(failures, 0);
}

#define DIGEST "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define END(exchanges, digest, cut, unsent)                                                        \
    "{\"assay\":\"end\",\"format\":1,\"exchanges\":" exchanges ",\"last_sha256\":\"" digest        \
    "\",\"stopped\":false,\"cut\":" cut ",\"no_verdict\":null,\"unsent\":" unsent "}"

static const struct {
    const char *name, *end, *words; /* words NULL: accepted */
} end_rows[] = {
    {"as written", END("0", DIGEST, "null", "[]"), NULL},
    {"with a reason", END("3", DIGEST, "\"cut\"", "[{\"case\":\"a\",\"reason\":\"b\"}]"), NULL},
    {"a negative count", END("-1", DIGEST, "null", "[]"), "member exchanges"},
    {"half a call", END("0.5", DIGEST, "null", "[]"), "member exchanges"},
    {"a short digest", END("0", "e3b0", "null", "[]"), "member last_sha256"},
    {"a number for a reason", END("0", DIGEST, "7", "[]"), "member cut"},
    {"a reason with NUL", END("0", DIGEST, "\"a\\u0000b\"", "[]"), "member cut"},
    {"a note of another kind", END("0", DIGEST, "null", "[1]"), "member unsent"},
    {"a note without its reason", END("0", DIGEST, "null", "[{\"case\":\"a\"}]"), "member reason"},
    {"a note with more", END("0", DIGEST, "null", "[{\"case\":\"a\",\"reason\":\"\",\"x\":1}]"),
     "member x"},
    {"an empty object", "{}", "member assay"},
    {"the other part", "{\"assay\":\"head\",\"format\":1}", "member assay"},
    {"a later format", "{\"assay\":\"end\",\"format\":2}", "newer suite"},
    {"a list", "[]", "must be an object"},
    {"nothing", "", "no JSON at byte 0"},
    {"a member twice", "{\"assay\":\"end\",\"assay\":\"end\"}", "same name"},
    {"too deep", "{\"assay\":[[[[[[[[[[]]]]]]]]]]}", "no JSON"},
};

static void test_record_end_read__is_strict(void **state) {
    (void)state;
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(end_rows); i++) {
        struct record record = {.has_head = false};
        struct diagnostic diagnostic = {""};
        enum status status = record_end_read(text(end_rows[i].end), &record, &diagnostic);
        bool is_right = end_rows[i].words == NULL
                            ? status == STATUS_OK && record.has_end
                            : status == STATUS_INVALID && !record.has_end &&
                                  strstr(diagnostic.text, end_rows[i].words) != NULL;
        if (!is_right) {
            print_error("failed: %s: %s\n", end_rows[i].name, diagnostic.text);
            failures++;
        }
        record_clean_up(&record);
    }
    assert_int_equal(failures, 0);
}

/* A journal of three exchanges, recorded in another order than they were sent. */
static struct buffer journal_of_three(struct buffer *out_entries) {
    static const uint32_t numbers[] = {1, 0, 2};
    struct buffer journal = written_head();
    struct chain chain;
    assert_int_equal(chain_begin(buffer_view(&journal), &chain), STATUS_OK);
    for (size_t i = 0; i < 3; i++) {
        struct exchange exchange = ordinary();
        exchange.number = numbers[i];
        out_entries[i] = write_entry(&exchange, NULL);
        assert_int_equal(chain_link(&chain, &out_entries[i]), STATUS_OK);
        chain_advance(&chain);
        assert_int_equal(buffer_append_text(&journal, "\n"), STATUS_OK);
        assert_int_equal(buffer_append(&journal, buffer_view(&out_entries[i])), STATUS_OK);
    }
    assert_int_equal(buffer_append_text(&journal, "\n"), STATUS_OK);
    return journal;
}

static enum status note_number(void *context, struct bytes entry,
                               struct diagnostic *out_diagnostic) {
    struct har_entry read;
    enum status status = har_entry_read(entry, &read, out_diagnostic);
    if (status == STATUS_OK) {
        status = buffer_append_format(context, "%u ", (unsigned)read.exchange.number);
        har_entry_clean_up(&read);
    }
    return status;
}

static void test_ledger_read__gives_the_order_of_sending(void **state) {
    (void)state;
    struct buffer entries[3], order;
    struct buffer journal = journal_of_three(entries);
    struct ledger ledger;
    buffer_init(&order, 64);
    assert_int_equal(ledger_read(buffer_view(&journal), &ledger, NULL), STATUS_OK);
    assert_int_equal(ledger.kind, LEDGER_JOURNAL);
    assert_false(ledger.is_cut);
    assert_int_equal(ledger_each(&ledger, note_number, &order, NULL), STATUS_OK);
    assert_string_equal(buffer_text(&order), "0 1 2 ");
    ledger_clean_up(&ledger);
    for (size_t i = 0; i < 3; i++) {
        buffer_clean_up(&entries[i]);
    }
    buffer_clean_up(&order);
    buffer_clean_up(&journal);
}

/* What may be altered without a trace leaves what the last entry says as it was: the name of its
   own digest (then it is one of an older suite), and its line end (then it is cut). */
static bool may_be_altered(struct bytes journal, size_t at) {
    static const char name[] = "\"sha256\"";
    size_t last = 0;
    for (size_t i = 0; i != SIZE_MAX; i = bytes_find(journal, bytes_of_text(name), i + 1)) {
        last = i;
    }
    return at == journal.size - 1 || (at > last && at < last + strlen(name));
}

/* Every single byte of the journal, changed in its lowest bit. */
static void test_ledger_read__refuses_every_altered_byte(void **state) {
    (void)state;
    struct buffer entries[3];
    struct buffer journal = journal_of_three(entries);
    size_t failures = 0;
    for (size_t i = 0; i < journal.size; i++) {
        struct ledger ledger;
        struct diagnostic diagnostic = {""};
        bool is_silent = may_be_altered(buffer_view(&journal), i);
        journal.data[i] ^= 1;
        if (ledger_read(buffer_view(&journal), &ledger, &diagnostic) == STATUS_OK) {
            if (!is_silent) {
                print_error("failed: byte %zu\n", i);
                failures++;
            }
            ledger_clean_up(&ledger);
        }
        journal.data[i] ^= 1;
    }
    assert_int_equal(failures, 0);
    for (size_t i = 0; i < 3; i++) {
        buffer_clean_up(&entries[i]);
    }
    buffer_clean_up(&journal);
}

/* A journal of a run that died may end anywhere behind its head. */
static void test_ledger_read__takes_a_journal_cut_anywhere(void **state) {
    (void)state;
    struct buffer entries[3];
    struct buffer journal = journal_of_three(entries), first = written_head();
    size_t failures = 0;
    for (size_t size = 0; size <= journal.size; size++) {
        struct ledger ledger;
        struct bytes cut = bytes_of(journal.data, size);
        enum status status = ledger_read(cut, &ledger, NULL);
        bool is_whole = size > first.size;
        bool is_right = is_whole ? status == STATUS_OK : status == STATUS_INVALID;
        if (status == STATUS_OK) {
            bool ends_a_line = journal.data[size - 1] == '\n';
            is_right = is_right && ledger.is_cut != ends_a_line;
            ledger_clean_up(&ledger);
        }
        if (!is_right) {
            print_error("failed: cut to %zu bytes\n", size);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
    for (size_t i = 0; i < 3; i++) {
        buffer_clean_up(&entries[i]);
    }
    buffer_clean_up(&first);
    buffer_clean_up(&journal);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_record_head__is_read_back_as_it_was),
        cmocka_unit_test(test_record_head_read__takes_a_head_without_repetitions),
        cmocka_unit_test(test_record_end_read__is_strict),
        cmocka_unit_test(test_ledger_read__gives_the_order_of_sending),
        cmocka_unit_test(test_ledger_read__refuses_every_altered_byte),
        cmocka_unit_test(test_ledger_read__takes_a_journal_cut_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
