#include "fuzz/oracles/har_reading.h"

#include "fuzz/oracle.h"
#include "fuzz/oracles/exchange.h"

#include <string.h>

enum { UNTOUCHED = 4711 };

static enum status read_entry(struct bytes text, struct har_entry *entry,
                              struct diagnostic *out_diagnostic) {
    entry->exchange.number = UNTOUCHED;
    enum status status = har_entry_read(text, entry, out_diagnostic);
    ORACLE("evidence-untouched", status == STATUS_OK || entry->exchange.number == UNTOUCHED,
           "a failure that touches the entry");
    ORACLE("evidence-diagnostic", (status == STATUS_INVALID) == (out_diagnostic->text[0] != '\0'),
           "%s: \"%s\"", status_words(status), out_diagnostic->text);
    return status;
}

bool har_reading_make(struct bytes text, struct har_entry *out_entry) {
    static struct har_entry again;
    struct diagnostic first = {""}, second = {""};
    enum status status = read_entry(text, out_entry, &first);
    bool is_same = read_entry(text, &again, &second) == status;
    is_same = is_same && strcmp(first.text, second.text) == 0;
    if (status == STATUS_OK) {
        is_same = is_same && exchange_is_same(&out_entry->exchange, &again.exchange);
        har_entry_clean_up(&again);
    }
    ORACLE("evidence-same-twice", is_same, "\"%s\", then \"%s\"", first.text, second.text);
    return status == STATUS_OK;
}
