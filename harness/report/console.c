#include "report/console.h"

#include "base/clock.h"
#include "report/mark.h"

enum { DIGEST_DIGITS_SHOWN = 12 };

static bool is_known(const char *fact) {
    return fact != NULL && fact[0] != '\0';
}

static void write_fact(struct page *page, const char *label, struct bytes fact) {
    if (fact.size > 0) {
        page_fact(page, label, fact);
    }
}

static void write_heading(struct page *page, const struct run_facts *run) {
    page_put_in(page, INK_STRONG, "assay");
    if (is_known(run->suite_version)) {
        page_put(page, " ");
        page_put(page, run->suite_version);
    }
    write_fact(page, "", bytes_of_text(run->target_name));
    write_fact(page, "", bytes_of_text(run->endpoint));
    page_line_end(page);
}

static void write_seed(struct page *page, uint64_t seed) {
    struct buffer digits;
    struct pen pen;
    buffer_init(&digits, 32);
    pen_init(&pen, &digits);
    pen_number(&pen, seed);
    if (pen_finish(&pen) == STATUS_OK) {
        write_fact(page, "seed ", buffer_view(&digits));
    } else if (page->pen.status == STATUS_OK) {
        page->pen.status = STATUS_NO_MEMORY;
    }
    buffer_clean_up(&digits);
}

static void write_circumstances(struct page *page, const struct run_facts *run) {
    char started[CLOCK_RFC3339_SIZE];
    clock_format_rfc3339(run->started_us, started);
    page_ink(page, INK_FAINT);
    write_fact(page, "document of ", bytes_of_text(run->document_edition));
    write_fact(page, "cases ",
               bytes_slice(bytes_of_text(run->cases_sha256), 0, DIGEST_DIGITS_SHOWN));
    write_fact(page, "certificate ",
               bytes_slice(bytes_of_text(run->certificate_sha256), 0, DIGEST_DIGITS_SHOWN));
    write_seed(page, run->seed);
    write_fact(page, "", bytes_of_text(started));
    page_ink(page, INK_PLAIN);
    page_blank_line(page);
}

/* On one line where it fits, or each of its clauses on a line of its own. */
static void write_clauses(struct page *page, struct bytes line) {
    bool is_one_line = line.size <= page->width;
    for (size_t at = 0; at < line.size;) {
        size_t end = bytes_find(line, bytes_of_text("; "), at);
        end = end == SIZE_MAX ? line.size : end + 1;
        struct bytes clause = bytes_slice(line, at, end - at);
        page_words_of(page, is_one_line ? clause : bytes_trim(clause));
        if (!is_one_line || end == line.size) {
            page_line_end(page);
        }
        at = end;
    }
}

static void write_counts(struct page *page, const struct tally *tally) {
    struct buffer line;
    struct pen pen;
    buffer_init(&line, 1024);
    pen_init(&pen, &line);
    summary_write(&pen, tally);
    pen_text(&pen, ".");
    enum status status = pen_finish(&pen);
    write_clauses(page, buffer_view(&line));
    if (page->pen.status == STATUS_OK) {
        page->pen.status = status;
    }
    buffer_clean_up(&line);
}

/* What stands against a better verdict; REQUIREMENT_PROVEN where nothing does. */
static const enum requirement_status blamed[] = {
    [VERDICT_CONFORMANT] = REQUIREMENT_PROVEN,
    [VERDICT_NONCONFORMANT] = REQUIREMENT_BROKEN,
    [VERDICT_INCONCLUSIVE] = REQUIREMENT_NOT_RUN,
    [VERDICT_NONE] = REQUIREMENT_PROVEN,
};

/* The verdict's sentence names one requirement; more are listed below it. */
static void write_blamed(struct page *page, const struct tally *tally) {
    enum requirement_status status = blamed[tally->verdict];
    size_t count = summary_of(tally).requirements[status];
    if (status == REQUIREMENT_PROVEN || count < 2) {
        return;
    }
    page_tab(page, page->margin);
    for (size_t id = 0; id < REQUIREMENT_COUNT; id++) {
        if (tally->requirements[id].status == status) {
            page_words(page, tally->catalogue[id].id);
            page_words(page, --count > 0 ? ", " : "");
        }
    }
    page_line_end(page);
}

static void write_verdict(struct page *page, const struct tally *tally) {
    const struct mark *mark = &verdict_marks[tally->verdict];
    page_put_in(page, mark->ink, mark->word);
    page_put(page, "  ");
    page->margin = page->column;
    page_words(page, tally->verdict_reason);
    page_line_end(page);
    write_blamed(page, tally);
    page->margin = 0;
    page_line_end(page);
    write_counts(page, tally);
}

/* Without a verdict nothing was put to the test, and a list of all that was not would say nothing.
 */
static void write_body(struct page *page, const struct tally *tally,
                       struct console_options options) {
    console_requirements(page, tally);
    if (options.is_verbose) {
        console_passing_cases(page, tally);
    }
    console_interpretations(page, tally);
    console_not_run(page, tally);
    console_warnings(page, tally);
    console_failures(page, tally);
}

enum status report_console(const struct tally *tally, struct console_options options,
                           struct buffer *out) {
    struct page page;
    page_init(&page, options, out);
    write_heading(&page, &tally->run);
    write_circumstances(&page, &tally->run);
    if (tally->verdict != VERDICT_NONE) {
        write_body(&page, tally, options);
    }
    write_verdict(&page, tally);
    return page_finish(&page);
}
