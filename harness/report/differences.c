/* Differences between two runs, for a person, a program and a pull request's comment. */
#include "report/differences.h"

#include "report/pen.h"
#include "report/record.h"

enum { INDENT = 2 };

static size_t count_of(const struct differences *differences, enum grade grade) {
    size_t count = 0;
    for (size_t i = 0; i < differences->count; i++) {
        count += differences->items[i].grade == grade;
    }
    return count;
}

static void write_counts(struct pen *pen, const struct differences *differences) {
    const char *between = "";
    for (int grade = GRADE_BREAKING; grade >= GRADE_MENDED; grade--) {
        pen_text(pen, between);
        pen_number(pen, count_of(differences, (enum grade)grade));
        pen_text(pen, " ");
        pen_text(pen, grade_names[grade]);
        between = ", ";
    }
    pen_text(pen, "\n");
}

static void write_more(struct pen *pen, const struct difference *difference) {
    if (difference->more > 0) {
        pen_text(pen, " and ");
        pen_number(pen, difference->more);
        pen_text(pen, " more");
    }
}

enum status report_differences_text(const struct differences *differences, struct buffer *out) {
    struct pen pen;
    pen_init(&pen, out);
    for (size_t i = 0; i < differences->count; i++) {
        const struct difference *difference = &differences->items[i];
        pen_text(&pen, grade_names[difference->grade]);
        pen_text(&pen, "  ");
        pen_safe_text(&pen, difference->subject);
        write_more(&pen, difference);
        pen_text(&pen, "  ");
        pen_safe_text(&pen, difference->what);
        pen_text(&pen, ": ");
        pen_safe_text(&pen, difference->before);
        pen_text(&pen, " -> ");
        pen_safe_text(&pen, difference->after);
        pen_text(&pen, "\n");
    }
    write_counts(&pen, differences);
    return pen_finish(&pen);
}

static void write_difference(struct json_writer *writer, const struct difference *difference) {
    json_write_object_begin(writer);
    record_text(writer, "grade", grade_names[difference->grade]);
    record_text(writer, "subject", difference->subject);
    record_natural(writer, "more", difference->more);
    record_text(writer, "what", difference->what);
    record_text(writer, "before", difference->before);
    record_text(writer, "after", difference->after);
    json_write_object_end(writer);
}

enum status report_differences_json(const struct differences *differences, struct buffer *out) {
    size_t start = out->size;
    struct json_writer writer;
    json_writer_init(&writer, out, INDENT);
    json_write_object_begin(&writer);
    for (int grade = GRADE_BREAKING; grade >= GRADE_MENDED; grade--) {
        record_natural(&writer, grade_names[grade], count_of(differences, (enum grade)grade));
    }
    json_write_name(&writer, "differences");
    json_write_array_begin(&writer);
    for (size_t i = 0; i < differences->count; i++) {
        write_difference(&writer, &differences->items[i]);
    }
    json_write_array_end(&writer);
    json_write_object_end(&writer);
    enum status status = json_writer_status(&writer);
    status = status == STATUS_OK ? buffer_append_text(out, "\n") : status;
    return append_or_take_back(out, start, status);
}

static void write_cell(struct pen *pen, const char *text) {
    pen_text(pen, " | ");
    pen_markdown(pen, bytes_of_text(text));
}

enum status report_differences_markdown(const struct differences *differences, struct buffer *out) {
    struct pen pen;
    pen_init(&pen, out);
    pen_text(&pen, "**assay diff:** ");
    write_counts(&pen, differences);
    if (differences->count > 0) {
        pen_text(&pen, "\n| | where | what | before | after |\n|---|---|---|---|---|\n");
    }
    for (size_t i = 0; i < differences->count; i++) {
        const struct difference *difference = &differences->items[i];
        pen_text(&pen, "| ");
        pen_text(&pen, grade_names[difference->grade]);
        write_cell(&pen, difference->subject);
        write_more(&pen, difference);
        write_cell(&pen, difference->what);
        write_cell(&pen, difference->before);
        write_cell(&pen, difference->after);
        pen_text(&pen, " |\n");
    }
    return pen_finish(&pen);
}
