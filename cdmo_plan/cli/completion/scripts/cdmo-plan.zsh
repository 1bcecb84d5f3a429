#compdef cdmo-plan
# Completion of cdmo-plan for zsh.
_cdmo_plan() {
    local line word says paths=''
    local -a ended open
    for line in "${(@f)$(_CDMO_PLAN_COMPLETE=complete_zsh "${words[1]/#\~/$HOME}" \
        "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
        case $line in
            '') continue ;;
            ::files | ::folders) paths=$line; continue ;;
        esac
        word=${line%%$'\t'*} says=''
        [[ $line == *$'\t'* ]] && says=":${line#*$'\t'}"
        if [[ $word == *= ]]; then
            open+=("${word//:/\\:}$says")
        else
            ended+=("${word//:/\\:}$says")
        fi
    done
    # Ids are told apart whatever the case that they are typed in.
    local -a match=(-M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}')
    local -i found=1
    (( $#ended )) && _describe -t values 'value' ended $match && found=0
    (( $#open )) && _describe -t steps 'step' open $match -S '' && found=0
    if [[ -n $paths ]]; then
        [[ $PREFIX == --*=* ]] && compset -P '*='
        [[ $paths == ::folders ]] && _files -/ && found=0
        [[ $paths == ::files ]] && _files && found=0
    fi
    return found
}

if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
    _cdmo_plan "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _cdmo_plan cdmo-plan
fi
