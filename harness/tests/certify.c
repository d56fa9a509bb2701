#include "tests/certify.h"

#include "app/commands.h"
#include "app/run.h"
#include "store/file.h"
#include "tests/scratch.h"
#include "json/document.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <pthread.h>
#include <time.h>

enum { FILE_LIMIT = 64 << 20, NAMES_SIZE = 256 };

static const struct json_limits report_limits = {.depth = 32, .values = 1 << 20};

int certify_set_up(void **state) {
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? scratch_set_up(state) : -1;
}

int certify_tear_down(void **state) {
    curl_global_cleanup();
    return scratch_tear_down(state);
}

const char *certify_path(const char *name) {
    return scratch_path(name);
}

bool certify_write(const char *name, struct bytes text) {
    struct diagnostic diagnostic = {0};
    enum status status = store_write(scratch_folder, name, 0600, text, &diagnostic);
    if (status != STATUS_OK) {
        printf("%s: %s\n", name, diagnostic.text);
    }
    return status == STATUS_OK;
}

bool certify_read(const char *name, struct buffer *out) {
    struct diagnostic diagnostic = {0};
    enum status status = store_read(certify_path(name), FILE_LIMIT, out, &diagnostic);
    if (status != STATUS_OK) {
        printf("%s: %s\n", name, diagnostic.text);
    }
    return status == STATUS_OK;
}

