# Has bash ask longshore what may be meant. Printed by "longshore completion bash".
_longshore() {
  local words=() word line start glued='' end=$COMP_CWORD
  # bash takes "=" and ":" for words of their own.
  for word in "${COMP_WORDS[@]:1:end}"; do
    if [[ ${#words[@]} -gt 0 && ( -n $glued || $word == [=:]* ) ]]; then
      words[${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
    if [[ $word == *[=:] ]]; then glued=yes; else glued=''; fi
  done
  word=${words[${#words[@]} - 1]}
  start=${word%"${word##*[=:]}"}
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) compopt -o default 2>/dev/null ;;
      :folders) compopt -o dirnames 2>/dev/null ;;
      *) printf -v line %q "${line%%$'\t'*}" && COMPREPLY+=("${line#"$start"}") ;;
    esac
  done < <("${COMP_WORDS[0]}" complete -- "${words[@]}" 2>/dev/null)
}
complete -F _longshore longshore
