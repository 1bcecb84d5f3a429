# Completion of cdmo-plan for bash.
_cdmo_plan_completion() {
    local line paths=''
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            ::files | ::folders) paths=$line ;;
            *) COMPREPLY+=("$line") ;;
        esac
    done < <(_CDMO_PLAN_COMPLETE=complete_bash COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_POINT='' \
        COMP_WORDBREAKS="$COMP_WORDBREAKS" "${1/#\~/$HOME}" 2>/dev/null)
    if [[ -n $paths ]]; then
        # Bash before 4 has no compopt, and then ends paths without a space or a slash.
        compopt -o filenames +o nospace 2>/dev/null
        local cur=${COMP_WORDS[COMP_CWORD]}
        [[ $cur == = ]] && cur=''
        local action=-f
        [[ $paths == ::folders ]] && action=-d
        while IFS= read -r line; do
            COMPREPLY+=("$line")
        done < <(compgen "$action" -- "$cur")
    fi
}
complete -o nospace -F _cdmo_plan_completion cdmo-plan
