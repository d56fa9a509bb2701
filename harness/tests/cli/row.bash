# Rows that run the built program from outside; every test beside this file sources it.
#
#   row NAME EXIT [CHECK]... -- ARGUMENT...
#
# runs `assay ARGUMENT...` in a scratch folder and wants this exit code. A CHECK is one of
#   out=TEXT  err=TEXT   standard output, standard error contains TEXT
#   out!TEXT  err!TEXT   it does not
#   out:      err:       it is empty
#   env:NAME=VALUE       the environment has it
# A row that fails is told with what was printed, and the next one runs all the same. Neither a
# sanitizer's report nor an escape code may be in what a pipe gets, whatever the row is about.
#
# Usage of each test: TEST ASSAY [COMPANION]

set -u
# Root may read and write everything, so a test of permissions gives up being root where it can.
if [ -n "${as_nobody:-}" ] && [ "$(id -u)" -eq 0 ]; then
    nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    if "${nobody[@]}" test -r "$0" -a -x "$1" 2>/dev/null; then
        exec "${nobody[@]}" bash "$0" "$@"
    fi
fi
assay=$(realpath "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
cd "$scratch" || exit 99
rows=0
failures=0
background=()
trap end_all EXIT
trap 'exit 99' INT TERM

# A sanitizer's own exit code must not pass for one of ours.
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}exitcode=99
export UBSAN_OPTIONS=${UBSAN_OPTIONS:+$UBSAN_OPTIONS:}exitcode=99
unset NO_COLOR GITHUB_ACTIONS
escape=$'\033'
limit_seconds=60

fail() { # NAME WHAT
    failures=$((failures + 1))
    echo "FAIL $1: $2"
}

has() { # FILE TEXT
    grep -qF -e "$2" "$1"
}

# Prints what does not hold.
complaints() { # EXIT WANTED CHECK...
    [ "$1" -eq "$2" ] || echo "exit $1 instead of $2"
    shift 2
    local check
    for check; do
        case $check in
        out=*) has out "${check#out=}" || echo "stdout lacks '${check#out=}'" ;;
        err=*) has err "${check#err=}" || echo "stderr lacks '${check#err=}'" ;;
        out!*) has out "${check#out!}" && echo "stdout has '${check#out!}'" ;;
        err!*) has err "${check#err!}" && echo "stderr has '${check#err!}'" ;;
        out:) [ ! -s out ] || echo "stdout is not empty" ;;
        err:) [ ! -s err ] || echo "stderr is not empty" ;;
        *) echo "there is no check '$check'" ;;
        esac
    done
    grep -qE 'Sanitizer|runtime error:' err && echo "a sanitizer complains"
    grep -qF "$escape" out err && echo "an escape code is printed"
}

settle() { # NAME EXIT WANTED CHECK...
    local name=$1 found
    shift
    rows=$((rows + 1))
    found=$(complaints "$@")
    if [ -n "$found" ]; then
        fail "$name" "$found"
        sed 's/^/    stdout| /' out | head -n 12
        sed 's/^/    stderr| /' err | head -n 12
    fi
}

row() {
    local name=$1 wanted=$2 code=0 settings=() checks=()
    shift 2
    while [ "$1" != -- ]; do
        case $1 in
        env:*) settings+=("${1#env:}") ;;
        *) checks+=("$1") ;;
        esac
        shift
    done
    shift
    timeout -k 5 "$limit_seconds" env ${settings[@]+"${settings[@]}"} "$assay" "$@" \
        >out 2>err </dev/null || code=$?
    settle "$name" "$code" "$wanted" ${checks[@]+"${checks[@]}"}
}

# A row that is no single call: it holds when COMMAND succeeds.
fact() { # NAME COMMAND...
    local name=$1
    shift
    rows=$((rows + 1))
    "$@" || fail "$name" "does not hold: $*"
}

wait_for() { # COMMAND...: true once it succeeds, false after ten seconds
    local i
    for ((i = 0; i < 100; i++)); do
        "$@" && return 0
        sleep 0.1
    done
    return 1
}

# Starts something that lives until the test's end; its id is in $!.
start() { # OUTPUT COMMAND...
    local output=$1
    shift
    "$@" >"$output" 2>"$output.err" </dev/null &
    background+=($!)
}

# The embedded platform, with a profile in NAME.json; its URL is in the file NAME.url.
platform() { # NAME OPTION...
    local name=$1
    shift
    start "$name.url" "$assay" mock --write-target "$name.json" "$@"
    wait_for test -s "$name.url" || fail "$name" "the embedded platform does not start"
}

# A background command that a signal meets before its exec is a copy of this shell, and runs its traps.
end_all() {
    [ "$BASHPID" -eq "$$" ] || return 0
    local id
    for id in ${background[@]+"${background[@]}"}; do
        kill "$id" 2>/dev/null && wait "$id" 2>/dev/null
    done
    cd / && rm -rf "$scratch"
}

# A misspelt check must not pass for one that holds; bash calls this in a subshell.
command_not_found_handle() {
    echo "FAIL: there is no command '$1'"
    touch "$scratch/.unknown"
    return 127
}

finish() {
    [ ! -e "$scratch/.unknown" ] || failures=$((failures + 1))
    echo "$rows rows, $failures failed"
    [ "$failures" -eq 0 ] && [ "$rows" -gt 0 ]
    exit
}
