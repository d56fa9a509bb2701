#include "app/catalogue.h"
#include "app/commands.h"
#include "app/options.h"
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

static int print_table(void) {
    struct case_table table = cases_all();
    printf("%-27s %-11s %5s  %s\n", "REQUIREMENT", "LEVEL", "CASES", "WHAT MUST HOLD");
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        const struct requirement *requirement = &requirement_catalogue[i];
        printf("%-27s %-11s %5zu  %s\n", requirement->id, level_names[requirement->level],
               cases_of((enum requirement_id)i), requirement->title);
    }
    printf("\n%-47s %s\n", "CASE", "WHAT A CONFORMING PLATFORM DOES");
    for (size_t i = 0; i < table.count; i++) {
        printf("%-47s %s\n", table.rows[i].id, table.rows[i].title);
    }
    printf("\n%d requirements, %zu cases. `assay explain ID` tells more of any of them.\n",
           (int)REQUIREMENT_COUNT, table.count);
    return EXIT_CONFORMANT;
}

int command_list(int argc, char **argv) {
    bool is_json = false;
    const struct option_spec options[] = {
        {"json", NULL, "as JSON, every field of every case included", OPTION_FLAG, &is_json, 0},
    };
    const struct command_spec command = {
        .name = "list",
        .operands = "",
        .summary = "Shows every requirement of the catalogue and every case of the suite.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int first;
    switch (options_parse(&command, argc, argv, &first)) {
    case OPTIONS_OK:
        return is_json ? print_json() : print_table();
    case OPTIONS_HELP_SHOWN:
        return EXIT_CONFORMANT;
    case OPTIONS_WRONG:
        break;
    }
    return EXIT_USAGE;
}
