#!/bin/bash
# Certificates from outside: `assay keygen`, `run --sign` and `verify`, with openssl as the second
# opinion.
. "$(dirname "$0")/row.bash"
. "$here/another_suite.bash"

row keygen 0 out='lab.pem' out='lab.pub' err: -- keygen --out lab
mode_is() { # MODE FILE
    [ "$(stat -c %a "$2")" = "$1" ]
}
fact private-key-is-private mode_is 600 lab.pem
fact public-key-is-public mode_is 644 lab.pub
fact private-key-is-pkcs8 openssl pkey -in lab.pem -noout
openssl pkey -in lab.pem -pubout -out same.pub
fact keys-belong-together cmp -s lab.pub same.pub
cp lab.pem before.pem
row keygen-never-overwrites 2 out: err='lab.pem is there already' -- keygen --out lab
fact key-is-as-it-was cmp -s lab.pem before.pem
touch half.pub
row keygen-never-overwrites-the-public 2 out: err='half.pub is there already' -- keygen --out half
fact no-half-pair test ! -e half.pem
ln -s nowhere link.pem
row keygen-never-follows-a-link 2 out: err='link.pem is there already' -- keygen --out link
row keygen-without-a-name 2 out: err='--out NAME is missing' -- keygen
row keygen-in-no-folder 2 out: err='none/lab.pem' -- keygen --out none/lab
row keygen-of-a-folder 2 out: err='--out takes the name' -- keygen --out here/
row keygen-other 0 -- keygen --out other
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pem 2>/dev/null
openssl pkey -in rsa.pem -pubout -out rsa.pub
openssl pkcs8 -topk8 -in lab.pem -out locked.pem -passout pass:open-sesame -iter 1000

flip() { # BYTE FILE: flips its lowest bit
    local byte
    byte=$(od -An -tu1 -j "$1" -N 1 "$2")
    printf "$(printf '\\%03o' $((byte ^ 1)))" | dd of="$2" bs=1 seek="$1" conv=notrunc status=none
}

platform whole --throttle 0/0
sign() { # NAME WANTED CHECK... -- OPTION...: a run into the folder NAME
    local name=$1 wanted=$2
    shift 2
    local checks=()
    while [ "$1" != -- ]; do
        checks+=("$1")
        shift
    done
    shift
    row "$name" "$wanted" ${checks[@]+"${checks[@]}"} -- run --target whole.json --reports "$name" "$@"
}

# Keys that sign nothing: told before anything is sent.
sign key-missing 2 out: err='none.pem' -- --sign none.pem
sign key-public 2 out: err='lab.pub:1: is a public key' -- --sign lab.pub
sign key-rsa 2 out: err='rsa.pem: is a key of type RSA' -- --sign rsa.pem
sign key-none 2 out: err='whole.json:1: holds no PEM block' -- --sign whole.json
sign key-in-no-variable 2 out: err='variable NO_SUCH_KEY is not set' -- --sign env:NO_SUCH_KEY
sign key-locked 2 out: err='with --sign-passphrase-env' -- --sign locked.pem
sign key-wrong-passphrase 2 out: err='PASSPHRASE does not open it' err!'barley' \
    env:PASSPHRASE=open-barley -- --sign locked.pem --sign-passphrase-env PASSPHRASE
sign key-no-passphrase 2 out: err='NO_SUCH_PHRASE is not set' \
    -- --sign locked.pem --sign-passphrase-env NO_SUCH_PHRASE
sign key-no-provider 2 out: err='no provider "pkcs11"' err!'1234' \
    -- --sign 'pkcs11:object=lab?pin-value=1234'
# One letter of the base64 for another: a flipped bit might leave the alphabet.
cp lab.pub altered.pub
sed '2{s/^\(.\{42\}\)A/\1B/;t;s/^\(.\{42\}\)./\1A/}' lab.pem >altered.pem && chmod 600 altered.pem
fact altered-is-another-key openssl pkey -in altered.pem -noout
sign key-altered 2 out: err='altered.pem: does not belong to altered.pub beside it' -- --sign altered.pem
sign key-huge 2 out: err='larger than' -- --sign /etc/ssl/certs/ca-certificates.crt
fact nothing-was-sent test ! -e key-missing

