# Lines of "OURS PEER", one a round: prints the median of each and of UP/DOWN, round by round, where
# -v faster=less puts the peer up (times) and -v faster=more puts ours up (rates).

{
    ours[NR] = $1
    peer[NR] = $2
    ratio[NR] = faster == "less" ? $2 / $1 : $1 / $2
}

END {
    if (NR == 0) exit 1
    printf "%.3f %.3f %.2f\n", median(ours), median(peer), median(ratio)
}

function median(values,    i, k, held) {
    for (i = 2; i <= NR; i++) {
        held = values[i]
        for (k = i - 1; k >= 1 && values[k] > held; k--) values[k + 1] = values[k]
        values[k + 1] = held
    }
    return NR % 2 ? values[(NR + 1) / 2] : (values[NR / 2] + values[NR / 2 + 1]) / 2
}
