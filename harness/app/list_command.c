#include "app/catalogue.h"
#include "app/commands.h"
#include "app/wrap.h"
#include "cases/cases.h"
#include "model/tally.h"

static int print_json(void) {
    struct buffer json;
    buffer_init(&json, CATALOGUE_BYTES_MAX);
    enum status status = catalogue_json(&json);
    if (status == STATUS_OK) {
        puts(buffer_text(&json));
    } else {
        fprintf(stderr, "assay: %s\n", status_words(status));
    }
    buffer_clean_up(&json);
    return status == STATUS_OK ? EXIT_CONFORMANT : EXIT_HARNESS;
}

static size_t cases_of(enum requirement_id id) {
    struct case_table table = cases_all();
    size_t count = 0;
    for (size_t i = 0; i < table.count; i++) {
        for (size_t j = 0; j < table.rows[i].proves_count; j++) {
            count += table.rows[i].proves[j] == id;
        }
    }
    return count;
}

enum { REQUIREMENT_COLUMN = 47, CASE_COLUMN = 57, INTERPRETATION_COLUMN = 28 };

static void print_interpretations(size_t width) {
    putchar('\n');
    wrap_row("INTERPRETATION", INTERPRETATION_COLUMN, "WHERE THE DOCUMENT LEAVES A CHOICE", width);
    for (size_t i = 0; i < INTERPRETATION_COUNT; i++) {
        wrap_row(interpretations[i].id, INTERPRETATION_COLUMN, interpretations[i].trouble, width);
    }
}

/* One row is one line where nobody looks, so that it can be searched. */
static int print_table(void) {
    size_t width = wrap_width(0);
    char left[128];
    snprintf(left, sizeof left, "%-27s %-11s %5s", "REQUIREMENT", "LEVEL", "CASES");
    wrap_row(left, REQUIREMENT_COLUMN, "WHAT MUST HOLD", width);
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        const struct requirement *requirement = &requirement_catalogue[id];
        snprintf(left, sizeof left, "%-27s %-11s %5zu", requirement->id,
                 level_names[requirement->level], cases_of(id));
        wrap_row(left, REQUIREMENT_COLUMN, requirement->title, width);
    }
    struct case_table table = cases_all();
    putchar('\n');
    wrap_row("CASE", CASE_COLUMN, "WHAT A CONFORMING PLATFORM DOES", width);
    for (size_t i = 0; i < table.count; i++) {
        wrap_row(table.rows[i].id, CASE_COLUMN, table.rows[i].title, width);
    }
    print_interpretations(width);
    printf("\n%d requirements, %zu cases. `assay explain ID` tells more of any of them.\n",
           (int)REQUIREMENT_COUNT, table.count);
    return EXIT_CONFORMANT;
}

struct arguments {
    bool is_json;
};

static int perform(const void *context, char **operands) {
    const struct arguments *arguments = context;
    (void)operands;
    return arguments->is_json ? print_json() : print_table();
}

static const struct option_spec options[] = {
    {"json", NULL, "as JSON, every field of every case included", OPTION_FLAG,
     offsetof(struct arguments, is_json), 0},
};

const struct command command_list = {
    .name = "list",
    .brief = "show every requirement, case and interpretation",
    .operands = "",
    .summary = "Shows every requirement of the catalogue, every case of the suite and every "
               "interpretation.",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .arguments_size = sizeof(struct arguments),
    .perform = perform,
};
