# Completion of cdmo-plan for fish.
function __cdmo_plan_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program (string replace -r '^~' $HOME -- $words[1])
    set -e words[1]
    set -l path (string replace -r '^--[^=]*=' '' -- "$current")
    set -l option (string match -r '^--[^=]*=' -- "$current")
    for line in (env _CDMO_PLAN_COMPLETE=complete_fish $program $words "$current" 2>/dev/null)
        switch $line
            case ::folders
                __fish_complete_directories "$path" '' | string replace -r '^' -- "$option"
            case ::files
                __fish_complete_path "$path" '' | string replace -r '^' -- "$option"
            case '*'
                echo $line
        end
    end
end
complete --command cdmo-plan --no-files --keep-order --arguments '(__cdmo_plan_complete)'
