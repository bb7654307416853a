# Completes the commands and options of longshore in bash, and in zsh through
# bashcompinit. Written by "longshore completion"; what it offers is at the end.

_longshore() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local command='' options='' commands='' words='' value='' with_value='' i typed
  # "=" breaks words, so "--jobs=2" is three of them.
  if [[ $word == = ]]; then word=''; fi
  if [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD - 2]}; fi
  _longshore_commands
  for ((i = 1; i < COMP_CWORD; i++)); do
    typed=${COMP_WORDS[i]}
    case $typed in
      =) i=$((i + 1)) ;;
      -*)
        case " $with_value " in
          *" $typed "*) if [[ ${COMP_WORDS[i + 1]} != = ]]; then i=$((i + 1)); fi ;;
        esac
        ;;
      *)
        case " $commands " in
          *" $typed "*)
            command="$command $typed"
            _longshore_commands
            ;;
        esac
        ;;
    esac
  done
  _longshore_values "$before"
  case $value in
    files) return ;; # the shell's own completion does this best
    none)
      type compopt >/dev/null 2>&1 && compopt +o default +o bashdefault 2>/dev/null
      return
      ;;
    folders)
      type compopt >/dev/null 2>&1 && compopt -o filenames 2>/dev/null
      # shellcheck disable=SC2207 # mapfile is not in zsh
      COMPREPLY=($(compgen -d -- "$word"))
      return
      ;;
    ?*) words=$value ;;
    *)
      case $word in
        -*) words=$options ;;
        *) words="$commands $words" ;;
      esac
      ;;
  esac
  # shellcheck disable=SC2207 # as above
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}

