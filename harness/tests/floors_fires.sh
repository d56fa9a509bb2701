#!/bin/sh
# The floors test fires on each kind of forbidden include and names it.
# Usage: floors_fires.sh AWK FOLDER
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/harness/judge"
printf '#include "store/file.h"\n#include "http/message.h"\n#include <curl/curl.h>\n' \
    >"$folder/harness/judge/bad.c"
found=$("$1" -f "$2/floors.awk" "$2/floors.table" "$folder/harness/judge/bad.c" || true)
echo "$found"
echo "$found" | grep -q 'bad.c:1: judge may not include store/file.h'
echo "$found" | grep -q 'bad.c:3: judge may not include <curl/curl.h>'
! echo "$found" | grep -q 'http/message.h'
