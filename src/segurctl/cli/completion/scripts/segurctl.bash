# bash asks segurctl at each TAB: `mots` and what to offer, `suite` for one to go on from, or that it is a file.
_segurctl() {
    local answer=() line
    while IFS= read -r line; do
        answer+=("$line")
    done < <(
        _SEGURCTL_COMPLETE=bash _SEGURCTL_LINE="${COMP_LINE:0:COMP_POINT}" _SEGURCTL_BREAKS="$COMP_WORDBREAKS" \
            "${1/#\~\//$HOME/}" 2>/dev/null </dev/null
    )
    COMPREPLY=("${answer[@]:1}")
    case "${answer[0]-}" in
        suite) compopt -o nospace ;;
        fichiers) compopt -o default ;;
        dossiers) compopt -o dirnames ;;
    esac
}
complete -F _segurctl segurctl
