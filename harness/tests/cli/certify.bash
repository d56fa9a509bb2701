#!/bin/bash
# What ./certify does once it has built: the embedded platform comes up, is certified, and is gone
# with the run, whose exit codes and signals are those of `assay run`.
. "$(dirname "$0")/row.bash"
certify=$(realpath "$here/../../tools/certify")

certified() { # NAME WANTED CHECK... -- ARGUMENT...
    local name=$1 wanted=$2 code=0 checks=()
    shift 2
    while [ "$1" != -- ]; do
        checks+=("$1")
        shift
    done
    shift
    "$certify" "$assay" "$@" >out 2>err </dev/null || code=$?
    settle "$name" "$code" "$wanted" "${checks[@]}"
}

# In a folder of their own the platform's files are seen to go.
export TMPDIR=$scratch/tmp
mkdir "$TMPDIR"

certified one-case 3 out='INCONCLUSIVE' err='the reports are in r/' -- \
    --only request.prototype --reports r
fact one-case-nothing-stays wait_for eval '! compgen -G "$TMPDIR/*" >/dev/null'
certified usage-error 2 out: err="no option '--nonsense'" -- --nonsense
certified help 0 out='Usage: assay run' -- --help
certified a-target-that-is-not-there 2 err='cannot read nowhere.json' -- --target nowhere.json
fact usage-error-nothing-stays wait_for eval '! compgen -G "$TMPDIR/*" >/dev/null'

# Asked to stop by its id alone, as a supervisor does, or with its whole group, as Ctrl-C does.
stopped() { # NAME SIGNAL GROUP
    local id code=0
    rm -rf r
    setsid "$certify" "$assay" --reports r >out 2>err </dev/null &
    id=$!
    wait_for eval 'test "$(cat r/*/journal.ndjson 2>/dev/null | wc -l)" -ge 15'
    kill "-$2" -- "$3$id"
    wait "$id" || code=$?
    settle "$1" "$code" 3 out='the run was stopped' err='the reports are in'
    fact "$1-nothing-stays" wait_for eval '! compgen -G "$TMPDIR/*" >/dev/null'
}

stopped terminated TERM ''
stopped terminated-with-its-group TERM -
stopped interrupted-with-its-group INT -
finish
