# (f) Fuzz targets with every oracle against the least that could be done with the same inputs, both
# with the same sanitizers; see fuzz/bench.
set -eu
. "$BENCH_HERE/platform.sh"

corpus=$BENCH_HERE/../../corpus

# compare TARGET PEER_WORDS
compare() {
    what="f  inputs/s: fuzz target $1, all oracles"
    if [ ! -x "$BENCH_FUZZ/fuzz/speed_$1" ]; then
        not_measured "$what" "there is no clang" ">= 0.4"
        return
    fi
    for round in $(seq "$BENCH_ROUNDS"); do
        mine=$("$BENCH_FUZZ/fuzz/speed_$1" "$corpus/$1")
        echo "$mine $("$BENCH_FUZZ/fuzz/speed_bare_$1" "$corpus/$1")"
    done >pairs
    awk -v faster=more -f "$BENCH_HERE/median.awk" pairs >medians
    read -r mine theirs ratio <medians
    row "$what" "$(printf %.0f "$mine")/s" "$(printf %.0f "$theirs")/s, $2" "$ratio" ">= 0.4"
}

compare response_parser "cJSON_ParseWithLength"
compare url_builder "build and reparse"
