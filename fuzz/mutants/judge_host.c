/* Reads the kept evidence of a selftest once, and judges it again with as many judges as it is
   asked to. Usage: judge_host KEPT REFERENCE. Each line on standard input is a module's path, a
   tab, and the path of a file to answer in: "alike", "otherwise CELL", "other tables", "died",
   "leaked", "timed out", or "trouble" of our own. REFERENCE is the module whose judgement the
   others are compared with. */
#include "mutants/judge_again.h"
#include "mutants/readings.h"

#include "base/assure.h"

#include <dirent.h>
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>

/* So that a judge that is stopped is none that judges otherwise. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) {
    return "exitcode=3";
}

static bool has_leaked(void) {
    return __lsan_do_recoverable_leak_check() != 0;
}
#else
static bool has_leaked(void) {
    return false;
}
#endif

enum {
    PATH_SIZE = 4096,
    REFERENCE_CPU_SECONDS = 600,
    CPU_FACTOR = 4, /* what a mutant may take, in times of the reference's */
    WALL_FACTOR = 10,
};

#define MEMORY_LIMIT_BYTES ((rlim_t)8 << 30)

/* A judge that dies, leaks or loops says something of itself; a process or a module that cannot be
   had does not. */
enum {
    EXIT_ALIKE,
    EXIT_OTHERWISE,
    EXIT_TROUBLE,
    EXIT_DIED, /* what a sanitizer exits with, too */
    EXIT_LEAKED,
    EXIT_TIMED_OUT,
    EXIT_TABLES,
};

/* What processes share: the reference's part, and one field for the answer. */
struct shared {
    const char *otherwise; /* the cell that is judged otherwise */
    unsigned cpu_seconds;
    uint64_t tables;
    uint64_t digests[]; /* by cell */
};

struct host {
    struct kept_cell *cells; /* owned */
    size_t count, capacity;
    size_t file_count;
    struct shared *shared;
};

static struct host host;

static void fail(const char *what, const char *why) {
    fprintf(stderr, "judge_host: %s: %s\n", what, why);
    exit(EXIT_TROUBLE);
}

/* ---- reading ---- */

static enum status take_entry(void *context, struct bytes text, struct diagnostic *out_diagnostic) {
    struct kept_cell *cell = context;
    struct har_entry *entry = calloc(1, sizeof *entry);
    ASSURE(entry != NULL);
    enum status status = har_entry_read(text, entry, out_diagnostic);
    if (status == STATUS_OK) {
        cell->texts[cell->count] = text;
        cell->items[cell->count++] = entry;
    }
    return status;
}

