# Links a program of a build again with some of its sources replaced: bash functions for prove and
# mutate. An object named on the link line stands in for the archive member of the same symbols, so
# one changed source costs one compilation and one link.
#
# Source it with $build set to a build folder of ninja, which must be up to date.

relink_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# relink_load PROGRAM...: learns the commands that make the programs (paths below the build folder).
relink_load() {
    relink_commands=$(ninja -C "$build" -t commands "$@")
}

# relink_compile SOURCE COPY OBJECT [FLAG]...: compiles COPY as the build compiles SOURCE (below the
# root), with flags that come last.
relink_compile() {
    local command source=$1 copy=$2 object=$3
    shift 3
    command=$(grep -F -- " -c $relink_root/$source" <<<"$relink_commands" | head -n 1)
    [ -n "$command" ] || {
        echo "relink: nothing in $build is made of $source" >&2
        return 2
    }
    command=$(sed -E "s, (-MD|-MMD),,; s, -M[TF] [^ ]+,,g; s, -o [^ ]+, -o '$object',; s, -c [^ ]+, -w -c '$copy'," \
        <<<"$command")
    (cd "$build" && eval "$command $*")
}

# relink_object SOURCE: the object of SOURCE as the link lines name it.
relink_object() {
    grep -F -- " -c $relink_root/$1" <<<"$relink_commands" | head -n 1 |
        sed -E 's,.* -o ([^ ]+) .*,\1,'
}

# relink_link PROGRAM OUT SOURCE OBJECT [SOURCE OBJECT]...: links PROGRAM as OUT with each OBJECT in
# the place of what SOURCE gave.
relink_link() {
    local program=$1 out=$2 command object front=
    shift 2
    command=$(grep -E -- " -o $program( |\$)" <<<"$relink_commands" | tail -n 1)
    [ -n "$command" ] || {
        echo "relink: $build does not link $program" >&2
        return 2
    }
    while [ $# -gt 0 ]; do
        object=$(relink_object "$1")
        if [[ " $command " == *" $object "* ]]; then
            command=${command/" $object "/" '$2' "}
        else
            front+=" '$2'"
        fi
        shift 2
    done
    command=$(sed -E "s, -o $program( |\$),$front -o '$out' ," <<<"$command")
    (cd "$build" && eval "$command")
}
