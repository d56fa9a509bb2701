# Terminal output with colours in, an SVG picture of the terminal out.

BEGIN {
    size = 13; line_height = 18; left = 16; top = 40; columns = 102
    colour["30"] = "#484f58"; colour["31"] = "#ff7b72"; colour["32"] = "#7ee787"
    colour["33"] = "#e3b341"; colour["34"] = "#79c0ff"; colour["35"] = "#d2a8ff"
    colour["36"] = "#56d4dd"; colour["37"] = "#e6edf3"; colour["90"] = "#8b949e"
    rows[++count] = span(prompt, "#8b949e", "")
    apply("0")
}

function escape(text) {
    gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text)
    return text
}

function span(text, fill, style) {
    return text == "" ? "" : "<tspan fill=\"" fill "\"" style ">" escape(text) "</tspan>"
}

function apply(codes,    part, i, n) {
    n = split(codes, part, ";")
    if (n == 0) { part[1] = "0"; n = 1 }
    for (i = 1; i <= n; i++) {
        if (part[i] == "" || part[i] == "0") { fill = "#c9d1d9"; style = ""; on_block = 0 }
        else if (part[i] == "1") style = style " font-weight=\"bold\""
        else if (part[i] == "2") fill = "#8b949e"
        else if (part[i] ~ /^4[1-7]$/) { fill = colour["3" substr(part[i], 2)]; on_block = 1 }
        else if (part[i] in colour && !on_block) fill = colour[part[i]]
    }
}

{
    sub(/\r$/, "")
    sub(/^.*\r/, "")          # only what a carriage return left standing
    gsub(/\033\[K/, "")
    row = ""
    while (match($0, /\033\[[0-9;]*m/)) {
        row = row span(substr($0, 1, RSTART - 1), fill, style)
        apply(substr($0, RSTART + 2, RLENGTH - 3))
        $0 = substr($0, RSTART + RLENGTH)
    }
    rows[++count] = row span($0, fill, style)
}

END {
    width = left * 2 + columns * size * 0.602
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"ui-monospace, SFMono-Regular, Menlo, DejaVu Sans Mono, monospace\" font-size=\"%d\">\n", width, top + count * line_height + 12, size
    printf "<rect width=\"100%%\" height=\"100%%\" rx=\"8\" fill=\"#0d1117\"/>\n"
    printf "<circle cx=\"20\" cy=\"18\" r=\"5\" fill=\"#ff5f56\"/><circle cx=\"38\" cy=\"18\" r=\"5\" fill=\"#ffbd2e\"/><circle cx=\"56\" cy=\"18\" r=\"5\" fill=\"#27c93f\"/>\n"
    for (i = 1; i <= count; i++)
        printf "<text x=\"%d\" y=\"%d\" xml:space=\"preserve\">%s</text>\n", left, top + i * line_height - 5, rows[i]
    print "</svg>"
}
