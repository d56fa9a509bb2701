/* Pieces of a profile for tests, and what a diagnostic has to begin with. Written as marked.h has
   it. */
#ifndef TESTS_PROFILE_TEXT_H
#define TESTS_PROFILE_TEXT_H

#include "target/target.h"
#include "tests/marked.h"

#define ENDPOINT "'endpoint':'https://h.example:8743'"
#define CREDENTIALS "'credentials':{'app_key':'key-12345','access_token':'token-12345'}"
#define DEVICES "'devices':{'online':'d1'}"
#define MINIMAL "{" ENDPOINT ",\n" CREDENTIALS ",\n  " DEVICES "}"
/* The smallest profile, and more members in it. */
#define WITH(more) "{" ENDPOINT ",\n" CREDENTIALS ",\n  " DEVICES ",\n   " more "}"

#define WITH_CREDENTIALS(members) "{" ENDPOINT ",\n" DEVICES ",\n 'credentials':{" members "}}"
#define WITH_ENDPOINT(url) "{" CREDENTIALS ",\n" DEVICES ",\n 'endpoint':^'" url "'}"

/* Parses what `marked` holds as "p.json" in the folder "etc". */
static inline enum status parse_marked(const struct marked *marked, struct target *out_target,
                                       struct diagnostic *out_diagnostic) {
    out_diagnostic->text[0] = '\0';
    return target_parse(marked_bytes(marked), "p.json", "etc", URL_HTTPS_ONLY, out_target,
                        out_diagnostic);
}

enum { BEGINNING_SIZE = 512 };

/* Writes "p.json:LINE:COLUMN: member "PATH" " for the first place; "the profile " where `path` is
   empty. */
static inline void write_beginning(const struct marked *marked, const char *path,
                                   char out_text[BEGINNING_SIZE]) {
    size_t line = 1, column = 1;
    for (size_t i = 0; marked->place_count > 0 && i < marked->places[0]; i++) {
        bool is_line_end = marked->text[i] == '\n';
        bool is_continuation = ((unsigned char)marked->text[i] & 0xc0) == 0x80;
        line += is_line_end;
        column = is_line_end ? 1 : column + !is_continuation;
    }
    bool has_path = path[0] != '\0';
    (void)snprintf(out_text, BEGINNING_SIZE, "p.json:%zu:%zu: %s%s%s ", line, column,
                   has_path ? "member \"" : "the profile", path, has_path ? "\"" : "");
}

/* One line that begins so, holds `words`, and says what to do: after a semicolon, or in the whole
   sentence that the URL builder gives. */
static inline bool is_complaint(const char *text, const char *beginning, const char *words) {
    bool has_remedy = strchr(text, ';') != NULL || text[strlen(text) - 1] == '.';
    return strncmp(text, beginning, strlen(beginning)) == 0 && strstr(text, words) != NULL &&
           has_remedy && strchr(text, '\n') == NULL;
}

#endif
