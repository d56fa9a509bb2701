#include "api/answer.h"
#include "app/commands.h"
#include "store/file.h"

enum { BODY_LIMIT_BYTES = 64 * 1024 * 1024, REASON_LIMIT = 8192 };
enum { STATUS_MIN = 100, STATUS_MAX = 599 }; /* RFC 9110 section 15 */

struct arguments {
    uint64_t status;
    bool is_json_only;
};

static void print_place(const char *file, struct bytes body, size_t offset) {
    struct json_position position = json_position_of(body, offset);
    printf("%s:%zu:%zu: byte %zu: ", file, position.line, position.column, offset);
}

/* Each prints why not, and tells whether the body is accepted. */

/* Any document, so as many values as fit into the file: the gate keeps none of them. */
static bool check_json(const char *file, struct bytes body) {
    const struct json_limits limits = {.depth = JSON_DEPTH_MAX, .values = BODY_LIMIT_BYTES};
    struct json_error error = json_gate(body, limits, NULL);
    if (error.fault == JSON_OK) {
        return true;
    }
    print_place(file, body, error.offset);
    printf("%s\n", json_fault_words[error.fault]);
    return false;
}

static enum status print_faults(const char *file, struct bytes body, const struct answer *answer) {
    struct buffer sentence;
    buffer_init(&sentence, REASON_LIMIT);
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < answer->fault_count; i++) {
        buffer_clear(&sentence);
        status = answer_fault_describe(&answer->faults[i], &sentence);
        print_place(file, body, answer->faults[i].offset);
        printf("%s\n", buffer_text(&sentence));
    }
    buffer_clean_up(&sentence);
    return status;
}

static enum status check_answer(const char *file, struct bytes body, int http_status,
                                bool *out_is_accepted) {
    struct answer answer;
    enum status status = answer_parse(http_status, body, LENGTH_IN_CHARACTERS, &answer);
    if (status != STATUS_OK) {
        return status;
    }
    status = print_faults(file, body, &answer);
    *out_is_accepted = answer_is_accepted(&answer);
    answer_clean_up(&answer);
    return status;
}

static enum status check_file(const char *file, const struct arguments *check,
                              bool *out_is_accepted) {
    struct buffer body;
    struct diagnostic diagnostic = {""};
    buffer_init(&body, BODY_LIMIT_BYTES);
    enum status status = store_read(file, BODY_LIMIT_BYTES, &body, &diagnostic);
    if (status != STATUS_OK) {
        fprintf(stderr, "assay: %s\n", diagnostic.text);
    } else if (check->is_json_only) {
        *out_is_accepted = check_json(file, buffer_view(&body));
    } else {
        status = check_answer(file, buffer_view(&body), (int)check->status, out_is_accepted);
    }
    buffer_clean_up(&body);
    return status;
}

static int check_files(char **files, const struct arguments *check) {
    int exit_code = EXIT_CONFORMANT;
    for (; *files != NULL; files++) {
        bool is_accepted = false;
        enum status status = check_file(*files, check, &is_accepted);
        if (status == STATUS_NO_MEMORY) {
            fprintf(stderr, "assay: %s: out of memory\n", *files);
            return EXIT_HARNESS;
        }
        if (status != STATUS_OK) {
            exit_code = EXIT_USAGE;
            continue;
        }
        if (is_accepted) {
            printf("%s: accepted\n", *files);
        } else if (exit_code == EXIT_CONFORMANT) {
            exit_code = EXIT_NONCONFORMANT;
        }
    }
    return exit_code;
}

static int perform(const void *context, char **operands) {
    const struct arguments *arguments = context;
    if (arguments->status < STATUS_MIN) {
        fprintf(stderr, "assay: --status takes %d to %d, not '%u'\n", STATUS_MIN, STATUS_MAX,
                (unsigned)arguments->status);
        return EXIT_USAGE;
    }
    return check_files(operands, arguments);
}

static const struct arguments defaults = {.status = 200};

static const struct option_spec options[] = {
    {"status", "N", "the status it came with (default 200)", OPTION_NUMBER,
     offsetof(struct arguments, status), STATUS_MAX},
    {"json-only", NULL, "check grammar and UTF-8 alone; duplicate names are legal then",
     OPTION_FLAG, offsetof(struct arguments, is_json_only), 0},
};

const struct command command_body = {
    .name = "body",
    .brief = "judge a response body alone",
    .operands = "FILE...",
    .summary = "Judges response bodies alone: accepted, or why not and where. Exit 0 if all are\n"
               "accepted, 1 if one is not, 2 if one cannot be read.",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 1,
    .operands_max = 1000000,
    .defaults = &defaults,
    .arguments_size = sizeof(struct arguments),
    .perform = perform,
};
