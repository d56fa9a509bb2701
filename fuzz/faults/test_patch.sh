#!/bin/sh
# A table of faults that no longer fits must say so: one table for each way of not fitting.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/out"
printf 'int one = 1;\nint two = 2;\nint other = 1;\n' >"$root/a.c"
failed=0

patch() { # patch MODE [FAULT]; the table from standard input
    cat >"$root/table"
    awk -v mode="$1" -v root="$root" -v out="$root/out" -v fault="${2-}" -f "$here/patch.awk" \
        "$root/table" 2>&1
}

# NAME WANTED-EXIT WANTED-WORDS MODE [FAULT]: what patch says and how it ends.
row() {
    name=$1 wanted=$2 words=$3
    shift 3
    exit=0
    said=$(patch "$@") || exit=$?
    if [ "$exit" != "$wanted" ] || ! echo "$said" | grep -qF -- "$words"; then
        printf '%s: exit %s, said: %s\n' "$name" "$exit" "$said"
        failed=1
    fi
}

fault='fault f
says x
file a.c'

row fits 0 '' check <<END
$fault
- int one = 1;
+ int one = 3;
END
row two-hunks-fit 0 'a.c' apply f <<END
$fault
- int one
+ long one
- int two
+ long two
END
printf 'long one = 1;\nlong two = 2;\nint other = 1;\n' | cmp - "$root/out/a.c" || failed=1
row lines-fit 0 '' check <<END
$fault
- 1;
- int two
+ 1;
+
+ int two
END
row absent 1 'its old text is not in a.c' check <<END
$fault
- int three
+ int four
END
row twice 1 'its old text is twice in a.c' check <<END
$fault
- = 1;
+ = 2;
END
row no-change 1 'it changes nothing in a.c' check <<END
$fault
- int one
+ int one
END
row no-file 1 'there is no file b.c' check <<END
fault f
says x
file b.c
- int
+ long
END
row no-hunk 1 'no hunk' check <<END
$fault
END
row says-nothing 1 'says nothing' check <<END
fault f
file a.c
- int one
+ long one
END
row named-twice 1 'named twice' check <<END
$fault
- int one
+ long one

$fault
- int one
+ long one
END
row no-such-fault 1 'there is no such fault' apply g <<END
$fault
- int one
+ long one
END
row no-line 1 'no part of a table' check <<END
$fault
int one
END
exit "$failed"
