#include "compare/find.h"

#include <stdio.h>
#include <stdlib.h>

/* The same change in another case is told once, with a count; also where it is a mending in one and
   nobody can tell what it is in the other. */
static bool join(struct differences *differences, const struct difference *difference) {
    for (size_t i = 0; i < differences->count; i++) {
        struct difference *known = &differences->items[i];
        bool is_of_grade = known->grade == difference->grade || known->grade == GRADE_MENDED;
        if (is_of_grade && strcmp(known->what, difference->what) == 0 &&
            strcmp(known->before, difference->before) == 0 &&
            strcmp(known->after, difference->after) == 0) {
            known->more++;
            return true;
        }
    }
    return false;
}

static enum status append(struct differences *differences, const struct difference *difference) {
    if (differences->count == DIFFERENCES_MAX) {
        return STATUS_LIMIT;
    }
    if (differences->count == differences->capacity) {
        size_t capacity = differences->capacity == 0 ? 64 : 2 * differences->capacity;
        struct difference *items = realloc(differences->items, capacity * sizeof *items);
        if (items == NULL) {
            return STATUS_NO_MEMORY;
        }
        differences->items = items;
        differences->capacity = capacity;
    }
    differences->items[differences->count++] = *difference;
    return STATUS_OK;
}

static void show(struct bytes text, char out_text[DIFFERENCE_TEXT_SIZE]) {
    if (text.data == NULL) {
        snprintf(out_text, DIFFERENCE_TEXT_SIZE, "none");
        return;
    }
    size_t size = text.size < DIFFERENCE_TEXT_SIZE ? text.size : DIFFERENCE_TEXT_SIZE - 1;
    while (size > 0 && size < text.size && (text.data[size] & 0xc0) == 0x80) {
        size--; /* not in the midst of a character */
    }
    memcpy(out_text, text.data, size);
    out_text[size] = '\0';
}

enum status note_difference(const struct finding_place *place, enum grade grade, const char *what,
                            struct bytes before, struct bytes after) {
    struct difference difference = {.grade = grade < place->most ? grade : place->most};
    snprintf(difference.subject, sizeof difference.subject, "%s", place->subject);
    snprintf(difference.what, sizeof difference.what, "%s", what);
    show(before, difference.before);
    show(after, difference.after);
    return place->is_one_of_many && join(place->differences, &difference)
               ? STATUS_OK
               : append(place->differences, &difference);
}

enum status note_text(const struct finding_place *place, enum grade grade, const char *what,
                      const char *before, const char *after) {
    return note_difference(place, grade, what, bytes_of_text(before), bytes_of_text(after));
}

/* How good a status is, for a requirement or a case; what cannot be told stands between. */
struct rank_row {
    const char *status;
    int rank;
};

static const struct rank_row ranks[] = {
    {"proven", 3},       {"pass", 3},    {"conformant", 3},    {"warned", 2}, {"warn", 2},
    {"not-provoked", 1}, {"not-run", 1}, {"inconclusive", 1},  {"none", 1},   {"error", 1},
    {"waived", 0},       {"broken", 0},  {"nonconformant", 0}, {"fail", 0},
};

static int rank_of(const char *status) {
    for (size_t i = 0; i < sizeof ranks / sizeof ranks[0]; i++) {
        if (strcmp(ranks[i].status, status) == 0) {
            return ranks[i].rank;
        }
    }
    return 1;
}

/* What fails now broke, what failed is mended; the rest is a matter of what could be tried. */
static enum grade grade_of(const char *before, const char *after) {
    int was = rank_of(before);
    int is = rank_of(after);
    return is == 0 && was > 0 ? GRADE_BREAKING : was == 0 && is > 0 ? GRADE_MENDED : GRADE_HARMLESS;
}

/* What a status is of. One fault fails dozens of cases: those that fare alike are counted, while
   each requirement is told. */
struct kind {
    const char *word;
    bool is_counted;
};

static const struct kind verdict_kind = {"verdict", false};
static const struct kind requirement_kind = {"requirement", false};
static const struct kind case_kind = {"case", true};

/* NULL: that suite does not know it, so it can be neither broken nor mended. */
static enum status compare_status(struct differences *differences, const struct kind *kind,
                                  const char *subject, const char *before, const char *after) {
    const struct finding_place place = {differences, subject, GRADE_BREAKING, kind->is_counted};
    if (before == NULL || after == NULL) {
        return note_text(&place, GRADE_HARMLESS, kind->word, before, after);
    }
    return strcmp(before, after) == 0
               ? STATUS_OK
               : note_text(&place, grade_of(before, after), kind->word, before, after);
}

static const struct standing *find_standing(const struct standings *standings, const char *id) {
    for (size_t i = 0; i < standings->count; i++) {
        if (strcmp(standings->items[i].id, id) == 0) {
            return &standings->items[i];
        }
    }
    return NULL;
}

static const char *status_of(const struct standings *standings, const char *id) {
    const struct standing *standing = find_standing(standings, id);
    return standing == NULL ? NULL : standing->status;
}

