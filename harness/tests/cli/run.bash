#!/bin/bash
# `assay run` against a live platform: verdicts and their exit codes, formats, seeds, filters,
# secrets.
. "$(dirname "$0")/row.bash"

platform whole --throttle 0/0
platform warned --throttle 0/0 --defect cache-public
platform broken --throttle 0/0 --defect activated-string
platform clear --throttle 0/0 --cleartext

verdict() { # of the newest run in the folder `r`
    grep -o '"verdict": *"[a-z]*"' r/report.json | cut -d'"' -f4
}
verdict_is() {
    [ "$(verdict)" = "$1" ]
}
edited() { # NAME SED-SCRIPT: the whole platform's profile, changed
    sed -e "$2" whole.json >"$1.json"
}
member() { # NAME of a text member, out of whole.json
    sed -n "s/.*\"$1\": \"\\([^\"]*\\)\".*/\\1/p" whole.json | head -n 1
}

# Verdicts.
row conformant 0 out='CONFORMANT' out!'NONCONFORMANT' err='the reports are in r/' \
    -- run --target whole.json --reports r
fact conformant-in-the-report verdict_is conformant
for file in report.json report.html junit.xml report.sarif ctrf.json badge.svg evidence.har; do
    fact "$file-is-there" test -s "r/latest/$file"
    fact "$file-is-linked" test -s "r/$file"
    for name in secret app_key; do
        fact "$file-holds-no-$name" eval "! grep -qF '$(member $name)' r/latest/$file"
    done
done
fact no-journal-is-left test ! -e r/latest/journal.ndjson
for file in report.sarif ctrf.json; do
    row "$file-is-json" 0 -- body --json-only "r/$file"
done
row report-is-json 0 -- body --json-only r/report.json
row nonconformant 1 out='NONCONFORMANT' out='response.activated' -- run --target broken.json --reports r
fact nonconformant-in-the-report verdict_is nonconformant
row warning 0 out='CONFORMANT' out='hardening.cache' -- run --target warned.json --reports r
row warning-when-strict 1 out='NONCONFORMANT' out='hardening.cache' \
    -- run --target warned.json --reports r --strict
edited lacking '/"abnormal"/d;/"offline"/s/,$//'
row device-missing 3 out='INCONCLUSIVE' out='devices.abnormal' -- run --target lacking.json --reports r
sed -e '/"abnormal"/d;/"offline"/s/,$//' broken.json >both.json
row broken-and-device-missing 1 out='NONCONFORMANT' -- run --target both.json --reports r
row cleartext-not-allowed 2 out: err='clear.json:3:15: ' -- run --target clear.json --reports r
row cleartext-allowed 3 out='request.https' -- run --target clear.json --reports r --allow-cleartext

# No verdict.
edited nobody 's,"endpoint".*,"endpoint": "https://127.0.0.1:1"\,,'
row unreachable 4 out='NO VERDICT' out='check endpoint and proxy' -- run --target nobody.json --reports r
fact no-verdict-in-the-report verdict_is none
edited nameless 's,"endpoint".*,"endpoint": "https://no-such-host.invalid"\,,'
row unresolvable 4 out='NO VERDICT' out='no-such-host' -- run --target nameless.json --reports r
edited refused 's,"secret": ".*","secret": "wrong-secret-0123456789",'
row login-refused 4 out='NO VERDICT' out='100208' out!wrong-secret err!wrong-secret \
    -- run --target refused.json --reports r
edited token 's,"secret": ".*","access_token": "wrong-token-0123456789",'
row token-refused 1 out!wrong-token err!wrong-token -- run --target token.json --reports r

# A certificate that is not trusted gets nothing; the same server gets the login once it is.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1 \
    -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out own.pem 2>/dev/null
