# (c) The embedded platform against servers that give a fixed answer, asked by wrk in turns.
set -eu
. "$BENCH_HERE/platform.sh"

threads=2
connections=32
seconds=3
path=/iocm/app/reg/v1.1.0/deviceCredentials
modules=$BENCH_PEERS/node_modules
fixed='{"deviceId":"77c26a9d-3f6a-4f8f-9b57-0a6c1e1f2d3b","activated":true,"name":"online device"}'
setting="wrk -t$threads -c$connections -d${seconds}s"

# Each server: name, what it must reach, what the row says of it, and why it is not there, if so.
names="nginx-1 nginx-2 wiremock prism"
goal_of() {
    case $1 in nginx-*) echo ">= 0.6" ;; *) echo ">= 20" ;; esac
}
words_of() {
    case $1 in
    nginx-1) echo "nginx, TLS, 1 worker" ;;
    nginx-2) echo "nginx, TLS, 2 workers" ;;
    wiremock) echo "WireMock, TLS" ;;
    prism) echo "Prism, no TLS" ;;
    esac
}
url_of() {
    case $1 in
    platform) echo "$url" ;;
    nginx-1) echo https://127.0.0.1:24444 ;;
    nginx-2) echo https://127.0.0.1:24445 ;;
    wiremock) echo https://127.0.0.1:24446 ;;
    prism) echo http://127.0.0.1:24447 ;;
    esac
}

log_in() {
    curl -sk --noproxy '*' "$url/iocm/app/sec/v1.1.0/login" -d "appId=$(profile_member app_id)" \
        --data-urlencode "secret=$(profile_member secret)" |
        sed -n 's/.*"accessToken": *"\([^"]*\)".*/\1/p'
}

# ask SERVER: exit 0 where it answers the request with 200 and the documented members.
ask() {
    curl -sfk --noproxy '*' --max-time 5 -H "app_key: $app_key" -H "Authorization: Bearer $token" \
        -H 'Content-Type: application/json' "$(url_of "$1")$path/$device" |
        grep -q '"activated"'
}

# The processor time, in clock ticks, that a server has had, workers included.
ticks() {
    server_pid=$(cat "pid-$1")
    for one in $server_pid $(cat "/proc/$server_pid/task/$server_pid/children" 2>/dev/null); do
        sed 's/^.*) //' "/proc/$one/stat" 2>/dev/null || true
    done | awk '{ sum += $12 + $13 } END { print sum + 0 }'
}

# load SERVER SECONDS: requests per second, and microseconds of the server's processor time for
# each; fails where one was not answered 200.
load() {
    before=$(ticks "$1")
    wrk -t$threads -c$connections "-d${2}s" -H "app_key: $app_key" \
        -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
        "$(url_of "$1")$path/$device" >"wrk-$1"
    if grep -E 'Non-2xx|Socket errors' "wrk-$1" >&2; then
        echo "$1 did not answer every request" >&2
        return 1
    fi
    awk -v ticks=$(($(ticks "$1") - before)) -v per_second="$(getconf CLK_TCK)" '
        / requests in / { requests = $1 }
        /^Requests\/sec:/ { rate = $2 }
        END { print rate, ticks / per_second * 1e6 / requests }' "wrk-$1"
}

# tell NAME WHAT COLUMN UNIT GOAL: a row of the medians of a column of both.
tell() {
    faster=$([ "$3" -eq 1 ] && echo more || echo less)
    awk -v i="$3" '{ print $i, $(i + 2) }' "rounds-$1" >pairs
    awk -v faster="$faster" -f "$BENCH_HERE/median.awk" pairs >medians
    read -r mine theirs ratio <medians
    row "$2" "$(printf %.0f "$mine") $4" "$(printf %.0f "$theirs") $4, $(words_of "$1")" "$ratio" \
        "$5"
}

start() {
    case $1 in
    nginx-*)
        has nginx && has openssl || return 1
        mkdir "$1"
        echo "location / { return 200 '$fixed'; }" >"$1/locations"
        port=$(url_of "$1")
        start_nginx "${1#nginx-}" "$1" "${port##*:}" || return 1
        ;;
    wiremock)
        has java && has wiremock || return 1
        mkdir -p wiremock/mappings
        cp "$BENCH_HERE/mapping.json" wiremock/mappings/
        java -jar "$modules"/wiremock/build/wiremock-standalone-*.jar --root-dir wiremock \
            --bind-address 127.0.0.1 --disable-http --https-port 24446 --no-request-journal \
            --disable-request-logging --disable-banner >wiremock.log 2>&1 &
        servers="$servers $!"
        ;;
    prism)
        has node && has @stoplight/prism-cli || return 1
        node "$modules/@stoplight/prism-cli/dist/index.js" mock -p 24447 -h 127.0.0.1 -v silent \
            "$BENCH_HERE/openapi.json" >prism.log 2>&1 &
        servers="$servers $!"
        ;;
    esac
    echo "${servers##* }" >"pid-$1"
    wait_until 30 ask "$1"
}

if ! has wrk || ! has curl; then
    for name in $names; do
        not_measured "c  the platform" "wrk or curl is missing" "$(goal_of "$name")"
    done
    exit 0
fi

start_platform 0/0
echo "${servers##* }" >pid-platform
app_key=$(profile_member app_key)
device=$(profile_member online)
token=$(log_in)
ask platform

# One peer at a time, so that the others do not share the processors.
for name in $names; do
    what="c  requests/s: embedded platform, TLS; $setting"
    others=$servers
    servers=
    if start "$name"; then
        load "$name" 6 >/dev/null # warm
        for round in $(seq "$BENCH_ROUNDS"); do
            mine=$(load platform $seconds)
            echo "$mine $(load "$name" $seconds)" >>"rounds-$name"
        done
        tell "$name" "$what" 1 req/s "$(goal_of "$name")"
        tell "$name" "c  processor time, server" 2 us/req -
    else
        not_measured "$what" "$(words_of "$name") cannot be had" "$(goal_of "$name")"
    fi
    stop_servers
    servers=$others
done
