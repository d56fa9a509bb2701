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
seed empty-code error.device.unknown "$(error '404 Not Found' '' 'x')"
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

# Among all other cases of a run that conforms. The first step's digits turn interpretations, by
# their number in model/interpretation.h.
unknown_app=$(error '403 Forbidden' 100203 'The application is not existed.')
unknown_app_500=$(error '500 x' 100203 'The application is not existed.')
seed whole 'activation.online complete w' "$ok"
seed whole-strict 'activation.online complete wz' "$ok"
seed whole-fails 'activation.online complete w' "$refused"
seed whole-with-a-warning 'activation.online complete w' "$(answer '200 OK' "${json}Cache-Control: public\\r\\n" "$body")"
seed whole-with-a-public-and-private-cache 'activation.online complete w' "$(answer '200 OK' "${json}Cache-Control: public, private\\r\\nCache-Control: no-store\\r\\n" "$body")"
seed whole-cut-short 'activation.online interrupted w' ''
seed whole-out-of-scope 'activation.abnormal complete wu' '' error.internal\ complete\ u '' error.app.not-existed-500\ complete\ g ''
seed whole-without-throttle 'activation.online complete wt' "$ok"
seed whole-shared 'activation.online complete wo' "$ok"
seed whole-over-cleartext 'activation.online complete wc' "$ok"
seed whole-not-trusted 'activation.online tls-untrusted w' ''
for digits in 0 00 1 11 2 3 33 4 8 88 9 99 0123489; do
    seed "whole-by-interpretation-$digits" "activation.online complete w$digits" "$ok"
done
seed unknown-app-403-alone 'error.app.unknown complete 1' "$unknown_app"
seed unknown-app-500-alone 'error.app.unknown complete 11' "$unknown_app_500"
seed unknown-app-403-for-500 'error.app.unknown complete 11' "$unknown_app"
seed unknown-app-500-for-403 'error.app.unknown complete 1' "$unknown_app_500"
seed unknown-app-either 'error.app.unknown complete' "$unknown_app_500" error.app.unknown "$unknown_app"
seed unknown-app-otherwise 'error.app.unknown complete 11' "$refused"
seed unknown-app-without-code error.app.unknown "$(answer '500 x' "$json" '{}')"
seed whole-unknown-app-500 'error.app.unknown complete w' "$unknown_app_500" error.app.cut-by-one "$unknown_app_500" error.app.extended-by-one "$unknown_app_500" error.app.last-character-changed "$unknown_app_500"
seed missing-credential-by-any-code 'request.app-key.absent complete' "$unknown"
seed missing-credential-by-another-code 'request.app-key.absent complete 4' "$unknown"
seed missing-credential-by-status-alone 'request.app-key.absent complete 4' "$(answer '403 Forbidden' "$json" '{}')"
seed missing-credential-by-its-code 'request.app-key.absent complete 4' "$refused"
seed missing-credential-by-401 'request.authorization.absent complete 4' "$(answer '401 x' 'Content-Type: text/html\r\n' '<p>who?</p>')"
seed missing-credential-by-500 request.authorization.absent "$(error '500 x' 50252 'Internal server error.')"
seed missing-credential-by-redirect request.authorization.empty "$(answer '302 Found' 'Location: https://h/login\r\n' '')"
seed missing-credential-accepted request.authorization.absent "$ok"
seed shape-refused 'error.token.replaced complete 2' "$(answer '403 Forbidden' "$json" '{"resultcode":"1010005","resultmsg":"App_key or access_token is invalid."}')"
seed text-of-another-edition error.token.replaced "$(error '403 Forbidden' 1010005 'Invalid.')"
seed text-of-another-edition-fails 'error.token.replaced complete 3' "$(error '403 Forbidden' 1010005 'Invalid.')"
seed text-of-another-edition-accepted 'error.token.replaced complete 33' "$(error '403 Forbidden' 1010005 'Invalid.')"
seed null-name-fails 'activation.online complete 0' "$(answer '200 OK' "$json" '{"deviceId":"dev-1","activated":true,"name":null}')"
seed null-name-accepted 'activation.online complete 00' "$(answer '200 OK' "$json" '{"deviceId":"dev-1","activated":true,"name":null}')"
accents=$(printf '\\303\\251%.0s' $(seq 200))
squares=$(printf '\\360\\237\\230\\200%.0s' $(seq 150))
seed long-in-bytes 'activation.online complete 9' "$(answer '200 OK' "$json" "{\"deviceId\":\"dev-1\",\"activated\":true,\"name\":\"$accents\"}")"
seed long-in-utf16 'activation.online complete 99' "$(answer '200 OK' "$json" "{\"deviceId\":\"dev-1\",\"activated\":true,\"name\":\"$squares\"}")"
seed long-in-no-character activation.online "$(answer '200 OK' "$json" "{\"deviceId\":\"dev-1\",\"activated\":true,\"name\":\"$squares\"}")"
seed long-id activation.online "$(answer '200 OK' "$json" "{\"deviceId\":\"$squares$squares\",\"activated\":true,\"name\":\"n\"}")"
seed no-object activation.online "$(answer '200 OK' "$json" '[1]')"
seed no-object-refused error.token.replaced "$(answer '403 Forbidden' "$json" '[1]')"
seed wrong-flag activation.online "$(answer '200 OK' "$json" '{"deviceId":"dev-1","activated":false,"name":"n"}')" activation.never-connected "$(answer '200 OK' "$json" '{"deviceId":"dev-2","activated":true,"name":"n"}')"
for status in 204 301 405 501 502 503 429 600; do
    seed "accepted-is-$status" activation.online "$(answer "$status x" "$json" '{}')" request.app-id.own "$(answer "$status x" "$json" '{}')" throttle.recovers "$(answer "$status x" "$json" '{}')"
