#include "api/error_table.h"
#include "app/commands.h"
#include "app/wrap.h"
#include "cases/cases.h"
#include "model/tally.h"

enum { COLUMN = 14, CASE_COLUMN = 49, REQUIREMENT_COLUMN = 42, DEFAULT_WIDTH = 100 };

static void paragraph(const char *label, const char *text) {
    if (text != NULL && text[0] != '\0') {
        wrap_row(label, COLUMN, text, wrap_width(DEFAULT_WIDTH));
    }
}

static void print_case(const struct case_row *row) {
    char left[CASE_COLUMN * 2];
    snprintf(left, sizeof left, "  %s", row->id);
    wrap_row(left, CASE_COLUMN, row->title, wrap_width(0));
}

static void print_requirement(const struct requirement *requirement) {
    char left[REQUIREMENT_COLUMN * 2];
    snprintf(left, sizeof left, "  %-27s %s", requirement->id, level_names[requirement->level]);
    wrap_row(left, REQUIREMENT_COLUMN, requirement->title, wrap_width(0));
}

static void explain_requirement(enum requirement_id id) {
    const struct requirement *requirement = &requirement_catalogue[id];
    printf("%s (%s)\n\n", requirement->id, level_names[requirement->level]);
    paragraph("what", requirement->title);
    paragraph("where", requirement->source);
    paragraph("its words", requirement->words);
    paragraph("proven by", requirement->proof);
    paragraph("to mend it", requirement->remedy);
    printf("\ncases\n");
    struct case_table table = cases_all();
    for (size_t i = 0; i < table.count; i++) {
        for (size_t j = 0; j < table.rows[i].proves_count; j++) {
            if (table.rows[i].proves[j] == id) {
                print_case(&table.rows[i]);
            }
        }
    }
}

static void explain_interpretation(const struct interpretation *interpretation) {
    printf("%s (interpretation)\n\n", interpretation->id);
    paragraph("the trouble", interpretation->trouble);
    paragraph("default", choice_names[interpretation->choices[0]]);
    for (size_t i = 1; i < INTERPRETATION_CHOICES_MAX; i++) {
        if (interpretation->choices[i] == CHOICE_NONE) {
            break;
        }
        paragraph("or", choice_names[interpretation->choices[i]]);
    }
    paragraph("effect", interpretation->effect);
    printf("\nSet it in the target profile: \"interpretations\": {\"%s\": \"…\"}\n",
           interpretation->id);
}

static const char twin_of_refused[] =
    "The twin is the accepted request that differs in the one field under test. Where it is not "
    "answered 200, a refusal would prove nothing: this case is then not run.";
static const char twin_of_accepted[] =
    "The twin is the request that differs in one field alone. Where it is answered and this one is "
    "refused, that field is the cause, and its requirement is blamed.";

static void explain_case(const struct case_row *row) {
    printf("%s (case)\n\n", row->id);
    paragraph("what", row->title);
    if (row->twin != NULL) {
        paragraph("twin", row->twin);
        paragraph("", row->expect.answer == EXPECT_ACTIVATION ? twin_of_accepted : twin_of_refused);
    }
    if (row->expect.error != ERROR_ROW_NONE) {
        const struct error_row *error = &error_table[row->expect.error - 1];
        char pair[64];
        snprintf(pair, sizeof pair, "%d with error code %s", error->status, error->code);
        paragraph("expected", pair);
        paragraph("description", error->description);
        paragraph("handling", error->handling);
    }
    printf("\nproves\n");
    for (size_t i = 0; i < row->proves_count; i++) {
        print_requirement(&requirement_catalogue[row->proves[i]]);
    }
}

static bool explain(const char *id) {
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        if (strcmp(requirement_catalogue[i].id, id) == 0) {
            explain_requirement((enum requirement_id)i);
            return true;
        }
    }
    for (size_t i = 0; i < INTERPRETATION_COUNT; i++) {
        if (strcmp(interpretations[i].id, id) == 0) {
            explain_interpretation(&interpretations[i]);
            return true;
        }
    }
    const struct case_row *row = cases_find(bytes_of_text(id));
    if (row != NULL) {
        explain_case(row);
    }
    return row != NULL;
}

static void suggest(const char *id) {
    const char *names[REQUIREMENT_COUNT + INTERPRETATION_COUNT + 256];
    size_t count = 0;
    struct case_table table = cases_all();
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        names[count++] = requirement_catalogue[i].id;
    }
    for (size_t i = 0; i < INTERPRETATION_COUNT; i++) {
        names[count++] = interpretations[i].id;
    }
    for (size_t i = 0; i < table.count && i < 256; i++) {
        names[count++] = table.rows[i].id;
    }
    fprintf(stderr, "assay: '%s' is no requirement, interpretation or case\n", id);
    options_suggest(id, names, count);
    fprintf(stderr, "assay: `assay list` shows them all\n");
}

static int perform(const void *arguments, char **operands) {
    (void)arguments;
    if (!explain(operands[0])) {
        suggest(operands[0]);
        return EXIT_USAGE;
    }
    return EXIT_CONFORMANT;
}

const struct command command_explain = {
    .name = "explain",
    .brief = "say what a requirement or a case is, and how it is proven",
    .operands = "ID",
    .summary = "Says what a requirement, a case or an interpretation is, where it stands in\n"
               "the document, how it is proven and how to mend it.",
    .operands_min = 1,
    .operands_max = 1,
    .perform = perform,
};
