#include "json/document.h"

#include "base/utf8.h"

/* Of the sequences that RFC 3629 forbids a string has but two: C0 80 and ED A0..BF xx. */
struct json_text_facts json_text_facts(struct bytes string) {
    struct json_text_facts facts = {
        .bytes = string.size,
        .characters = utf8_characters(string),
        .utf16_units = utf8_utf16_units(string),
    };
    for (size_t i = 0; i + 1 < string.size; i++) {
        unsigned char lead = string.data[i];
        bool is_nul = lead == 0xc0;
        bool is_surrogate = lead == 0xed && string.data[i + 1] >= 0xa0;
        facts.bytes -= is_nul;
        facts.has_nul = facts.has_nul || is_nul;
        facts.has_lone_surrogate = facts.has_lone_surrogate || is_surrogate;
    }
    return facts;
}
