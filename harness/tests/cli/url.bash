#!/bin/bash
# `assay url`: the URL builder in a person's hands.
. "$(dirname "$0")/row.bash"

path=/iocm/app/reg/v1.1.0/deviceCredentials
built() { # NAME URL ARGUMENT...
    local name=$1 url=$2
    shift 2
    row "$name" 0 "out=$url" err: -- url "$@"
    [ "$(cat out)" = "$url" ] || fail "$name" "prints '$(cat out)'"
}
refused() { # NAME REASON ARGUMENT...
    local name=$1 reason=$2
    shift 2
    row "$name" 2 out: err='the URL cannot be built' "err=$reason" -- url "$@"
}

built plain "https://h:8743$path/d-1" https://h:8743 d-1
built app-id "https://h:8743$path/d-1?appId=a%26b" https://h:8743 d-1 'a&b'
built prefix "https://h/iot$path/d-1" https://h/iot d-1
built ipv4 "https://127.0.0.1:8743$path/d-1" https://127.0.0.1:8743 d-1
built ipv6 "https://[::1]:8743$path/d-1" 'https://[::1]:8743' d-1
built literal-percent "https://h$path/%252e%252e" https://h %2e%2e
built slashes "https://h$path/..%2F..%2Fetc%2Fpasswd" https://h ../../etc/passwd
built question-mark "https://h$path/a%3Fb%23c" https://h 'a?b#c'
built not-ascii "https://h$path/%E8%AE%BE" https://h 设
built longest "https://h$path/$(printf '%0*d' 256 0)" https://h "$(printf '%0*d' 256 0)"

refused dot-dot 'device id' https://h ..
refused dot 'device id' https://h .
refused empty-id 'empty' https://h ''
refused long-id '256' https://h "$(printf '%0*d' 257 0)"
refused bad-utf8 'UTF-8' https://h $'\377'
refused control 'control' https://h $'a\nb'
refused long-app-id '256' https://h d "$(printf '%0*d' 257 0)"
refused bad-utf8-app-id 'UTF-8' https://h d $'\377'
refused http 'https' http://h d
refused ftp 'https' ftp://h d
refused no-scheme '' h d
refused no-host '' https:// d
refused empty-endpoint '' '' d
refused user-info 'user' https://me@h d
refused user-and-password 'user' https://me:secret@h d
refused query 'query' 'https://h?x=1' d
refused empty-query 'query' 'https://h?' d
refused fragment 'fragment' 'https://h#x' d
refused empty-fragment 'fragment' 'https://h#' d
refused zone-id 'zone' 'https://[fe80::1%25eth0]' d
refused port-zero 'port' https://h:0 d
refused port-too-large 'port' https://h:65536 d
refused port-not-a-number 'port' https://h:abc d
refused dot-segment-in-prefix 'segment' https://h/a/../b d
refused encoded-dot-segment-in-prefix 'segment' https://h/a/%2e%2e/b d
refused control-in-endpoint 'control' $'https://h\t' d
refused secret-is-not-repeated '' https://me:hunter22@h d
has err hunter22 && fail secret-is-not-repeated "stderr has the password"
row too-few 2 out: err='url takes ENDPOINT DEVICE_ID [APP_ID]' -- url https://h
row too-many 2 out: err='nothing more' -- url https://h d a b
built id-with-a-dash "https://h$path/-d" -- https://h -d
finish
