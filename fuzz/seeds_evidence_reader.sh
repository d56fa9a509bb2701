#!/bin/sh
# Writes the hand-made seeds of evidence_reader, corpus/evidence_reader/seeds. Names say what a seed
# is about.
set -eu
folder=${1:?usage: seeds_evidence_reader.sh FOLDER}
mkdir -p "$folder"

seed() { # NAME TEXT
    printf '%s' "$2" > "$folder/$1"
}

good() { # NAME MEMBERS, of an entry that has the mandatory ones
    seed "$1" "{\"startedDateTime\":\"2022-02-24T08:00:00Z\",\"request\":{},\"response\":{},$2}"
}

request='"request":{"method":"GET","url":"https://h/a?appId=x&y","headers":[{"name":"app_key","value":"k"}]}'
response='"response":{"status":200,"statusText":"OK","httpVersion":"HTTP/1.1","headers":[{"name":"Content-Type","value":"application/json"},{"name":"set-cookie","value":"a\nb"}],"content":{"size":2,"mimeType":"application/json","text":"{}"}}'
started='"startedDateTime":"2022-02-24T10:00:00.5+02:00","time":12.5'
secret='kq7Zp+/w3X~vB9=eYr2M0uLs'

# Entries of other tools.
seed browser "{$started,$request,$response,\"cache\":{},\"timings\":{\"wait\":1}}"
seed no-answer "{$started,$request,\"response\":{\"status\":0,\"content\":{}}}"
seed posted "{$started,\"request\":{\"method\":\"POST\",\"url\":\"https://h/x\",\"postData\":{\"mimeType\":\"text/plain\",\"text\":\"a=b\"}},$response}"
seed content-in-base64 "{$started,$request,\"response\":{\"status\":200,\"content\":{\"text\":\"/wA=\",\"encoding\":\"base64\"}}}"
seed content-in-another-coding "{$started,$request,\"response\":{\"status\":200,\"content\":{\"text\":\"x\",\"encoding\":\"hex\"}}}"
seed lone-surrogate "{$started,$request,\"response\":{\"status\":200,\"content\":{\"text\":\"{\\u0000\\ud800}\"}}}"
seed header-with-line-end "{$started,\"request\":{\"url\":\"https://h\",\"headers\":[{\"name\":\"a\r\nb\",\"value\":\"c\\r\\nd\"}]},$response}"
seed url-without-path "{$started,\"request\":{\"url\":\"https://h?x#y\"},$response}"
seed no-request "{$started,$response}"
seed no-date "{$request,$response}"
seed leap-day "{\"startedDateTime\":\"2100-02-29T00:00:00Z\",$request,$response}"

# Entries of ours.
good least '"_assay":{}'
good outcome '"_assay":{"outcome":"timed-out","detail":"no byte for 5 s"}'
good numbers '"_assay":{"number":4294967295,"attempt":1,"started_us":9007199254740991,"timing_us":{"connected":-1,"secured":0,"first_byte":9007199254740991,"total":1}}'
good number-too-large '"_assay":{"number":4294967296}'
good number-with-fraction '"_assay":{"number":1.5}'
good raw-bytes '"_assay":{"sent":{"base64":"R0VUIC8gSFRUUC8xLjENCg0K"},"head":{"base64":"SFRUUC8xLjEgMjAwIP8NCg0K"},"framed":{"base64":"/wA="}}'
good base64-cut '"_assay":{"sent":{"base64":"a"}}'
good base64-spare-bits '"_assay":{"sent":{"base64":"AB=="}}'
good tls '"_assay":{"tls":{"version":"TLSv1.3","certificate_sha256":"00ff"}}'
good tls-that-just-fits '"_assay":{"tls":{"version":"0123456789abcde"}}'
good tls-too-long '"_assay":{"tls":{"version":"0123456789abcdef"}}'
good tls-with-nul '"_assay":{"tls":{"version":"TLS\u0000"}}'
good redactions '"_assay":{"head":"HTTP/1.1 200 OK\r\n\r\n","framed":"tok-1f3a****","redactions":[{"part":"framed","secret":"access_token","offset":0,"size":12},{"part":"head","secret":"app_key","offset":19,"size":0}]}'
good redaction-past-the-end '"_assay":{"framed":"abc","redactions":[{"part":"framed","secret":"app_key","offset":2,"size":2}]}'
good redaction-of-another-part '"_assay":{"redactions":[{"part":"tail","secret":"app_key","offset":0,"size":0}]}'
good framed-and-body '"_assay":{"case":"activation.online","device":"d/1","head":"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n","framed":"2\r\n{}\r\n0\r\n\r\n"}'

