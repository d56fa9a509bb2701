#!/bin/bash
# Evidence alone gives the very report of its run, be it the HAR of a run that ended or the journal of
# one that died; and none of it can be dropped, moved or altered unseen.
. "$(dirname "$0")/row.bash"
. "$here/another_suite.bash"

platform whole --throttle 0/0
platform broken --throttle 0/0 --defect activated-string
platform slow --throttle 20/30
platform throttled --throttle 40/1

# Runs, judges the evidence again, and wants the same bytes.
again() { # NAME PROFILE ARGUMENT...
    local name=$1 profile=$2 code=0 judged=0
    shift 2
    "$assay" run --target "$profile" --reports "r-$name" "$@" >/dev/null 2>err </dev/null || code=$?
    "$assay" judge "r-$name/evidence.har" --target "$profile" --format json >"$name.again" 2>err ||
        judged=$?
    fact "$name-same-report" cmp "r-$name/report.json" "$name.again"
    fact "$name-same-exit" test "$code" -eq "$judged"
    fact "$name-no-message" test ! -s err
}

again conformant whole.json
again defect broken.json
again filtered whole.json --only 'response.*' --skip 'hardening.*' --seed 18446744073709551614
again strict broken.json --strict
again throttled throttled.json --only 'throttle.*'
sed 's/"secret": ".*"/"secret": "wrong-secret-0123456789"/' whole.json >refused.json
again login-refused refused.json
sed 's,"endpoint".*,"endpoint": "https://127.0.0.1:1"\,,' whole.json >nobody.json
again unreachable nobody.json
# A key without letters has no other case: a row that the evidence cannot know of by itself.
sed 's/"app_key": ".*"/"app_key": "1234567890"/' whole.json >digits.json
again not-generated digits.json
fact not-generated-is-noted grep -q '"not_generated":\[{"case"' r-not-generated/evidence.har

