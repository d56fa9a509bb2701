# Source mutants of C, one small change each.
#   -v mode=list   prints them: FILE, LINE, COLUMN, WIDTH, what is put there (tabs between)
#   -v headers=FILES    with mode=list: an enumerator of an enum in these becomes the next one of it,
#                  and what a row of a case table says of its judgement is left out
#   -v mode=apply -v line=L -v column=C -v width=W -v text=T
#                  prints the file with that change
# Comments, strings, characters and preprocessor lines are left alone.

BEGIN {
    # What each operator becomes; several ways are parted by spaces.
    change["<"] = "<= >="; change["<="] = "< >"; change[">"] = ">= <="; change[">="] = "> <"
    change["=="] = "!="; change["!="] = "=="
    change["&&"] = "||"; change["||"] = "&&"
    change["+"] = "-"; change["-"] = "+"; change["*"] = "+"; change["/"] = "*"; change["%"] = "/"
    change["<<"] = ">>"; change[">>"] = "<<"
    change["&"] = "|"; change["|"] = "&"; change["^"] = "|"
    change["+="] = "-="; change["-="] = "+="; change["|="] = "="; change["*="] = "="
    change["++"] = "--"; change["--"] = "++"
    change["true"] = "false"; change["false"] = "true"
    operators = "^(<<=|>>=|->|\\+\\+|--|<<|>>|<=|>=|==|!=|&&|\\|\\||[-+*/%&|^]=|[-<>+*\\/%&|^!~=?:])"
}

BEGIN {
    count = split(headers, files, " ")
    for (i = 1; i <= count; i++) {
        while ((getline line < files[i]) > 0) read_enum(line)
        close(files[i])
    }
}

# What is asked for is no matter of the judge, and evidence shows nothing of it.
function is_asked_for(name) {
    return name ~ /^(device_slot|alteration|application_slot|transport)$/
}

# Enumerators stand at the beginning of their line, or all on that of their enum.
function read_enum(line,    words, n, i) {
    if (line ~ /^enum [a-z_]+ \{/) {
        split(line, words, " ")
        in_enum = !is_asked_for(words[2])
        enumerators = 0
    }
    if (!in_enum) return
    gsub(/\/\*.*\*\/|^enum [a-z_]+ \{|= [A-Z_0-9]+/, "", line)
    sub(/\/\*.*/, "", line)
    n = split(line, words, /[^A-Z_0-9a-z]+/)
    for (i = 1; i <= n; i++)
        if (words[i] ~ /^[A-Z][A-Z_0-9]+$/ && words[i] !~ /_COUNT$/) family[++enumerators] = words[i]
    if (line ~ /\}/) {
        for (i = 1; i <= enumerators && enumerators > 1; i++)
            change[family[i]] = family[i % enumerators + 1]
        in_enum = 0
    }
}

mode == "apply" {
    if (FNR == line) $0 = substr($0, 1, column - 1) text substr($0, column + width)
    print
    next
}

# The line with what is no code blanked out.
function code_of(line,    out, i, c, two) {
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        two = substr(line, i, 2)
        if (in_comment) {
            if (two == "*/") { in_comment = 0; out = out " "; i++ }
            c = " "
        } else if (two == "/*") { in_comment = 1; out = out " "; i++; c = " " }
        else if (quote != "") {
            if (c == "\\") { out = out " "; i++ }
            else if (c == quote) quote = ""
            c = " "
        } else if (c == "\"" || c == "'") { quote = c; c = "_" }
        out = out c
    }
    quote = ""
    return out
}

function mutant(column, width, text) {
    printf "%s\t%d\t%d\t%d\t%s\n", FILENAME, FNR, column, width, text
}

# An operator is binary behind a value.
function mutate_operator(token, at, is_binary,    ways, n, i) {
    if (token == "!") mutant(at, 1, "")
    if (!(token in change)) return
    if (!is_binary && token ~ /^[-+*&]$/) return
    n = split(change[token], ways, " ")
    for (i = 1; i <= n; i++) mutant(at, length(token), ways[i])
}

function mutate_number(token, at) {
    mutant(at, length(token), "(" token " + 1)")
    if (token !~ /^0[uUlL]*$/) mutant(at, length(token), "(" token " - 1)")
}

function mutate_tokens(code,    at, rest, token, is_value) {
    for (at = 1; at <= length(code);) {
        rest = substr(code, at)
        if (match(rest, /^[ \t]+/)) { at += RLENGTH; continue }
        if (match(rest, /^[A-Za-z_][A-Za-z0-9_]*/)) {
            token = substr(rest, 1, RLENGTH)
            if (token in change) mutant(at, RLENGTH, change[token])
            is_value = token != "return" && token != "sizeof"
        } else if (match(rest, /^[0-9][0-9A-Za-z]*/)) {
            token = substr(rest, 1, RLENGTH)
            mutate_number(token, at)
            is_value = 1
        } else if (match(rest, operators)) {
            token = substr(rest, 1, RLENGTH)
            mutate_operator(token, at, is_value)
            is_value = token == "++" || token == "--"
        } else {
            token = substr(rest, 1, 1)
            is_value = token == ")" || token == "]"
            RLENGTH = 1
        }
        at += RLENGTH ? RLENGTH : 1
        if (token == "") at++
    }
}

# A condition that stands on one line is turned round; a statement that does is left out.
function mutate_line(line, code,    start, indent, last) {
    if (match(code, /^ *(\} else )?(if|while) \(.*\) \{$/)) {
        start = index(line, "(")
        mutant(start, length(line) - start - 1, "(!" substr(line, start, length(line) - start - 1) ")")
    }
    match(line, /^ */)
    indent = RLENGTH
    if (code ~ /^    +(\*?[a-z][A-Za-z0-9_.>\[\]-]*( [-+|*]?= .*|\+\+|--)|(\(void\))?[a-z_]+\(.*\));$/ &&
        code !~ /^ +return/)
        mutant(indent + 1, length(line) - indent, ";")
    # A macro's line ends in a backslash, which stays.
    if (headers != "" && code ~ /^ +\.(twin|phase|kind|expect) = .*,( *\\)?$/) {
        for (last = length(code); substr(code, last, 1) != ","; last--) continue
        mutant(indent + 1, last - indent, " ")
    }
}

/^#/ && !(headers != "" && /^#define /) { next }
{
    code = code_of($0)
    if (code ~ /^[ \t]*$/) next
    mutate_tokens(code)
    mutate_line($0, code)
}
