# Rows of what, ours, peer, ratio and goal, parted by tabs, as a table for a terminal. A goal is
# ">= N" or "<= N" of the ratio, or with a unit behind it of ours.

BEGIN {
    FS = "\t"
    columns = 6
    put("what", "ours", "peer", "ratio", "goal", "")
}

{ put($1, $2, $3, $4, $5, judge($2, $4, $5)) }

END {
    for (row = 1; row <= rows; row++) {
        line = ""
        for (i = 1; i <= columns; i++) line = line sprintf("%-" (width[i] + 2) "s", cell[row, i])
        sub(/ +$/, "", line)
        print line
    }
}

function put(a, b, c, d, e, f,    i) {
    rows++
    cell[rows, 1] = a; cell[rows, 2] = b; cell[rows, 3] = c
    cell[rows, 4] = d; cell[rows, 5] = e; cell[rows, 6] = f
    for (i = 1; i <= columns; i++) {
        if (length(cell[rows, i]) > width[i]) width[i] = length(cell[rows, i])
    }
}

function judge(ours, ratio, goal,    part, count, value, is_met) {
    count = split(goal, part, " ")
    if (count < 2) return ""
    value = count > 2 ? ours : ratio
    if (value !~ /^[0-9]/) return "not measured"
    is_met = part[1] == ">=" ? value + 0 >= part[2] + 0 : value + 0 <= part[2] + 0
    return is_met ? "met" : "missed"
}
