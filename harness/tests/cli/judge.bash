#!/bin/bash
# `assay judge`: recorded evidence comes to the same verdict, and what is no evidence is refused.
. "$(dirname "$0")/row.bash"

platform whole --throttle 0/0
platform broken --throttle 0/0 --defect activated-string
"$assay" run --target whole.json --reports good >/dev/null 2>&1
"$assay" run --target broken.json --reports bad >/dev/null 2>&1

sed 's,"https://,"HTTPS://,' whole.json >respelt.json

row conformant 0 out='CONFORMANT' out!'NONCONFORMANT' err: -- judge good/evidence.har --target whole.json
row nonconformant 1 out='NONCONFORMANT' out='response.activated' \
    -- judge bad/evidence.har --target broken.json
row nonconformant-tap 1 out='not ok' -- judge bad/evidence.har --target broken.json --format tap
row nonconformant-json 1 out='"nonconformant"' -- judge bad/evidence.har --target broken.json --format json
sed 's/"secret": ".*"/"secret": "wrong-secret-0123456789"/' whole.json >refused.json
"$assay" run --target refused.json --reports none >/dev/null 2>&1
row login-refused 4 out='NO VERDICT' out='refused with status 401' err: \
    -- judge none/evidence.har --target refused.json
sed 's,"endpoint".*,"endpoint": "https://127.0.0.1:1"\,,' whole.json >nobody.json
"$assay" run --target nobody.json --reports none >/dev/null 2>&1
row unreachable 4 out='NO VERDICT' err: -- judge none/evidence.har --target nobody.json
row another-deployments 2 out: err='good/evidence.har: it is evidence of https://127.0.0.1:' \
    err='the profile' -- judge good/evidence.har --target broken.json
row its-own-in-other-letters 0 err: -- judge good/evidence.har --target respelt.json
row secrets-are-not-needed 0 -- judge good/evidence.har --target whole.json
sed 's/"app_key": ".*"/"app_key": {"env": "NO_SUCH_VARIABLE"}/' whole.json >unset.json
row secrets-are-not-read 0 -- judge good/evidence.har --target unset.json

row no-har 2 out: err='judge takes EVIDENCE' -- judge --target whole.json
row no-target 2 out: err='--target FILE is missing' -- judge good/evidence.har
row har-missing 2 out: err='none.har' err='No such file' -- judge none.har --target whole.json
mkdir folder
row har-a-folder 2 out: err='folder' err='is a folder' -- judge folder --target whole.json
row profile-missing 2 out: err='none.json' -- judge good/evidence.har --target none.json
row format-unknown 2 out: err='console, tap or json' \
    -- judge good/evidence.har --target whole.json --format xml

size=$(stat -Lc %s good/evidence.har)
head -c $((size / 2)) good/evidence.har >half.har
row half 2 out: err='half.har' err='no HAR: line ' -- judge half.har --target whole.json
head -c $((size - 2)) good/evidence.har >last-brace.har
row last-brace-missing 2 out: err='last-brace.har' -- judge last-brace.har --target whole.json
: >empty.har
row empty 2 out: err='empty.har' -- judge empty.har --target whole.json
echo 'GET / HTTP/1.1' >text.har
row not-json 2 out: err='text.har' -- judge text.har --target whole.json
echo '[]' >array.har
row not-an-object 2 out: err='array.har' -- judge array.har --target whole.json
echo '{"log":{}}' >entries.har
row no-entries-member 2 out: err='entries.har' -- judge entries.har --target whole.json
echo '{"log":{"version":"1.2","creator":{"name":"x","version":"1"},"entries":[]}}' >none.har
row no-entries 3 out='INCONCLUSIVE' -- judge none.har --target whole.json
cat >foreign.har <<'END'
{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":[
{"startedDateTime":"2026-01-01T00:00:00.000Z","time":12.5,
"request":{"method":"GET","url":"https://example.com/","httpVersion":"HTTP/2","cookies":[],
"headers":[],"queryString":[],"headersSize":-1,"bodySize":0},
"response":{"status":200,"statusText":"","httpVersion":"HTTP/2","cookies":[],"headers":[],
"content":{"size":2,"mimeType":"text/html","text":"hi"},"redirectURL":"","headersSize":-1,
"bodySize":-1},"cache":{},"timings":{"send":0,"wait":12,"receive":0.5}}]}}
END
row foreign 3 out='INCONCLUSIVE' err='foreign.har: 1 of its 1 entries belong to no case' -- judge foreign.har --target whole.json
cp good/report.json report.har
row a-report 2 out: err='report.har' -- judge report.har --target whole.json
printf '\377\376' >bytes.har
row bytes 2 out: err='bytes.har' -- judge bytes.har --target whole.json
{ printf '%0*d' 100000 0 | tr 0 '['; } >deep.har
row deep 2 out: err='deep.har' -- judge deep.har --target whole.json

# Evidence that was altered is not the evidence.
sed '/"case":"response/!s/"_assay":{"number":1,/"_assay":{"number":"one",/' good/evidence.har >odd.har
row odd-number 2 out: err='odd.har' err='number' -- judge odd.har --target whole.json
finish
