#!/bin/bash
# WireMock with mappings made by hand: one set that answers for any device, and one that knows all of
# the document but its throttle.
#
# Its server, Jetty, keeps a connection's headers in a cache that does not regard case: on a connection
# that has seen "Bearer abc", "Bearer ABC" passes for it, and the other way round. The suite finds that
# (error.token.other-case is answered 200), but on which connections depends on the order. So here each
# request has a connection of its own: the one set ends it with each answer, over Jetty's own TLS; the
# other stands behind nginx, which opens a new one each time.
# Usage: wiremock.bash ASSAY NGINX NODE_MODULES
. "$(dirname "$0")/../cli/row.bash"
. "$here/../peers/peer.bash"
nginx=$2
modules=$3

platform behind --throttle 50/6
openssl pkcs12 -export -in peer.pem -inkey peer.key -name peer -out peer.p12 \
    -passout pass:password || exit 99
token=Token0123456789abcdef

# Starts it on a free port, with the profile's values for the @NAMES@ in the mappings.
wiremock() { # NAME OPTION...
    local set=$1 name script=
    shift
    for name in app_id app_key never_connected online offline abnormal unauthorized; do
        script+="s/@${name^^}@/$(member_of behind.json "$name")/g;"
    done
    script+="s/@TOKEN@/$token/g;s/@INTERNAL_ERROR@/$(trigger internal_error)/g;"
    script+="s/@APP_NOT_EXISTED_500@/$(trigger app_not_existed_500)/g"
    mkdir -p "$set/mappings"
    sed -e "$script" "$here/../peers/wiremock-$set.json" >"$set/mappings/$set.json"
    start "$set.log" java -jar "$modules"/wiremock/build/wiremock-standalone-*.jar \
        --root-dir "$set" --bind-address 127.0.0.1 --no-request-journal --disable-banner "$@"
    wait_long_for listens "${*: -1}" || fail "$set" "does not start: $(cat "$set.log.err")"
}

trigger() { # NAME: its device's id
    sed -n "/\"$1\"/,/}/s/.*\"device_id\": \"\\([^\"]*\\)\".*/\\1/p" behind.json
}

# Where no mapping fits, WireMock answers with a text that shows the request, secrets included.
upstream=$(free_port)
wiremock naive --port "$upstream"
nginx_in_front naive "proxy_pass http://127.0.0.1:$upstream;" 'underscores_in_headers on;'
profile_of naive "$with_token"
certify naive 1
exactly naive broken request.authorization request.device-id response.content-type response.json \
    activation.never-connected error.403.100203 error.403.100217 error.403.1010005 \
    error.404.100403 error.500.100203 error.500.50252 error.body throttle.threshold
exactly naive warned hardening.path hardening.input hardening.secret-echo hardening.error-leak

free_port >careful.port
wiremock careful --disable-http --https-keystore peer.p12 --keystore-type PKCS12 \
    --keystore-password password --key-manager-password password \
    --https-port "$(cat careful.port)"
profile_of careful "$with_token"
certify careful 1
exactly careful broken throttle.threshold
exactly careful warned
finish