static enum status read_files(const char *har, const char *profile, struct kept_cell *out_cell,
                              struct diagnostic *out_diagnostic) {
    struct rejudgement *read = calloc(1, sizeof *read);
    ASSURE(read != NULL);
    enum status status = rejudgement_read(har, profile, read, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    out_cell->read = read;
    out_cell->target = read->profile.target;
    out_cell->record = read->ledger.record;
    out_cell->items = calloc(read->ledger.count + 1, sizeof *out_cell->items);
    out_cell->texts = calloc(read->ledger.count + 1, sizeof *out_cell->texts);
    ASSURE(out_cell->items != NULL && out_cell->texts != NULL);
    return ledger_each(&read->ledger, take_entry, out_cell, out_diagnostic);
}

static void take_cell(void *context, struct kept_cell cell) {
    (void)context;
    if (host.count == host.capacity) {
        host.capacity = 2 * host.capacity + 1024;
        host.cells = realloc(host.cells, host.capacity * sizeof *host.cells);
        ASSURE(host.cells != NULL);
    }
    host.cells[host.count++] = cell;
}

static void read_cell(const char *folder, const char *name) {
    struct kept_cell cell = {.name = strdup(name)};
    struct diagnostic diagnostic = {""};
    char har[PATH_SIZE], profile[PATH_SIZE];
    snprintf(har, sizeof har, "%s/%s.har", folder, name);
    snprintf(profile, sizeof profile, "%s/%s.json", folder, name);
    ASSURE(cell.name != NULL);
    if (read_files(har, profile, &cell, &diagnostic) != STATUS_OK) {
        fail(har, diagnostic.text);
    }
    take_cell(NULL, cell);
    host.file_count++;
}

static int is_har(const struct dirent *entry) {
    const char *end = strrchr(entry->d_name, '.');
    return end != NULL && strcmp(end, ".har") == 0;
}

static void read_cells(const char *folder) {
    struct dirent **entries;
    int count = scandir(folder, &entries, is_har, alphasort);
    if (count <= 0) {
        fail(folder, "no evidence is kept here");
    }
    for (int i = 0; i < count; i++) {
        entries[i]->d_name[strlen(entries[i]->d_name) - strlen(".har")] = '\0';
        read_cell(folder, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
}

/* Behind what was recorded, so that a judge is held against that first. */
static void add_readings(void) {
    const struct reading_taker taker = {take_cell, NULL};
    for (size_t i = 0; i < host.file_count; i++) {
        const struct kept_cell cell = host.cells[i]; /* which the taker may move */
        readings_make(&cell, &taker);
    }
}

/* ---- judging, each time in a process of its own ---- */

struct module {
    judge_again_fn *judge;
    tables_again_fn *tables;
};

/* ISO C has no cast from what dlsym returns to a function. */
static void find(void *module, const char *path, const char *name, void *out_function) {
    void *symbol = module == NULL ? NULL : dlsym(module, name);
    if (symbol == NULL) {
        fail(path, dlerror());
    }
    memcpy(out_function, &symbol, sizeof symbol);
}

static struct module load_module(const char *path) {
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    struct module module;
    find(handle, path, "judge_again", &module.judge);
    find(handle, path, "tables_again", &module.tables);
    return module;
}

/* A mutant may loop for ever, or ask for all the memory there is. What ends it here is a signal of
   its own, so that nobody takes a busy machine for a mutant's doing. */
static void limit(void) {
    rlim_t seconds = host.shared->cpu_seconds;
    struct rlimit usage = {seconds, seconds + 5};
    struct rlimit core = {0, 0};
    setrlimit(RLIMIT_CPU, &usage);
    setrlimit(RLIMIT_CORE, &core);
#ifndef __SANITIZE_ADDRESS__
    struct rlimit memory = {MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES};
    setrlimit(RLIMIT_AS, &memory);
#endif
    alarm(WALL_FACTOR * (unsigned)seconds);
}

static int code_of_signal(int number) {
    return number == SIGXCPU                        ? EXIT_TIMED_OUT
           : number == SIGKILL || number == SIGALRM ? EXIT_TROUBLE
                                                    : EXIT_DIED;
}

/* Does `work` in a process of its own, and returns the code it exits with. */
static int apart(void (*work)(const char *path), const char *path) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        limit();
        work(path);
        _exit(has_leaked() ? EXIT_LEAKED : EXIT_ALIKE);
    }
    int state = 0;
    if (child < 0 || waitpid(child, &state, 0) != child) {
        return EXIT_TROUBLE;
    }
    return WIFEXITED(state) ? WEXITSTATUS(state) : code_of_signal(WTERMSIG(state));
}

static void fill_in(const char *path) {
    struct module module = load_module(path);
    for (size_t i = 0; i < host.count; i++) {
        host.shared->digests[i] = module.judge(&host.cells[i]);
        if (host.shared->digests[i] == 0) {
            fail(host.cells[i].name, "cannot be judged");
        }
    }
    host.shared->tables = module.tables();
    host.shared->cpu_seconds = 10 + CPU_FACTOR * (unsigned)(clock() / CLOCKS_PER_SEC);
}

static void compare(const char *path) {
    struct module module = load_module(path);
    for (size_t i = 0; i < host.count; i++) {
        if (module.judge(&host.cells[i]) != host.shared->digests[i]) {
            host.shared->otherwise = host.cells[i].name; /* the same address for all */
            _exit(EXIT_OTHERWISE);
        }
    }
    if (module.tables() != host.shared->tables) {
        _exit(EXIT_TABLES);
    }
}

static size_t shared_size(void) {
    return sizeof *host.shared + host.count * sizeof host.shared->digests[0];
}

static struct shared *share(void) {
    void *memory =
        mmap(NULL, shared_size(), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        fail("memory", "there is no more");
    }
    return memory;
}

/* In a process of its own, so that several questions are answered at once. */
static void answer(const char *path, FILE *out) {
    static const char *const words[] = {
        [EXIT_ALIKE] = "alike",         [EXIT_OTHERWISE] = "otherwise",
        [EXIT_TROUBLE] = "trouble",     [EXIT_DIED] = "died",
        [EXIT_LEAKED] = "leaked",       [EXIT_TIMED_OUT] = "timed out",
        [EXIT_TABLES] = "other tables",
    };
    const struct shared *reference = host.shared;
    host.shared = share();
    memcpy(host.shared, reference, shared_size());
    int code = apart(compare, path);
    bool is_known = code >= 0 && code <= EXIT_TABLES;
    fprintf(out, "%s%s%s\n", words[is_known ? code : EXIT_DIED], code == EXIT_OTHERWISE ? " " : "",
            code == EXIT_OTHERWISE ? host.shared->otherwise : "");
}

static void serve(char *line) {
    char *answer_path = strchr(line, '\t');
    line[strcspn(line, "\n")] = '\0';
    if (answer_path == NULL) {
        fail(line, "no file to answer in");
    }
    *answer_path++ = '\0';
    fflush(NULL);
    pid_t child = fork();
    if (child > 0) {
        return;
    }
    FILE *out = fopen(answer_path, "w");
    if (out == NULL) {
        fail(answer_path, "cannot be written");
    }
    if (child < 0) {
        fprintf(out, "trouble\n");
        fclose(out);
        return;
    }
    signal(SIGCHLD, SIG_DFL);
    answer(line, out);
    fclose(out);
    _exit(0);
}

int main(int count, char **arguments) {
    static char line[2 * PATH_SIZE];
    if (count != 3) {
        fprintf(stderr, "Usage: judge_host KEPT REFERENCE <QUESTIONS\n");
        return EXIT_TROUBLE;
    }
    read_cells(arguments[1]);
    add_readings();
    host.shared = share();
    host.shared->cpu_seconds = REFERENCE_CPU_SECONDS;
    int code = apart(fill_in, arguments[2]);
    if (code != EXIT_ALIKE) {
        fail(arguments[2], code == EXIT_LEAKED ? "leaks memory" : "does not judge everything");
    }
    fprintf(stderr, "judge_host: %zu cells, read in %zu ways\n", host.file_count, host.count);
    signal(SIGCHLD, SIG_IGN);
    while (fgets(line, sizeof line, stdin) != NULL) {
        serve(line);
    }
    return 0;
}
