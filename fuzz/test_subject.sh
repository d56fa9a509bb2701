#!/bin/sh
# What is said of a subject that does not fit, of a compiler that is not there, and of sanitizers that
# are missing: plainly, and never with success.
# Usage: test_subject.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

row() { # NAME TEXT COMMAND...: fails, and says TEXT
    name=$1 text=$2 code=0
    shift 2
    "$@" >"$work/said" 2>&1 || code=$?
    # CMake wraps its lines.
    if [ "$code" -eq 0 ] || ! tr -s ' \n' ' ' <"$work/said" | grep -qF "$text"; then
        echo "FAILED: $name: exit $code, or not '$text':"
        tail -n 20 "$work/said" | sed 's/^/    /'
        failed=1
    fi
}

configure() { # SUBJECT [OPTION]...
    subject=$1
    shift
    cmake -S "$root" -B "$work/build" -G Ninja -DASSAY_FUZZ=ON -DASSAY_FUZZ_CJSON=OFF \
        -DASSAY_FUZZ_ENGINE= -DASSAY_SUBJECT="$subject" "$@"
}

# A subject that only refuses, and what may be wrong with it.
cat >"$work/whole.c" <<'C'
#include "fuzz/subject.h"
#include <stddef.h>
enum subject_result subject_parse_answer(int status, const uint8_t *body, size_t size,
                                         struct subject_answer *answer, struct subject_refusal *refusal) {
    *refusal = (struct subject_refusal){0, "no"};
    return SUBJECT_REFUSED;
}
void subject_answer_free(struct subject_answer *answer) {}
enum subject_result subject_build_url(struct subject_text endpoint, struct subject_text device_id,
                                      struct subject_text app_id, struct subject_text *url) {
    return SUBJECT_REFUSED;
}
void subject_url_free(struct subject_text *url) {}
int subject_abi(void) { return SUBJECT_ABI; }
const char *subject_name(void) { return "whole"; }
const char *const *subject_waives(void) { return NULL; }
C
sed '/^void subject_url_free/d' "$work/whole.c" >"$work/lacks.c"
sed 's/^int subject_abi(void)/int subject_abi(int version)/; s/^void subject_url_free.*/char *subject_url_free(void) { return 0; }/' \
    "$work/whole.c" >"$work/other.c"
echo 'void subject_answer_free(int answer) {}' >"$work/headless.c"
echo 'int main( {' >"$work/broken.c"

configure "$work/whole.c" >"$work/said" 2>&1 || {
    echo "FAILED: a subject that fits:" && tail -n 20 "$work/said" && failed=1
}
row "a function is missing" "there is no subject_url_free" configure "$work/lacks.c"
row "another signature" "has another signature" configure "$work/other.c"
row "another signature, without the header" "subject_answer_free has another signature" \
    configure "$work/headless.c"
row "no C" "does not implement fuzz/subject.h" configure "$work/broken.c"
row "no file" "there is no $work/nowhere.c" configure "$work/nowhere.c"
row "a library that is not there" "does not implement fuzz/subject.h" \
    configure "$work/whole.c" -DASSAY_SUBJECT_FLAGS=-lnowhere

# fuzz/run, with a path that has all but the compiler.
mkdir "$work/bin"
for tool in sh sed grep find head tail awk mktemp rm cat dirname basename tr wc date sleep kill sort; do
    ln -s "$(command -v $tool)" "$work/bin/$tool"
done
row "no clang" "there is no clang" env PATH="$work/bin" "$here/run" json_gate
row "no AFL++" "there is no afl-clang-fast" env PATH="$work/bin" "$here/run" --engine afl json_gate
row "no such engine" "there is no engine honggfuzz" "$here/run" --engine honggfuzz
row "no such target" "there is no target jsn" "$here/run" jsn
row "no such subject" "there is no file" "$here/run" --subject "$work/nowhere.c"

# A compiler without the runtime of its sanitizers.
cat >"$work/poor-cc" <<'SH'
#!/bin/sh
for argument; do
    case $argument in
    -fsanitize=*) echo "cannot find libclang_rt.asan-x86_64.a" >&2 && exit 1 ;;
    esac
done
exec cc "$@"
SH
chmod +x "$work/poor-cc"
rm -rf "$work/build"
row "no sanitizer" "does not link -fsanitize=address,undefined" \
    configure "$work/whole.c" -DASSAY_SANITIZE=ON -DCMAKE_C_COMPILER="$work/poor-cc"
exit "$failed"
