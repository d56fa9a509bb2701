#!/bin/bash
# What a person sees on a terminal: colours and progress there, and nowhere else; lines that fit.
. "$(dirname "$0")/row.bash"

platform quick --throttle 0/0
platform paced --throttle 100/2
colour=$'\033\\[[0-9;]*m'

# Runs the program on a pseudo-terminal; what it shows goes to the file `screen`.
on_terminal() { # COLUMNS ARGUMENT...
    local columns=$1
    shift
    script -qec "stty cols $columns rows 50; $(printf '%q ' timeout 60 "$assay" "$@")" screen \
        >/dev/null </dev/null
}
shows() { grep -qF -e "$1" screen; }
is_coloured() { grep -q "$colour" screen; }
has_escapes() { grep -qF "$escape" screen; }
widest() { # of the lines that are left when nothing overwrites them any more
    sed -e '/^Script /d' -e 's/\r$//' -e 's/.*\r//' -e "s/$colour//g" -e "s/$escape\\[K//g" screen |
        LC_ALL=C.UTF-8 wc -L
}
is_within() { [ "$(widest)" -le "$1" ]; }

on_terminal 80 run --target quick.json --reports r
fact colours-on-a-terminal is_coloured
fact progress-on-a-terminal shows ' of at most '
fact eighty-columns-hold is_within 80
on_terminal 120 run --target quick.json --reports r
fact hundred-and-twenty-columns-hold is_within 120

NO_COLOR=1 on_terminal 80 run --target quick.json --reports r
fact no-color-is-obeyed eval '! is_coloured'
fact no-color-keeps-progress shows ' of at most '
NO_COLOR='' on_terminal 80 run --target quick.json --reports r
fact empty-no-color-is-none is_coloured
TERM=dumb on_terminal 80 run --target quick.json --reports r
fact dumb-terminal-gets-no-escapes eval '! has_escapes'
fact dumb-terminal-gets-the-verdict shows CONFORMANT

on_terminal 80 run --target paced.json --reports r
fact countdown shows 'until the allowance is free again'
fact countdown-fits is_within 80

row no-progress-in-a-pipe 0 err!' of at most 1' out!$'\r' err!$'\r' -- run --target quick.json --reports r
row no-countdown-in-a-pipe 0 err!'until the allowance' -- run --target paced.json --reports r

# The texts, too: every command's help, the lists, every kind of explanation.
for columns in 80 120; do
    for words in --help 'run --help' 'mock --help' 'judge --help' 'body --help' 'url --help' \
        'list --help' 'explain --help' list 'mock --list-defects' 'explain error.403.1010005' \
        'explain error.token.replaced' 'explain name-null' 'explain response.json'; do
        # shellcheck disable=SC2086 # several words
        on_terminal "$columns" $words
        fact "$columns-columns-hold-$words" is_within "$columns"
    done
done
row one-line-each-in-a-pipe 0 -- list
fact a-case-is-one-line grep -qE '^request\.prototype +the documented request' out
finish