# Runs that earn one, by each way to a key; and such as do not.
sign plain 0 err!'no certificate' -- --sign lab.pem
sign variable 3 env:KEY="$(cat lab.pem)" err='no certificate: the verdict is not conformant' \
    -- --sign env:KEY --only 'activation.online'
sign filtered 3 env:PASSPHRASE=open-sesame err='no certificate: ' \
    -- --sign locked.pem --sign-passphrase-env PASSPHRASE --skip 'error.*'
fact filtered-has-no-certificate test ! -e filtered/latest/certificate.json
fact filtered-has-no-target test ! -e filtered/latest/target.json
fact filtered-report-says-why grep -q '"verdict": "inconclusive"' filtered/latest/report.json
# Device ids that are not to be handed over: the profile beside the certificate has their labels, and
# from it the evidence gives the same report. No eight bytes of an id in a row stay anywhere.
sign labelled 0 err!'no certificate' -- --sign lab.pem --redact-devices
row labelled-holds 0 out='holds, and its evidence gives the same report again' err: \
    -- verify labelled/latest/certificate.json --key lab.pub --rejudge
windows() { # PROFILE: of every device id in it
    local id i
    for id in $(grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' "$1" | sort -u); do
        for ((i = 0; i + 8 <= ${#id}; i++)); do
            echo "${id:i:8}"
        done
    done
}
windows whole.json >windows
fact plain-shows-device-ids grep -qiFf windows plain/latest/target.json
fact labelled-shows-none eval '! grep -qiFf windows -r labelled out err'
labels() { # FILE
    grep -oE 'dev-[0-9a-f]{4}\*+' "$1" | sort -u
}
fact labels-are-those-of-the-evidence eval \
    'test -z "$(comm -23 <(labels labelled/latest/target.json) <(labels labelled/latest/evidence.har))"'
fact each-device-has-its-label test "$(labels labelled/latest/target.json | wc -l)" -eq 6
cp -rL labelled/latest altered-label && sed -i '0,/dev-/s//dew-/' altered-label/target.json
row label-altered 1 out='does not hold' err='target.json' \
    -- verify altered-label/certificate.json --key lab.pub
platform broken --throttle 0/0 --defect activated-string
row nonconformant 1 err='no certificate: the verdict is not conformant' \
    -- run --target broken.json --reports nonconformant --sign lab.pem
fact nonconformant-has-no-certificate test ! -e nonconformant/latest/certificate.json
sign unsigned 3 err!'certificate' -- --only 'activation.online'
fact unsigned-has-no-certificate test ! -e unsigned/latest/certificate.json

cp -rL plain/latest run
row holds 0 out='certificate.json: holds' out='verdict       conformant' out='not provoked  throttle' \
    out='embedded platform' out='name-null = warn' out='(it mattered)' err: \
    -- verify run/certificate.json --key lab.pub
row holds-rejudged 0 out='holds, and its evidence gives the same report again' err: \
    -- verify run/certificate.json --key lab.pub --rejudge
row holds-through-a-link 0 -- verify plain/latest/certificate.json --key lab.pub

# DSSE by hand: PAE, the signature, and OpenSSL's own tool.
field() { # NAME
    sed -n "s/^ *\"$1\": \"\([^\"]*\)\".*/\1/p" run/certificate.json
}
field payload | base64 -d >payload
field sig | base64 -d >signature
printf 'DSSEv1 %d %s %d ' 28 application/vnd.in-toto+json "$(stat -c %s payload)" | cat - payload >pae
openssl_verifies() {
    openssl pkeyutl -verify -pubin -inkey lab.pub -rawin -in pae -sigfile signature >/dev/null
}
fact openssl-verifies openssl_verifies
key_id() {
    openssl pkey -pubin -in lab.pub -outform DER | sha256sum | cut -d' ' -f1
}
fact keyid-is-of-the-public-key test "$(field keyid)" = "$(key_id)"
for file in report.json evidence.har target.json; do
    fact "$file-is-named" grep -q "\"$file\",\"digest\":{\"sha256\":\"$(sha256sum <run/$file | cut -d' ' -f1)\"" payload
done

# Nothing secret is handed over.
for member in app_key secret; do
    secret=$(sed -n "s/.*\"$member\": \"\(.*\)\".*/\1/p" whole.json)
    fact "$member-stays" test -n "$secret"
    for file in run/*; do
        fact "$member-not-in-$file" [ "$(grep -cF -e "$secret" "$file")" = 0 ]
    done
done
private=$(sed -n 2p lab.pem)
fact private-key-stays [ "$(cat run/* payload | grep -cF -e "${private:20}")" = 0 ]
row target-is-a-profile 0 out='CONFORMANT' -- judge run/evidence.har --target run/target.json

# What does not hold is named.
tampered() { # NAME FILE WORDS COMMAND...: COMMAND alters FILE of a copy
    local name=$1 file=$2 words=$3
    shift 3
    rm -rf copy && cp -r run copy
    "$@" "copy/$file"
    row "$name" 1 out='does not hold' err="$words" -- verify copy/certificate.json --key lab.pub
}
for file in report.json evidence.har target.json certificate.json; do
    size=$(stat -c %s run/$file)
    for i in 0 1 2 3 4; do
        tampered "$file-bit-$i" $file "$file" flip $((i * (size - 1) / 4))
    done
done
shorten() { # FILE
    truncate -s -100 "$1"
}
tampered certificate-cut certificate.json 'copy/certificate.json:' shorten
tampered evidence-cut evidence.har 'evidence.har: is not the file that was certified' shorten
tampered report-missing report.json 'report.json' rm
tampered evidence-missing evidence.har 'evidence.har' rm
tampered target-missing target.json 'target.json' rm
tampered exchanged target.json 'target.json: is not the file' cp run/report.json
rm -rf copy && cp -r run copy
cp run/report.json copy/evidence.har && rm copy/target.json
row all-is-named 1 err='evidence.har: is not' err='target.json' -- verify copy/certificate.json --key lab.pub

# A signer who lies: signed by openssl with the right key, over another run's evidence.
sign_again() { # PAYLOAD: writes copy/certificate.json as assay spells it
    printf 'DSSEv1 %d %s %d ' 28 application/vnd.in-toto+json "$(stat -c %s "$1")" | cat - "$1" >pae
    openssl pkeyutl -sign -inkey lab.pem -rawin -in pae -out signature
    printf '{\n  "payloadType": "application/vnd.in-toto+json",\n  "payload": "%s",
  "signatures": [\n    {\n      "keyid": "%s",\n      "sig": "%s"\n    }\n  ]\n}\n' \
        "$(base64 -w 0 "$1")" "$(field keyid)" "$(base64 -w 0 signature)" >copy/certificate.json
}
digest() { # FILE
    sha256sum <"$1" | head -c 64
}
rm -rf copy && cp -r run copy
sign_again payload
fact openssl-signs-as-we-do cmp -s copy/certificate.json run/certificate.json
cp nonconformant/latest/evidence.har copy/evidence.har
sed "s/$(digest run/evidence.har)/$(digest copy/evidence.har)/" payload >lie
sign_again lie
row other-evidence-has-the-digests 0 -- verify copy/certificate.json --key lab.pub
row evidence-of-another-deployment 1 out='does not hold' err='it is evidence of https://127.0.0.1:' \
    -- verify copy/certificate.json --key lab.pub --rejudge
"$assay" run --target whole.json --only 'activation.*' --reports filtered >/dev/null 2>&1
cp filtered/latest/evidence.har copy/
sed "s/$(digest run/evidence.har)/$(digest copy/evidence.har)/" payload >lie
sign_again lie
row other-evidence-does-not-give-the-report 1 out='does not hold' \
    err='evidence.har: judged again, it does not give report.json: verdict differs' \
    -- verify copy/certificate.json --key lab.pub --rejudge
cp run/evidence.har copy/
sed 's/"verdict":"conformant"/"verdict":"excellent"/' payload >lie
sign_again lie
row more-than-the-report-says 1 err='does not say what report.json says: predicate.assay.verdict' \
    -- verify copy/certificate.json --key lab.pub
cp nonconformant/latest/report.json copy/
sed "s/$(digest run/report.json)/$(digest copy/report.json)/" payload >lie
sign_again lie
row report-that-earns-none 1 err='no certificate: the verdict is not conformant' \
    -- verify copy/certificate.json --key lab.pub

# Certified by a suite 9.9: its word holds as far as this one can tell.
version=$("$assay" --version | sed -n '1s/^assay //p')
by_suite_9() { # same|other SCRIPT: as if that suite's tables were these or others, its entries altered
    by_another_suite run/evidence.har "$1" "$2" >copy/evidence.har
    sed "/\"suite\": {/,/}/s/\"version\": \"$version\"/\"version\": \"9.9\"/" run/report.json >copy/report.json
    sed "s/\"$version\"/\"9.9\"/; s/$(digest run/report.json)/$(digest copy/report.json)/
        s/$(digest run/evidence.har)/$(digest copy/evidence.har)/" payload >lie
    sign_again lie
}
rm -rf copy && cp -r run copy
by_suite_9 same ''
row another-suite 0 out='holds' out='9.9' -- verify copy/certificate.json --key lab.pub
row another-suite-rejudged 0 out='gives the same report again' err: -- verify copy/certificate.json --key lab.pub --rejudge
by_suite_9 other '/"case":"activation.offline.asked-again"/d'
row other-tables 0 out='holds' -- verify copy/certificate.json --key lab.pub
row other-tables-rejudged 2 out: err='copy/certificate.json: suite 9.9 with case tables' err="this is $version" \
    err='Ask that suite' -- verify copy/certificate.json --key lab.pub --rejudge
sed 's/"assay":{"format":1/"assay":{"format":2/' payload >lie
sign_again lie
row later-format 1 out='does not hold' err='copy/certificate.json: another version of assay wrote it' err='has format 2' \
    -- verify copy/certificate.json --key lab.pub
sed 's,test-result/v0.1,test-result/v0.2,' payload >lie
sign_again lie
row later-predicate 1 out='does not hold' err='another version of assay, or another tool, wrote it' \
    -- verify copy/certificate.json --key lab.pub
cp run/* copy/

hostile() { # NAME WORDS: the certificate is what stands on standard input
    cat >copy/certificate.json
    row "$1" 1 out='does not hold' err="copy/certificate.json:$2" \
        -- verify copy/certificate.json --key lab.pub
}
hostile empty '1:1: ' </dev/null
hostile no-json '1:1: ' <<<'hello'
hostile an-array '1:1: an object is wanted' <<<'[]'
hostile deep '1:' < <(printf '%0*d' 100000 0 | tr 0 '[')
hostile control-characters '' < <(printf '{"\033[31m": 1}')
{ printf '{"payloadType": "'; head -c 3000000 /dev/zero | tr '\0' x; printf '"}'; } >long
hostile long '1:17: payloadType' <long
head -c 5000000 /dev/zero | tr '\0' ' ' >copy/certificate.json
row huge 2 out: err='larger than' -- verify copy/certificate.json --key lab.pub
row certificate-missing 2 out: err='none.json' -- verify none.json --key lab.pub
row certificate-a-folder 2 out: err='is a folder' -- verify run --key lab.pub
row a-report 1 err='run/report.json:' -- verify run/report.json --key lab.pub

row no-key 2 out: err='--key NAME.pub is missing' -- verify run/certificate.json
row key-of-another 1 out='does not hold' err='keyid is that of another key' \
    -- verify run/certificate.json --key other.pub
row key-private 2 out: err='lab.pem:1: is a private key' err!"$private" \
    -- verify run/certificate.json --key lab.pem
row key-rsa-public 2 out: err='rsa.pub: is a key of type RSA' \
    -- verify run/certificate.json --key rsa.pub
row key-of-no-kind 2 out: err='holds no PEM block' \
    -- verify run/certificate.json --key run/target.json
row key-file-missing 2 out: err='none.pub' -- verify run/certificate.json --key none.pub
row no-operand 2 out: err='verify takes CERTIFICATE' -- verify --key lab.pub
finish
