# Reads a table of faults (README in ../PROOF.md).
#   -v mode=list                        prints the name and the sentence of each, a tab between them
#   -v mode=check -v root=DIR           tells every hunk that does not apply exactly once; exits 1 then
#   -v mode=apply -v root=DIR -v fault=NAME -v out=DIR
#                                     writes the patched copies below `out`, prints their paths
# A hunk is old text (-) and the text in its place (+); old text must stand in its file exactly once.

function fail(message) {
    printf "%s:%d: %s: %s\n", FILENAME, FNR, name, message > "/dev/stderr"
    failed = 1
}

function is_wanted() {
    return mode == "check" || (mode == "apply" && name == fault)
}

function load(path,    line, text) {
    while ((getline line < (root "/" path)) > 0) text = text line "\n"
    close(root "/" path)
    if (text == "") fail("there is no file " path)
    return text
}

# One hunk is complete where something else than its own lines follows.
function end_hunk(    at) {
    if (old == "" || !is_wanted()) { old = new = ""; has_new = 0; return }
    if (file == "") fail("a hunk without a file")
    else {
        at = index(text, old)
        if (at == 0) fail("its old text is not in " file ":\n" old)
        else if (index(substr(text, at + 1), old) > 0) fail("its old text is twice in " file ":\n" old)
        else if (new == old) fail("it changes nothing in " file)
        else text = substr(text, 1, at - 1) new substr(text, at + length(old))
    }
    old = new = ""; has_new = 0
    hunks++
}

function end_file() {
    end_hunk()
    if (file != "" && mode == "apply" && name == fault) {
        printf "%s", text > (out "/" file)
        close(out "/" file)
        print file
    }
    file = ""
}

function end_fault() {
    end_file()
    if (name == "" ) return
    if (says == "") fail("says nothing")
    if (is_wanted() && hunks == 0) fail("no hunk")
    if (mode == "list") printf "%s\t%s\n", name, says
    name = says = ""
}

function join(a, b) { return a == "" ? b : a "\n" b }

/^#/ { next }
/^$/ { end_fault(); next }
$1 == "fault" {
    end_fault()
    name = $2; hunks = 0
    if (name in seen) fail("named twice")
    seen[name] = 1
    next
}
$1 == "says" { says = substr($0, 6); next }
$1 == "file" { end_file(); file = $2; if (is_wanted()) text = load(file); next }
/^-( |$)/ { if (has_new) end_hunk(); old = join(old, substr($0, 3)); next }
/^\+( |$)/ { has_new = 1; new = join(new, substr($0, 3)); next }
{ fail("a line that is no part of a table: " $0) }

END {
    end_fault()
    if (mode == "apply" && !(fault in seen)) { name = fault; fail("there is no such fault") }
    exit failed
}
