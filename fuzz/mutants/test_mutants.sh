#!/bin/sh
# The way of a mutant of the judge, from its source to the evidence that notices it: a few mutants and a
# few cells. Usage: test_mutants.sh BUILD
set -eu
here=$(cd "$(dirname "$0")" && pwd)
log=$1/test_mutants.log

"$here/../mutate" --judge --build "$1" --cells 'token-*' --only harness/judge/verdict.c --sample 5 --seed 3 \
    >"$log" 2>&1 || [ $? -eq 1 ] || { cat "$log" && exit 1; }
cat "$log"
grep -qE '^killed [0-9]+ of [1-9][0-9]* ' "$log"
grep -qE 'by evidence: [1-9]' "$log"