# Where the secret stands.
good secret-sent "\"_assay\":{\"sent\":\"GET / HTTP/1.1\r\nAuthorization: Bearer $secret\r\n\r\n\"}"
good secret-in-base64 '"_assay":{"sent":{"base64":"QXV0aG9yaXphdGlvbjogQmVhcmVyIGtxN1pwKy93M1h+dkI5PWVZcjJNMHVMcw=="}}'
good secret-cut "\"_assay\":{\"head\":\"HTTP/1.1 200 OK\r\nX: ${secret%?????}\r\n\r\n\",\"framed\":\"${secret#?}\"}"
seed secret-in-url "{$started,\"request\":{\"url\":\"https://h/?t=kq7Zp%2B%2Fw3X~vB9%3DeYr2M0uLs\"},$response}"
seed secret-escaped "{$started,$request,\"response\":{\"status\":200,\"content\":{\"text\":\"{\\\"t\\\":\\\"kq7Zp+\\\\/w3X~vB9=eYr2M0uLs\\\"}\"}}}"
good secret-in-the-case "\"_assay\":{\"case\":\"$secret\",\"device\":\"$secret\",\"detail\":\"$secret\"}"

# The same, spelled otherwise, or in the middle of other escapes.
body() { # NAME BODY, which is the content of a JSON string
    good "$1" "\"_assay\":{\"head\":\"HTTP/1.1 200 OK\r\n\r\n\",\"framed\":\"$2\"}"
}
hex=$(printf '%s' "$secret" | od -An -tx1 | tr -d ' \n')
base64=$(printf '%s' "$secret" | base64)
percent=$(printf '%s' "$hex" | sed 's/../%&/g')
units=$(printf '%s' "$hex" | sed 's/../\\\\u00&/g')
body secret-in-hex "x${hex}x"
body secret-in-upper-case "$(printf '%s' "$secret" | tr a-z A-Z)"
body secret-in-base64-twice "$base64 $base64"
body secret-in-base64-of-urls "$(printf '%s' "xx$secret" | base64 | tr +/ -_)"
body secret-in-percent "$percent"
body secret-in-percent-twice "$(printf '%s' "$percent" | sed 's/%/%25/g')"
body secret-in-units "$units"
body secret-in-percent-in-units "$(printf '%s' "$percent" | sed 's/%/\\\\u0025/g')"
body secret-in-hex-behind-a-unit "\\\\u00$hex"
body secret-in-hex-behind-a-percent "%$hex"
body secret-behind-a-pair "\\\\ud83d\\\\ude00$secret\\\\ud83d\\\\ue000\\\\ud83dx\\\\udc00\\\\u20ac\\\\u00e9"
body secret-behind-letters "\\\\n\\\\\\\"\\\\x$secret\\\\"
body secret-behind-a-nul "\\\\\u0000$secret\u0000"
body secret-behind-letters-of-other-scripts "é€😀${secret}é€😀${secret#?}"
body secret-with-gaps "${secret%????????????}..${secret#????????????} ${secret%????????????}...${secret#????????????}"
body secret-in-chunks "c\r\n${secret%????????????}\r\n00c;x=y\r\n${secret#????????????}\r\n0\r\n\r\n"
good secret-across-chunks "\"_assay\":{\"head\":\"HTTP/1.1 200 OK\r\nTransfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n\r\n\",\"framed\":\"c\r\n${secret%????????????}\r\n00C;x=y\r\n${secret#????????????}\r\n0\r\n\r\n\"}"
good chunk-size-with-nul '"_assay":{"head":"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n","framed":"2\u0000\r\n{}\r\n0\r\n\r\n"}'
good chunk-size-of-many-digits '"_assay":{"head":"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n","framed":"ffffffffffffffffffff\r\n{}"}'

