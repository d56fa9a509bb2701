/* Runs a command and says how much memory it had at its peak: `bench_peak COMMAND [ARGUMENT]...`
   gives "EXIT_CODE PEAK_KIB" on file descriptor 3 and leaves the others to the command. */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: bench_peak COMMAND [ARGUMENT]... 3>FILE\n");
        return 2;
    }
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[1], argv + 1);
        _exit(127);
    }
    int state = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &state, 0, &usage) != child || !WIFEXITED(state)) {
        perror("bench_peak");
        return 1;
    }
    return dprintf(3, "%d %ld\n", WEXITSTATUS(state), usage.ru_maxrss) > 0 ? 0 : 1;
}
