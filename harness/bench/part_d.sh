# (d) Peak memory of whole runs: against the embedded platform, throttle included, and against a
# server that answers everything with 1 MiB.
set -eu
. "$BENCH_HERE/platform.sh"

# measure TARGET EXIT_CODE: sets $peak_kib to the highest of the rounds.
measure() {
    peak_kib=0
    for round in $(seq "$BENCH_ROUNDS"); do
        "$BENCH_BUILD/bench/bench_peak" "$assay" run --target "$1" --reports reports \
            3>peak >/dev/null 2>run.log
        read -r exit_code kib <peak
        if [ "$exit_code" -ne "$2" ]; then
            cat run.log >&2
            echo "round $round: assay run gave exit code $exit_code, not $2" >&2
            return 1
        fi
        [ "$kib" -le "$peak_kib" ] || peak_kib=$kib
    done
}

mib() {
    awk -v kib="$peak_kib" 'BEGIN { printf "%.1f MiB", kib / 1024 }'
}

calls() {
    sed -n 's/.*"calls": *\([0-9]*\).*/\1/p' reports/report.json
}

what="d  peak memory: run with throttle"
start_platform 100/2
measure target.json 0
row "$what, $(calls) calls" "$(mib)" - - "<= 24 MiB"
stop_servers

what="d  peak memory: every answer has 1 MiB"
if ! has nginx || ! has openssl || ! has curl; then
    not_measured "$what" "nginx, openssl or curl is missing" "<= 64 MiB"
    exit 0
fi
mkdir big
awk 'BEGIN {
    printf "{\"deviceId\": \"x\", \"activated\": true, \"name\": \""
    for (i = 0; i < 16380; i++) printf "%s", "a long name that goes on and on, and then on and on once more, \\n"
    printf "\"}"
}' | head -c 1048574 >big/answer
printf '"}' >>big/answer
cat >big/locations <<'EOF'
        location / { root .; rewrite ^ /answer break; }
EOF
start_nginx 1 big 24443
[ "$(curl -sk --noproxy '*' https://127.0.0.1:24443/ | wc -c)" -eq 1048576 ]
sed -e 's|"endpoint": "[^"]*"|"endpoint": "https://127.0.0.1:24443"|' \
    -e 's|"secret": |"access_token": |' -e 's|"ca_file": "[^"]*"|"ca_file": "big/certificate.pem"|' \
    -e 's|"limit": 100|"limit": 0|' target.json >hostile.json
measure hostile.json 1
row "$what, $(calls) calls" "$(mib)" - - "<= 64 MiB"
