#compdef vtebridge
# zsh completion of vtebridge; made by 'vtebridge completion zsh'.
_vtebridge() {
  local line="${(j: :)words[2,CURRENT-1]}"
  line="${line:+$line }$PREFIX"
  local -a replies
  replies=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
  replies=("${(@M)replies:#?*}")
  if (( ${#replies} )); then
    compadd -S ' ' -- "${(@)replies:#*=}"
    compadd -S '' -- "${(@M)replies:#*=}"
  else
    _files
  fi
}
if [[ ${funcstack[1]} == _vtebridge ]]; then
  _vtebridge "$@"
else
  compdef _vtebridge vtebridge
fi
