#!/bin/bash
# `--repeat N`: what shows now and then is found, and told apart from what always fails.
. "$(dirname "$0")/row.bash"

platform whole --throttle 0/0
platform broken --throttle 0/0 --defect activated-string
platform seldom --throttle 0/0 --defect one-in-10-media-type
platform echo --throttle 0/0 --defect one-in-10-echo

few=(--only 'activation.o*')
calls() { # REPORT: how many it says were made
    sed -n 's/^ *"calls": \([0-9]*\)$/\1/p' "$1"
}

row never 2 err='--repeat takes 1 or more' -- run --target whole.json --reports r --repeat 0
row too-often 2 err='up to 100' -- run --target whole.json --reports r --repeat 101
row once 3 -- run --target whole.json --reports once "${few[@]}"
row four-times 3 -- run --target whole.json --reports four "${few[@]}" --repeat 4
fact four-times-the-calls eval '[ $(($(calls four/report.json) - 1)) = $((4 * ($(calls once/report.json) - 1))) ]'
fact repeat-in-the-report grep -q '"repeat": 4' four/report.json
fact nothing-is-flaky eval '! grep -q "\"flaky\": true" four/report.json'

row steady-fault 1 out!flaky -- run --target broken.json --reports r "${few[@]}" --repeat 3
row seldom 1 out='flaky: ' out='of them' -- run --target seldom.json --reports s "${few[@]}" --repeat 20
for file in report.json ctrf.json; do
    fact "flaky-in-$file" grep -q '"flaky": true' "s/$file"
done
fact flaky-in-junit grep -q 'flaky: [0-9]* of [0-9]* answers deviate' s/junit.xml
row judged-again 1 out='"flaky": true' -- judge s/evidence.har --target seldom.json --format json
fact same-report cmp out s/report.json
row tap-says-it 1 out='  flaky: true' -- judge s/evidence.har --target seldom.json --format tap
row announced 3 err='about' err='180 s at most' -- run --target whole.json --reports r "${few[@]}" --repeat 3

# The step summary on GitHub names it; a warning that comes and goes is told, and breaks under --strict alone.
row in-the-summary 1 env:GITHUB_ACTIONS=true env:GITHUB_STEP_SUMMARY="$PWD/summary.md" \
    -- run --target seldom.json --reports g "${few[@]}" --repeat 20
fact summary-names-it grep -qE '^- `activation\.o[a-z.-]+` is flaky: [0-9]+ of [0-9]+ answers' summary.md

row warns 3 out='! warn' out='  in ' out!flaky -- run --target echo.json --reports e "${few[@]}" --repeat 20
row strict 1 out='flaky: ' -- run --target echo.json --reports e "${few[@]}" --repeat 20 --strict

# Flaky stays flaky: a baseline does not call it conformant, and an entry covers it.
row baselined 0 -- baseline s/report.json --owner ops --reason gateway --out known.json
row waived 3 out='flaky: ' out='waived until' -- judge s/evidence.har --target seldom.json --baseline known.json
finish
