#!/bin/bash
# `assay mock`: starting, refusing to start, and ending.
. "$(dirname "$0")/row.bash"
limit_seconds=10

platform first --throttle 0/0
port=$(sed 's/.*://' first.url)
fact url-is-https grep -qE '^https://127\.0\.0\.1:[0-9]+$' first.url
fact profile-is-private test "$(stat -c %a first.json)" = 600
fact ca-is-public test "$(stat -c %a first.json.ca.pem)" = 644
row profile-is-json 0 -- body --json-only first.json

row port-taken 2 out: err="port $port" err='Address already in use' -- mock --port "$port"
row unknown-defect 2 out: err='"activated-strings"' err='near ones: activated-string' \
    err='--list-defects' -- mock --defect activated-strings
row unknown-defect-nearest-first 2 out: err='near ones: token-cut, ' -- mock --defect tokencut
row unknown-defect-near-nothing 2 out: err!'near ones' err='--list-defects' \
    -- mock --defect zzzzzzzzzzzzzzzzzzzz
row list-defects 0 out='activated-string ' out='response.activated' err: -- mock --list-defects
fact every-defect-names-its-requirement \
    eval "! grep -vqE '^[a-z0-9.-]+ +[a-z]+\\.[a-z0-9.-]+ +[^ ]' out"
row unknown-variant 2 out: err='no variant' err='near ones:' err='chunked' -- mock --variant chunk
row list-variants 0 out='chunked ' err: -- mock --list-variants
for throttle in 100 100/ /60 100/x x/60 -1/60 100/-1 100/0 100/60s 1e3/60 100/nan 100/inf ' 100/60' \
    99999999999/60 ''; do
    row "throttle-'$throttle'" 2 out: err='--throttle takes LIMIT/SECONDS' err="'$throttle'" \
        -- mock --throttle "$throttle"
done
row target-in-no-folder 2 out: err='none/t.json' err='No such file' -- mock --write-target none/t.json
row target-a-folder 2 out: err='here' -- mock --write-target here/
mkdir here
row target-is-a-folder 2 out: err='here' -- mock --write-target here
row target-in-proc 2 out: err='/proc/t.json' -- mock --write-target /proc/t.json
row target-empty-name 2 out: err='name of a file' -- mock --write-target ''

ended() { # NAME SIGNAL OPTION...
    local name=$1 signal=$2 code=0 id
    shift 2
    : >served
    "$assay" mock "$@" >served 2>err </dev/null &
    id=$!
    wait_for test -s served
    kill "-$signal" "$id"
    wait "$id" || code=$?
    cp served out
    settle "$name" "$code" 0 out='https://127.0.0.1:'
}
ended terminate-ends-it TERM --write-target second.json
ended interrupt-ends-it INT --write-target third.json
ended credentials-nobody-knows TERM
fact credentials-nobody-knows-is-told has err 'without --write-target'

# The same seed draws the same ids, so that a profile stays good over a restart.
credentials() { # FILE
    sed -n 's/.*"\(app_id\|app_key\|secret\|online\)": //p' "$1"
}
ended seeded TERM --seed 7 --write-target fourth.json
ended seeded-again TERM --seed 7 --write-target fifth.json
fact seed-repeats-the-credentials test "$(credentials fourth.json)" = "$(credentials fifth.json)"
fact no-seed-draws-others test "$(credentials second.json)" != "$(credentials third.json)"
finish
