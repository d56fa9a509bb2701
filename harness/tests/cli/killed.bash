#!/bin/bash
# A run that is killed at any moment leaves no file half written and nothing that disturbs the next;
# what it recorded can be judged. So with a reports folder that goes away, and one that is crowded.
#
# ASSAY_KILLS is at how many random moments a run is killed (default 10).
. "$(dirname "$0")/row.bash"

platform whole --throttle 0/0
platform slow --throttle 20/30

is_whole() { # FILE; one that is none of these is no artefact
    case ${1##*/} in
    evidence.har) judges "$1" ;;
    journal.ndjson) ;;
    *.json | *.sarif) "$assay" body --json-only "$1" >/dev/null ;;
    *.html) [[ $(tail -n 1 "$1") = *'</html>' ]] ;;
    junit.xml) [ "$(tail -n 1 "$1")" = '</testsuites>' ] ;;
    badge.svg) [[ $(tail -n 1 "$1") = *'</svg>' ]] ;;
    *) false ;;
    esac
}

whole() { # FOLDER: every file in it that has its name
    local file
    for file in "$1"/* "$1"/*Z-*/*; do
        if [ -f "$file" ] && ! is_whole "$file"; then
            echo "$file is not whole"
            return 1
        fi
        [ ! -f "$file" ] || files=$((files + 1))
    done
}

judges() { # FILE: a verdict comes of it, and no message but that the run died
    local code=0
    "$assay" judge "$1" --target whole.json >out 2>err || code=$?
    [ "$code" -ne 2 ] && [ "$code" -ne 5 ] && ! grep -qv 'of a run that died' err
}

# A journal whose first line is not whole is that of a run that had sent nothing.
journals_judge() { # FOLDER
    local file
    for file in "$1"/*/journal.ndjson; do
        [ ! -e "$file" ] || [ "$(wc -l <"$file")" -eq 0 ] || judges "$file" || return 1
    done
}

# How long a run takes here, in milliseconds, so that the moments are spread over all of it.
begun=$(date +%s%N)
"$assay" keygen --out lab >/dev/null
"$assay" run --target whole.json --reports measured --sign lab.pem >/dev/null 2>&1
length_ms=$((($(date +%s%N) - begun) / 1000000 + 20))

# timeout sends the signal: a subshell of bash that gets it before its exec would run this test's traps.
kill_at() { # MILLISECONDS SIGNAL FOLDER
    { timeout -s "$2" "$(printf '%d.%03d1' $(($1 / 1000)) $(($1 % 1000)))" \
        "$assay" run --target whole.json --reports "$3" --sign lab.pem </dev/null; } >/dev/null 2>&1
}
# Died without a word, while it asked, while it wrote its reports, or not at all.
declare -A died=([early]=0 [asking]=0 [writing]=0 [late]=0)
note_when() {
    local left
    left=$(ls killed/*Z-*/ 2>/dev/null)
    case $left in
    '') died[early]=$((died[early] + 1)) ;;
    journal.ndjson) died[asking]=$((died[asking] + 1)) ;;
    *journal.ndjson*) died[writing]=$((died[writing] + 1)) ;;
    *) died[late]=$((died[late] + 1)) ;;
    esac
}
files=0
for ((kill = 0; kill < ${ASSAY_KILLS:-10}; kill++)); do
    moment=$((RANDOM * length_ms / 32768))
    # Every other one about when the reports are written.
    [ $((kill % 2)) -eq 0 ] || moment=$((length_ms * 2 / 3 + moment * 2 / 3))
    kill_at "$moment" KILL killed
    fact "killed-after-$moment-ms-whole" whole killed
    fact "killed-after-$moment-ms-journal" journals_judge killed
    note_when
    rm -rf killed/*Z-* # looked at
done
echo "of $kill runs of $length_ms ms, ${died[early]} were killed before they asked, ${died[asking]} while they did," \
    "${died[writing]} while they wrote reports, ${died[late]} behind that; $files files were whole"
touch -d '2 minutes ago' killed/.latest.abcdef killed/.unrelated.abcdef
touch killed/.index.html.abcdef
row the-next-run-is-clean 0 out='CONFORMANT' err!'cannot' -- run --target whole.json --reports killed
# Folders of one second sort by their random part, so the run itself says which is its own.
newest=$(sed -n 's/^assay: the reports are in //p' err)
fact its-report-is-the-newest cmp killed/report.json "$newest/report.json"
fact old-leftovers-are-gone test ! -e killed/.latest.abcdef
fact new-ones-may-be-somebodys test -e killed/.index.html.abcdef
fact other-files-are-not-touched test -e killed/.unrelated.abcdef

# Told to end in its first milliseconds: it either had not begun, or ends as a run that was stopped.
for moment in 0 1 2 4 8 16 32; do
    kill_at "$moment" TERM early
    fact "ended-after-$moment-ms-whole" whole early
    fact "ended-after-$moment-ms-no-journal" eval '! compgen -G "early/*/journal.ndjson"'
done

# The folder goes away while the run is under way.
"$assay" run --target slow.json --reports gone >out 2>err </dev/null &
id=$!
wait_for eval 'test "$(cat gone/*/journal.ndjson 2>/dev/null | wc -l)" -ge 15'
rm -rf gone
kill -INT "$id"
code=0
wait "$id" || code=$?
settle reports-folder-gone "$code" 5 err='cannot create' err='No such file or directory' \
    err!'what was recorded is in'

# A crowded folder: the page lists the newest runs, whatever their reports hold.
mkdir crowd
for ((i = 0; i < 2000; i++)); do
    printf 'crowd/20250101T%06dZ-00000000\n' "$i"
done | xargs mkdir
odd=crowd/20250101T001999Z-00000000
printf '{"verdict":"conformant","target":{"name":"</td><img src=x onerror=alert(1)>&\\u0007\\u202e"},"run":{}}' \
    >$odd/report.json
head -c 100 measured/report.json >crowd/20250101T001998Z-00000000/report.json
mkdir crowd/20250101T001997Z-00000000/report.json crowd/'20250101T001996Z-<b>'
row in-a-crowd 0 out='CONFORMANT' err!'cannot' -- run --target whole.json --reports crowd
fact page-lists-500 eval 'test "$(grep -c "^<tr><td" crowd/index.html)" -eq 500'
fact page-begins-with-the-newest eval 'grep -m 1 "^<tr><td" crowd/index.html | grep -q "embedded platform"'
fact page-escapes grep -qF '&lt;/td&gt;&lt;img src=x onerror=alert(1)&gt;&amp;' crowd/index.html
fact page-shows-no-control eval "! grep -qP '\\x07|\\xe2\\x80\\xae' crowd/index.html"
fact page-takes-no-odd-folder eval '! grep -q "Z-<b>" crowd/index.html'
fact page-lists-what-has-no-report grep -q 'unreported' crowd/index.html
finish
