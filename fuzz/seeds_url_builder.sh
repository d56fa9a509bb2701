#!/bin/sh
# Writes the hand-made seeds of url_builder, corpus/url_builder/seeds: endpoint, id and appId with a
# byte FF between. Names say what a seed is about.
set -eu
folder=${1:?usage: seeds_url_builder.sh FOLDER}
mkdir -p "$folder"

# NAME ENDPOINT ID [APP_ID], all but the name as printf's formats
seed() {
    name=$1
    if [ $# -eq 4 ]; then format="$2\\377$3\\377$4"; else format="$2\\377$3"; fi
    # shellcheck disable=SC2059 # the parts are formats, so that any byte can be written
    printf "$format" > "$folder/$name"
}

repeat() { # TEXT COUNT
    awk -v text="$1" -v count="$2" 'BEGIN { while (count-- > 0) printf "%s", text }'
}

# The prototype, and endpoints that must hold.
seed plain 'https://server:8743' 'd1' 'a1'
seed cleartext 'http://server/a' 'd1' 'a1'
seed without-app-id 'https://server:8743' '77c26a9d-1f3a'
seed empty-app-id 'https://server:8743' 'd1' ''
seed prefix 'https://server/a/b' 'd1' 'a1'
seed slash-at-the-end 'https://server/a/' 'd1' 'a1'
seed capitals 'HTTPS://Server.EXAMPLE.' 'D1' 'A1'
seed underscore 'https://my_server:1' 'd1' 'a1'
seed quad 'https://127.0.0.1:65535' 'd1' 'a1'
seed ipv6 'https://[2001:DB8::0:1]:8743/p' 'd1' 'a1'
seed ipv6-of-ipv4 'https://[::ffff:192.0.2.1]' 'd1' 'a1'
seed port-with-zeros 'https://server:00443' 'd1' 'a1'
seed prefix-of-all-characters "https://server/-._~!\$&'()*+,;=:@%%2f%%25" 'd1' 'a1'

# Where libcurl 7.88.1 takes what no URL may hold.
seed zone-with-at 'https://[fe80::1%%25a]@evil/]' 'd1' 'a1'
seed zone 'https://[fe80::1%%25eth0]/' 'd1' 'a1'
seed user-with-at 'https://a@evil/@server' 'd1' 'a1'
seed user 'https://user:word@server' 'd1' 'a1'
seed port-with-plus 'https://server:+80' 'd1' 'a1'
seed line-end-in-path 'https://server/a\r\nHost: evil' 'd1' 'a1'
seed encoded-dots 'https://server/a/%%2e%%2e/b' 'd1' 'a1'
seed half-encoded-dots 'https://server/.%%2E/b' 'd1' 'a1'

# Endpoints to be refused.
seed empty '' 'd1' 'a1'
seed other-scheme 'ftp://server' 'd1' 'a1'
seed no-host 'https://' 'd1' 'a1'
seed query 'https://server?x' 'd1' 'a1'
seed empty-query 'https://server/a?' 'd1' 'a1'
seed fragment 'https://server/a#' 'd1' 'a1'
seed empty-port 'https://server:' 'd1' 'a1'
seed port-too-high 'https://server:65536' 'd1' 'a1'
seed port-zero 'https://server:0' 'd1' 'a1'
seed open-bracket 'https://[::1' 'd1' 'a1'
seed bare-ipv6 'https://::1' 'd1' 'a1'
seed short-quad 'https://127.1' 'd1' 'a1'
seed octal-quad 'https://0177.0.0.1' 'd1' 'a1'
seed hex-quad 'https://0x7f000001' 'd1' 'a1'
seed name-in-another-script 'https://b\303\274cher' 'd1' 'a1'
seed fullwidth-dot 'https://a\357\274\216b' 'd1' 'a1'
seed backslash 'https://server\\evil' 'd1' 'a1'
seed empty-segment 'https://server//a' 'd1' 'a1'
seed dots 'https://server/../a' 'd1' 'a1'
seed cut-escape 'https://server/a%%2' 'd1' 'a1'
seed hyphen-first 'https://-a' 'd1' 'a1'
seed nul-in-host 'https://server\000.evil' 'd1' 'a1'

# Ids that must come through as they are.
seed id-with-slash 'https://server' 'a/b' 'c/d'
seed id-like-a-url 'https://server' 'https://evil/?x#y' '&appId=b#'
seed id-encoded-already 'https://server' '%%2e%%2e%%2f' '%%00'
seed id-three-dots 'https://server' '...' '..'
seed id-with-plus 'https://server' 'a+b c' 'a+b c'
seed id-with-semicolon 'https://server' 'a;b=c' 'a;b=c'
seed id-of-four-byte-characters 'https://server' '\360\237\230\200' '\363\260\200\200'
seed id-that-turns 'https://server' '\342\200\256' '\357\273\277'
seed id-backslashes 'https://server' '..\\..' "'\"<>\`{|}^"

# Ids to be refused.
seed id-empty 'https://server' '' 'a1'
seed id-dot 'https://server' '.' 'a1'
seed id-two-dots 'https://server' '..'
seed id-with-line-end 'https://server' 'a\r\nX: y' 'a1'
seed id-with-nul 'https://server' 'a\000b' 'a1'
seed id-with-next-line 'https://server' 'a\302\205b' 'a1'
seed id-overlong-slash 'https://server' '\300\257' 'a1'
seed id-overlong-dot 'https://server' '\340\200\256' 'a1'
seed id-surrogate 'https://server' '\355\240\200' 'a1'
seed id-past-unicode 'https://server' '\364\220\200\200' 'a1'
seed id-cut-character 'https://server' 'a\360\237\230' 'a1'
seed app-id-with-delete 'https://server' 'd1' '\177'
seed app-id-not-utf8 'https://server' 'd1' '\377'

# The lengths at which a rule begins or ends.
wide='\360\237\230\200'
seed id-256 'https://server' "$(repeat a 256)" 'a1'
seed id-257 'https://server' "$(repeat a 257)" 'a1'
seed id-256-wide 'https://server' "$(repeat "$wide" 256)" "$(repeat "$wide" 256)"
seed id-257-wide 'https://server' "$(repeat "$wide" 257)" 'a1'
seed app-id-257 'https://server' 'd1' "$(repeat a 257)"
seed label-63 "https://$(repeat a 63).b" 'd1' 'a1'
seed label-64 "https://$(repeat a 64).b" 'd1' 'a1'
seed name-253 "https://$(repeat "$(repeat a 62)." 4)a" 'd1' 'a1'
seed name-253-rooted "https://$(repeat "$(repeat a 62)." 4)a." 'd1' 'a1'
seed name-254 "https://$(repeat "$(repeat a 62)." 4)ab" 'd1' 'a1'
seed prefix-1023 "https://server/$(repeat a 1022)" 'd1' 'a1'
seed prefix-1024 "https://server/$(repeat a 1023)" 'd1' 'a1'
seed prefix-1023-and-slash "https://server/$(repeat a 1022)/" 'd1' 'a1'
