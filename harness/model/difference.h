/* A difference between two runs, and what it means for who calls the API. */
#ifndef MODEL_DIFFERENCE_H
#define MODEL_DIFFERENCE_H

#include <stddef.h>

/* Worst last. */
enum grade {
    GRADE_MENDED,   /* a deviation is gone */
    GRADE_HARMLESS, /* a client that reads the document does not notice */
    GRADE_BREAKING, /* a client that worked before may not work now */
};

extern const char *const grade_names[]; /* by enum grade, as reports spell them */

enum { DIFFERENCE_SUBJECT_SIZE = 96, DIFFERENCE_TEXT_SIZE = 160 };

/* The texts are cut to size; they may hold anything that a platform sent. */
struct difference {
    enum grade grade;
    char subject[DIFFERENCE_SUBJECT_SIZE]; /* a requirement's or a case's id, or "verdict" */
    size_t more;                           /* answers with the very same, beside this one */
    char what[DIFFERENCE_TEXT_SIZE];       /* e.g. "header Server", "body, member name" */
    char before[DIFFERENCE_TEXT_SIZE];
    char after[DIFFERENCE_TEXT_SIZE];
};

/* Owned, growable. */
struct differences {
    struct difference *items;
    size_t count;
    size_t capacity;
};

#endif
