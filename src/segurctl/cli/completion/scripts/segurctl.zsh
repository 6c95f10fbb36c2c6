#compdef segurctl
# zsh asks segurctl at each TAB: `mots` and what to offer, `suite` for one to go on from, or that it is a file.
_segurctl() {
    local -a avant answer mots affiches
    local line
    (( CURRENT > 2 )) && avant=("${(@Q)words[2,CURRENT-1]}")
    answer=("${(@f)$(_SEGURCTL_COMPLETE=zsh "${words[1]/#\~\//$HOME/}" "${avant[@]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
    for line in "${(@)answer[2,-1]}"; do
        mots+=("${line%%$'\t'*}")
        affiches+=("${line/$'\t'/  -- }")
    done
    case "$answer[1]" in
        suite) compadd -S '' -l -d affiches -a mots ;;
        mots) compadd -l -d affiches -a mots ;;
        fichiers) compset -P '*='; _files ;;
        dossiers) compset -P '*='; _files -/ ;;
    esac
}
if [[ "$funcstack[1]" == _segurctl ]]; then
    _segurctl "$@"
else
    compdef _segurctl segurctl
fi
