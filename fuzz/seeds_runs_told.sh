#!/bin/sh
# Writes the hand-made seeds of runs_told, corpus/runs_told/seeds. Names say what a seed is about.
set -eu
folder=${1:?usage: seeds_runs_told.sh FOLDER}
mkdir -p "$folder"

seed() { # NAME TEXT
    printf '%s' "$2" >"$folder/$1"
}
report() { # NAME VERDICT TARGET RUN
    seed "$1" "{\"verdict\":$2,\"target\":$3,\"run\":$4,\"cases\":[{\"verdict\":\"none\"}]}"
}
run='{"id":"r","started":"2026-01-01T00:00:00Z"}'
for verdict in conformant nonconformant inconclusive none unheard-of; do
    report "$verdict" "\"$verdict\"" '{"name":"staging","endpoint":"https://h"}' "$run"
done
report tags '"<b>"' '{"name":"</td><img src=x onerror=alert(1)>&\"'"'"'"}' '{"started":"<!-- runs -->"}'
report controls '"a\u0000"' '{"name":"\u0007\u202e\ud800\ufeff\u007f\u0085"}' '{"started":"\n\r\t"}'
report other-kinds 1 '[]' '"x"'
report null-name null '{"name":null}' '{}'
report deep '"none"' '[[[[[1]]]]]' '{}'
report name-twice '"none"' '{"name":"a","name":"b"}' '{}'
seed verdict-twice '{"verdict":"conformant","verdict":"none"}'
seed spelled-otherwise '{"verdic\u0074":"conformant", "run" : {"starte\u0064":"x"}}'
seed array '["verdict"]'
seed cut '{"verdict":"conformant","target":{'
seed empty ''
