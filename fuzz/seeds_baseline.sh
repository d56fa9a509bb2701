#!/bin/sh
# Writes the hand-made seeds of baseline, corpus/baseline/seeds. Names say what a seed is about.
set -eu
folder=${1:?usage: seeds_baseline.sh FOLDER}
mkdir -p "$folder"

entry='"reason":"ticket 1","owner":"ops","expires":"2027-01-31"'
seed() { # NAME ENTRIES
    printf '{"deviations":[%s]}\n' "$2" >"$folder/$1"
}
seed empty ''
seed requirement "{\"requirement\":\"response.activated\",$entry}"
seed case "{\"case\":\"request.prototype\",$entry}"
seed both-kinds "{\"requirement\":\"error.body\",$entry},{\"case\":\"activation.online\",$entry}"
seed expired '{"requirement":"error.body","reason":"a","owner":"b","expires":"2026-12-31"}'
seed last-day '{"requirement":"error.body","reason":"a","owner":"b","expires":"2027-01-15"}'
seed leap-day '{"requirement":"error.body","reason":"a","owner":"b","expires":"2028-02-29"}'
seed no-leap-day '{"requirement":"error.body","reason":"a","owner":"b","expires":"2027-02-29"}'
seed twice "{\"case\":\"request.prototype\",$entry},{\"case\":\"request.prototype\",$entry}"
seed both-in-one "{\"case\":\"request.prototype\",\"requirement\":\"error.body\",$entry}"
seed neither "{$entry}"
seed unknown-id "{\"requirement\":\"response.*\",$entry}"
seed unknown-member "{\"case\":\"request.prototype\",\"a\\u001b[2Jb\":1,$entry}"
seed escapes '{"case":"request.prototype","reason":"a\u202eb","owner":"\u0000","expires":"2027-01-31"}'
seed no-object '1'
printf '{"deviations":[]' >"$folder/cut"
printf '{"deviations":[],"deviations":[]}' >"$folder/member-twice"
printf '{"requirements":[{"id":"response.activated","status":"broken"},{"id":"a","status":"waived"},%s]}' \
    '{"id":"error.body","status":"proven"}' >"$folder/report"
printf '{"requirements":[{"id":1}]}' >"$folder/report-id-no-string"
