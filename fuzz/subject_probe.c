/* Takes the address of all that a subject has to implement: links where it is all there. The build
   tries it with every adapter, so that one that does not fit is told before anything is built. */
#include "fuzz/subject.h"

#include <stddef.h>

int main(void) {
    void (*const functions[])(void) = {
        (void (*)(void))subject_parse_answer, (void (*)(void))subject_answer_free,
        (void (*)(void))subject_build_url,    (void (*)(void))subject_url_free,
        (void (*)(void))subject_abi,          (void (*)(void))subject_name,
        (void (*)(void))subject_waives,
    };
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        if (functions[i] == NULL) {
            return 1;
        }
    }
    return 0;
}
