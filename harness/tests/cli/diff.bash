#!/bin/bash
# Two runs side by side.
. "$(dirname "$0")/row.bash"

platform whole --throttle 0/0
platform broken --throttle 0/0 --defect activated-string

row old 0 -- run --target whole.json --reports old
row again 0 -- run --target whole.json --reports again
row new 1 -- run --target broken.json --reports new

row two-are-wanted 2 err='diff takes OLD NEW' -- diff old/evidence.har
row same-platform 0 out='0 breaking, 0 harmless, 0 mended' -- diff old/evidence.har again/evidence.har
row evidence 1 out='body, member activated: true -> "true"' out!'verdict' \
    -- diff old/evidence.har new/evidence.har
row journal-or-har-of-nobody 2 err='whole.json: ' -- diff old/evidence.har whole.json
# What another tool recorded: the same requests of two deployments; nothing in common with a run.
har=$here/../samples/chromium.har
sed 's,https://127.0.0.1:[0-9]*/,https://other.example/,; s/\\"activated\\":true/\\"activated\\":1/' "$har" >other.har
row other-tool 1 out='body, member activated: true -> 1' out!'127.0.0.1' -- diff "$har" other.har
row nothing-in-common 2 out: err='nothing was compared' -- diff "$har" old/latest
row missing 2 err='nowhere' -- diff old/evidence.har nowhere
row unknown-format 2 err="did you mean 'markdown'" -- diff old/evidence.har new/evidence.har --format markdwn
row markdown 1 out='| breaking |' -- diff old/evidence.har new/evidence.har --format markdown
row json 1 out='"breaking": ' -- diff old/evidence.har new/evidence.har --format json

# With what the judge made of it.
row folders 1 out='breaking  verdict  verdict: conformant -> nonconformant' \
    out='breaking  response.activated  requirement: proven -> broken' -- diff old/latest new/latest
row cases-that-fare-alike-are-counted 1 out='more  case: pass -> fail' -- diff old/latest new/latest
row mended 0 out='mended  verdict' out='mended  response.activated' -- diff new/report.json old/report.json
head -c 300 old/report.json >cut.json
row cut-report 2 err='cut.json:' -- diff old/report.json cut.json
finish