# Exact where HAR's own members could not carry the bytes.
good bytes-of-another-encoding '"_assay":{"url":{"base64":"aHR0cHM6Ly9oL/8="},"method":{"base64":"/w=="},"case":{"base64":"/w=="},"device":{"base64":"/w=="},"detail":{"base64":"/w=="}}'
good bytes-with-half-a-pair '"_assay":{"case":"\ud800","head":"HTTP/1.1 200 \u0000\r\n\r\n","device":"\u0000"}'
good folded-head '"_assay":{"head":"HTTP/1.1 200 OK\r\nA: b\r\n c: d\r\n\te\r\nno colon\r\n: x\r\n\r\nF: g","sent":"GET / HTTP/1.1\nA\n\n"}'
good bare-head '"_assay":{"head":"HTTP/1.1","sent":"GET"}'
good no-kind '"_assay":{"redactions":[{"part":1,"secret":"app_key"}]}'
good redactions-that-are-none '"_assay":{"redactions":[1,{}]}'
good list-for-assay '"_assay":[]'
redactions=$(printf '{"part":"url","secret":"app_key","offset":0,"size":0},%.0s' $(seq 255))
good redactions-as-many-as-may-be "\"_assay\":{\"redactions\":[$redactions{\"part\":\"url\",\"secret\":\"app_key\",\"offset\":0,\"size\":0}],\"framed\":\"$secret\"}"
good redactions-one-too-many "\"_assay\":{\"redactions\":[$redactions$redactions]}"
seed http-2 "{$started,\"request\":{\"method\":\"GET\",\"url\":\"https://h/\",\"httpVersion\":\"HTTP/2\",\"headers\":[{\"name\":\":authority\",\"value\":\"h\"},{\"name\":\"\",\"value\":\"\"},{\"value\":\"x\"},{\"name\":\"Content-Length\",\"value\":\"3\"},{\"name\":\"transfer-encoding\",\"value\":\"chunked\"}]},\"response\":{\"status\":204,\"httpVersion\":\"http/1.0\",\"headers\":7}}"
for date in 2022-02-24T08:00:00Zx 2022-02-24T08:00:00 2022-02-24t08:00:00.123456789z 2022-02-24T08:00:00,5Z 2022-02-24T08:00:00.Z 2022-02-24T08:00:60Z 2022-02-24T24:00:00Z 2022-02-24T08:60:00Z 2022-13-24T08:00:00Z 2022-00-24T08:00:00Z 2022-02-30T08:00:00Z 2020-02-29T08:00:00-00:30 2022-02-24T08:00:00+1400 2022-02-24T08:00:00+14:60 2022-02-24T08:00:00+25:00 2022-02-24T08:00:00-1 2022-2-24T08:00:00Z 2022-02-24 '' x; do
    seed "date-$(printf '%s' "$date" | tr : .)" "{\"startedDateTime\":\"$date\",$request,$response}"
done
for time in -1 0 1e300 -0.5 1.0005 null '"1"'; do
    seed "time-$(printf '%s' "$time" | tr -d '"')" "{\"startedDateTime\":\"2022-02-24T08:00:00Z\",\"time\":$time,$request,$response}"
done
for status in -1 99 100 204 304 999 1000 1.5 null '"200"'; do
    seed "status-$(printf '%s' "$status" | tr -d '"')" "{$started,$request,\"response\":{\"status\":$status,\"statusText\":\"a\r\nb\",\"content\":{\"text\":\"x\"}}}"
done

