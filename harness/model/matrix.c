#include "model/matrix.h"

const char *const cell_state_names[] = {
    [CELL_KILLED] = "killed",         [CELL_SURVIVED] = "survived",
    [CELL_CONFORMANT] = "conformant", [CELL_FALSE_ALARM] = "false alarm",
    [CELL_SKIPPED] = "skipped",       [CELL_FAILED] = "failed",
};

bool matrix_row_is_needless(const struct matrix_row *row) {
    return row->alone == 0 && row->twin_of == 0 && row->proves == 0;
}
