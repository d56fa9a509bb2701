# (a) A run without throttle cases against bare libcurl; see bench_engine.c.
set -eu
. "$BENCH_HERE/platform.sh"

start_platform 0/0
mkdir run
"$BENCH_BUILD/bench/bench_engine" target.json run "$BENCH_ROUNDS"
