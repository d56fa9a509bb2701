#!/bin/sh
# Fetches the distribution's patched source of a package, checked by apt's keys, and prints the
# folder it was unpacked into.
# Usage: source.sh PACKAGE FOLDER
#
# Needs no root and changes no file of the system: the deb-src entries, which hardly any machine has,
# are made from its deb entries in FOLDER/apt.
set -eu
package=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)

unpacked() {
    find "$folder" -maxdepth 2 -path "$folder/$package-*/debian" -type d | head -n 1 | sed 's,/debian$,,'
}

# The sources of sources: both formats of apt, binary entries turned into source entries.
list_sources() {
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -r "$file" ] || continue
        sed 's/^Types:.*/Types: deb-src/' "$file" >"$apt/parts/$(basename "$file")"
    done
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -r "$file" ] || continue
        sed -n 's/^deb \(.*\)/deb-src \1/p' "$file" >"$apt/parts/$(basename "$file" .list).list"
    done
}

apt_get() {
    apt-get -q -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$apt/parts" \
        -o Dir::State::Lists="$apt/lists" -o Dir::Cache="$apt/cache" \
        -o APT::Sandbox::User="$(id -un)" -o Acquire::Retries=1 -o Acquire::http::Timeout=20 "$@" >&2
}

if [ -z "$(unpacked)" ]; then
    apt=$folder/apt
    mkdir -p "$apt/parts" "$apt/lists/partial" "$apt/cache/archives/partial"
    list_sources
    apt_get update
    (cd "$folder" && apt_get source "$package")
fi
found=$(unpacked)
[ -n "$found" ] || { echo "source.sh: $package did not unpack" >&2; exit 1; }
echo "$found"
