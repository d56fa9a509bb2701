#!/bin/bash
# A run that is cut short, by a person or by a disk that is full: what was recorded is judged, and no
# file is half there.
. "$(dirname "$0")/row.bash"

# So few calls in a window that a run waits most of its time.
platform slow --throttle 20/30
platform slow-and-broken --throttle 20/30 --defect activated-string
platform quick --throttle 0/0

whole_or_absent() { # FOLDER
    local file
    for file in "$1"/*/report.json; do
        [ ! -e "$file" ] || "$assay" body --json-only "$file" >/dev/null || return 1
    done
    ! compgen -G "$1/*/.*.??????" >/dev/null
}

# Sends SIGNALs, one right after the other, to a run that has begun to send.
interrupted() { # NAME PROFILE WANTED SIGNALS CHECK...
    local name=$1 profile=$2 wanted=$3 signals=$4 signal code=0 id
    shift 4
    rm -rf "r-$name"
    "$assay" run --target "$profile" --reports "r-$name" >out 2>err </dev/null &
    id=$!
    wait_for eval "test \"\$(cat r-$name/*/journal.ndjson 2>/dev/null | wc -l)\" -ge 15"
    for signal in $signals; do
        kill "-$signal" "$id"
    done
    wait "$id" || code=$?
    settle "$name" "$code" "$wanted" "$@"
    fact "$name-files" whole_or_absent "r-$name"
}

interrupted interrupt slow.json 3 INT out='INCONCLUSIVE' out='the run was stopped' err='the reports are in'
fact interrupted-evidence-is-there test -s r-interrupt/latest/evidence.har
fact interrupted-junit-is-there test -s r-interrupt/latest/junit.xml
interrupted terminate slow.json 3 TERM out='INCONCLUSIVE' err='the reports are in'
interrupted asked-twice-in-a-breath slow.json 3 'TERM TERM INT' out='INCONCLUSIVE' \
    err='the reports are in'
interrupted interrupt-after-a-finding slow-and-broken.json 1 INT out='NONCONFORMANT' \
    out='response.activated'

# A disk that fills: no exit code but 5, and no report that is not whole. The journal, the evidence
# and the reports are cut in turn.
filled() { # NAME FOLDER EXIT: from `out` and `err`
    settle "$1" "$3" 5 err='cannot write' err="$2"
    fact "$1-files" whole_or_absent "$2"
    fact "$1-no-report" test ! -e "$2/report.json"
    fact "$1-journal" journal_judges "$2"
}

# What was recorded is on disk, and said to be; where nothing was, there is no folder for it.
journal_judges() { # FOLDER
    local journal code=0
    journal=$(compgen -G "$1/*/journal.ndjson")
    if [ -z "$journal" ]; then
        ! compgen -G "$1/*" >/dev/null && ! has err 'what was recorded'
        return
    fi
    has err "what was recorded is in $journal" || return 1
    "$assay" judge "$journal" --target quick.json >judged 2>&1 || code=$?
    [ "$code" -eq 3 ] || [ "$code" -eq 0 ] || [ "$code" -eq 1 ]
}

for kilobytes in 4 64 128; do
    code=0
    (
        ulimit -f "$kilobytes"
        exec "$assay" run --target quick.json --reports "r-$kilobytes"
    ) >out 2>err </dev/null || code=$?
    filled "file-limit-of-$kilobytes-KiB" "r-$kilobytes" "$code"
done

# Root may make a tiny disk.
small_disk() { # KIBIBYTES
    mkdir -p disk && mount -t tmpfs -o "size=${1}k" tmpfs disk 2>/dev/null
}
if small_disk 64; then
    trap '[ "$BASHPID" -ne "$$" ] || umount "$scratch/disk"; end_all' EXIT
    for kilobytes in 64 256 448 640; do
        umount disk
        small_disk "$kilobytes"
        code=0
        "$assay" run --target quick.json --reports disk/r >out 2>err </dev/null || code=$?
        filled "disk-of-$kilobytes-KiB" disk/r "$code"
    done
else
    echo "skip disk-of-64-KiB and more: a small disk cannot be mounted here"
fi
finish
