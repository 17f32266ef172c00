# bash completion of vtebridge; made by 'vtebridge completion bash'.
_vtebridge() {
  local line=${COMP_LINE:0:COMP_POINT} word current replies
  line=${line#"${line%%[![:space:]]*}"}
  line=${line#"${COMP_WORDS[0]}" }
  word=${line##*[[:space:]]}
  current=${COMP_WORDS[COMP_CWORD]}
  # Where a word has : or =, bash begins a new word; this puts the parts together again.
  local before=${word%"$current"}
  mapfile -t replies < <("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)
  COMPREPLY=()
  local reply
  for reply in "${replies[@]}"; do
    if [[ $reply != "$word"* ]]; then continue; fi
    if [[ $reply == *= ]]; then compopt -o nospace; fi
    COMPREPLY+=("${reply#"$before"}")
  done
}
complete -o default -F _vtebridge vtebridge
