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
