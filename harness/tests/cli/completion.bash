#!/bin/bash
# Bash completion: what harness/tools/assay.bash offers for a line that is being typed.
. "$(dirname "$0")/row.bash"
. "$here/../../tools/assay.bash"

# The words after `assay`; the last one is under the cursor. What is offered goes to `offers`.
type_in() {
    COMP_WORDS=("$assay" "$@")
    COMP_CWORD=$#
    COMP_LINE="assay $*"
    COMP_POINT=${#COMP_LINE}
    COMPREPLY=()
    _assay assay "${*: -1}" "${COMP_WORDS[COMP_CWORD - 1]}" 2>offers.err
    printf '%s\n' ${COMPREPLY[@]+"${COMPREPLY[@]}"} >offers
}
offers() { # NAME WANTED WORD...: exactly these, in any order
    local name=$1 wanted=$2
    shift 2
    type_in "$@"
    rows=$((rows + 1))
    local got
    got=$(sort offers | tr '\n' ' ')
    got=${got% }
    [ "$got" = "$wanted" ] || fail "$name" "offers '$got' instead of '$wanted'"
    [ ! -s offers.err ] || fail "$name" "says '$(cat offers.err)'"
}
offers_some() { # NAME TEXT WORD...: this among others
    local name=$1 text=$2
    shift 2
    type_in "$@"
    fact "$name" grep -qxF -e "$text" offers
}

offers commands '--help --version baseline body diff explain judge keygen list mock run selftest url verify' ''
offers command-begun 'run' ru
offers command-unknown '' xyz
offers options-of-run '--allow-cleartext --baseline --format --help --only --redact-devices --repeat --reports --seed --sign --sign-passphrase-env --skip --strict --target' \
    run --
offers selftest-formats 'console json' selftest --format ''
offers diff-formats 'json markdown text' diff --format ''
offers options-begun '--seed --sign --sign-passphrase-env --skip --strict' run --s
offers options-of-body '--help --json-only --status' body --
offers options-of-url '--help' url --
offers formats 'console json tap' run --target x --format ''
offers format-begun 'tap' run --target x --format t
offers format-of-judge 'json' judge --format j
offers_some defects activated-string mock --defect ''
offers defects-begun 'activated-string' mock --defect activated-s
offers_some requirements request.https explain ''
offers_some cases request.prototype explain request.
offers_some interpretations name-null explain ''
offers interpretation-begun 'name-null' explain name-
offers_some globs request.https run --only request.

mkdir folder 'two words'
: >'target one.json'
: >target.json
: >"quote'd.json"
offers files 'target one.json target.json' run --target tar
offers file-with-a-quote "quote'd.json" run --target quo
offers files-to-write 'target one.json target.json' mock --write-target tar
offers folders 'folder two words' run --reports ''
offers files-for-body 'target one.json target.json' body tar
offers files-for-judge 'target one.json target.json' judge tar
offers files-for-diff 'target one.json target.json' diff tar
offers files-for-baseline 'target one.json target.json' baseline tar
offers files-for-verify 'target one.json target.json' verify tar
offers files-to-sign-with 'target one.json target.json' run --sign tar
export ASSAY_TEST_PASSPHRASE=x
offers variables 'ASSAY_TEST_PASSPHRASE' run --sign-passphrase-env ASSAY_TEST_P
offers nothing-for-a-new-name '' keygen --out ''
offers nothing-for-url '' url ''
offers nothing-after-a-number '' run --seed ''
offers nothing-after-a-throttle '' mock --throttle ''
offers nothing-for-list '' list ''
offers equals-sign-as-bash-splits-it 'tap' run --format = t
offers equals-sign-with-nothing-behind 'console json tap' run --format =
offers equals-sign-and-a-file 'target one.json target.json' run --target = tar

# The program may be gone, or be typed with its folder: nothing is said in the middle of a line.
assay=/nowhere/assay offers program-gone '--help --version' ''
assay=/nowhere/assay offers program-gone-later '' run --
fact completes-assay eval 'complete -p assay | grep -q -- "-F _assay assay"'
# As a person gets it: an interactive shell, a tab, and the line that comes of it.
fact a-tab-completes eval '
    printf "%s\n" "PATH=$(dirname "$assay"):\$PATH; . $here/../../tools/assay.bash" >rc
    (sleep 1; printf "assay expl\t"; sleep 1; printf "request.htt\t\n"; sleep 1
     printf "assay body target\\\\ o\t\n"; sleep 1; printf "exit\n") |
        timeout 20 script -qec "bash --rcfile rc -i" typed >/dev/null 2>&1
    grep -qF "request.https (documented)" typed'
fact a-tab-quotes-blanks grep -qF "target one.json:1:1: " typed
finish
