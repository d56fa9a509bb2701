#!/bin/bash
# nginx, a server that nobody here wrote: with a fixed answer it is refused, in front of the embedded
# platform it is certified, and where it drops app_key it is refused again; each time with the right
# requirements named.
# Usage: nginx.bash ASSAY NGINX
. "$(dirname "$0")/../cli/row.bash"
. "$here/../peers/peer.bash"
nginx=$2

platform behind --throttle 50/2
upstream=$(cat behind.url)
online=$(member_of behind.json online)

# A fixed answer, for whatever is asked. No case asks for more than a 200 with the members, so what is
# blamed is what should have been refused, or answered otherwise. Nothing is said of error bodies:
# nginx sent none that the document speaks of, only its own pages for malformed requests.
nginx_in_front fixed "default_type application/json;
    return 200 '{\"deviceId\":\"$online\",\"activated\":true,\"name\":\"fixed\"}';"
profile_of fixed "$with_token"
certify fixed 1
exactly fixed broken request.app-key request.authorization request.device-id response.device-id \
    error.403.100203 error.403.100217 error.403.1010005 \
    error.404.100403 error.500.100203 error.500.50252 throttle.threshold
exactly fixed warned hardening.path hardening.method hardening.input hardening.error-leak
exactly fixed not-run activation.never-connected activation.offline activation.abnormal error.body error.description \
    error.undocumented throttle.recovers

# In front of the platform, with the header let through. nginx answers a malformed path and a repeated
# header itself, with a page: a warning.
nginx_in_front through "proxy_pass $upstream; proxy_http_version 1.1;" 'underscores_in_headers on;'
profile_of through
certify through 0
exactly through broken
exactly through warned hardening.input hardening.error-leak

# The same, as nginx comes: app_key does not get through, so the documented request is not answered
# 200, and 401/100025 is in no table. That app_key is mandatory holds as far as anyone can see.
nginx_in_front dropping "proxy_pass $upstream; proxy_http_version 1.1;"
profile_of dropping
certify dropping 1
exactly dropping broken response.status error.undocumented
finish
