#!/bin/sh
# Writes the hand-made seeds of judge, corpus/judge/seeds: answers to cases, see fuzz/steps.h. Names
# say what a seed is about.
set -eu
folder=${1:?usage: seeds_judge.sh FOLDER}
mkdir -p "$folder"

body='{"deviceId":"dev-1","activated":true,"name":"n"}'
json='Content-Type: application/json\r\nConnection: close\r\n'

answer() { # STATUS HEADERS BODY, as printf's formats
    printf '%s' "HTTP/1.1 $1\\r\\n$2\\r\\n$3"
}

error() { # STATUS CODE TEXT
    answer "$1" "$json" "{\"error_code\":\"$2\",\"error_desc\":\"$3\"}"
}

# NAME, then for each step its line and its answer
seed() {
    name=$1
    shift
    : > "$folder/$name"
    while [ $# -gt 0 ]; do
        # shellcheck disable=SC2059 # answers are formats, so that any byte can be written
        printf "$1\\n$2" >> "$folder/$name"
        shift 2
        if [ $# -gt 0 ]; then printf '\n=====\n' >> "$folder/$name"; fi
    done
}

ok=$(answer '200 OK' "$json" "$body")
chunked=$(answer '200 OK' 'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n' "30\\r\\n$body\\r\\n0\\r\\n\\r\\n")
refused=$(error '403 Forbidden' 1010005 'App_key or access_token is invalid.')
throttled=$(error '403 Forbidden' 1010009 'app throttle exceed.')
unknown=$(error '404 Not Found' 100403 'The device is not existed.')

# One answer.
seed accepted activation.online "$ok"
seed accepted-in-chunks activation.online "$chunked"
seed not-activated activation.online "$(answer '200 OK' "$json" '{"deviceId":"dev-1","activated":false,"name":"n"}')"
seed null-name activation.online "$(answer '200 OK' "$json" '{"deviceId":"dev-1","activated":true,"name":null}')"
seed other-device activation.online "$(answer '200 OK' "$json" '{"deviceId":"dev-2","activated":true,"name":"n"}')"
seed wrong-types activation.online "$(answer '200 OK' "$json" '{"deviceId":1,"activated":"true","name":[]}')"
seed recased activation.online "$(answer '200 OK' "$json" '{"DeviceID":"dev-1","activated":true,"name":"n"}')"
seed duplicate activation.online "$(answer '200 OK' "$json" '{"deviceId":"dev-1","activated":true,"activated":false,"name":"n"}')"
seed no-json activation.online "$(answer '200 OK' "$json" '<html>\33[31m\342\200\256')"
seed names-with-controls activation.online "$(answer '200 OK' "$json" '{"deviceId":"\302\205\377","activated":true,"name":"\\\\u0000\\\\ud800"}')"
seed names-that-turn activation.online "$(answer '200 OK' "$json" '{"deviceId":"\302\205\342\200\256","activated":true,"name":1}')"
seed code-that-turns error.token.replaced "$(error '403 Forbidden' '\302\205\342\200\256' 'x')"
seed status-line-that-turns activation.online 'HTTP/1.1 200 \302\205\342\200\256\033[31m\r\nX\302\205: y\r\nContent-Type: \342\200\256\r\n\r\n{}'
seed no-type activation.online "$(answer '200 OK' 'Connection: close\r\n' "$body")"
seed other-type activation.online "$(answer '200 OK' 'Content-Type: text/html; x="\\\\\r\n' "$body")"
seed public-cache activation.online "$(answer '200 OK' "${json}Cache-Control: public, s-maxage=\"1,2\"\\r\\n" "$body")"
seed gzip activation.online "$(answer '200 OK' "${json}Content-Encoding: gzip\\r\\n" '\37\213')"
seed lengths-differ activation.online "$(answer '200 OK' "${json}Content-Length: 1\\r\\nContent-Length: 2\\r\\n" "$body")"
seed too-much activation.online "$(answer '200 OK' "${json}Content-Length: 48\\r\\n" "$body!")"
seed bad-chunk activation.online "$(answer '200 OK' 'Transfer-Encoding: chunked\r\n' "g\\r\\n$body")"
seed bare-line-ends activation.online 'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{}'
seed interim activation.online "HTTP/1.1 100 Continue\\r\\n\\r\\n$ok"
seed refused error.token.replaced "$refused"
seed refused-in-the-other-shape error.token.replaced "$(answer '403 Forbidden' "$json" '{"resultcode":"1010005","resultmsg":"x"}')"
seed refused-with-the-wrong-status error.token.replaced "$(error '401 Unauthorized' 1010005 'App_key or access_token is invalid.')"
seed accepted-what-is-to-be-refused error.token.replaced "$ok"
seed unknown-device error.device.unknown "$unknown"
seed undocumented-code error.device.unknown "$(error '404 Not Found' 4711 'x')"
seed number-as-code error.device.unknown "$(answer '404 Not Found' "$json" '{"error_code":100403,"error_desc":"x"}')"
seed trace error.device.unknown "$(answer '500 Internal Server Error' 'Content-Type: text/html\r\n' 'java.lang.NullPointerException\n\tat a.b.C(D.java:1)\n')"
seed database error.device.unknown "$(answer '500 x' "$json" '{"error_code":"50252","error_desc":"ORA-00942: table"}')"
seed secret-comes-back 'activation.online complete x' "$ok"
seed head-cut 'activation.online truncated h' "$ok"
seed nothing 'activation.online closed' ''
seed timed-out 'activation.online timed-out' 'HTTP/1.1 200'
seed no-http 'activation.online malformed' 'SSH-2.0-x\r\n'
seed over-limit 'activation.online body-over-limit' "$ok"
seed login 'x complete l' "$(answer '200 OK' "$json" '{"accessToken":"t","expiresIn":3600}')"
seed strange-line '' ''

# Each expectation once, with the answer that meets it or not.
for row in request.prototype request.app-id.own hardening.path.dot-dot hardening.method.head \
    hardening.cleartext.prototype hardening.tls-version.tls-1-0 throttle.burst throttle.recovers; do
    seed "to-$row" "$row" "$ok"
    seed "refusing-$row" "$row" "$refused"
    seed "closing-$row" "$row closed" ''
done

# Several.
seed twin-and-refusal request.prototype "$ok" error.token.replaced "$refused"
seed refused-twin request.prototype "$unknown" error.token.replaced "$refused"
seed early-throttle request.prototype "$throttled" 'request.prototype complete r' "$ok"
seed twice-throttled request.prototype "$throttled" 'request.prototype complete r' "$throttled"
seed without-throttle 'request.prototype complete t' "$throttled"
seed over-cleartext 'request.prototype complete c' "$ok"
seed burst throttle.burst "$ok" throttle.burst "$ok" throttle.burst "$throttled" throttle.recovers "$ok"
seed burst-too-early throttle.burst "$ok" throttle.burst "$throttled" throttle.recovers "$throttled"
seed shared-burst 'throttle.burst complete o' "$throttled"
seed changed-between activation.online "$ok" activation.online "$(answer '200 OK' "$json" '{"deviceId":"dev-1","activated":false,"name":"n"}')"
seed head-like-get request.prototype "$ok" hardening.method.head "$(answer '200 OK' "${json}Content-Length: 48\\r\\n" '')"
seed post-like-get request.prototype "$ok" hardening.method.post "$ok"
seed changed-at-the-end activation.online "$ok" activation.online.after-all-else "$(answer '200 OK' "$json" '{"deviceId":"dev-1","activated":true,"name":"other"}')"
seed with-and-without-app-id request.app-id.own "$ok" request.app-id.absent "$refused"
seed internal error.internal "$(error '500 x' 50252 'Internal server error.')" error.app.not-existed-500 "$(error '500 x' 100203 'The application is not existed.')"
