#!/bin/bash
# What holds for every command: usage errors name the near word, help and version go to stdout.
. "$(dirname "$0")/row.bash"

row no-command 2 out: err='a command is missing' err='assay --help' --
row unknown-command 2 out: err="no command 'rnu'" err="did you mean 'run'?" -- rnu
row unknown-command-near-nothing 2 out: err="no command 'certificate'" err!'did you mean' -- certificate
row empty-command 2 out: err="no command ''" -- ''
row help 0 out='Usage: assay COMMAND' out='Exit codes: 0 conformant' err: -- --help
row help-as-a-word 0 out='Usage: assay COMMAND' err: -- help
row help-short 0 out='Usage: assay COMMAND' err: -- -h
row help-is-not-for-a-typo 2 out: err="no command '-x'" err!'did you mean' -- -x
row option-without-command 2 out: err="no command '--target'" -- --target x

row version 0 out='assay ' out='document 2022-02-24' out='cases ' err: -- --version
fact version-has-three-lines test "$(wc -l <out)" -eq 3
fact version-has-a-hash grep -qE '^cases [0-9a-f]{64}$' out

for command in run list explain mock judge body url; do
    row "help-of-$command" 0 out="Usage: assay $command" out='--help' err: -- "$command" --help
    row "unknown-option-of-$command" 2 out: err="$command has no option '--nonsense'" \
        err="assay $command --help" -- "$command" --nonsense
    row "short-option-of-$command" 2 out: err="$command has no option '-x'" -- "$command" -x
    row "several-short-options-of-$command" 2 out: err="$command has no option '-x'" -- "$command" -xyz
    row "unknown-command-like-$command" 2 out: err="did you mean '$command'?" -- "${command}x"
done

row near-option 2 out: err="no option '--tagret'" err="did you mean '--target'?" -- run --tagret x
row near-option-with-value 2 out: err="no option '--tagret'" err="did you mean '--target'?" \
    -- run --tagret=x
row ambiguous-option 2 out: err="'--s' may be --skip, --strict, --seed, --sign or --sign-passphrase-env" -- run --s 1
row abbreviated-option 2 out: err="--format takes console, tap or json" -- run --target x --form y
row missing-value 2 out: err="'--target' needs a value" -- run --target
row value-for-a-flag 2 out: err="'--strict' takes no value" -- run --strict=yes
row number-out-of-range 2 out: err="--port takes a whole number up to 65535, not '65536'" \
    -- mock --port 65536
row number-far-out-of-range 2 out: err='takes a whole number' -- mock --port 99999999999999999999999
row number-negative 2 out: err="not '-1'" -- mock --port -1
row number-not-one 2 out: err="not '80x'" -- mock --port 80x
row number-empty 2 out: err="not ''" -- mock --port ''
row number-with-a-space 2 out: err="not ' 80'" -- mock --port ' 80'
row status-out-of-range 2 out: err="not '600'" -- body --status 600 x.json
row status-below-range 2 out: err="not '99'" -- body --status 99 x.json

row too-many-operands 2 out: err='takes options alone' -- list everything
row too-few-operands 2 out: err='explain takes ID' -- explain
row two-operands-for-one 2 out: err='nothing more' -- explain request.https response.json

row list 0 out='request.https' out='request.prototype' out='39 requirements' err: -- list
row list-json 0 out='"requirements"' out='"cases"' err: -- list --json
mv out list.json
row list-json-is-json 0 out='list.json: accepted' -- body --json-only list.json

"$assay" list | sed -n 's/^\([a-z][a-z0-9.-]*\) .*/\1/p' >ids
fact list-prints-ids test "$(wc -l <ids)" -gt 150
while read -r id; do
    row "explain-$id" 0 out="$id (" err: -- explain "$id"
done <ids
fact list-has-every-kind eval 'grep -qx request.https ids && grep -qx request.prototype ids &&
    grep -qx name-null ids'
row explain-twin-of-a-refusal 0 out='a refusal would prove nothing' -- explain error.device.unknown
row explain-twin-of-an-answer 0 out='that field' out!'prove nothing' -- explain request.app-id.own
row explain-names-the-near-one 2 out: err="'request.htps' is no requirement" \
    err="did you mean 'request.https'?" -- explain request.htps
row explain-near-nothing 2 out: err='assay list' err!'did you mean' -- explain zzzzzzzzzzzzzzzzzzzzzz
row explain-something-long 2 out: err='is no requirement' -- explain "$(printf '%5000s' x)"

# Output that nobody takes is no success.
if [ -e /dev/full ]; then
    for words in --version --help list 'list --json' 'explain request.https' 'run --help' \
        'url https://a x' 'body list.json' 'mock --list-defects'; do
        code=0
        # shellcheck disable=SC2086 # several words
        "$assay" $words >/dev/full 2>err || code=$?
        : >out
        settle "full-output-of-$words" "$code" 5 err='standard output'
    done
fi
finish
