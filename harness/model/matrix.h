/* The matrix: what the suite makes of every defect and every conforming variant of the embedded
   platform, and what each case row is needed for. Every format is rendered from this one record. */
#ifndef MODEL_MATRIX_H
#define MODEL_MATRIX_H

#include "model/finding.h"
#include "model/tally.h"

enum cell_kind {
    CELL_DEFECT,  /* one deliberate deviation: to be killed */
    CELL_VARIANT, /* an unusual way to conform: to be left alone */
    CELL_CHECK,   /* looks after the matrix itself, and counts for none of its figures */
};

enum cell_state {
    CELL_KILLED,      /* a defect: refused, and blamed on the requirement that it breaks */
    CELL_SURVIVED,    /* a defect: let through, or blamed on others alone */
    CELL_CONFORMANT,  /* a variant: let through */
    CELL_FALSE_ALARM, /* a variant: refused, or not told conformant */
    CELL_SKIPPED,     /* what it needs is not installed */
    CELL_FAILED,      /* could not be run; `reason` says why */
    CELL_STATE_COUNT,
};

/* What one row holds against one requirement, at its worst. */
struct blame {
    const struct case_row *row;
    enum requirement_id requirement;
    enum severity severity;
};

/* Whether blame on a requirement that a defect is not named after is known. */
enum excuse { EXCUSE_NONE, EXCUSE_ALWAYS, EXCUSE_PERHAPS };

struct matrix_cell {
    enum cell_kind kind;
    const char *name;           /* borrowed */
    const char *sentence;       /* borrowed: what it does */
    enum requirement_id breaks; /* REQUIREMENT_NONE for what conforms */
    enum excuse excuses[REQUIREMENT_COUNT];
    const char *defect, *variant; /* borrowed: the platform's names of them, or NULL */
    bool is_real_time;            /* throttle windows are waited for, not skipped */
    bool is_fronted;              /* a real nginx stands before the platform */
    bool is_unthrottled;          /* the platform has no flow control, and the profile says so */
    unsigned one_in; /* the defect shows in one answer of so many; 0: in each that could show it */

    enum cell_state state;
    enum verdict verdict;
    char reason[REASON_SIZE]; /* the verdict's, or why the cell could not be run */
    struct blame *blames;     /* owned: by row, then by requirement */
    size_t blame_count;
    unsigned reach;      /* which answers could: the platform's enum defect_reach */
    uint32_t exercising; /* answers that put `breaks` to the test and could show the defect */
    double chance;       /* that so many answers show the defect at least once */
    const struct case_row
        *only_by; /* the one row that blames what it breaks; NULL: more, or none */
    bool is_collateral[REQUIREMENT_COUNT];    /* blamed, and not excused */
    bool is_unused_excuse[REQUIREMENT_COUNT]; /* excused as always blamed, and not blamed */
};

/* What a case row is there for. */
struct matrix_row {
    const struct case_row *row;
    uint32_t catches; /* defects whose requirement it blames */
    uint32_t alone;   /* of these, blamed on it by no other row */
    uint32_t twin_of; /* rows that compare with it */
    uint32_t proves;  /* requirements that no other row proves */
};

struct matrix_count {
    uint32_t total; /* cells, of which states[…] came to … */
    uint32_t states[CELL_STATE_COUNT];
};

struct matrix {
    const struct requirement *catalogue; /* borrowed: REQUIREMENT_COUNT entries */
    struct matrix_cell *cells;           /* owned */
    size_t cell_count;
    struct matrix_row *rows; /* owned, in table order */
    size_t row_count;

    struct matrix_count defects, variants, checks;
    uint32_t collateral;     /* pairs of a defect and a requirement */
    uint32_t unused_excuses; /* likewise */
    uint32_t needless;       /* rows that nothing needs */

    uint32_t judged_otherwise; /* cells whose kept evidence is judged otherwise than when kept */

    bool is_whole; /* every cell was asked for, so that rows can be told needless */
    uint64_t seed;
    unsigned repeat, jobs;
    int64_t elapsed_us;
    const char *suite_version, *document_edition, *cases_sha256; /* borrowed */
};

/* No defect is caught by it alone, no other row compares with it, and whatever it proves is proven
   by others as well. */
bool matrix_row_is_needless(const struct matrix_row *row);

extern const char *const cell_state_names[]; /* by enum cell_state, as reports spell them */

#endif
