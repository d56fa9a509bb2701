#!/bin/bash
# `assay selftest`: a few cells of the matrix; the whole of it is a test of its own.
. "$(dirname "$0")/row.bash"

row one-defect 0 out='1 of 1 killed' out!'needed' err: -- selftest --only token-cut
fact its-record-is-json "$assay" body --json-only reports/selftest.json
fact its-page-holds-the-record grep -q '"name": "token-cut"' reports/selftest.html
row by-requirement 0 out='request ' out!'hardening' err: -- selftest --only request.authorization
row once 0 err: -- selftest --seed 5 --only 'one-in-10-*' --only https-absent --jobs 1
cp reports/selftest.json once.json
row and-once-more 0 err: -- selftest --seed 5 --only 'one-in-10-*' --only https-absent --jobs 3
fact same-seed-same-record diff <(grep -vE '"(seconds|jobs)"' once.json) <(grep -vE '"(seconds|jobs)"' reports/selftest.json)
row promise-at-one 0 out='at most once in' out='--repeat 1' -- selftest --only one-in-10-name
row promise-at-three 0 out='--repeat 3' -- selftest --only one-in-10-name --repeat 3
row variant 0 out='1 of 1 let through' err: -- selftest --only conforming --reports elsewhere
fact record-goes-elsewhere test -s elsewhere/selftest.json
row json-on-stdout 0 out='"killed": 1' err: -- selftest --only token-cut --format json
fact stdout-is-the-record cmp out reports/selftest.json
row two-globs 0 out='2 of 2 killed' err: -- selftest --only token-cut --only 'token-ex*' --jobs 1

row kept 0 err: -- selftest --only 'token-*' --keep kept
fact evidence-is-kept test -s kept/token-cut.har
fact profile-is-private test "$(stat -c %a kept/token-cut.json)" = 600
cp reports/selftest.json first.json
row judged-again 0 out='killed' err: -- selftest --only 'token-*' --judge kept
fact judged-alike diff <(grep -v '"seconds"' first.json) <(grep -v '"seconds"' reports/selftest.json)
sed -i 's/^[0-9a-f]* token-cut$/0000000000000000 token-cut/' kept/digests
row judged-otherwise 1 err='token-cut is judged otherwise' -- selftest --only token-cut --judge kept
sed -i 's/1010005/1010006/' kept/token-cut.har
row judged-altered 5 out='this is not the evidence' -- selftest --only token-cut --judge kept
cp kept/token-cut.har whole.har
head -c 3000 whole.har >kept/token-cut.har
row judged-cut 5 out='no HAR: line ' -- selftest --only token-cut --judge kept
cp whole.har kept/token-cut.har
sed -i 's/"endpoint"/"endpoinu"/' kept/token-cut.json
row judged-with-a-bad-profile 5 out='token-cut.json:' -- selftest --only token-cut --judge kept
row judged-what-was-not-kept 5 out='conforming.json' err: -- selftest --only conforming --judge kept
rm kept/digests
row judged-without-digests 5 out: err='kept/digests' -- selftest --only token-cut --judge kept
row keep-and-judge 2 out: err='take one' -- selftest --keep kept --judge kept

row unknown-name 2 out: err='"token-cit"' err='near ones: token-cut, ' err='--list-defects' \
    -- selftest --only token-cit
row unknown-requirement 2 out: err='near ones: response.json' -- selftest --only response.jsn
row unknown-format 2 out: err="'jsn'" err="did you mean 'json'" -- selftest --format jsn
row no-repeat 2 out: err='--repeat takes 1 or more' -- selftest --repeat 0
row too-many-jobs 2 out: err='--jobs takes a whole number up to' -- selftest --jobs 1000000
row reports-nowhere 2 out: err='--reports' -- selftest --reports ''
touch file
row reports-in-a-file 5 out: err='file' -- selftest --only conforming --reports file/below
mkdir -p taken/selftest.json
row matrix-without-files 5 out='1 of 1 let through' err='selftest.json' \
    -- selftest --only conforming --reports taken

# Descriptors enough for the crew and not for a platform.
starved() {
    local code=0
    (ulimit -n 9 && exec "$assay" selftest --only token-cut --only conforming --jobs 1 \
        --reports starved) >out 2>err </dev/null || code=$?
    settle platforms-that-do-not-start "$code" 5 out='Could not be run' out='token-cut' \
        out='conforming' out='0 of 1 killed'
}
starved

# No verdict for want of descriptors is no kill of a certificate that nobody looked at.
blind() {
    local code=0
    (ulimit -n 11 && exec "$assay" selftest --only certificate-expired --jobs 1 --reports blind) \
        >out 2>err </dev/null || code=$?
    settle trouble-of-ours-kills-nothing "$code" 5 out='0 of 1 killed'
}
blind

# A worker that dies takes its cell with it; the next one takes the rest.
bereaved() {
    local code=0 id child
    "$assay" selftest --only 'real-time*' --only token-cut --jobs 1 >out 2>err </dev/null &
    id=$!
    wait_for test -s "/proc/$id/task/$id/children"
    sleep 0.6 # token-cut is done, real time is not
    read -r child _ <"/proc/$id/task/$id/children"
    kill -KILL "$child"
    wait "$id" || code=$?
    settle worker-that-dies "$code" 5 out='Could not be run' out='signal 9' out='1 of 1 killed' \
        out='2 of 3 held'
}
bereaved

# Stopped by hand: what was run is shown and written, and the exit code says that it is not all.
stopped() {
    local code=0 id
    "$assay" selftest --only token-cut --only 'real-time*' --jobs 1 --reports stopped \
        --keep stopped-kept >out 2>err </dev/null &
    id=$!
    wait_for test -s stopped-kept/token-cut.har # which is done then, and real time is not
    sleep 0.2
    kill -INT "$id"
    wait "$id" || code=$?
    settle stopped-by-hand "$code" 5 out='1 of 1 killed' out!'Could not be run' \
        err='the selftest was stopped: ' err=' of 4 cells were run'
    fact stopped-record-is-json "$assay" body --json-only stopped/selftest.json
    fact stopped-record-is-not-whole grep -q '"whole": false' stopped/selftest.json
}
stopped

finish
