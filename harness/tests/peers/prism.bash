#!/bin/bash
# Prism, which mocks an OpenAPI description: it checks that the request has the documented parts, and
# answers its example whatever their values. nginx ends TLS in front of it.
# Usage: prism.bash ASSAY NGINX NODE_MODULES
. "$(dirname "$0")/../cli/row.bash"
. "$here/../peers/peer.bash"
nginx=$2
modules=$3

platform behind --throttle 50/6
sed -e "s/@ONLINE@/$(member_of behind.json online)/" "$here/../peers/openapi.json" >openapi.json
upstream=$(free_port)
start prism.log node "$modules/@stoplight/prism-cli/dist/index.js" mock -h 127.0.0.1 -p "$upstream" \
    openapi.json
wait_long_for listens "$upstream" || fail prism "does not start: $(cat prism.log.err)"

nginx_in_front prism "proxy_pass http://127.0.0.1:$upstream; proxy_http_version 1.1;
    proxy_set_header Connection '';" 'underscores_in_headers on;'
profile_of prism "$with_token"
# All but the hostile paths, because one of them ends it. It takes Bearer in this case alone, refuses
# what lacks a mandatory part with bodies of its own, and compares nothing.
certify prism 1 --skip hardening.path
exactly prism broken request.authorization request.device-id response.device-id \
    error.403.100203 error.403.100217 error.403.1010005 \
    error.404.100403 error.500.100203 error.500.50252 error.body \
    error.undocumented throttle.threshold
exactly prism warned hardening.input hardening.error-leak

fact prism-is-still-there listens "$upstream"
row a-path-that-is-not-utf8 3 -- run --target prism.json --reports r-path --only hardening.path.bad-utf8
fact a-path-that-is-not-utf8-ends-it eval '! listens "$upstream"'
finish
