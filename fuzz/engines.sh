# The engines of fuzz/run, read by it: what each needs, how it starts, where it says how far it is.
# Uses and sets what fuzz/run has: root, here, work, targets, engine, seconds, seed, subject and
# subject_flags, processes, build.

# Sets build; says why not, where the targets cannot be built.
build_targets() {
    case $engine in
    libfuzzer) preset=fuzz compiler=clang kinds="fuzz replay" ;;
    afl) preset=afl compiler=afl-clang-fast kinds="fuzz replay" ;;
    replay) preset=asan compiler=gcc kinds=replay ;;
    *) fail "there is no engine $engine; there are: libfuzzer, afl, replay" ;;
    esac
    command -v "$compiler" >/dev/null ||
        fail "there is no $compiler, which --engine $engine needs; try: harness/tools/install nightly"
    build=$root/build/$preset
    set --
    if [ -n "$subject" ]; then
        [ -f "$subject" ] || fail "--subject: there is no file $subject"
        subject=$(cd "$(dirname "$subject")" && pwd)/$(basename "$subject")
        build=$root/build/$preset-$(basename "$subject" | sed 's/\.[^.]*$//')
        set -- "-DASSAY_SUBJECT=$subject" "-DASSAY_SUBJECT_FLAGS=$subject_flags"
    fi
    programs=
    for name in $targets; do
        for kind in $kinds; do programs="$programs ${kind}_$name"; done
    done
    echo "Building $build"
    # shellcheck disable=SC2086 # a list of programs
    if ! (cd "$root" && cmake --preset "$preset" -B "$build" "$@" &&
        cmake --build "$build" --target $programs) >"$work/build.log" 2>&1; then
        explain_build_failure
    fi
    grep -hE "^-- (cJSON|Subject):" "$work/build.log" | sed 's/^-- //'
}

explain_build_failure() {
    # The line as CMake wraps it.
    misfit=$(sed -n '/^ *SUBJECT: /,/^$/{s/^ *SUBJECT: //;s/^ */ /;p;}' "$work/build.log" |
        tr -d '\n')
    [ -z "$misfit" ] || fail "$misfit"
    grep -E "error: |undefined reference|CMake Error" -A3 "$work/build.log" | head -n 30 >&2
    ! grep -qE "libclang_rt|does not link -fsanitize" "$work/build.log" ||
        fail "$compiler has no sanitizers; try: harness/tools/install check"
    fail "the build failed"
}

engine_start() {
    dictionary=$here/dictionaries/$1.dict
    [ -e "$dictionary" ] || dictionary=
    case $engine in
    libfuzzer) start_libfuzzer "$1" & ;;
    afl) start_afl "$1" & ;;
    esac
    processes="$processes $!"
}

start_libfuzzer() {
    mkdir -p "$root/build/fuzz-corpus/$1"
    exec "$build/fuzz/fuzz_$1" -max_total_time="$seconds" ${seed:+-seed="$seed"} -timeout=10 \
        ${dictionary:+-dict="$dictionary"} -print_final_stats=1 \
        -artifact_prefix="$work/$1." \
        "$root/build/fuzz-corpus/$1" "$root/corpus/$1" >"$work/$1.log" 2>&1
}

start_afl() {
    AFL_SKIP_CPUFREQ=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1
    AFL_BENCH_UNTIL_CRASH=1 AFL_FUZZER_STATS_UPDATE_INTERVAL=2
    export AFL_SKIP_CPUFREQ AFL_NO_UI AFL_NO_AFFINITY AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES
    export AFL_BENCH_UNTIL_CRASH AFL_FUZZER_STATS_UPDATE_INTERVAL
    flatten "$1" "$work/$1.in"
    exec afl-fuzz -i "$work/$1.in" -o "$work/$1.afl" -V "$seconds" ${seed:+-s "$seed"} -t 2000+ \
        ${dictionary:+-x "$dictionary"} -- "$build/fuzz/fuzz_$1" >"$work/$1.log" 2>&1
}

# AFL++ takes one folder without folders in it.
flatten() {
    mkdir -p "$2"
    find "$root/corpus/$1" -type f | while read -r path; do
        cp "$path" "$2/$(sha1sum <"$path" | cut -d' ' -f1)"
    done
}

# executions, per second, coverage, corpus
engine_row() {
    case $engine in
    libfuzzer)
        awk '/^#[0-9]+/ {
                 executions = substr($1, 2)
                 for (i = 2; i < NF; i++) value[$i] = $(i + 1)
             }
             END { sub("/.*", "", value["corp:"])
                   if (executions) print executions, value["exec/s:"], value["cov:"], value["corp:"] }' \
            "$work/$1.log" 2>/dev/null ;;
    afl)
        awk -F' *: *' '{ value[$1] = $2 }
            END { if (value["execs_done"]) print value["execs_done"], value["execs_per_sec"],
                                                 value["edges_found"], value["corpus_count"] }' \
            "$work/$1.afl/default/fuzzer_stats" 2>/dev/null ;;
    replay)
        sed -n 's/.*: \([0-9]*\) inputs, [0-9]* deep.*/\1 - - \1/p' "$work/$1.replay" ;;
    esac || true
}

# The inputs that broke something, as the engine left them.
engine_finds() {
    cat "$work/$1.broken"
    find "$work" -maxdepth 1 -type f \( -name "$1.crash-*" -o -name "$1.leak-*" \
        -o -name "$1.timeout-*" -o -name "$1.oom-*" \)
    find "$work/$1.afl/default/crashes" "$work/$1.afl/default/hangs" -name "id:*" 2>/dev/null || true
}

# An engine that died of something else than a find says nothing about the target.
engine_check() {
    [ -z "$(engine_finds "$1")" ] || return 0
    case $engine in
    libfuzzer)
        grep -q "^stat::number_of_executed_units" "$work/$1.log" || {
            tail -n 20 "$work/$1.log" >&2
            fail "$1: the engine did not finish"
        }
        grep -qE ": [0-9]+ inputs, [1-9][0-9]* deep" "$work/$1.log" ||
            fail "$1: of all inputs none got deep, which proves nothing"
        ;;
    afl)
        [ -n "$(engine_row "$1")" ] || {
            tail -n 20 "$work/$1.log" >&2
            fail "$1: the engine did not start"
        }
        ;;
    replay) ;;
    esac
}