static enum status compare_standings(struct differences *differences, const struct kind *kind,
                                     const struct standings *old, const struct standings *new) {
    enum status status = STATUS_OK;
    for (size_t i = 0; i < old->count && status == STATUS_OK; i++) {
        const struct standing *before = &old->items[i];
        status = compare_status(differences, kind, before->id, before->status,
                                status_of(new, before->id));
    }
    for (size_t i = 0; i < new->count &&status == STATUS_OK; i++) {
        const struct standing *after = &new->items[i];
        if (find_standing(old, after->id) == NULL) {
            status = compare_status(differences, kind, after->id, NULL, after->status);
        }
    }
    return status;
}

static const struct case_seen *find_seen(const struct snapshot *snapshot, const char *id) {
    for (size_t i = 0; i < snapshot->seen_count; i++) {
        if (strcmp(snapshot->seen[i].id, id) == 0) {
            return &snapshot->seen[i];
        }
    }
    return NULL;
}

/* Where both reports say how a case fared, its answers need no guess: one that failed and passes
   now was wrong before, so what changed in it is the mending. */
static enum grade worst_in(const struct snapshot *old, const struct snapshot *new, const char *id) {
    const struct standing *before = find_standing(&old->cases, id);
    const struct standing *after = find_standing(&new->cases, id);
    bool is_mended = before != NULL && after != NULL &&
                     grade_of(before->status, after->status) == GRADE_MENDED &&
                     rank_of(after->status) > rank_of("not-run");
    return is_mended ? GRADE_MENDED : GRADE_BREAKING;
}

static enum status compare_case(const struct finding_place *place, const struct case_seen *old,
                                const struct case_seen *new) {
    enum status status =
        compare_answers(place, &old->answers[OCCASION_FIRST], &new->answers[OCCASION_FIRST]);
    return status == STATUS_OK && old->count > 1 && new->count > 1
               ? compare_answers(place, &old->answers[OCCASION_LAST], &new->answers[OCCASION_LAST])
               : status;
}

/* The cases in which nothing is worse than `most`. */
static enum status compare_cases(struct differences *differences, const struct snapshot *old,
                                 const struct snapshot *new, enum grade most) {
    enum status status = STATUS_OK;
    for (size_t i = 0; i < old->seen_count && status == STATUS_OK; i++) {
        const char *id = old->seen[i].id;
        const struct case_seen *after = find_seen(new, id);
        if (after != NULL && worst_in(old, new, id) == most) {
            const struct finding_place place = {differences, id, most, true};
            status = compare_case(&place, &old->seen[i], after);
        }
    }
    return status;
}

static enum status compare_wire(struct differences *differences, const struct snapshot *old,
                                const struct snapshot *new) {
    enum status status = compare_cases(differences, old, new, GRADE_MENDED);
    return status == STATUS_OK ? compare_cases(differences, old, new, GRADE_BREAKING) : status;
}

/* Stable: worst first, else as they were found. */
static enum status sort(struct differences *differences) {
    struct difference *sorted = calloc(differences->count + 1, sizeof *sorted);
    if (sorted == NULL) {
        return STATUS_NO_MEMORY;
    }
    size_t count = 0;
    for (int grade = GRADE_BREAKING; grade >= GRADE_MENDED; grade--) {
        for (size_t i = 0; i < differences->count; i++) {
            if ((int)differences->items[i].grade == grade) {
                sorted[count++] = differences->items[i];
            }
        }
    }
    free(differences->items);
    *differences = (struct differences){sorted, count, count + 1};
    return STATUS_OK;
}

bool snapshots_meet(const struct snapshot *old, const struct snapshot *new) {
    bool is_met = old->verdict != NULL && new->verdict != NULL;
    for (size_t i = 0; !is_met && i < old->seen_count; i++) {
        is_met = find_seen(new, old->seen[i].id) != NULL;
    }
    return is_met;
}

static enum status compare_all(const struct snapshot *old, const struct snapshot *new,
                               struct differences *differences) {
    enum status status = STATUS_OK;
    if (old->verdict != NULL && new->verdict != NULL) {
        status = compare_status(differences, &verdict_kind, "verdict", old->verdict, new->verdict);
        status = status == STATUS_OK ? compare_standings(differences, &requirement_kind,
                                                         &old->requirements, &new->requirements)
                                     : status;
        status = status == STATUS_OK
                     ? compare_standings(differences, &case_kind, &old->cases, &new->cases)
                     : status;
    }
    status = status == STATUS_OK ? compare_wire(differences, old, new) : status;
    return status == STATUS_OK ? sort(differences) : status;
}

enum status compare_snapshots(const struct snapshot *old, const struct snapshot *new,
                              struct differences *out_differences) {
    struct differences differences = {NULL, 0, 0};
    enum status status = compare_all(old, new, &differences);
    if (status != STATUS_OK) {
        differences_clean_up(&differences);
        return status;
    }
    *out_differences = differences;
    return STATUS_OK;
}

void differences_clean_up(struct differences *differences) {
    free(differences->items);
    *differences = (struct differences){NULL, 0, 0};
}
