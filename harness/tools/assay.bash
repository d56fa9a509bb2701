# Bash completion for assay: source this file.

_assay() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local command=${COMP_WORDS[1]} assay=${COMP_WORDS[0]}
    COMPREPLY=()

    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "$("$assay" --help 2>/dev/null |
            sed -n 's/^  \([a-z]*\)  .*/\1/p') --help --version" -- "$word")
        return
    fi
    case $before in
    --format)
        mapfile -t COMPREPLY < <(compgen -W "console tap json" -- "$word")
        return
        ;;
    --only | --skip)
        mapfile -t COMPREPLY < <(compgen -W "$(_assay_ids "$assay")" -- "$word")
        return
        ;;
    --defect)
        mapfile -t COMPREPLY < <(compgen -W "$("$assay" mock --list-defects 2>/dev/null |
            sed 's/ .*//')" -- "$word")
        return
        ;;
    --target | --write-target)
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
        ;;
    --reports)
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
        return
        ;;
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$("$assay" "$command" --help 2>/dev/null |
            sed -n 's/^  \(--[a-z-]*\).*/\1/p')" -- "$word")
    elif [ "$command" = explain ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_assay_ids "$assay")" -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}

# The ids of all requirements and cases: the first word of every row of `assay list`.
_assay_ids() {
    "$1" list 2>/dev/null | sed -n 's/^\([a-z][a-z0-9-]*\.[a-z0-9.-]*\) .*/\1/p'
}

complete -F _assay assay
