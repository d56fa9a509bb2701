/* A certification inside a test: a run in this process, its output in files of a scratch folder,
   and what its report.json says, small enough to compare. */
#ifndef TESTS_CERTIFY_H
#define TESTS_CERTIFY_H

#include "cases/cases.h"
#include "mock/platform.h"

enum { CERTIFY_WORD_SIZE = 16, CERTIFY_BLAME_SIZE = 640 };

/* Blame is a list of requirement ids in the catalogue's order, parted by spaces; "" is none. */
struct certification {
    int exit_code;
    char verdict[CERTIFY_WORD_SIZE];
    char status[REQUIREMENT_COUNT][CERTIFY_WORD_SIZE]; /* as report.json spells it */
    char breaks[CERTIFY_BLAME_SIZE];                   /* requirements with a failure */
    char warns[CERTIFY_BLAME_SIZE];                    /* with a warning, and no failure */
    char unproven[CERTIFY_BLAME_SIZE]; /* neither, and not proven for another reason than scope */
    char first[512];                   /* the first finding of all, for messages */
    uint64_t findings_digest;          /* over every finding of every case, words included */
    double seconds;
};

/* CMocka's set-up and tear-down of a group: the scratch folder, and libcurl. */
int certify_set_up(void **state);
int certify_tear_down(void **state);

/* `name` in the scratch folder; valid until the eighth next call. */
const char *certify_path(const char *name);
/* Writes a file there, with mode 0600. False, with a message, when it could not. */
bool certify_write(const char *name, struct bytes text);
/* Reads one into `out`, which the caller has initialised. False, with a message. */
bool certify_read(const char *name, struct buffer *out);

/* Removes a file or a whole folder there, if it is there. */
void certify_remove(const char *name);

/* How a run is asked for. Zero is the plainest. */
struct certify_manner {
    bool redacts_devices;
    const char *signing_key; /* a file of the scratch folder; NULL: no certificate */
    const char *only;        /* a glob of cases; NULL: all of them */
    unsigned repeat;         /* how often each is sent; 0: once */
};

/* A run of the profile in the scratch folder. It leaves "stdout", "stderr" and "reports/" there, in
   place of those of the run before. False, with a message, when there is no report to read. */
bool certify_profile(const char *profile, struct certification *out_certification);
bool certify_profile_with(const char *profile, const struct certify_manner *manner,
                          struct certification *out_certification);

/* `assay judge` on the evidence of the run before; leaves "stdout" and "stderr". */
bool certify_again(const char *profile, struct certification *out_certification);

/* Starts an embedded platform, certifies it and stops it; the profile is "platform.json". */
bool certify_platform(const struct platform_options *options,
                      struct certification *out_certification);

/* Reads a report.json of the scratch folder; exit_code and seconds stay 0. */
bool certify_read_report(const char *name, struct certification *out_certification);

/* True when verdict, status of every requirement and every finding are the same. */
bool certify_is_same(const struct certification *one, const struct certification *other);

/* Who is to be blamed, as lists; NULL is nobody. */
struct certify_blame {
    const char *verdict; /* NULL: what follows from the blame */
    const char *breaks, *warns;
    /* Questions are asked side by side, so it is open whether a flag was wrong first or turned
       wrong: that of a device may be blamed or not. */
    bool is_order_open;
};

/* True when just these are blamed, the verdict follows from that, and report and exit code agree.
   Otherwise prints a line with `row`, what was expected and what came. */
bool certify_blames(const char *row, const struct certification *certification,
                    struct certify_blame expected);

#endif