done
seed content-alone 'activation.online complete b' "$ok"
seed asked-for-a-coding 'activation.online complete e' "$(answer '200 OK' "${json}Content-Encoding: gzip\\r\\n" '\37\213')"
seed identity activation.online "$(answer '200 OK' "${json}Content-Encoding: identity\\r\\nContent-Encoding:\\r\\n" "$body")"
seed old-tls-agreed-on 'hardening.tls-version.tls-1-0 closed v' ''
seed old-tls-unreachable 'hardening.tls-version.tls-1-0 unreachable' '' hardening.tls-version.tls-1-1\ tls-local ''
seed old-tls-untrusted 'hardening.tls-version.tls-1-0 tls-untrusted' '' activation.online "$ok"
seed cleartext-unreachable 'hardening.cleartext.prototype unreachable' '' hardening.cleartext.prototype\ interrupted ''
seed closed-over-a-long-id 'hardening.path.4096-characters closed' '' hardening.path.4096-characters\ truncated "$ok"
for outcome in unreachable tls-untrusted tls-refused tls-local timed-out closed truncated header-over-limit body-over-limit malformed interrupted; do
    seed "all-$outcome" "activation.online $outcome" '' "error.token.replaced $outcome" '' "hardening.path.dot $outcome" ''
    seed "head-$outcome" "activation.online $outcome" "$(answer '200 OK' 'Content-Length: 9\r\n' '')" "hardening.path.dot $outcome" "$(answer '200 OK' 'Content-Length: 9\r\n' 'x')" "activation.online $outcome" 'HTTP/1.1 200 OK\n\n'
done
seed mute-framing-fault 'activation.online truncated' "$(answer '200 OK' 'Content-Length: +1\r\n' '')"
seed login-alone 'x complete l' "$(answer '401 x' "$json" '{}')"
seed login-in-a-run 'x complete wl' "$(answer '200 OK' "$json" '{}')" activation.online "$ok"

# Methods.
gone=$(answer '404 Not Found' "${json}Content-Length: 71\\r\\n" '')
seed post-is-a-get error.device.unknown "$unknown" hardening.method.post "$unknown" hardening.method.patch "$refused" hardening.method.delete "$(answer '200 OK' "$json" '{}')"
seed post-is-a-throttled-get error.device.unknown "$throttled" hardening.method.post "$throttled"
seed head-without-credential hardening.method.head "$(answer '200 OK' "${json}Content-Length: 48\\r\\n" '')" hardening.method.head-wrong-token "$(answer '200 OK' "${json}Content-Length: 48\\r\\n" '')" hardening.method.head-without-app-key "$gone" hardening.method.head-unknown-device "$(answer '200 OK' "${json}Content-Length: 48\\r\\n" '')"
seed head-like-a-broken-get hardening.method.head "$(answer '200 OK' "${json}Content-Length: 48\\r\\n" '')" hardening.method.head-wrong-token "$(answer '200 OK' "${json}Content-Length: 48\\r\\n" '')" error.token.replaced "$ok"
seed head-not-served hardening.method.head "$(answer '405 x' 'Allow: GET\r\n' '')" hardening.method.head-wrong-token "$(answer '405 x' 'Allow: GET\r\n' '')" 'hardening.method.head-unknown-device complete u' ''
seed whole-head-not-served 'hardening.method.head complete w' "$(answer '405 x' 'Allow: GET\r\n' '')"

