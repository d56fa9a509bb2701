#include "app/evidence_source.h"

#include "evidence/ledger.h"
#include "store/journal.h"

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
