# (b) 100 cases, each program from its start to its end, against newman with equivalent assertions.
set -eu
. "$BENCH_HERE/platform.sh"

cases=100
goal=">= 30"
what="b  wall time: $cases cases and a login"
newman=$BENCH_PEERS/node_modules/newman/bin/newman.js
if ! has node || ! has newman; then
    not_measured "$what" "newman cannot be had" "$goal"
    exit 0
fi

start_platform 0/0
"$assay" list --json >list.json
node "$BENCH_HERE/collection.js" list.json target.json $cases collection.json others
skip=
for id in $(cat others); do
    skip="$skip --skip $id"
done

# timed COMMAND...: puts the milliseconds it took into the file took, and its own output into log.
timed() {
    begun=$(date +%s%N)
    "$@" >log 2>&1 || last_exit=$?
    awk -v begun="$begun" -v ended="$(date +%s%N)" 'BEGIN { print (ended - begun) / 1e6 }' >took
}

# A part of the cases proves a part of the requirements: inconclusive, and no finding.
ours() {
    last_exit=0
    timed "$assay" run --target target.json --reports reports $skip
    calls=$(sed -n 's/.*"calls": *\([0-9]*\).*/\1/p' reports/report.json)
    [ $last_exit -eq 3 ] && [ "$calls" -eq $((cases + 1)) ] || {
        cat log >&2
        echo "assay run gave exit code $last_exit after $calls calls" >&2
        return 1
    }
}

peer() {
    last_exit=0
    timed node "$newman" run collection.json --ssl-extra-ca-certs target.json.ca.pem \
        --reporters junit --reporter-junit-export newman.xml
    passed=$(grep -c '<testcase ' newman.xml)
    [ $last_exit -eq 0 ] && [ "$passed" -eq $cases ] || {
        cat log >&2
        grep -o 'failure type[^>]*message[^>]*' newman.xml | head -n 5 >&2
        echo "newman gave exit code $last_exit after $passed assertions" >&2
        return 1
    }
}

for round in $(seq "$BENCH_ROUNDS"); do
    ours
    mine=$(cat took)
    peer
    echo "$mine $(cat took)" >>rounds
done
awk -v faster=less -f "$BENCH_HERE/median.awk" rounds >medians
read -r mine theirs ratio <medians
row "$what" "$(printf %.0f "$mine") ms" "$(printf %.0f "$theirs") ms, newman" "$ratio" "$goal"