# Flow control: two calls a second are allowed.
seed never-refused throttle.burst "$ok" throttle.burst "$ok" throttle.burst "$ok" throttle.burst "$ok" throttle.burst "$ok" throttle.recovers "$ok"
seed never-refused-and-shared 'throttle.burst complete o' "$ok" throttle.burst "$ok" throttle.burst "$ok" throttle.burst "$ok" throttle.burst "$ok"
seed never-refused-so-slow throttle.burst "$ok" throttle.burst "$ok" throttle.burst "$ok" throttle.burst "$ok" 'throttle.burst complete s' "$ok"
seed refused-late throttle.burst "$ok" throttle.burst "$ok" throttle.burst "$ok" throttle.burst "$throttled"
seed refused-late-sliding 'throttle.burst complete 8' "$ok" throttle.burst "$ok" throttle.burst "$ok" throttle.burst "$throttled"
seed refused-late-fixed 'throttle.burst complete 88' "$ok" throttle.burst "$ok" throttle.burst "$ok" throttle.burst "$throttled"
seed refused-late-and-slow throttle.burst "$ok" throttle.burst "$ok" 'throttle.burst complete s' "$ok" throttle.burst "$throttled"
seed refused-by-503 throttle.burst "$ok" throttle.burst "$ok" throttle.burst "$(answer '503 x' 'Retry-After: 1\r\n' '')"
seed refused-by-500 throttle.burst "$ok" throttle.burst "$ok" throttle.burst "$(error '500 x' 50252 'Internal server error.')"
seed refused-by-429-under-its-code throttle.burst "$ok" throttle.burst "$ok" throttle.burst "$(error '429 x' 1010009 'app throttle exceed.')"
seed burst-broken-off 'throttle.burst timed-out' '' throttle.burst "$ok"
seed whole-not-recovered 'throttle.recovers complete w' "$throttled"
seed again-refused-beside-its-twin request.prototype "$ok" error.token.replaced "$throttled" 'error.token.replaced complete r' "$throttled"
seed again-refused-beside-no-twin request.prototype "$unknown" error.token.replaced "$throttled" 'error.token.replaced complete r' "$throttled"
seed again-answered error.token.replaced "$throttled" 'error.token.replaced complete r' "$refused"
seed twice-early error.token.replaced "$throttled" error.token.replaced "$throttled" 'error.token.replaced complete r' "$refused" 'error.token.replaced complete r' "$throttled"
seed again-answered-and-shared 'error.token.replaced complete o' "$throttled" 'error.token.replaced complete r' "$refused"
seed never-sent-again error.token.replaced "$throttled" error.token.replaced "$refused"

# The same question.
off=$(answer '200 OK' "$json" '{"deviceId":"dev-1","activated":false,"name":"n"}')
named=$(answer '200 OK' "$json" '{"deviceId":"dev-1","activated":true,"name":"m"}')
seed flag-turned activation.online "$ok" activation.online.asked-again "$ok" activation.online.after-all-else "$off"
seed flag-comes-and-goes activation.online "$ok" activation.online.asked-again "$off" activation.online.after-all-else "$ok"
seed flag-comes-and-goes-side-by-side 'activation.online complete s' "$ok" 'activation.online.asked-again complete s' "$off" 'activation.online.after-all-else complete s' "$ok"
seed flag-hangs-on-the-app activation.online "$ok" activation.online.with-app-id "$off" activation.online.asked-again "$ok"
seed flag-hangs-on-the-app-otherwise activation.online.with-app-id "$off" activation.online "$ok" activation.online.asked-again "$ok" activation.online.with-app-id "$off"
seed name-hangs-on-the-app activation.online "$ok" activation.online.with-app-id "$named" activation.online.asked-again "$ok"
seed two-devices activation.online "$ok" 'activation.online complete d' "$ok" activation.never-connected "$(answer '200 OK' "$json" '{"deviceId":"dev-2","activated":false,"name":"n"}')"
seed gone-at-the-end activation.online "$ok" activation.online.after-all-else "$unknown"
seed throttled-at-the-end activation.online "$ok" activation.online.after-all-else "$throttled"
seed refused-all-the-time activation.online "$unknown" activation.online.after-all-else "$unknown"
seed half-an-answer activation.online "$ok" activation.online.asked-again "$(answer '200 OK' "$json" '{"deviceId":"dev-1","activated":true}')"
seed twin-of-an-error error.device.unknown "$unknown" error.device.unknown.asked-again "$unknown" error.device.unknown.with-app-id "$refused"

# Much of one kind, and signs of the inside.
seed nine-faults-of-one-kind activation.online 'HTTP/1.1 200 OK\r\nA b\r\nC d\r\nE f\r\nG h\r\nI j\r\nK l\r\nM n\r\nO p\r\nQ r\r\nS t\r\n\r\n{}'
seed trace-in-escapes error.device.unknown "$(answer '500 x' "$json" '{"error_code":"50252","error_desc":"\\\\u0061t x\\\\n\\\\tat a.b.C(D.java:1)\\\\u00e9\\\\u0g\\\\"}')"
seed path-behind-a-word error.device.unknown "$(answer '500 x' 'Content-Type: text/plain\r\n' 'x/usr/lib /usr/lib 9/etc/ -/var/')"
seed sql error.device.unknown "$(answer '500 x' 'Content-Type: text/plain\r\n' 'SELECT a and later\n FROM b')"
seed sql-without-an-end error.device.unknown "$(answer '500 x' 'Content-Type: text/plain\r\n' 'SELECT a')"
seed quoted-directives activation.online "$(answer '200 OK' "${json}Cache-Control: a=\"x\\\\\\\\\\\\\",public\", , s-maxage=1\\r\\n" "$body")"
seed chunks-and-a-secret 'activation.online complete x' "$chunked"
seed secret-in-a-head-alone 'activation.online complete x' "$(answer '204 x' 'X: y\r\n' '')"
