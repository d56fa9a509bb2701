# Bash completion for assay: source this file. All it offers comes from the program's own help and
# lists, so it need not be told of a new option.

_assay() {
    local assay=${COMP_WORDS[0]} command=${COMP_WORDS[1]}
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        _assay_words "$word" "$(_assay_commands "$assay")" --help --version
        return
    fi
    # Bash makes three words of --format=tap.
    if [ "$word" = = ]; then
        word=
    elif [ "$before" = = ]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi

    local help
    help=$("$assay" "$command" --help 2>/dev/null)
    if [[ $before == --* ]]; then
        local argument
        argument=$(sed -n "s/^  $before \([A-Z][A-Z/]*\)\( .*\)*$/\1/p" <<<"$help")
        if [ -n "$argument" ]; then
            _assay_argument "$argument" "$word" "$assay"
            return
        fi
    fi
    if [[ $word == -* ]]; then
        _assay_words "$word" "$(sed -n 's/^  \(--[a-z-]*\).*/\1/p' <<<"$help")"
    else
        local operand
        operand=$(sed -n '1s/^Usage: assay [a-z]* *\(\[OPTION\]\.\.\.\)* *\([A-Z]*\).*/\2/p' <<<"$help")
        _assay_argument "$operand" "$word" "$assay"
    fi
}

# What can stand where the help says ARGUMENT.
_assay_argument() { # ARGUMENT WORD ASSAY
    case $1 in
    FILE | EVIDENCE | KEY | CERTIFICATE | REPORT | OLD | NEW) _assay_paths -f "$2" ;;
    DIR) _assay_paths -d "$2" ;;
    FORMAT) _assay_words "$2" "$(_assay_formats <<<"$help")" ;;
    GLOB) _assay_words "$2" "$(_assay_listed "$3" REQUIREMENT CASE)" ;;
    ID) _assay_words "$2" "$(_assay_listed "$3" REQUIREMENT CASE INTERPRETATION)" ;;
    NAME) [ "$command" != mock ] ||
        _assay_words "$2" "$("$3" mock --list-defects 2>/dev/null | sed 's/ .*//')" ;;
    VARIABLE) mapfile -t COMPREPLY < <(compgen -e -- "$2") ;;
    VARIANT) _assay_words "$2" "$("$3" mock --list-variants 2>/dev/null | sed 's/ .*//')" ;;
    esac
}

_assay_words() { # WORD CHOICE...
    local word=$1
    shift
    mapfile -t COMPREPLY < <(compgen -W "$*" -- "$word")
}

# The words between "stdout:" and "(default" in the help on standard input.
_assay_formats() {
    sed -n 's/^  --format .* stdout: \(.*\) (default.*/\1/p' | sed 's/,//g; s/ or / /'
}

# Lets bash quote blanks and put a slash behind folders, where it is bash that asks.
_assay_paths() { # -f|-d WORD
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen "$1" -- "$2")
}

_assay_commands() { # ASSAY
    "$1" --help 2>/dev/null | sed -n 's/^  \([a-z]*\)  .*/\1/p'
}

# The ids below these headings of `assay list`, whose tables end with an empty line.
_assay_listed() { # ASSAY HEADING...
    local assay=$1
    shift
    "$assay" list 2>/dev/null | awk -v headings=" $* " '
        NF == 0 { inside = 0 }
        inside { print $1 }
        index(headings, " " $1 " ") { inside = 1 }'
}

complete -F _assay assay
