# Completion of iropsd for bash. What a command takes it asks the program itself, so it never knows another version's.

# The commands, one a line; some are of two words.
_iropsd_commands() {
  "$program" help 2> /dev/null | awk '/^  [a-z]/ { sub(/^  /, ""); sub(/  .*/, ""); sub(/ \[.*/, ""); print }'
}

# The options of a command, each as --name, or as --name=WHAT where it takes a value.
_iropsd_options() {
  "$program" help "$@" 2> /dev/null | awk '
    /^[^ ]/ { listed = /^Options:/ }
    listed && /^  -/ { sub(/^  (-h, )?/, ""); sub(/  .*/, ""); sub(/ /, "="); print }'
}

_iropsd_scenarios() { "$program" simulate --list 2> /dev/null | awk '{ print $1 }'; }

# Of the words of a text, one a line, those that begin as what is typed.
_iropsd_words() {
  local IFS=$'\n'
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}

# Files with an ending that the pattern allows, and folders on the way to them.
_iropsd_files() {
  if declare -F _filedir > /dev/null; then
    _filedir "$@"
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
}

# The value of an option, by its name or by what the help calls it.
_iropsd_value() {
  case $1=$2 in
  --config=*) _iropsd_files 'y?(a)ml' ;;
  --speed=*) _iropsd_words $'1\n60\n600\nmax' ;;
  --events=*) _iropsd_words $'full\ngate' ;;
  --date=*) _iropsd_words today ;;
  *=FILE* | *=PATH) _iropsd_files ;;
  *=DIR) _iropsd_files -d ;;
  esac
}

_iropsd_operand() {
  case $1 in
  check) _iropsd_files 'y?(a)ml' ;;
  replay | learn | backtest) _iropsd_files '@(csv|csv.gz)' ;;
  steer) _iropsd_words $'pause\nresume\nspeed\ninject\nstatus\nstop\nhelp' ;;
  simulate)
    _iropsd_files 'y?(a)ml'
    local files=("${COMPREPLY[@]}")
    _iropsd_words "$(_iropsd_scenarios)"
    COMPREPLY+=("${files[@]}") ;;
  esac
}

_iropsd() {
  local program=$1 cur=$2 prev=$3 cword=$COMP_CWORD
  local words=("${COMP_WORDS[@]}")
  if declare -F _init_completion > /dev/null; then _init_completion || return; fi
  COMPREPLY=()
  local given=("${words[@]:1:cword-1}") isHelp='' command='' commands count
  commands=$(_iropsd_commands)
  if [ "${given[0]:-}" = help ]; then
    isHelp=1 given=("${given[@]:1}")
  fi
  for count in 2 1; do
    [ ${#given[@]} -ge $count ] || continue
    command=${given[*]:0:count}
    if grep -qxF -- "$command" <<< "$commands"; then break; fi
    command=''
  done

  if [ -z "$command" ]; then
    # The next word of every command that begins with the words that are there.
    local begin=${given[*]:+${given[*]} } further=''
    if [ -z "$begin" ]; then
      if [ -n "$isHelp" ]; then further=configuration; else further=$'--help\n--version'; fi
    fi
    _iropsd_words "$(awk -v begin="$begin" '
      index($0, begin) == 1 { split(substr($0, length(begin) + 1), rest, " "); print rest[1] }' <<< "$commands" |
      sort -u)"$'\n'"$further"
  elif [ -z "$isHelp" ]; then
    local spelled options option
    read -ra spelled <<< "$command"
    options=$(_iropsd_options "${spelled[@]}")
    option=$(grep -- "^$prev=" <<< "$options")
    if [[ $prev == --* && -n $option ]]; then
      _iropsd_value "$prev" "${option#*=}"
    elif [[ $cur == -* ]]; then
      _iropsd_words "$(cut -d= -f1 <<< "$options")"
    else
      _iropsd_operand "$command"
    fi
  fi
} && complete -F _iropsd iropsd
