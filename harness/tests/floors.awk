# Reads every #include of the sources given and compares it with the floors' table: first file is
# the table, the others are sources. Prints each include that is not allowed; exits 1 if any.

FNR == NR {
    sub(/#.*/, "")
    if (NF < 2) next
    floor = $1
    sub(":", "", floor)
    known[floor] = 1
    for (i = 2; i <= NF; i++) allowed[floor, $i] = 1
    next
}

FNR == 1 {
    path = FILENAME
    sub(/^.*\/harness\//, "", path)
    sub(/^.*\/cases\//, "cases/", path)
    mine = path
    sub(/\/.*/, "", mine)
    files++
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
    split($0, part, "\"")
    other = part[2]
    sub(/\/.*/, "", other)
    edges++
    if (other != mine && !((mine, other) in allowed)) complain(part[2])
}

/^[ \t]*#[ \t]*include[ \t]*</ {
    split($0, part, /[<>]/)
    edges++
    other = part[2]
    sub(/\/.*/, "", other)
    if (other ~ /^(curl|cjson|cJSON|microhttpd\.h|gnutls|openssl|libxml|cmocka\.h)$/ &&
        !((mine, "<" other ">") in allowed)) complain("<" part[2] ">")
}

function complain(what) {
    if (!(mine in known)) {
        print FILENAME ": the floor '" mine "' is not in the table"
    } else {
        print FILENAME ":" FNR ": " mine " may not include " what
    }
    failed = 1
}

END {
    if (files < 40 || edges < 100) {
        print "floors: only " files " files and " edges " includes were read"
        failed = 1
    }
    exit failed
}