port=$((20000 + $$ % 12000)) # below those that the system gives to clients
mkfifo quiet
exec 9<>quiet
openssl s_server -accept "127.0.0.1:$port" -cert own.pem -key key.pem -quiet <quiet >heard 2>heard.err &
background+=($!)
listens() { (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }
wait_for listens || fail openssl 'does not listen'
edited distrusted "s,\"endpoint\".*,\"endpoint\": \"https://127.0.0.1:$port\"\\,,"
row certificate-not-trusted 4 out='NO VERDICT' out='tls.ca_file' out='itself' \
    -- run --target distrusted.json --reports r
edited elsewhere "s,\"endpoint\".*,\"endpoint\": \"https://localhost:$port\"\\,,;s/whole.json.ca/own/"
row certificate-of-another-host 4 out='NO VERDICT' out='another host' out='certificate names it' \
    -- run --target elsewhere.json --reports r
fact nothing-is-said-to-it test ! -s heard
edited trusted "s,\"endpoint\".*,\"endpoint\": \"https://127.0.0.1:$port\"\\,,;s/whole.json.ca/own/
s/\"unsafe_methods\"/\"timeouts\": {\"total_ms\": 1000}, &/"
row certificate-trusted-but-silent 4 out='NO VERDICT' -- run --target trusted.json --reports r
fact the-login-was-sent-to-it grep -qF 'POST /iocm/app/sec/v1.1.0/login' heard

# Proxies count where the profile names them alone.
row proxy-variables-are-ignored 0 env:https_proxy=http://127.0.0.1:1 env:HTTPS_PROXY=http://127.0.0.1:1 \
    env:ALL_PROXY=http://127.0.0.1:1 -- run --target whole.json --reports r
edited proxied 's,"credentials",\"proxy\": "http://127.0.0.1:1"\, &,'
row proxy-of-the-profile 4 out='NO VERDICT' -- run --target proxied.json --reports r

# What CMocka would obey.
row cmocka-variables 0 env:CMOCKA_MESSAGE_OUTPUT=xml env:CMOCKA_XML_FILE=stolen.xml \
    env:CMOCKA_TEST_ABORT=1 out='CONFORMANT' -- run --target whole.json --reports r
row cmocka-variables-on-failure 1 env:CMOCKA_MESSAGE_OUTPUT=xml env:CMOCKA_TEST_ABORT=1 \
    out='NONCONFORMANT' -- run --target broken.json --reports r
fact cmocka-writes-nothing test ! -e stolen.xml

# Formats.
row format-console 0 out='CONFORMANT' -- run --target whole.json --reports r --format console
row format-tap 0 out='TAP version 13' out='1..' out='ok 1 ' out!'not ok' out!'CONFORMANT' \
    -- run --target whole.json --reports r --format tap
row format-tap-broken 1 out='not ok' out='severity' -- run --target broken.json --reports r --format tap
row format-json 0 out='"verdict"' -- run --target whole.json --reports r --format json
fact format-json-is-the-report cmp out r/report.json

# As a step of GitHub Actions.
action=(env:GITHUB_ACTIONS=true env:GITHUB_STEP_SUMMARY=step.md)
echo '# before' >step.md
row annotated 1 "${action[@]}" err='::error title=response.activated::' out!'::error' \
    -- run --target broken.json --reports r
fact summary-is-appended eval 'head -n 1 step.md | grep -qx "# before"'
fact summary-has-the-verdict grep -q '^### assay: nonconformant' step.md
fact summary-has-what-broke grep -q 'response.activated' step.md
row summary-of-another-run 0 "${action[@]}" err!'::error' -- run --target whole.json --reports r
fact summaries-are-kept eval '[ "$(grep -c "^### assay: " step.md)" = 2 ]'
for name in secret app_key; do
    fact "summary-holds-no-$name" eval "! grep -qF '$(member $name)' step.md"
done
row no-summary-to-be-had 1 env:GITHUB_ACTIONS=true err='::error' \
    -- run --target broken.json --reports r
row summary-that-cannot-be-written 0 env:GITHUB_ACTIONS=true env:GITHUB_STEP_SUMMARY=no/such/step.md \
    err="cannot append to no/such/step.md" -- run --target whole.json --reports r
row not-an-action 1 env:GITHUB_ACTIONS=false env:GITHUB_STEP_SUMMARY=other.md err!'::error' \
    -- run --target broken.json --reports r
fact no-summary-elsewhere test ! -e other.md

# Seeds: the order of sending, as the evidence numbers it.
order() { # SEED FILE
    "$assay" run --target whole.json --reports r --seed "$1" >/dev/null 2>&1
    grep -o '"_assay":{"number":[0-9]*,[^}]*"case":"[^"]*"' r/evidence.har |
        sed 's/.*"number":\([0-9]*\),.*"case":"\([^"]*\)"/\1 \2/' | sort -n >"$2"
}
order 7 first
order 7 again
order 8 other
fact orders-are-long test "$(wc -l <first)" -gt 100
fact seed-repeats-the-order cmp -s first again
fact another-seed-shuffles eval '! cmp -s first other'
row seed-is-told 0 out='seed 7' err='seed 7' -- run --target whole.json --reports r --seed 7

# Filters.
row only-one 3 out='INCONCLUSIVE' -- run --target whole.json --reports r --only response.json
row only-and-skip 3 out='error.403.1010005' \
    -- run --target whole.json --reports r --only 'error.*' --skip 'error.app*'
fact skipped-were-not-sent eval "! grep -q '\"case\":\"error.app' r/evidence.har"
row only-takes-twins-along 3 -- run --target whole.json --reports r --only error.device.unknown
fact twin-was-sent grep -q '"request.prototype"' r/evidence.har

# Reports beside each other: what is there stays.
mkdir kept
echo mine >kept/report.json
row foreign-file-in-reports 0 err='report.json' -- run --target whole.json --reports kept
fact foreign-file-stays grep -q mine kept/report.json
fact run-is-there-all-the-same test -s kept/latest/report.json
finish
