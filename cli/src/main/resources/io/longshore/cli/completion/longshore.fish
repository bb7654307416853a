# Has fish ask longshore what may be meant. Printed by "longshore completion fish".
function __longshore_complete
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    set -l last (commandline --current-token --cut-at-cursor)
    for line in ($words[1] complete -- $words[2..-1] $last 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path $last
            case :folders
                __fish_complete_directories $last
            case '*'
                echo $line
        end
    end
end
complete --command longshore --no-files --arguments '(__longshore_complete)'
