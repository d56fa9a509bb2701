#include "model/tally.h"

const char *const verdict_names[] = {
    [VERDICT_CONFORMANT] = "conformant",
    [VERDICT_NONCONFORMANT] = "nonconformant",
    [VERDICT_INCONCLUSIVE] = "inconclusive",
    [VERDICT_NONE] = "none",
};

const char *const case_status_names[] = {
    [CASE_PASS] = "pass", [CASE_WARN] = "warn",   [CASE_NOT_RUN] = "not-run",
    [CASE_FAIL] = "fail", [CASE_ERROR] = "error",
};

const char *const requirement_status_names[] = {
    [REQUIREMENT_PROVEN] = "proven",
    [REQUIREMENT_WARNED] = "warned",
    [REQUIREMENT_NOT_PROVOKED] = "not-provoked",
    [REQUIREMENT_NOT_RUN] = "not-run",
    [REQUIREMENT_WAIVED] = "waived",
    [REQUIREMENT_BROKEN] = "broken",
};

const char *const level_names[] = {
    [LEVEL_HARDENING] = "hardening",
    [LEVEL_STANDARD] = "standard",
    [LEVEL_DOCUMENTED] = "documented",
};
