#include "http_pair.h"

static struct http_message read_wire(const struct http_pair *pair, const struct http_wire *wire) {
    struct http_message message;
    enum status status =
        http_message_read(wire->head, wire->framed, pair->is_head_request, &message);
    assert_int_equal(status, STATUS_OK);
    return message;
}

static void print_faults(const struct http_pair *pair, const struct http_message *message) {
    print_error("%s: %zu faults\n", pair->name, message->fault_count);
    for (size_t i = 0; i < message->fault_count; i++) {
        const struct http_fault_at *at = &message->faults[i];
        print_error("    at %zu: %s\n", at->offset, http_fault_facts[at->fault].words);
    }
}

size_t http_pairs_count_missed(const struct http_pair *pairs, size_t count) {
    size_t failures = 0;
    for (size_t i = 0; i < count; i++) {
        struct http_message message = read_wire(&pairs[i], &pairs[i].faulty);
        if (message.fault_count != 1 || message.faults[0].fault != pairs[i].fault ||
            message.faults[0].offset != pairs[i].offset) {
            print_faults(&pairs[i], &message);
            failures++;
        }
        http_message_clean_up(&message);
    }
    return failures;
}

size_t http_pairs_count_false_alarms(const struct http_pair *pairs, size_t count) {
    size_t failures = 0;
    for (size_t i = 0; i < count; i++) {
        struct http_message message = read_wire(&pairs[i], &pairs[i].neighbour);
        if (message.fault_count != 0) {
            print_faults(&pairs[i], &message);
            failures++;
        }
        http_message_clean_up(&message);
    }
    return failures;
}
