/* What GitHub shows of a run: annotations as workflow commands, and a step summary in Markdown. */
#include "report/report.h"

#include "report/mark.h"

/* GitHub shows so many annotations of a kind for a step, and drops the rest. */
enum { ANNOTATIONS_MAX = 10, SENTENCE_SIZE_MAX = 4096 };

/* The bytes that a workflow command would take for its own; RFC 3986's escapes stand for them. */
static void write_escaped(struct pen *pen, struct bytes text, const char *special) {
    for (size_t i = 0; i < text.size; i++) {
        char byte = (char)text.data[i];
        if (byte != '\0' && strchr(special, byte) != NULL) {
            char escape[4];
            snprintf(escape, sizeof escape, "%%%02X", (unsigned)text.data[i]);
            pen_text(pen, escape);
        } else {
            pen_bytes(pen, bytes_of(&text.data[i], 1));
        }
    }
}

static const struct case_result *first_with(const struct tally *tally, enum requirement_id id,
                                            const struct finding **out_finding) {
    for (size_t i = 0; i < tally->case_count; i++) {
        const struct findings *findings = &tally->cases[i].findings;
        for (size_t j = 0; j < findings->count; j++) {
            if (findings->items[j].requirement == id) {
                *out_finding = &findings->items[j];
                return &tally->cases[i];
            }
        }
    }
    return NULL;
}

static enum status write_sentence(struct buffer *sentence, const struct case_result *result,
                                  const struct finding *finding) {
    struct pen pen;
    buffer_clear(sentence);
    pen_init(&pen, sentence);
    pen_safe_text(&pen, result->row->id);
    pen_text(&pen, ": expected ");
    pen_safe_text(&pen, finding->expected);
    pen_text(&pen, ", got ");
    pen_safe_text(&pen, finding->actual);
    return pen_finish(&pen);
}

static void write_annotation(struct pen *pen, const struct tally *tally, enum requirement_id id,
                             struct bytes sentence) {
    bool is_error = tally->requirements[id].status == REQUIREMENT_BROKEN;
    pen_text(pen, is_error ? "::error title=" : "::warning title=");
    write_escaped(pen, bytes_of_text(tally->catalogue[id].id), "%\r\n:,");
    pen_text(pen, "::");
    write_escaped(pen, sentence, "%\r\n");
    pen_text(pen, "\n");
}

static enum status annotate(struct pen *pen, const struct tally *tally, enum requirement_id id,
                            struct buffer *sentence) {
    const struct finding *finding = NULL;
    const struct case_result *result = first_with(tally, id, &finding);
    if (result == NULL) {
        return STATUS_OK;
    }
    enum status status = write_sentence(sentence, result, finding);
    if (status == STATUS_OK) {
        write_annotation(pen, tally, id, buffer_view(sentence));
    }
    return status;
}

/* Without a verdict there may be nothing else to show why the step failed. */
static enum status annotate_verdict(struct pen *pen, const struct tally *tally,
                                    struct buffer *sentence) {
    static const char *const beginnings[] = {
        [VERDICT_CONFORMANT] = NULL,
        [VERDICT_NONCONFORMANT] = NULL,
        [VERDICT_INCONCLUSIVE] = "::warning title=assay%3A inconclusive::",
        [VERDICT_NONE] = "::error title=assay%3A no verdict::",
    };
    struct pen words;
    buffer_clear(sentence);
    pen_init(&words, sentence);
    pen_safe_text(&words, tally->verdict_reason);
    enum status status = pen_finish(&words);
    if (status == STATUS_OK && beginnings[tally->verdict] != NULL) {
        pen_text(pen, beginnings[tally->verdict]);
        write_escaped(pen, buffer_view(sentence), "%\r\n");
        pen_text(pen, "\n");
    }
    return status;
}

static bool is_annotated(enum requirement_status status) {
    return status == REQUIREMENT_BROKEN || status == REQUIREMENT_WARNED;
}

enum status report_github_annotations(const struct tally *tally, struct buffer *out) {
    size_t start = out->size;
    struct buffer sentence;
    struct pen pen;
    buffer_init(&sentence, SENTENCE_SIZE_MAX);
    pen_init(&pen, out);
    enum status status = annotate_verdict(&pen, tally, &sentence);
    unsigned written[REQUIREMENT_STATUS_COUNT] = {0};
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT && status == STATUS_OK; id++) {
        enum requirement_status settled = tally->requirements[id].status;
        if (is_annotated(settled) && written[settled]++ < ANNOTATIONS_MAX) {
            status = annotate(&pen, tally, id, &sentence);
        }
    }
    buffer_clean_up(&sentence);
    enum status finished = pen_finish(&pen);
    return append_or_take_back(out, start, status == STATUS_OK ? finished : status);
}

static void write_row(struct pen *pen, const struct tally *tally, enum requirement_id id) {
    const struct requirement_result *result = &tally->requirements[id];
    pen_text(pen, "| ");
    pen_text(pen, requirement_marks[result->status].word);
    pen_text(pen, " | `");
    pen_text(pen, tally->catalogue[id].id);
    pen_text(pen, "` | ");
    pen_markdown(pen, bytes_of_text(tally->catalogue[id].title));
    pen_text(pen, " | ");
    pen_markdown(pen, bytes_of_text(result->reason));
    pen_text(pen, " |\n");
}

static void write_rows(struct pen *pen, const struct tally *tally, unsigned status) {
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        if (tally->requirements[id].status == status) {
            write_row(pen, tally, id);
        }
    }
}

/* A long list would push the table out of sight, and all of them are in the report. */
enum { FLAKY_SHOWN_MAX = 5 };

static void write_flaky(struct pen *pen, const struct tally *tally) {
    size_t count = 0;
    for (size_t i = 0; i < tally->case_count; i++) {
        const struct case_result *result = &tally->cases[i];
        if (result->is_flaky && count++ < FLAKY_SHOWN_MAX) {
            pen_text(pen, "- `");
            pen_text(pen, result->row->id);
            pen_text(pen, "` is ");
            case_write_flakiness(pen, result);
            pen_text(pen, "\n");
        }
    }
    if (count > FLAKY_SHOWN_MAX) {
        pen_text(pen, "- and ");
        pen_number(pen, count - FLAKY_SHOWN_MAX);
        pen_text(pen, " more\n");
    }
    pen_text(pen, count > 0 ? "\n" : "");
}

enum status report_github_summary(const struct tally *tally, struct buffer *out) {
    struct pen pen;
    pen_init(&pen, out);
    pen_text(&pen, "### assay: ");
    pen_text(&pen, tally->verdict == VERDICT_NONE ? "no verdict" : verdict_names[tally->verdict]);
    pen_text(&pen, "\n\n");
    pen_markdown(&pen, bytes_of_text(tally->verdict_reason));
    pen_text(&pen, "\n\n");
    summary_write(&pen, tally);
    pen_text(&pen, "\n\n");
    write_flaky(&pen, tally);
    pen_text(&pen, "| | requirement | what must hold | why |\n|---|---|---|---|\n");
    for (unsigned status = REQUIREMENT_BROKEN; status > REQUIREMENT_PROVEN; status--) {
        write_rows(&pen, tally, status);
    }
    pen_text(&pen, "\n");
    return pen_finish(&pen);
}