# Whole HARs.
har() { # NAME BEFORE ENTRIES AFTER
    seed "$1" "{$2\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"x\"},\"pages\":[],\"entries\":[$3]}$4}"
}
entry="{$started,$request,$response}"
har one-entry '' "$entry" ''
har two-entries '' "$entry,
$entry" ',"more":1'
har no-entry '' ' ' ''
har entries-that-are-none '' '1,"a]b\"",[[]],{"a":"}"},null' ''
har log-behind-another '"lag":{"log":{"entries":[1]}},' "$entry" ''
seed no-log '{"entries":[]}'
seed entries-no-array '{"log":{"entries":{}}}'
seed names-with-escapes '{"l\u006fg":{"entries":[]}}'
seed name-ends-in-backslash '{"a\\":"\\","log":{"b\\\"":1,"entries":["\\"]}}'
seed two-logs '{"log":{"entries":[1]},"log":{"entries":[2]}}'
seed empty ''
seed cut '{"log":{"entries":[{"a":"'

# Journals, and HARs with a record. An end names the digest of what stands before it.
head='{"assay":"head","format":1,"suite_version":"1","cases_sha256":"","run":"r","seed":"18446744073709551615","started_us":1,"strict":true,"only":["a.*"],"skip":["b"],"not_generated":[{"case":"a","reason":"b"}]}'
sha() { printf '%s' "$1" | sha256sum | cut -d' ' -f1; }
end() { # EXCHANGES DIGEST
    printf '%s' "{\"assay\":\"end\",\"format\":1,\"exchanges\":$1,\"last_sha256\":\"$2\",\"stopped\":false,\"cut\":null,\"no_verdict\":\"x\",\"unsent\":[{\"case\":\"a\",\"reason\":\"b\"}]}"
}
linked() { # NUMBER RECORD PREVIOUS
    printf '%s' "{\"startedDateTime\":\"2022-02-24T08:00:00Z\",\"request\":{},\"response\":{},\"_assay\":{\"number\":$1,\"record\":$2,\"previous\":\"$3\"}}"
}
journal() { # NAME LINE...
    name=$1
    shift
    printf '%s\n' "$@" > "$folder/journal-$name"
}
first=$(linked 1 0 "$(sha "$head")")
second=$(linked 0 1 "$(sha "$first")")
third=$(linked 2 2 "$(sha "$second")")
last=$(end 3 "$(sha "$third")")
journal whole "$head" "$first" "$second" "$third" "$last"
journal without-end "$head" "$first" "$second"
seed journal-cut "$head
$first
{\"started"
seed journal-head-cut '{"assay":"head"'
journal empty "$head" "$(end 0 "$(sha "$head")")"
journal empty-and-altered "$head" "$(end 0 "$(sha x)")"
journal head-altered "$(printf '%s' "$head" | sed s/r/s/)" "$first"
journal first-altered "$head" "$(printf '%s' "$first" | sed s/Z/z/)" "$second" "$third"
journal last-altered "$head" "$first" "$(printf '%s' "$second" | sed s/Z/z/)" "$(end 2 "$(sha "$second")")"
body="$(linked 1 0 x | sed 's/,"record".*//')"
sealed() { # DIGEST: of its own
    printf '%s' "$body,\"sha256\":\"$1\",\"record\":0,\"previous\":\"$(sha "$head")\"}}"
}
journal last-with-its-digest "$head" "$(sealed "$(sha "$body")")"
journal last-with-anothers-digest "$head" "$(sealed "$(sha x)")"
journal last-with-half-a-digest "$head" "$(sealed '')"
journal last-begins-with-its-digest "$head" "$(sealed "$(sha "$body")" | sed 's/"_assay":{"number":1,/"_assay":{/')"
journal one-missing "$head" "$first" "$third" "$last"
journal last-missing "$head" "$first" "$second" "$last"
journal one-twice "$head" "$first" "$first" "$second"
journal another-order "$head" "$second" "$first" "$third"
journal not-linked "$head" '{"startedDateTime":"2022-02-24T08:00:00Z","request":{},"response":{},"_assay":{"number":1}}'
journal behind-the-end "$head" "$(end 0 "$(sha "$head")")" "$first"
journal line-that-is-none "$head" '[1]'
journal line-that-is-no-json "$head" '{"a":'
journal link-without-digest "$head" "$(linked 1 0 xyz)"
journal link-with-a-sign "$head" "$(linked 1 -1 "$(sha "$head")")"
journal link-too-large "$head" "$(linked 4294967296 99999999999 "$(sha "$head")")"
journal later-format '{"assay":"head","format":2}'
journal other-part-first "$last"
i=0
for change in 's/"seed":"[0-9]*"/"seed":"-1"/' 's/"seed":"[0-9]*"/"seed":"99999999999999999999"/' 's/"seed":"[0-9]*"/"seed":7/' 's/"strict":true/"strict":null/' 's/"strict":true,//' 's/"only":\["a.\*"\]/"only":[7]/' 's/"only":\["a.\*"\]/"only":{}/' 's/"run":"r"/"run":"\\u0000"/' 's/"run":"r"/"run":"\\ud800"/' 's/"case":"a"/"case":"a","x\\n":1/' 's/{"case".*}]/7]/' 's/"started_us":1/"started_us":-1/' 's/"started_us":1/"started_us":1.5/' 's/"format":1/"format":"1"/' 's/"skip"/"skap"/'; do
    i=$((i + 1))
    journal "head-that-is-none-$i" "$(printf '%s' "$head" | sed "$change")" "$first"
done
globs=$(printf '"a",%.0s' $(seq 64))
journal globs-one-too-many "$(printf '%s' "$head" | sed "s/\"a[.][*]\"/${globs}\"b\"/")"
i=0
for change in 's/"exchanges":0/"exchanges":-1/' 's/"exchanges":0/"exchanges":1/' 's/"last_sha256":"./"last_sha256":"/' 's/"last_sha256":"./"last_sha256":"G/' 's/"cut":null/"cut":"why"/' 's/"cut":null/"cut":7/' 's/"cut":null,//' 's/"stopped":false/"stopped":true/' 's/"unsent":\[.*\]/"unsent":[]/'; do
    i=$((i + 1))
    journal "end-otherwise-$i" "$head" "$(end 0 "$(sha "$head")" | sed "$change")"
