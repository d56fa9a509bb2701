/* How many inputs a target takes in a second: all below a folder, again and again, in one process
   and without an engine, so that what is measured is the target alone. As an engine has it, the
   dear oracles look at samples (fuzz/oracles/sample.h). */
#include "fuzz/oracle.h"
#include "fuzz/oracles/sample.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUTS_MAX = 8192, INPUT_SIZE_MAX = 1 << 20, SECONDS = 2 };

static struct {
    uint8_t *data;
    size_t size;
} inputs[INPUTS_MAX];

static size_t input_count;

static void read_input(const char *folder, const char *name) {
    static uint8_t content[INPUT_SIZE_MAX];
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    SETUP(file != NULL);
    size_t size = fread(content, 1, sizeof content, file);
    (void)fclose(file);
    SETUP(input_count < INPUTS_MAX);
    inputs[input_count].data = oracle_exact_copy(content, size);
    inputs[input_count++].size = size;
}

static void read_inputs(const char *folder) {
    DIR *entries = opendir(folder);
    SETUP(entries != NULL);
    for (struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
        if (entry->d_type == DT_REG) {
            read_input(folder, entry->d_name);
        }
    }
    (void)closedir(entries);
    SETUP(input_count > 0);
}

/* Of this process, so that what else the machine does counts little. */
static double cpu_seconds(void) {
    struct rusage usage;
    SETUP(getrusage(RUSAGE_SELF, &usage) == 0);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* Each lap has other inputs in its samples. */
static void run_lap(void) {
    static uint64_t lap;
    sample_draw(lap++);
    for (size_t i = 0; i < input_count; i++) {
        (void)LLVMFuzzerTestOneInput(inputs[i].data, inputs[i].size);
    }
}

int main(int argc, char **argv) {
    if (argc != 2) {
        (void)fputs("usage: speed_TARGET FOLDER\n", stderr);
        return 2;
    }
    read_inputs(argv[1]);
    run_lap();
    double start = cpu_seconds();
    double took = 0;
    size_t laps = 0;
    for (; took < SECONDS; laps++) {
        run_lap();
        took = cpu_seconds() - start;
    }
    (void)printf("%.0f\n", (double)(laps * input_count) / took);
    return 0;
}
