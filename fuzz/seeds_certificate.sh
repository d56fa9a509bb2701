#!/bin/sh
# Writes the hand-made seeds of certificate, corpus/certificate/seeds. Names say what a seed is
# about. Needs openssl, which signs with the key of fuzz/certificate.c.
set -eu
folder=${1:?usage: seeds_certificate.sh FOLDER}
mkdir -p "$folder"
key=$(mktemp)
work=$(mktemp)
trap 'rm -f "$key" "$work" "$work.sig"' EXIT
cat > "$key" << 'PEM'
-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7
-----END PRIVATE KEY-----
PEM

# Reports: what a statement is made of, and near misses.
report() { # NAME SED-SCRIPT
    sed "$2" > "$folder/report-$1" << 'JSON'
{"verdict":"conformant","verdict_reason":"Every requirement was proven.",
"requirements":[{"id":"response.json","status":"proven","reason":""},
{"id":"hardening.cache","status":"warned","reason":"1 finding"},
{"id":"throttle.threshold","status":"not-provoked","reason":"no throttle"}],
"cases":[{"id":"activation.online","status":"pass","out_of_scope":false,"not_generated":false},
{"id":"throttle.burst","status":"not-run","out_of_scope":true,"not_generated":false}],
"interpretations":[{"id":"name-null","choice":"warn","mattered":false}],
"suite":{"version":"0.1.0","document":"2022-02-24","cases_sha256":"e1bc"},
"target":{"name":"staging","endpoint":"https://h","certificate_sha256":""},
"run":{"id":"r","started":"2022-02-24T08:00:00.000Z","strict":false,"exit":0,"calls":2}}
JSON
}
report whole ''
report nonconformant 's/"conformant"/"nonconformant"/'
report not-run 's/"warned"/"not-run"/'
report nothing-proven 's/"proven"/"not-provoked"/'
report filtered 's/"out_of_scope":true/"out_of_scope":false/'
report cleartext 's/https:/http:/'
report escapes 's/staging/\\u0000\\ud800\\n\\u202e/'
report empty-lists 's/"interpretations":.*/"interpretations":[],/'
report member-twice 's/"exit":0/"exit":0,"exit":0/'
report id-no-string 's/"id":"name-null"/"id":7/'
report no-run 's/"run"/"ran"/'

# Certificates by another hand.
certificate() { # NAME PAYLOAD
    printf 'DSSEv1 28 application/vnd.in-toto+json %d %s' "${#2}" "$2" > "$work"
    openssl pkeyutl -sign -inkey "$key" -rawin -in "$work" -out "$work.sig"
    printf '{\n  "payloadType": "application/vnd.in-toto+json",\n  "payload": "%s",
  "signatures": [\n    {\n      "keyid": "%s",\n      "sig": "%s"\n    }\n  ]\n}\n' \
        "$(printf '%s' "$2" | base64 -w 0)" \
        deb2ded39dc26fce0e6085b6fc34bf6b5941913bbfe2ea614113cff9e004c170 \
        "$(base64 -w 0 "$work.sig")" > "$folder/certificate-$1"
}
digest='"digest":{"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}'
subjects="{\"name\":\"report.json\",$digest},{\"name\":\"evidence.har\",$digest}"
subjects="$subjects,{\"name\":\"target.json\",$digest}"
types='"_type":"https://in-toto.io/Statement/v1"'
types="$types,\"predicateType\":\"https://in-toto.io/attestation/test-result/v0.1\""
certificate whole "{$types,\"subject\":[$subjects],\"predicate\":{\"assay\":{\"format\":1}}}"
certificate other-format "{$types,\"subject\":[$subjects],\"predicate\":{\"assay\":{\"format\":2}}}"
certificate two-subjects "{$types,\"subject\":[${subjects%,*}],\"predicate\":{\"assay\":{\"format\":1}}}"
certificate no-json 'hello'
sed 's/"sig": "./"sig": "_/' "$folder/certificate-whole" > "$folder/certificate-base64-of-a-url"
sed 's/keyid": "d/keyid": "D/' "$folder/certificate-whole" > "$folder/certificate-other-key"
sed 's/^  "payload"/ "payload"/' "$folder/certificate-whole" > "$folder/certificate-other-blanks"
head -c 300 "$folder/certificate-whole" > "$folder/certificate-cut"

# Statements alone.
printf '%s' "{$types,\"subject\":[$subjects],\"predicate\":{\"assay\":{\"format\":1}}}" \
    > "$folder/statement-whole"
printf '%s' "{$types,\"predicate\":[]}" > "$folder/statement-predicate-no-object"
awk 'BEGIN { while (n++ < 40) printf "[" }' > "$folder/statement-deep"

# Keys.
cp "$key" "$folder/key-private"
openssl pkey -in "$key" -pubout -out "$folder/key-public"
openssl pkcs8 -topk8 -in "$key" -out "$folder/key-locked" -passout pass:open-sesame -iter 1
openssl genpkey -algorithm X25519 2> /dev/null | openssl pkey -pubout -out "$folder/key-of-no-signer"
sed 's/=$/x/' "$folder/key-public" > "$folder/key-public-other-base64"
cat "$folder/key-public" "$folder/key-public" > "$folder/key-twice"
