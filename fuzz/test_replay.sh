#!/bin/sh
# What the replay driver and the corpus's check say of folders that prove nothing.
# Usage: test_replay.sh REPLAY_JSON_GATE
set -eu
replay=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

row() { # NAME EXIT TEXT COMMAND...
    name=$1 expected=$2 text=$3 code=0
    shift 3
    "$@" >"$work/said" 2>&1 || code=$?
    if [ "$code" -ne "$expected" ] || ! grep -qF "$text" "$work/said"; then
        echo "FAILED: $name: exit $code, not $expected, or not '$text':"
        sed 's/^/    /' "$work/said"
        failed=1
    fi
}

cd "$work"
mkdir empty hollow hollow/below whole odd dangling loop big
printf '{"a":1}' >whole/object
cp whole/object odd/ && mkfifo odd/pipe
cp whole/object dangling/ && ln -s nowhere dangling/link
cp whole/object loop/ && ln -s . loop/again
head -c 1048577 /dev/zero >big/zeros
: >refused

row "a folder with an input" 0 "1 inputs, 1 deep" "$replay" whole
row "a file" 0 "1 inputs, 1 deep" "$replay" whole/object
row "protected pages" 0 "1 inputs, 1 deep" "$replay" --pages whole
row "a process for each" 0 "1 inputs, 1 deep, 0 broken" "$replay" --all whole
row "an empty folder" 2 "there is no input in it" "$replay" empty
row "a good folder and an empty one" 2 "there is no input in it" "$replay" whole empty
row "folders without a file" 2 "there is no input in it" "$replay" hollow
# Root reads everything: somebody else tries, where there is a way to.
mkdir closed && cp whole/object closed/ && chmod 000 closed
if [ "$(id -u)" -ne 0 ]; then
    row "a folder that may not be read" 2 "Permission denied" "$replay" closed
elif setpriv --reuid 65534 --clear-groups test -x "$replay" 2>/dev/null; then
    chmod 755 "$work"
    row "a folder that may not be read" 2 "Permission denied" \
        setpriv --reuid 65534 --clear-groups "$replay" "$work/closed"
fi
row "no such folder" 2 "No such file" "$replay" nowhere
row "a pipe" 2 "neither a file nor a folder" "$replay" odd
row "a device" 2 "neither a file nor a folder" "$replay" /dev/null
row "a link to nothing" 2 "No such file" "$replay" dangling
row "a folder in itself" 2 "too deep" "$replay" loop
row "more than a megabyte" 2 "more than 1 MiB" "$replay" big
row "a sample of the oracles" 0 "1 inputs, 1 deep" "$replay" --sampled whole
row "nothing deep" 1 "these prove nothing" "$replay" refused
row "nothing deep, as expected" 0 "0 deep" "$replay" --shallow refused
row "no path" 2 "Usage" "$replay"
row "an unknown option" 2 "no option --al" "$replay" --al whole

# The corpus's check, on a project of two targets.
mkdir -p project/fuzz project/corpus/one/seeds
cp "$here/corpus" project/fuzz/
printf 'assay_fuzz_target(one LINKS x)\n' >project/fuzz/CMakeLists.txt
row "an empty corpus" 1 "corpus/one holds no input" project/fuzz/corpus check
printf abc >project/corpus/one/seeds/named
row "an input by hand" 0 "1 inputs, 3 bytes" project/fuzz/corpus check
printf abd >project/corpus/one/misnamed
row "a name that is not its content's" 1 "is not named by its content" project/fuzz/corpus check
rm project/corpus/one/misnamed
printf abc >"project/corpus/one/$(printf abc | sha1sum | cut -d' ' -f1)"
row "the same bytes twice" 1 "more than once" project/fuzz/corpus check
rm project/corpus/one/[0-9a-f]*
ln -s named project/corpus/one/seeds/link
row "a link" 1 "neither a file nor a folder" project/fuzz/corpus check
rm project/corpus/one/seeds/link
head -c 2097152 /dev/zero >project/corpus/one/seeds/big
row "more than two megabytes" 1 "more than 2 MiB" project/fuzz/corpus check
row "no fuzzer" 2 "build it" project/fuzz/corpus minimise one
exit "$failed"
