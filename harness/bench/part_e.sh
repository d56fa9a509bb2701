# (e) Gate, document and response parser against cJSON alone; see bench_gate.c.
set -eu
"$BENCH_BUILD/bench/bench_gate"
