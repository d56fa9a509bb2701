#!/bin/bash
# Bad input: each reader with each fault. It is refused by name and place, with nothing on standard
# output and the exit code of what cannot be read, and nothing is sent; there is never a verdict.
as_nobody=yes # a file that may not be read is one of the faults
. "$(dirname "$0")/row.bash"

platform whole --throttle 0/0
platform slow --throttle 8/30
"$assay" keygen --out lab >/dev/null
"$assay" run --target whole.json --reports run --sign lab.pem >/dev/null 2>&1
"$assay" run --target whole.json --reports few --only activation.online >/dev/null 2>&1
"$assay" run --target slow.json --reports died >/dev/null 2>&1 </dev/null &
id=$!
wait_for eval 'test "$(cat died/*/journal.ndjson 2>/dev/null | wc -l)" -ge 7'
kill -KILL "$id"
wait "$id" 2>/dev/null
head -n 6 died/*/journal.ndjson >journal
cp few/latest/evidence.har few/latest/report.json run/latest/certificate.json .
cat >baseline <<'END'
{"deviations": [
  {"requirement": "response.name", "reason": "ticket 4711", "owner": "ops", "expires": "2099-01-31"},
  {"case": "activation.online", "reason": "ticket 4712", "owner": "ops", "expires": "2099-01-31"}
]}
END
cp lab.pub bad.pub # the other half of bad.pem

# Of each reader a good file and what tells the place in a bad one.
line='bad:[0-9]+:[0-9]+: '
of_evidence='bad: .*(line [0-9]+|entry [0-9]+ at byte|log\._assay|were recorded)'
declare -A good=([har]=evidence.har [journal]=journal [diff]=report.json [report]=report.json
    [baseline]=baseline [profile]=whole.json [private]=lab.pem [public]=lab.pub [certificate]=certificate.json)
declare -A place=([har]=$of_evidence [journal]=$of_evidence [diff]="$line|$of_evidence" [report]=$line
    [baseline]=$line [profile]=$line [certificate]=$line [private]='bad\.pem:([0-9]+:)? '
    [public]='bad:[0-9]+: |certificate.json:6:16: keyid is that of another key')

read_bad() { # READER
    case $1 in
    har) set -- judge bad --target whole.json ;;
    journal) set -- judge bad --target slow.json ;;
    diff) set -- diff report.json bad ;;
    report) set -- baseline bad --owner ops --reason legacy ;;
    baseline) set -- judge evidence.har --target whole.json --baseline bad ;;
    profile) set -- run --target bad --reports never ;;
    private) mv bad bad.pem 2>/dev/null; set -- run --target whole.json --reports never --sign bad.pem ;;
    public) set -- verify certificate.json --key bad ;;
    certificate) set -- verify bad --key lab.pub ;;
    esac
    timeout -k 5 "$limit_seconds" "$assay" "$@" >out 2>err </dev/null
}
# That a certificate does not hold is an answer, with an exit code of its own.
refused() { # READER FAULT PLACE: what is in the file `bad`
    local code=0 wanted=2
    read_bad "$1" || code=$?
    sed -i '/^[a-z.]*: does not hold$/d' out
    case $1 in
    certificate) grep -qE "$line" err && wanted=1 ;;
    public) grep -q 'keyid' err && wanted=1 ;;
    esac
    settle "$1-$2" "$code" "$wanted" out:
    grep -qE -e "$3" err || fail "$1-$2" "no place: $(head -c 300 err)"
    rm -rf bad bad.pem
}
wrong() { # READER FAULT: what is in it, from standard input
    cat >bad
    refused "$1" "$2" "${place[$1]}"
}
flipped() { # FILE BYTE: with that byte's lowest bit flipped
    head -c "$2" "$1"
    printf "$(printf '\\%03o' $(($(od -An -tu1 -j "$2" -N 1 "$1") ^ 1)))"
    tail -c +"$(($2 + 2))" "$1"
}
within() { # FILE COMMAND...: what the command prints in its middle
    local half=$(($(stat -c %s "$1") / 2))
    head -c $half "$1"
    "${@:2}"
    tail -c +$((half + 1)) "$1"
}
deep() {
    printf '%0*d' 10000 0 | tr 0 '['
}

for reader in "${!good[@]}"; do
    file=${good[$reader]}
    size=$(stat -c %s "$file")
    # A journal that is cut is that of a run that died: test_ledger cuts one everywhere.
    [ $reader = journal ] || for cut in $((size / 5)) $((size / 2)) $((4 * size / 5)) $((size - 2)); do
        wrong $reader "cut-to-$cut" < <(head -c "$cut" "$file")
    done
    # Where nothing vouches for what stands between the quotes, a bit of it makes another good file.
    case $reader in har | journal | private | public | certificate)
        for byte in 1 $((size / 3)) $((size / 2)) $((2 * size / 3)) $((size - 3)); do
            wrong $reader "bit-of-byte-$byte" < <(flipped "$file" "$byte")
        done ;;
    esac
    wrong $reader empty </dev/null
    wrong $reader byte-order-mark < <(printf '\357\273\277' && cat "$file")
    wrong $reader NUL-within < <(within "$file" printf '\0')
    wrong $reader no-UTF-8 < <(within "$file" printf '\377')
    [ $reader = journal ] || wrong $reader NUL-behind < <(cat "$file" && printf '\0')
    wrong $reader twice < <(cat "$file" "$file")
    wrong $reader deep < <(deep)
    case $reader in private | public) ;; *) wrong $reader deep-within < <(sed "0,/:/s//:$(deep)/" "$file") ;; esac
    refused $reader missing 'bad.*No such file'
    mkdir bad && refused $reader folder 'bad.*(is a folder|report.json: No such file)'
    mkfifo bad && refused $reader pipe 'bad.*is a pipe'
    cat "$file" >bad && chmod 0 bad && refused $reader closed 'bad.*Permission denied'
    truncate -s 1025M bad && refused $reader huge 'bad.*larger than'
done

# The same file but for one thing; each a bit, a version or a repetition.
altered() { # READER FAULT SED-SCRIPT
    sed -E "$3" "${good[$1]}" >bad
    ! cmp -s bad "${good[$1]}" || fail "$1-$2" "it is not altered"
    wrong "$1" "$2" < <(sed -E "$3" "${good[$1]}")
}
altered har version '2s/"format":1/"format":2/'
altered har twice-a-member '2s/"strict":/"strict":false,"strict":/'
altered har twice-a-member-of-an-entry '5s/"time":/"time":1,"time":/'
altered journal version '1s/"format":1/"format":2/'
altered journal twice-a-member '1s/"strict":/"strict":false,"strict":/'
altered journal bit-of-a-name '1s/"strict"/"stricu"/'
for reader in diff report; do
    altered $reader twice-a-member '0,/"id":/s/"id":/"id":"a","id":/'
    altered $reader bit-of-a-name '0,/"status":/s/"status":/"statur":/'
    altered $reader bit-of-a-status '0,/"status": "proven"/s/"status": "proven"/"status": "qroven"/'
    altered $reader bit-of-the-list '0,/"requirements"/s/"requirements"/"requirementr"/'
done
altered diff bit-of-the-verdict 's/"inconclusive"/"hnconclusive"/'
altered baseline twice-a-member '2s/"owner"/"owner": "a", "owner"/'
altered baseline twice-an-entry '2p'
altered baseline bit-of-a-name '2s/"owner"/"owneq"/'
altered baseline bit-of-an-id 's/response.name/response.nale/'
altered baseline bit-of-a-day '2s/2099-01/2099-81/'
altered baseline unknown-member '1s/\{/{"format": 2, /'
altered profile twice-a-member 's/"endpoint":/"endpoint": "https:\/\/a", "endpoint":/'
altered profile bit-of-a-name 's/"endpoint"/"endpoinu"/'
altered profile bit-of-the-scheme 's/"https:/"httpr:/'
altered profile unknown-member '1s/\{/{"format": 2, /'
altered certificate twice-a-member '2s/"payloadType"/"payload": "", "payloadType"/'
altered certificate version 's/vnd.in-toto/vnd.in-tot2/'
fact nothing-was-sent test ! -e never
finish
