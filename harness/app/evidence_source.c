#include "app/evidence_source.h"

#include "evidence/har.h"
#include "evidence/ledger.h"
#include "store/journal.h"

#include <stdlib.h>

enum { ENTRY_LIMIT_BYTES = 512 * 1024 * 1024 };

static enum status each_of_journal(void *context,
                                   enum status (*visit)(void *visitor, struct bytes entry,
                                                        struct diagnostic *out_diagnostic),
                                   void *visitor, struct diagnostic *out_diagnostic) {
    const struct journal_order *order = context;
    struct buffer entry;
    buffer_init(&entry, ENTRY_LIMIT_BYTES);
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < order->count; i++) {
        status = journal_read(order->journal, order->order[i], &entry, out_diagnostic);
        if (status == STATUS_OK) {
            status = visit(visitor, buffer_view(&entry), out_diagnostic);
        }
    }
    buffer_clean_up(&entry);
    return status;
}

static enum status each_of_ledger(void *context,
                                  enum status (*visit)(void *visitor, struct bytes entry,
                                                       struct diagnostic *out_diagnostic),
                                  void *visitor, struct diagnostic *out_diagnostic) {
    return ledger_each(context, visit, visitor, out_diagnostic);
}

struct evidence_source evidence_from_journal(struct journal_order *order) {
    return (struct evidence_source){each_of_journal, order};
}

struct evidence_source evidence_from_ledger(struct ledger *ledger) {
    return (struct evidence_source){each_of_ledger, ledger};
}

/* On the heap: an entry is large, and a thread's stack may be small. */
enum status evidence_show_entry(struct bytes text,
                                enum status (*look)(void *looker, struct har_entry *entry,
                                                    struct diagnostic *out_diagnostic),
                                void *looker, struct diagnostic *out_diagnostic) {
    struct har_entry *entry = calloc(1, sizeof *entry);
    if (entry == NULL) {
        return STATUS_NO_MEMORY;
    }
    enum status status = har_entry_read(text, entry, out_diagnostic);
    if (status == STATUS_OK) {
        status = look(looker, entry, out_diagnostic);
        har_entry_clean_up(entry);
    }
    free(entry);
    return status;
}
