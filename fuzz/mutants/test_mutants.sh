#!/bin/sh
# The way of a mutant of the judge, from its source to the evidence that notices it, as it was recorded or
# in another reading, or to the reason why nothing does. Usage: test_mutants.sh BUILD
set -eu
here=$(cd "$(dirname "$0")" && pwd)
log=$1/test_mutants.log
named=$1/test_mutants.named

cat >"$named" <<'END'
harness/judge/verdict.c: [VERDICT_NONCONFORMANT] = 1, [27: 1 to (1 + 1)]
harness/judge/throttle.c: burst->is_begun = true; [1: removed]
harness/judge/view.c: return digest == 0 ? 1 : digest; [22: 1 to (1 + 1)]
END
"$here/../mutate" --judge --build "$1" --cells 'token-cut*' --named "$named" >"$log" 2>&1 || { cat "$log" && exit 1; }
cat "$log"
grep -q 'throttle.c.*window of the burst' "$1/mutants/both/results"
grep -qF '1 are explained as equivalent' "$log"
grep -qF 'by evidence: 2,' "$log"
grep -qF 'killed 2 of 2 (100.0 %)' "$log"