void certify_remove(const char *name) {
    (void)nftw(certify_path(name), scratch_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* Output to files */

struct redirection {
    int out, err;
};

static void send_to(const char *name, int descriptor) {
    int file = open(certify_path(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file >= 0) {
        dup2(file, descriptor);
        close(file);
    }
}

static struct redirection redirect(void) {
    fflush(stdout);
    fflush(stderr);
    struct redirection redirection = {dup(STDOUT_FILENO), dup(STDERR_FILENO)};
    send_to("stdout", STDOUT_FILENO);
    send_to("stderr", STDERR_FILENO);
    return redirection;
}

static void restore(struct redirection redirection) {
    fflush(stdout);
    fflush(stderr);
    dup2(redirection.out, STDOUT_FILENO);
    dup2(redirection.err, STDERR_FILENO);
    close(redirection.out);
    close(redirection.err);
}

/* Commands in this process. A run's rows are CMocka tests themselves, and CMocka keeps its state by
   thread: in a thread of its own, the run leaves that of the test alone. */

struct invocation {
    int (*main)(const struct invocation *invocation);
    const char *profile;
    const struct certify_manner *manner;
    int exit_code;
};

static int run(const struct invocation *invocation) {
    const char *only = invocation->manner->only;
    struct run_options options = {
        .target_file = invocation->profile,
        .reports_folder = certify_path("reports"),
        .filter = {.only = &only, .only_count = only != NULL},
        .schemes = URL_HTTPS_ONLY,
        .seed = 1,
        .repeat = invocation->manner->repeat > 0 ? invocation->manner->repeat : 1,
        .format = PRESENT_CONSOLE,
        .devices = invocation->manner->redacts_devices ? RECORDER_DEVICES_REDACTED
                                                       : RECORDER_DEVICES_SHOWN,
        .signing_key = invocation->manner->signing_key == NULL
                           ? NULL
                           : certify_path(invocation->manner->signing_key),
    };
    return run_perform(&options);
}

static int judge_again(const struct invocation *invocation) {
    char names[4][NAMES_SIZE];
    snprintf(names[0], NAMES_SIZE, "judge");
    snprintf(names[1], NAMES_SIZE, "%s", certify_path("reports/evidence.har"));
    snprintf(names[2], NAMES_SIZE, "--target=%s", invocation->profile);
    snprintf(names[3], NAMES_SIZE, "--format=json");
    char *arguments[] = {names[0], names[1], names[2], names[3], NULL};
    return command_perform(&command_judge, 4, arguments);
}

static void *perform(void *context) {
    struct invocation *invocation = context;
    invocation->exit_code = invocation->main(invocation);
    return NULL;
}

static double now_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool run_command(struct invocation *invocation, double *out_seconds) {
    char path[SCRATCH_PATH_SIZE * 2];
    snprintf(path, sizeof path, "%s", certify_path(invocation->profile));
    invocation->profile = path;
    pthread_t thread;
    double begun = now_s();
    struct redirection redirection = redirect();
    bool is_started = pthread_create(&thread, NULL, perform, invocation) == 0;
    if (is_started) {
        pthread_join(thread, NULL);
    }
    restore(redirection);
    *out_seconds = now_s() - begun;
    return is_started;
}

/* Reading the report */

static struct bytes text_of(const struct json_node *object, const char *name) {
    const struct json_node *member = json_member(object, name);
    return member != NULL && json_kind_of(member) == JSON_STRING ? json_string_of(member)
                                                                 : bytes_of("", 0);
}

static void copy_text(struct bytes text, char *out_text, size_t size) {
    snprintf(out_text, size, "%.*s", BYTES_PRINT(text));
}

static enum requirement_id find_requirement(struct bytes id) {
    enum requirement_id requirement = 0;
    while (requirement < REQUIREMENT_COUNT &&
           !bytes_equal_text(id, requirement_catalogue[requirement].id)) {
        requirement++;
    }
    return requirement;
}

/* What findings say of each requirement. */
struct blame {
    bool is_failed[REQUIREMENT_COUNT + 1], is_warned[REQUIREMENT_COUNT + 1];
};

static uint64_t digest_text(uint64_t digest, struct bytes text) {
    for (size_t i = 0; i <= text.size; i++) {
        digest = (digest ^ (i < text.size ? text.data[i] : 0xff)) * 0x100000001b3u;
    }
    return digest;
}

static void read_finding(const struct json_node *finding, struct bytes row, struct blame *blame,
                         struct certification *out) {
    static const char *const members[] = {"requirement", "severity", "expected", "actual", "where"};
    struct bytes id = text_of(finding, "requirement");
    enum requirement_id requirement = find_requirement(id);
    bool is_failure = bytes_equal_text(text_of(finding, "severity"), "failure");
    bool *mark = is_failure ? blame->is_failed : blame->is_warned;
    mark[requirement] = true;
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        out->findings_digest = digest_text(out->findings_digest, text_of(finding, members[i]));
    }
    if (out->first[0] == '\0') {
        struct bytes actual = text_of(finding, "actual");
        snprintf(out->first, sizeof out->first, "%.*s in %.*s: %.*s", BYTES_PRINT(id),
                 BYTES_PRINT(row), BYTES_PRINT(actual));
    }
}

static void read_cases(const struct json_node *cases, struct blame *blame,
                       struct certification *out) {
    const struct json_node *row = json_first(cases);
    for (; row != NULL; row = json_next(row)) {
        const struct json_node *finding = json_first(json_member(row, "findings"));
        for (; finding != NULL; finding = json_next(finding)) {
            read_finding(finding, text_of(row, "id"), blame, out);
        }
    }
}

static void list(char *out_list, enum requirement_id requirement) {
    size_t size = strlen(out_list);
    snprintf(out_list + size, CERTIFY_BLAME_SIZE - size, "%s%s", size == 0 ? "" : " ",
             requirement_catalogue[requirement].id);
}

static void read_requirements(const struct json_node *requirements, const struct blame *blame,
                              struct certification *out) {
    const struct json_node *entry = json_first(requirements);
    for (; entry != NULL; entry = json_next(entry)) {
        enum requirement_id id = find_requirement(text_of(entry, "id"));
        if (id == REQUIREMENT_COUNT) {
            continue;
        }
        copy_text(text_of(entry, "status"), out->status[id], CERTIFY_WORD_SIZE);
        if (blame->is_failed[id]) {
            list(out->breaks, id);
        } else if (blame->is_warned[id]) {
            list(out->warns, id);
        } else if (strcmp(out->status[id], "not-run") == 0) {
            list(out->unproven, id);
        }
    }
}

bool certify_read_report(const char *name, struct certification *out_certification) {
    struct certification read = {.exit_code = 0};
    struct json_document document = {NULL, bytes_of("", 0)};
    struct blame blame = {{false}, {false}};
    struct buffer text;
    buffer_init(&text, FILE_LIMIT);
    bool is_read = certify_read(name, &text);
    if (is_read) {
        struct json_error error =
            json_document_parse(buffer_view(&text), report_limits, JSON_UNIQUE_NAMES, &document);
        is_read = error.fault == JSON_OK;
    }
    if (is_read) {
        copy_text(text_of(document.root, "verdict"), read.verdict, sizeof read.verdict);
        read_cases(json_member(document.root, "cases"), &blame, &read);
        read_requirements(json_member(document.root, "requirements"), &blame, &read);
        *out_certification = read;
    }
    json_document_clean_up(&document);
    buffer_clean_up(&text);
    return is_read;
}

/* Prints what a command had to say, when it left nothing else. */
static bool tell_why(void) {
    struct buffer text;
    buffer_init(&text, FILE_LIMIT);
    if (certify_read("stderr", &text)) {
        printf("no report: %s", buffer_text(&text));
    }
    buffer_clean_up(&text);
    return false;
}

static bool certify_command(struct invocation invocation, const char *report,
                            struct certification *out_certification) {
    double seconds = 0;
    if (!run_command(&invocation, &seconds) || !certify_read_report(report, out_certification)) {
        return tell_why();
    }
    out_certification->exit_code = invocation.exit_code;
    out_certification->seconds = seconds;
    return true;
}

bool certify_profile(const char *profile, struct certification *out_certification) {
    static const struct certify_manner plainest;
    return certify_profile_with(profile, &plainest, out_certification);
}

bool certify_profile_with(const char *profile, const struct certify_manner *manner,
                          struct certification *out_certification) {
    certify_remove("reports");
    return certify_command((struct invocation){run, profile, manner, -1}, "reports/report.json",
                           out_certification);
}

bool certify_again(const char *profile, struct certification *out_certification) {
    return certify_command((struct invocation){judge_again, profile, NULL, -1}, "stdout",
                           out_certification);
}

/* The embedded platform */

static bool write_platform(const struct platform *platform) {
    struct buffer profile;
    buffer_init(&profile, FILE_LIMIT);
    bool is_written = platform_write_profile(platform, "platform.pem", &profile) == STATUS_OK &&
                      certify_write("platform.json", buffer_view(&profile)) &&
                      certify_write("platform.pem", bytes_of_text(platform_ca_pem(platform)));
    buffer_clean_up(&profile);
    return is_written;
}

bool certify_platform(const struct platform_options *options,
                      struct certification *out_certification) {
    struct platform *platform = NULL;
    struct diagnostic diagnostic = {0};
    if (platform_start(options, &platform, &diagnostic) != STATUS_OK) {
        printf("%s\n", diagnostic.text);
        return false;
    }
    bool is_certified =
        write_platform(platform) && certify_profile("platform.json", out_certification);
    platform_stop(platform);
    return is_certified;
}

/* Comparing */

bool certify_is_same(const struct certification *one, const struct certification *other) {
    bool is_same = strcmp(one->verdict, other->verdict) == 0 &&
                   one->exit_code == other->exit_code &&
                   one->findings_digest == other->findings_digest;
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        is_same = is_same && strcmp(one->status[i], other->status[i]) == 0;
    }
    return is_same;
}

/* A failure breaks its requirement, and nothing else does; a verdict has its exit code. */
static bool is_consistent(const struct certification *certification) {
    static const struct {
        const char *verdict;
        int exit_code;
    } pairs[] = {{"conformant", EXIT_CONFORMANT},
                 {"nonconformant", EXIT_NONCONFORMANT},
                 {"inconclusive", EXIT_INCONCLUSIVE},
                 {"none", EXIT_NO_VERDICT}};
    char broken[CERTIFY_BLAME_SIZE] = "";
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        if (strcmp(certification->status[id], "broken") == 0) {
            list(broken, id);
        }
    }
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (strcmp(certification->verdict, pairs[i].verdict) == 0) {
            return certification->exit_code == pairs[i].exit_code &&
                   strcmp(broken, certification->breaks) == 0;
        }
    }
    return false;
}

