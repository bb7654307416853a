#compdef longshore
# Has zsh ask longshore what may be meant. Printed by "longshore completion zsh".
_longshore() {
  local line places='' found=1
  local -a names meanings
  for line in "${(@f)$("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case $line in
      '') ;;
      :*) places=${line#:} ;;
      *) names+=("${line%%$'\t'*}") meanings+=("${${line/$'\t'/  -- }}") ;;
    esac
  done
  (( ${#names} )) && compadd -l -d meanings -a names && found=0
  case $places in
    files) _files && found=0 ;;
    folders) _files -/ && found=0 ;;
  esac
  return found
}
if [[ ${funcstack[1]} == _longshore ]]; then
  _longshore
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -D -u }
  compdef _longshore longshore
fi
