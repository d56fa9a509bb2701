#!/bin/sh
# Writes the hand-made seeds of http_exchange, corpus/http_exchange/seeds: what servers send, see
# fuzz/steps.h and fuzz/scripted_server.h. Names say what a seed is about.
set -eu
folder=${1:?usage: seeds_http_exchange.sh FOLDER}
mkdir -p "$folder"

# NAME, then for each step its line and its answer, all but the name as printf's formats
seed() {
    name=$1
    shift
    : > "$folder/$name"
    while [ $# -gt 0 ]; do
        # shellcheck disable=SC2059 # any byte can be written
        printf "$1\\n$2" >> "$folder/$name"
        shift 2
        if [ $# -gt 0 ]; then printf '\n=====\n' >> "$folder/$name"; fi
    done
}

repeat() { # TEXT COUNT
    awk -v text="$1" -v count="$2" 'BEGIN { while (count-- > 0) printf "%s", text }'
}

body='{"deviceId":"dev-1","activated":true,"name":"n"}'
type='Content-Type: application/json\r\n'
sized="HTTP/1.1 200 OK\\r\\n${type}Content-Length: 48\\r\\n\\r\\n$body"
chunked="HTTP/1.1 200 OK\\r\\n${type}Transfer-Encoding: chunked\\r\\n\\r\\n10\\r\\n{\"deviceId\":\"dev\\r\\n20;x=y\\r\\n-1\",\"activated\":true,\"name\":\"n\"}\\r\\n0\\r\\nTrailer: t\\r\\n\\r\\n"
get=activation.online
head=hardening.method.head

# Whole answers.
seed sized "$get" "$sized"
seed until-closed "$get" "HTTP/1.1 200 OK\\r\\n$type\\r\\n$body"
seed chunked "$get" "$chunked"
seed in-pieces "$get complete p" "$chunked"
seed kept "$get complete k" "$sized" "$get complete k" "$sized"
seed kept-then-closed "$get complete k" "$sized" "$get" ''
seed excess-on-a-kept-connection "$get complete k" "${sized}HTTP/1.1 403 x\\r\\n\\r\\n" "$get" "$sized"
seed chunks-and-excess "$get complete k" "${chunked}more" "$get complete k" "$chunked"
seed interim "$get" "HTTP/1.1 100 Continue\\r\\n\\r\\nHTTP/1.1 103 Early Hints\\r\\nLink: x\\r\\n\\r\\n$sized"
seed switching "$get" 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nmore'
seed no-content "$get" 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello'
seed not-modified "$get" 'HTTP/1.1 304 Not Modified\r\n\r\n'
seed head "$head" 'HTTP/1.1 200 OK\r\nContent-Length: 48\r\n\r\n'
seed head-with-body "$head" "$sized"
seed old-version "$get" "HTTP/1.0 200 OK\\r\\n$type\\r\\n$body"
seed redirect "$get" 'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/elsewhere\r\nContent-Length: 0\r\n\r\n'
seed asking-for-a-login "$get" 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n'
seed coded "$get" "HTTP/1.1 200 OK\\r\\nContent-Encoding: gzip\\r\\nContent-Length: 2\\r\\n\\r\\n\\37\\213"
seed posted hardening.method.post "$sized"

# What libcurl forgives, or not.
seed no-http "$get" 'SSH-2.0-x\r\n'
seed body-alone "$get" "$body"
seed status-line-cut "$get" 'HTTP/1.1 200'
seed head-cut "$get" 'HTTP/1.1 200 OK\r\nContent-Ty'
seed head-cut-mutely "$get complete k" 'HTTP/1.1 200 OK\r\nContent-Ty'
seed body-cut "$get" 'HTTP/1.1 200 OK\r\nContent-Length: 48\r\n\r\n{"dev'
seed body-cut-mutely "$get complete k" 'HTTP/1.1 200 OK\r\nContent-Length: 48\r\n\r\n{"dev'
seed chunk-cut "$get" 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"dev'
seed last-chunk-missing "$get" 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n'
seed chunk-size-too-high "$get" 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n'
seed chunk-size-signed "$get" 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n{}'
seed chunk-end-missing "$get" 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}0\r\n\r\n'
seed lengths-differ "$get" 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}}'
seed length-and-chunks "$get" 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'
seed length-signed "$get" 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}'
seed length-too-high "$get" 'HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n{}'
seed bare-line-ends "$get" "HTTP/1.1 200 OK\\nContent-Length: 2\\n\\n{}"
seed bare-carriage-return "$get" 'HTTP/1.1 200 OK\rX: y\r\n\r\n'
seed folded "$get" 'HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n'
seed space-before-colon "$get" 'HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\n{}'
seed no-colon "$get" 'HTTP/1.1 200 OK\r\nno colon\r\n\r\n'
seed nul-in-head "$get" 'HTTP/1.1 200 OK\r\nX: a\000b\r\n\r\n'
seed status-of-four-digits "$get" 'HTTP/1.1 2000 OK\r\n\r\n'
seed status-without-reason "$get" 'HTTP/1.1 200\r\n\r\n'
seed other-version "$get" 'HTTP/2 200\r\n\r\n'
seed version-three "$get" 'HTTP/3.0 200 OK\r\n\r\n'
seed lower-case "$get" 'http/1.1 200 ok\r\n\r\n'
seed head-over-limit "$get" "HTTP/1.1 200 OK\\r\\nX: $(repeat x 2048)\\r\\n\\r\\n"
seed body-over-limit "$get" "HTTP/1.1 200 OK\\r\\n\\r\\n$(repeat x 4097)"
seed body-at-limit "$get" "HTTP/1.1 200 OK\\r\\n\\r\\n$(repeat x 4096)"
seed nothing "$get" ''
seed mute "$get complete kn" ''
seed secret-comes-back "$get" "HTTP/1.1 403 Forbidden\\r\\nX-Echo: kq7Zp+/w3X~vB9=eYr2M0uLs\\r\\n\\r\\n{\"t\":\"kq7Zp+\\\\/w3X~vB9=eYr2M0uLs\"}"
seed secret-across-chunks "$get" 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nc\r\nkq7Zp+/w3X~v\r\nc\r\nB9=eYr2M0uLs\r\n0\r\n\r\n'
seed secret-in-small-chunks "$get" 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nkq7Zp+\r\n6\r\n/w3X~v\r\n6\r\nB9=eYr\r\n6\r\n2M0uLs\r\n0\r\n\r\n'
