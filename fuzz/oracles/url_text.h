/* What shows in the text of an accepted URL without any parser. */
#ifndef FUZZ_ORACLES_URL_TEXT_H
#define FUZZ_ORACLES_URL_TEXT_H

#include "fuzz/subject.h"

/* "alphabet": the characters of RFC 3986 alone, each percent sign at the head of an escape. */
void url_text_check_alphabet(struct subject_text url);

/* "dot-segments": no segment of the path is . or .., plain or encoded. */
void url_text_check_dot_segments(struct subject_text url);

#endif