done
recorded() { # NAME HEAD ENTRIES END
    seed "$1" "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"assay\",\"version\":\"1\"},\"_assay\":$2,\"pages\":[],\"entries\":[
$3
],\"_assay_end\":$4}}"
}
recorded har-whole "$head" "$second,
$first,
$third" "$last"
recorded har-in-another-order "$head" "$first,$second,$third" "$last"
recorded har-with-one-altered "$head" "$second,$(printf '%s' "$first" | sed s/Z/z/),$third" "$last"
recorded har-head-that-is-none '{}' "" "$last"
recorded har-end-that-is-none "$head" "" '[]'
seed har-without-end "{\"log\":{\"_assay\":$head,\"entries\":[$first]}}"
seed har-without-head "{\"log\":{\"entries\":[$first],\"_assay_end\":$last}}"
seed har-linked-without-record "{\"log\":{\"entries\":[$first]}}"
seed har-half-a-link "{\"log\":{\"entries\":[{\"_assay\":{\"record\":1}},{\"_assay\":{\"previous\":\"x\"}},{\"_assay\":{\"record\":1,\"record\":2}}]}}"
for creator in '{"name":7,"version":"1"}' '{"name":"x","version":7}' '{"name":"x"}' '[]' '{"name":"a\u0007\u202e","version":"é"}' '[[[[[[[[[1]]]]]]]]]'; do
    seed "creator-$(sha "$creator" | cut -c1-4)" "{\"log\":{\"creator\":$creator,\"entries\":[{\"startedDateTime\":\"x\"},{\"_assay\":{\"number\":3}},{\"_assay\":{\"number\":-1}}]}}"
    seed "creator-alone-$(sha "$creator" | cut -c1-4)" "{\"log\":{\"creator\":$creator,\"entries\":[{\"a\":1},{\"_assay\":{\"number\":3}}]}}"
done
