#include "report/finding_text.h"

static void write_line(struct pen *pen, const char *label, const char *text) {
    if (text == NULL || text[0] == '\0') {
        return;
    }
    pen_text(pen, label);
    pen_safe_text(pen, text);
    pen_text(pen, "\n");
}

static void write_finding(struct pen *pen, const struct tally *tally,
                          const struct finding *finding) {
    const struct requirement *requirement = finding_requirement(tally, finding);
    pen_safe_text(pen, requirement->id);
    pen_text(pen, " (");
    pen_text(pen, level_names[requirement->level]);
    pen_text(pen, ", ");
    pen_text(pen, severity_names[finding->severity]);
    pen_text(pen, ")\n");
    write_line(pen, "  expected: ", finding->expected);
    write_line(pen, "  actual: ", finding->actual);
    write_line(pen, "  where: ", finding->where);
    write_line(pen, "  recommended handling: ", finding_handling(finding));
    pen_text(pen, "  exchange: ");
    pen_number(pen, finding->exchange);
    pen_text(pen, "\n");
}

void findings_write_text(struct pen *pen, const struct tally *tally,
                         const struct case_result *result) {
    if (case_is_uneven(result)) {
        case_write_flakiness(pen, result);
        pen_text(pen, "\n");
    }
    for (size_t i = 0; i < result->findings.count; i++) {
        write_finding(pen, tally, &result->findings.items[i]);
    }
    write_line(pen, "reproduce: ", result->reproduce);
}