# Device ids are no secrets, unless they are asked to be: no eight bytes of one in a row stay then.
windows() { # PROFILE: of every id in it
    local id i
    for id in $(grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' "$1" | sort -u); do
        for ((i = 0; i + 8 <= ${#id}; i++)); do
            echo "${id:i:8}"
        done
    done
}
windows whole.json >windows
again devices whole.json --redact-devices
fact ids-are-shown grep -qiFf windows -r r-conformant
fact ids-are-redacted eval '! grep -qiFf windows -r r-devices devices.again'
fact equal-ids-have-equal-labels eval 'test "$(grep -oE "deviceCredentials/dev-[0-9a-f]{4}" \
    r-devices/evidence.har | sort -u | wc -l)" -ge 4'
row ids-on-the-console 0 out='CONFORMANT' -- run --target whole.json --reports r --redact-devices
fact console-has-none eval '! grep -qiFf windows out err'
sed -E 's/("online": )"[^"]*"/\1"short"/' whole.json >short.json
row id-too-short 2 out: err='cannot be redacted' -- run --target short.json --reports r --redact-devices

# A run that is stopped, and one that dies: the same platform, so slow that both wait most of the time.
begin() { # NAME
    "$assay" run --target slow.json --reports "$1" >out 2>err </dev/null &
    id=$!
    wait_for eval "test \"\$(cat $1/*/journal.ndjson 2>/dev/null | wc -l)\" -ge 15"
}
begin stopped
kill -INT "$id"
wait "$id"
row stopped 3 out='the run was stopped' err: -- judge stopped/evidence.har --target slow.json
"$assay" judge stopped/evidence.har --target slow.json --format json >stopped.json 2>/dev/null
fact stopped-same-report cmp stopped/report.json stopped.json
begin died
kill -KILL "$id"
wait "$id" 2>/dev/null
cp died/*/journal.ndjson died.ndjson
row died 3 out='the run died before it' err='of a run that died after' err!'last line' \
    -- judge died.ndjson --target slow.json
head -c -40 died.ndjson >cut.ndjson
row died-in-mid-line 3 out='INCONCLUSIVE' err='its last line is cut' -- judge cut.ndjson --target slow.json
head -n 1 died.ndjson >head.ndjson
row died-before-its-first-answer 3 out='INCONCLUSIVE' err='after 0 exchanges' \
    -- judge head.ndjson --target slow.json

# What was altered is refused, and the place is named.
har=r-conformant/evidence.har
altered() { # NAME FILE WORDS: from the standard input
    cat >"$2"
    row "$1" 2 out: err="$3" -- judge "$2" --target whole.json
}
altered one-byte-of-an-entry e.har 'HAR entry 4 at byte ' < <(sed '8s/"status":200/"status":201/' "$har")
altered its-link e.har 'HAR entry 4 ' < <(sed '8s/"previous":"./"previous":"g/' "$har")
altered its-link-to-another e.har 'HAR entry 4 ' < <(sed '8s/"previous":"....../"previous":"123456/' "$har")
altered an-entry-dropped e.har 'is missing; this is not the evidence' < <(sed 8d "$har")
# The last that was recorded need not stand last: a HAR lists in the order of sending.
last=$(grep -noE '"record":[0-9]+' "$har" | sort -t: -k3n | tail -n 1)
altered the-last-dropped e.har 'exchanges were recorded and' \
    < <(sed "${last%%:*}d" "$har" | sed -z 's/,\n\],/\n],/')
altered two-entries-in-another-order e.har 'stands in another place' < <(sed '8{h;d};9G' "$har")
altered an-entry-twice e.har 'stands in another place' < <(sed '8p' "$har")
altered the-head e.har 'or the head before it' < <(sed '2s/"strict":false/"strict":true/' "$har")
altered the-head-dropped e.har 'log._assay is missing' < <(sed 2d "$har")
altered the-end e.har '_assay_end: member exchanges' < <(sed '$s/"exchanges":/"exchanges":-/' "$har")
altered the-end-dropped e.har 'log._assay_end is missing' < <(sed 's/^],$/]}}/; /^"_assay_end"/d' "$har")
altered both-dropped e.har 'the head is missing' < <(sed '2d; s/^],$/]}}/; /^"_assay_end"/d' "$har")
altered a-later-format e.har 'format' < <(sed '2s/"format":1/"format":2/' "$har")
altered an-unknown-member e.har 'member purpose' < <(sed '2s/"format":1/"format":1,"purpose":1/' "$har")
altered a-member-twice e.har 'two members of the same name' < <(sed '2s/"format":1/"format":1,"format":1/' "$har")
altered the-link-gone e.har 'has no link' \
    < <(sed -E '8s/,"record":[0-9]+,"previous":"[0-9a-f]+"//' "$har")
altered a-line-of-the-journal e.ndjson 'journal line 5: no entry' < <(sed '5s/.$//' died.ndjson)
altered an-entry-of-the-journal e.ndjson 'journal entry 3 ' < <(sed '5s/"time":/"time":1/' died.ndjson)
altered the-last-entry-of-the-journal e.ndjson 'it was altered' < <(sed '$s/"time":/"time":1/' died.ndjson)
altered a-journal-without-its-third e.ndjson 'journal entry 2 ' < <(sed 4d died.ndjson)
altered a-journal-of-half-a-head e.ndjson 'the head is not whole' < <(head -c 100 died.ndjson)
altered a-journal-with-an-empty-line e.ndjson 'journal line 3' < <(sed '2G' died.ndjson)

# Without any chain it is another tool's: accepted, and said.
sed -E 's/,"record":[0-9]+,"previous":"[0-9a-f]+"//; 2d; s/^],$/]}}/; /^"_assay_end"/d' "$har" >unchained.har
row unchained 0 out='CONFORMANT' err='without a chain' -- judge unchained.har --target whole.json
# Evidence of another suite.
head -n 1 died.ndjson |
    sed -E 's/"suite_version":"[^"]*","cases_sha256":"./"suite_version":"9.9","cases_sha256":"x/' >other.ndjson
row another-suite 3 err='recorded by suite 9.9' err='other case tables' err!'add' -- judge other.ndjson --target slow.json

by_another_suite "$har" other '' >same.ndjson
row other-tables-with-the-same-cases 0 out='CONFORMANT' err='recorded by suite 9.9' \
    err!'these tables' -- judge same.ndjson --target whole.json
by_another_suite "$har" other '/"case":"activation.(offline|abnormal).asked-again"/d
    s/"case":"hardening.path./"case":"gone.path./; s/"case":"request.app-id.own"/"case":"gone\\u001b[1m"/' >older.ndjson
row other-tables 3 out='the suite that recorded the evidence had no such case' \
    err='these tables no longer have' err='gone.path.' err='gone\u001b[1m' err='these tables add' \
    err='request.app-id.own, activation.offline.asked-again' err='more' -- judge older.ndjson --target whole.json
finish
