#!/bin/bash
# What the GitHub Action and the GitLab template run: their scripts, out of the files.
. "$(dirname "$0")/row.bash"
root=$(realpath "$here/../../..")

platform whole --throttle 0/0
platform broken --throttle 0/0 --defect activated-string
few=--only=response.activated

# The literal block behind KEY, without its indentation; the first one in the file.
block() { # FILE KEY
    awk -v key="$2" '
        !inside && $0 ~ "^ *(- )?" key "[|]$" { match($0, /^ */); depth = RLENGTH; inside = 1; next }
        inside { match($0, /^ */); if (NF > 0 && RLENGTH <= depth) exit
                 if (!cut) cut = RLENGTH; print substr($0, cut + 1) }' "$1"
}
block "$root/.github/actions/certify/action.yml" 'run: ' >action.sh
block "$root/.gitlab/certify.yml" '' >job.sh
fact action-has-a-script grep -q 'exit "$code"' action.sh
fact job-has-a-script grep -q '"$ASSAY" run' job.sh

# As a runner does: bash of GitHub's, a plain shell of GitLab's with errors ending it.
scripted() { # NAME WANTED CHECK... -- COMMAND...
    local name=$1 wanted=$2 code=0 checks=()
    shift 2
    while [ "$1" != -- ]; do
        checks+=("$1")
        shift
    done
    shift
    timeout -k 5 "$limit_seconds" "$@" >out 2>err </dev/null || code=$?
    settle "$name" "$code" "$wanted" ${checks[@]+"${checks[@]}"}
}
action() { # NAME WANTED CHECK... -- INPUT...
    local name=$1 wanted=$2
    shift 2
    local checks=()
    while [ "$1" != -- ]; do
        checks+=("$1")
        shift
    done
    shift
    rm -f outputs
    scripted "action-$name" "$wanted" ${checks[@]+"${checks[@]}"} -- env \
        GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=summary.md GITHUB_OUTPUT=outputs \
        GITHUB_ACTION_PATH="$root/.github/actions/certify" \
        ASSAY="$assay" TARGET=whole.json BASELINE= REPEAT=1 OPTIONS="$few" REPORTS=reports "$@" \
        bash --noprofile --norc -eo pipefail action.sh
}
job() { # NAME WANTED CHECK... -- VARIABLE...
    local name=$1 wanted=$2
    shift 2
    local checks=()
    while [ "$1" != -- ]; do
        checks+=("$1")
        shift
    done
    shift
    scripted "job-$name" "$wanted" ${checks[@]+"${checks[@]}"} -- env \
        ASSAY="$assay" ASSAY_HOME="$root" ASSAY_TARGET=whole.json ASSAY_BASELINE= ASSAY_REPEAT=1 \
        ASSAY_OPTIONS="$few" "$@" sh -e job.sh
}
output() { # NAME
    sed -n "s/^$1=//p" outputs
}

action broken 1 err='::error title=response.activated' -- TARGET=broken.json
fact action-exit test "$(output exit)" = 1
# The files that the action names in the folder of a run, and the folder itself, whole.
named=$(sed -nE 's/^.*outputs\.folder \}\}\/([a-z.]+)$/\1/p' "$root/.github/actions/certify/action.yml")
fact action-names-the-findings test "$named" = report.sarif
fact action-uploads-all-else grep -qE '^ +path: \$\{\{ steps\.certify\.outputs\.folder \}\}$' \
    "$root/.github/actions/certify/action.yml"
for file in $named report.json report.html junit.xml ctrf.json badge.svg evidence.har; do
    fact "action-uploads-$file" test -s "$(output folder)/$file"
done
fact action-summary grep -q '^### assay: nonconformant' summary.md
"$assay" baseline reports/report.json --owner ops --reason legacy --out known.json
action waived 3 err!'::error' -- TARGET=broken.json BASELINE=known.json
action stale 1 err='known.json:3: ' -- BASELINE=known.json
action repeated 3 err='case' -- REPEAT=2 OPTIONS="$few --seed 7"
fact action-repeats grep -q '"repeat": 2' reports/report.json
fact action-takes-options grep -q '"seed": 7' reports/report.json
action wrong-option 2 -- OPTIONS=--nonsense
fact action-uploads-nothing test -z "$(output folder)"
fact action-exit-of-usage test "$(output exit)" = 2

job broken 1 out='NONCONFORMANT' -- ASSAY_TARGET=broken.json
of_job() { # KEY: what the template says for it
    sed -nE "s/^ +$1: ([^#]*[^ #]).*/\1/p" "$root/.gitlab/certify.yml"
}
fact job-keeps-every-report test "$(of_job paths)" = '[assay-reports]'
fact job-reports-are-there test -s assay-reports/index.html
fact job-shows-its-tests-once eval 'test "$(ls $(of_job junit) | wc -l)" = 1'
job waived 3 -- ASSAY_TARGET=broken.json ASSAY_BASELINE=known.json
job inconclusive 3 -- ASSAY_REPEAT=2

# Signed with a key of the environment, the certificate is among what is uploaded.
"$assay" keygen --out lab >/dev/null
action signed 0 err!'no certificate' -- OPTIONS='--sign env:LAB_KEY' LAB_KEY="$(cat lab.pem)"
row action-uploads-a-certificate 0 out='holds' -- verify "$(output folder)/certificate.json" --key lab.pub

# Without a built assay both call ./certify, which builds one.
mkdir -p sources/.github/actions/certify
printf '#!/bin/sh\necho certify >&2\nexec "%s" run "$@"\n' "$assay" >sources/certify
chmod +x sources/certify
action built 3 err=certify -- ASSAY= GITHUB_ACTION_PATH="$PWD/sources/.github/actions/certify"
rm -rf assay-reports
job built 3 err=certify -- ASSAY= ASSAY_HOME="$PWD/sources" ASSAY_BASELINE=known.json ASSAY_TARGET=broken.json

# Both offer what the program has.
for option in --target --baseline --repeat --reports; do
    "$assay" run --help | grep -q -- "  $option " || fail options "$option is not the program's"
done
finish
