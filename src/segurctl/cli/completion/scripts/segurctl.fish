# fish asks segurctl at each TAB: `mots` or `suite` and what to offer, or that it is a file.
function __segurctl_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    set -l current (commandline -ct)
    set -l answer (env _SEGURCTL_COMPLETE=fish $program $words "$current" 2>/dev/null </dev/null)
    set -l kind $answer[1]
    set -e answer[1]
    switch "$kind"
        case fichiers
            __fish_complete_path "$current"
        case dossiers
            __fish_complete_directories "$current"
        case mots suite
            printf '%s\n' $answer
    end
end
complete --command segurctl --no-files --arguments '(__segurctl_complete)'
