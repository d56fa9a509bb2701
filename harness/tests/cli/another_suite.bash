# What a suite 9.9 would have left of a run, for tests to source behind row.bash.

# The entries of a HAR of ours as they were recorded, altered by a sed script.
recorded() { # HAR SCRIPT
    sed -nE '/^\{"started/{s/,$//; s/.*"record":([0-9]+).*/\1 &/p}' "$1" |
        sort -n | cut -d ' ' -f 2- | sed -E "$2"
}

# A journal of them by that suite, linked anew; its tables are the same or others.
by_another_suite() { # HAR same|other SCRIPT
    local head entry count=0 digest tables=
    [ "$2" = same ] || tables='; s/"cases_sha256":"./"cases_sha256":"0/'
    head=$(sed -nE "2{s/^\"_assay\":(.*),\$/\1/; s/\"suite_version\":\"[^\"]*\"/\"suite_version\":\"9.9\"/$tables; p}" "$1")
    printf '%s\n' "$head"
    digest=$(printf %s "$head" | sha256sum)
    while IFS= read -r entry; do
        entry=${entry%,\"record\":*},\"record\":$count,\"previous\":\"${digest%% *}\"}}
        printf '%s\n' "$entry"
        digest=$(printf %s "$entry" | sha256sum)
        count=$((count + 1))
    done < <(recorded "$1" "$3")
    sed -nE '$s/^"_assay_end":(.*)}}$/\1/p' "$1" | sed -E "s/\"exchanges\":[0-9]+/\"exchanges\":$count/
        s/\"last_sha256\":\"[0-9a-f]+\"/\"last_sha256\":\"${digest%% *}\"/"
}
