/* Reads the kept evidence of a selftest once, and judges it again with as many judges as it is
   asked to. Usage: judge_host KEPT REFERENCE. Each line on standard input is a module's path, a
   tab, and the path of a file to answer in: "alike", "otherwise CELL", "died", or "trouble" of our
   own. REFERENCE is the module whose judgement the others are compared with. */
#include "mutants/judge_again.h"

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
#include <unistd.h>

enum {
    CELLS_MAX = 4096,
    PATH_SIZE = 4096,
    CPU_SECONDS = 30, /* a mutant may loop for ever */
    WALL_SECONDS = 120,
};

/* A judge that dies says something of itself; a process or a module that cannot be had does not. */
enum { EXIT_ALIKE, EXIT_OTHERWISE, EXIT_TROUBLE, EXIT_DIED };

struct host {
    struct kept_cell cells[CELLS_MAX];
    size_t count;
    uint64_t *digests; /* shared with the process that fills them in: by cell, of the reference */
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

static void read_cell(const char *folder, const char *name) {
    ASSURE(host.count < CELLS_MAX);
    struct kept_cell *cell = &host.cells[host.count];
    struct diagnostic diagnostic = {""};
    char har[PATH_SIZE], profile[PATH_SIZE];
    snprintf(har, sizeof har, "%s/%s.har", folder, name);
    snprintf(profile, sizeof profile, "%s/%s.json", folder, name);
    cell->name = strdup(name);
    enum status status = rejudgement_read(har, profile, &cell->read, &diagnostic);
    if (status == STATUS_OK) {
        cell->items = calloc(cell->read.ledger.count + 1, sizeof *cell->items);
        cell->texts = calloc(cell->read.ledger.count + 1, sizeof *cell->texts);
        ASSURE(cell->name != NULL && cell->items != NULL && cell->texts != NULL);
        status = ledger_each(&cell->read.ledger, take_entry, cell, &diagnostic);
    }
    if (status != STATUS_OK) {
        fail(har, diagnostic.text);
    }
    host.count++;
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

/* ---- judging, each time in a process of its own ---- */

static judge_again_fn *load_module(const char *path) {
    void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    judge_again_fn *judge = NULL;
    void *symbol = module == NULL ? NULL : dlsym(module, "judge_again");
    memcpy(&judge, &symbol, sizeof judge); /* ISO C has no cast from one to the other */
    if (judge == NULL) {
        fail(path, dlerror());
    }
    return judge;
}

static void limit(void) {
    struct rlimit usage = {CPU_SECONDS, CPU_SECONDS};
    struct rlimit core = {0, 0};
    setrlimit(RLIMIT_CPU, &usage);
    setrlimit(RLIMIT_CORE, &core);
    alarm(WALL_SECONDS);
}

/* Does `work` in a process of its own, and returns the code it exits with; EXIT_DIED where a signal
   ended it, EXIT_TROUBLE where there is no process to be had. */
static int apart(void (*work)(const char *path), const char *path) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        limit();
        work(path);
        _exit(EXIT_ALIKE);
    }
    int state = 0;
    if (child < 0 || waitpid(child, &state, 0) != child) {
        return EXIT_TROUBLE;
    }
    return WIFEXITED(state) ? WEXITSTATUS(state) : EXIT_DIED;
}

static void fill_in_digests(const char *path) {
    judge_again_fn *judge = load_module(path);
    for (size_t i = 0; i < host.count; i++) {
        host.digests[i] = judge(&host.cells[i]);
        if (host.digests[i] == 0) {
            fail(host.cells[i].name, "cannot be judged");
        }
    }
}

static void compare(const char *path) {
    judge_again_fn *judge = load_module(path);
    for (size_t i = 0; i < host.count; i++) {
        if (judge(&host.cells[i]) != host.digests[i]) {
            host.digests[host.count] = i; /* the answer's cell */
            _exit(EXIT_OTHERWISE);
        }
    }
}

/* The memory that processes share: the reference's digests, and a place for the number of a cell.
 */
static uint64_t *share(size_t count) {
    void *memory = mmap(NULL, (count + 1) * sizeof(uint64_t), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        fail("memory", "there is no more");
    }
    return memory;
}

/* In a process of its own, so that several questions are answered at once. */
static void answer(const char *path, const char *answer_path) {
    uint64_t *digests = share(host.count);
    memcpy(digests, host.digests, host.count * sizeof *digests);
    host.digests = digests;
    int code = apart(compare, path);
    FILE *out = fopen(answer_path, "w");
    if (out == NULL) {
        fail(answer_path, "cannot be written");
    }
    fprintf(out, "%s%s\n",
            code == EXIT_ALIKE       ? "alike"
            : code == EXIT_OTHERWISE ? "otherwise "
            : code == EXIT_TROUBLE   ? "trouble"
                                     : "died",
            code == EXIT_OTHERWISE ? host.cells[digests[host.count]].name : "");
    fclose(out);
}

static void serve(char *line) {
    char *answer_path = strchr(line, '\t');
    line[strcspn(line, "\n")] = '\0';
    if (answer_path == NULL) {
        fail(line, "no file to answer in");
    }
    *answer_path++ = '\0';
    fflush(NULL);
    if (fork() == 0) {
        signal(SIGCHLD, SIG_DFL);
        answer(line, answer_path);
        _exit(0);
    }
}

int main(int count, char **arguments) {
    static char line[2 * PATH_SIZE];
    if (count != 3) {
        fprintf(stderr, "Usage: judge_host KEPT REFERENCE <QUESTIONS\n");
        return EXIT_TROUBLE;
    }
    read_cells(arguments[1]);
    host.digests = share(host.count);
    if (apart(fill_in_digests, arguments[2]) != EXIT_ALIKE) {
        return EXIT_TROUBLE;
    }
    fprintf(stderr, "judge_host: %zu cells\n", host.count);
    signal(SIGCHLD, SIG_IGN);
    while (fgets(line, sizeof line, stdin) != NULL) {
        serve(line);
    }
    return 0;
}
