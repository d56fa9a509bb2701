#include "judge/inquiry.h"

void inquiry_accuse(struct inquiry *inquiry, struct charge charge, const char *format, ...) {
    if (inquiry->status != STATUS_OK) {
        return;
    }
    inquiry->seen->is_accused[finding_severity(inquiry->rules, &charge)] = true;
    va_list arguments;
    va_start(arguments, format);
    inquiry->status = finding_add(inquiry->findings, inquiry->rules, inquiry->exchange->number,
                                  &charge, format, arguments);
    va_end(arguments);
}

void inquiry_exercise(struct inquiry *inquiry, enum requirement_id requirement) {
    inquiry->seen->exercised[requirement] = true;
}

void inquiry_matter(struct inquiry *inquiry, enum interpretation_id interpretation) {
    inquiry->seen->mattered[interpretation] = true;
}

enum choice inquiry_choice(const struct inquiry *inquiry, enum interpretation_id interpretation) {
    return inquiry->rules->choices.by_id[interpretation];
}
