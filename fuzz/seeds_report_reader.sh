#!/bin/sh
# Writes the hand-made seeds of report_reader, corpus/report_reader/seeds. Names say what a seed is
# about.
set -eu
folder=${1:?usage: seeds_report_reader.sh FOLDER}
mkdir -p "$folder"

part() { # BYTES CONTENT
    printf '{"bytes":%s,"encoding":"utf-8","content":"%s"}' "$1" "$2"
}
exchange() { # CASE STATUS HEAD BODY
    printf '{"case":"%s","outcome":"complete","status":%s,"head":%s,"body":%s}' "$@"
}
report() { # NAME VERDICT REQUIREMENT CASE EXCHANGES
    printf '{"verdict":"%s","requirements":[{"id":"response.json","status":"%s"}],"cases":[{"id":"a.b","status":"%s"}],"exchanges":[%s]}\n' \
        "$2" "$3" "$4" "$5" >"$folder/$1"
}
head=$(part 36 'HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n')
other=$(part 36 'HTTP/1.1 200 OK\r\nServer: envoy\r\n\r\n')
flag=$(part 18 '{\"activated\":true}')
text=$(part 20 '{\"activated\":\"true\"}')
report same conformant proven pass "$(exchange a.b 200 "$head" "$flag")"
report broke nonconformant broken fail "$(exchange a.b 200 "$head" "$text")"
report waived nonconformant waived fail ''
report on-the-wire conformant proven pass "$(exchange a.b 200 "$other" "$flag")"
report status conformant proven pass "$(exchange a.b 404 "$head" null)"
report several conformant proven pass \
    "$(exchange a.b 200 "$head" "$flag"),$(exchange a.b 200 "$other" "$text"),$(exchange e.f 0 null null)"
report excerpt conformant proven pass "$(exchange a.b 200 "$head" "$(part 4000 'a')")"
report no-json conformant proven pass "$(exchange a.b 200 "$head" "$(part 1 'a')")"
report base64 conformant proven pass \
    "$(exchange a.b 200 "$head" '{"bytes":1,"encoding":"base64","content":"/w=="}')"
report no-base64 conformant proven pass \
    "$(exchange a.b 200 "$head" '{"bytes":1,"encoding":"base64","content":"?"}')"
report deep conformant proven pass \
    "$(exchange a.b 200 "$head" "$(part 22 '{\"x\":{\"y\":[1,{\"z\":2}]}}')")"
report escapes conformant broken pass "$(exchange 'x\u0000y' 200 "$head" "$(part 9 '\u001b\n|`<b>')")"
printf '{"verdict":"conformant","requirements":[],"cases":[{"id":"a","status":"pass"},{"id":"a","status":"fail"}]}' \
    >"$folder/case-twice"
printf '{"verdict":"conformant","requirements":[],"cases":[]}' >"$folder/of-an-older-suite"
printf '{"verdict":"conformant","requirements":[' >"$folder/cut"
