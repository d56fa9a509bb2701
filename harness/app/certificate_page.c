#include "app/certificate_page.h"

#include "report/pen.h"

struct page {
    struct pen pen;
    const struct json_node *predicate, *own;
};

static struct bytes text_of(const struct json_node *object, const char *name) {
    const struct json_node *member = json_member(object, name);
    bool is_text = member != NULL && json_kind_of(member) == JSON_STRING;
    return is_text ? json_string_of(member) : bytes_of_text("");
}

static const struct json_node *first_of(const struct json_node *object, const char *name) {
    const struct json_node *list = json_member(object, name);
    return list != NULL && json_kind_of(list) == JSON_ARRAY ? json_first(list) : NULL;
}

static size_t count_of(const struct json_node *object, const char *name) {
    size_t count = 0;
    for (const struct json_node *at = first_of(object, name); at != NULL; at = json_next(at)) {
        count++;
    }
    return count;
}

static void row(struct page *page, const char *name, struct bytes text) {
    pen_text(&page->pen, name);
    pen_safe(&page->pen, text);
    pen_text(&page->pen, "\n");
}

static void write_target(struct page *page) {
    const struct json_node *target = json_member(page->own, "target");
    const struct json_node *run = json_member(page->own, "run");
    row(page, "deployment    ", text_of(target, "name"));
    row(page, "endpoint      ", text_of(target, "endpoint"));
    row(page, "TLS leaf      ", text_of(target, "certificate_sha256"));
    row(page, "run           ", text_of(run, "id"));
    row(page, "when          ", text_of(run, "started"));
}

static void write_suite(struct page *page) {
    const struct json_node *tables = first_of(page->predicate, "configuration");
    const struct json_node *names = json_member(tables, "annotations");
    row(page, "document      edition ", text_of(names, "document"));
    pen_text(&page->pen, "suite         assay ");
    pen_safe(&page->pen, text_of(names, "suite"));
    row(page, ", case tables ", text_of(json_member(tables, "digest"), "sha256"));
}

static void write_verdict(struct page *page, const struct certificate *certificate) {
    const struct json_node *requirements = json_member(page->own, "requirements");
    const struct json_node *strict = json_member(page->own, "strict");
    size_t proven = count_of(requirements, "proven");
    size_t warned = count_of(requirements, "warned");
    size_t rest = count_of(requirements, "not_provoked");
    bool is_strict = strict != NULL && json_kind_of(strict) == JSON_TRUE;
    row(page, "verdict       ", text_of(page->own, "verdict"));
    pen_text(&page->pen, "proven        ");
    pen_number(&page->pen, proven);
    pen_text(&page->pen, " of ");
    pen_counted(&page->pen, proven + warned + rest, "requirement", "requirements");
    pen_text(&page->pen, ", by ");
    pen_counted(&page->pen,
                count_of(page->predicate, "passedTests") + count_of(page->predicate, "warnedTests"),
                "case", "cases");
    pen_text(&page->pen, is_strict ? "; strict: warnings counted as failures\n" : "\n");
    row(page, "signed by     key ", bytes_of_text(certificate->key_id));
}

static void write_reasons(struct page *page, const char *member, const char *heading) {
    const struct json_node *at = first_of(json_member(page->own, "requirements"), member);
    for (; at != NULL; at = json_next(at)) {
        pen_text(&page->pen, heading);
        pen_safe(&page->pen, text_of(at, "id"));
        row(page, ": ", text_of(at, "reason"));
    }
}

static void write_choices(struct page *page) {
    for (const struct json_node *at = first_of(page->own, "interpretations"); at != NULL;
         at = json_next(at)) {
        const struct json_node *mattered = json_member(at, "mattered");
        bool has_mattered = mattered != NULL && json_kind_of(mattered) == JSON_TRUE;
        pen_text(&page->pen, "read as       ");
        pen_safe(&page->pen, text_of(at, "id"));
        pen_text(&page->pen, " = ");
        pen_safe(&page->pen, text_of(at, "choice"));
        pen_text(&page->pen, has_mattered ? "  (it mattered)\n" : "\n");
    }
}

enum status certificate_page(const struct certificate *certificate, struct buffer *out) {
    const struct json_node *predicate = json_member(certificate->statement.root, "predicate");
    struct page page = {.predicate = predicate, .own = json_member(predicate, "assay")};
    pen_init(&page.pen, out);
    write_target(&page);
    write_suite(&page);
    write_verdict(&page, certificate);
    write_reasons(&page, "warned", "warned        ");
    write_reasons(&page, "not_provoked", "not provoked  ");
    write_choices(&page);
    return pen_finish(&page.pen);
}
