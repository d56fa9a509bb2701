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
row empty-reason 2 out: err='one line' -- baseline r/report.json --owner ops --reason ''
row blank-owner 2 out: err='one line' -- baseline r/report.json --owner ' ' --reason legacy
row reason-of-two-lines 2 out: err='one line' -- baseline r/report.json --owner ops --reason $'a\nb'
row reason-not-utf-8 2 out: err='one line' -- baseline r/report.json --owner ops --reason $'\xff'
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

# Waived is not proven: nothing is signed for it.
row key 0 -- keygen --out lab
row no-certificate 0 err='no certificate: the verdict is not conformant' \
    -- run --target broken.json --reports c --baseline known.json --sign lab.pem
fact no-certificate-is-there test ! -e c/latest/certificate.json
fact waived-in-junit grep -q 'response.activated' w/junit.xml
fact waived-in-the-page grep -q '"waived"' w/report.html
fact waived-in-sarif grep -q '"kind": "external"' w/report.sarif

# Of another suite, or by hand.
echo '{"deviations": [{"requirement": "response.gone", "reason": "a", "owner": "b", "expires": "2099-01-01"}]}' >other.json
row id-of-another-suite 2 err='other.json:1:' err="no requirement's id" err='assay list' \
    -- run --target whole.json --reports h --baseline other.json
echo '{"deviations": [{"requirement": "response.*", "reason": "a", "owner": "b", "expires": "2099-01-01"}]}' >glob.json
row no-globs 2 err="no requirement's id" -- run --target whole.json --reports h --baseline glob.json
head -c 60 known.json >cut.json
row cut-baseline 2 err='cut.json:' -- run --target whole.json --reports h --baseline cut.json
sed 's/"owner": ".*"/"owner": "a\\u001b[2Jb"/' known.json >escape.json
row owner-for-a-terminal 2 err='member "owner" is not one line' -- run --target whole.json --reports h --baseline escape.json

# Judged again.
row judged-again 0 out='waived until' -- judge w/evidence.har --target broken.json --baseline known.json

finish
