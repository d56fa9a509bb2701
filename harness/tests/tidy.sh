#!/bin/sh
# clang-tidy over the sources given, two at a time; prints what it finds and fails if it is anything.
# Usage: tidy.sh CLANG_TIDY BUILD_FOLDER SOURCE...
set -eu
tidy=$1
build=$2
shift 2
printf '%s\n' "$@" | grep '\.c$' | xargs -n 4 -P 2 "$tidy" --quiet -p "$build"