static const char *or_nobody(const char *list) {
    return list == NULL ? "" : list;
}

/* Without the flags of devices. */
static void list_breaks_but_flags(const struct certification *certification,
                                  char out_list[CERTIFY_BLAME_SIZE]) {
    out_list[0] = '\0';
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        bool is_flag = id >= ACTIVATION_NEVER_CONNECTED && id <= ACTIVATION_ABNORMAL;
        if (!is_flag && strcmp(certification->status[id], "broken") == 0) {
            list(out_list, id);
        }
    }
}

static bool has_just(const struct certification *certification, const char *verdict,
                     const char *breaks, const char *warns) {
    const char *following = breaks == NULL ? "conformant" : "nonconformant";
    return strcmp(certification->verdict, verdict == NULL ? following : verdict) == 0 &&
           strcmp(certification->breaks, or_nobody(breaks)) == 0 &&
           strcmp(certification->warns, or_nobody(warns)) == 0;
}

bool certify_blames(const char *row, const struct certification *certification,
                    struct certify_blame expected) {
    struct certification seen = *certification;
    if (expected.is_order_open) {
        list_breaks_but_flags(certification, seen.breaks);
    }
    if (has_just(&seen, expected.verdict, expected.breaks, expected.warns) &&
        is_consistent(certification)) {
        return true;
    }
    printf("row %s:\n  expected %s breaks [%s] warns [%s]\n"
           "  got %s, breaks [%s] warns [%s], unproven [%s], exit %d\n  e.g. %s\n",
           row, or_nobody(expected.verdict), or_nobody(expected.breaks), or_nobody(expected.warns),
           certification->verdict, certification->breaks, certification->warns,
           certification->unproven, certification->exit_code, certification->first);
    return false;
}
