#!/bin/bash
# Known deviations: the command that writes them, and runs that are held against them.
. "$(dirname "$0")/row.bash"

platform whole --throttle 0/0
platform broken --throttle 0/0 --defect activated-string
terms=(--owner ops --reason legacy)

row found 1 -- run --target broken.json --reports r
row no-report 2 err='baseline takes REPORT' -- baseline
row no-owner 2 err='--owner TEXT is missing' -- baseline r/report.json
row no-reason 2 err='--reason TEXT is missing' -- baseline r/report.json --owner ops
row no-day 2 err="not 'soon'" -- baseline r/report.json "${terms[@]}" --expires soon
row no-such-file 2 err='nowhere.json' -- baseline nowhere.json "${terms[@]}"
row no-report-json 2 err='broken.json:1:1: no report.json of assay' -- baseline broken.json "${terms[@]}"
row printed 0 out='"requirement": "response.activated"' out='"owner": "ops"' \
    -- baseline r/report.json "${terms[@]}"
row written 0 out: -- baseline r/report.json "${terms[@]}" --out known.json
fact written-file grep -q response.activated known.json
row cannot-be-written 5 err='no/such' -- baseline r/report.json "${terms[@]}" --out no/such/known.json

# Held against it.
row waived 0 out='NONCONFORMANT' out='waived until' -- run --target broken.json --reports w --baseline known.json
fact waived-in-the-report grep -q '"status": "waived"' w/report.json
fact verdict-stays grep -q '"verdict": "nonconformant"' w/report.json
row stale 1 out='CONFORMANT' err='known.json:3: response.activated passes now; take it out' \
    -- run --target whole.json --reports s --baseline known.json
sed 's/"expires": ".*"/"expires": "2020-01-01"/' known.json >expired.json
row expired 1 err='expired.json:3: the waiver of response.activated ended on 2020-01-01' \
    -- run --target broken.json --reports e --baseline expired.json
echo '{"deviations": []}' >empty.json
row fresh 1 err='response.activated is broken and in no entry' \
    -- run --target broken.json --reports f --baseline empty.json
row empty-and-whole 0 -- run --target whole.json --reports g --baseline empty.json
echo '{"deviations": 1}' >wrong.json
row wrong-baseline 2 err='wrong.json:1:1:' -- run --target whole.json --reports h --baseline wrong.json
fact nothing-was-sent test ! -e h
row missing-baseline 2 err='nowhere.json' -- run --target whole.json --reports h --baseline nowhere.json

# Judged again.
row judged-again 0 out='waived until' -- judge w/evidence.har --target broken.json --baseline known.json

finish
