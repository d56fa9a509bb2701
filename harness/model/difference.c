#include "model/difference.h"

const char *const grade_names[] = {
    [GRADE_MENDED] = "mended",
    [GRADE_HARMLESS] = "harmless",
    [GRADE_BREAKING] = "breaking",
};
