#include "app/github.h"

#include "report/report.h"
#include "store/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* GitHub takes a summary of 1 MiB for a step, and drops one that is longer. */
enum { SUMMARY_LIMIT_BYTES = 1024 * 1024, ANNOTATIONS_LIMIT_BYTES = 1024 * 1024 };

static bool is_there(void) {
    const char *value = getenv("GITHUB_ACTIONS");
    return value != NULL && strcmp(value, "true") == 0;
}

/* GitHub reads its commands from standard error too. */
static enum status annotate(struct bytes text, struct diagnostic *out_diagnostic) {
    (void)out_diagnostic;
    bool is_taken = text.size == 0 || fwrite(text.data, 1, text.size, stderr) == text.size;
    return is_taken ? STATUS_OK : STATUS_IO;
}

static enum status summarize(struct bytes text, struct diagnostic *out_diagnostic) {
    const char *path = getenv("GITHUB_STEP_SUMMARY");
    return path == NULL || path[0] == '\0' ? STATUS_OK : store_append(path, text, out_diagnostic);
}

struct channel {
    const char *name;
    size_t limit_bytes;
    enum status (*render)(const struct tally *tally, struct buffer *out);
    enum status (*deliver)(struct bytes text, struct diagnostic *out_diagnostic);
};

static const struct channel channels[] = {
    {"the annotations", ANNOTATIONS_LIMIT_BYTES, report_github_annotations, annotate},
    {"the step's summary", SUMMARY_LIMIT_BYTES, report_github_summary, summarize},
};

static void tell(const struct channel *channel, const struct tally *tally) {
    struct diagnostic diagnostic = {""};
    struct buffer text;
    buffer_init(&text, channel->limit_bytes);
    enum status status = channel->render(tally, &text);
    status = status == STATUS_OK ? channel->deliver(buffer_view(&text), &diagnostic) : status;
    if (status != STATUS_OK) {
        fprintf(stderr, "assay: %s: %s\n", channel->name,
                diagnostic.text[0] == '\0' ? status_words(status) : diagnostic.text);
    }
    buffer_clean_up(&text);
}

void github_tell(const struct tally *tally) {
    for (size_t i = 0; is_there() && i < sizeof channels / sizeof channels[0]; i++) {
        tell(&channels[i], tally);
    }
}
