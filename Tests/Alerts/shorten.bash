# shellcheck shell=bash
# The project's rules with shorter times: what takes minutes is to take seconds, and what needs the traffic of a day a
# few hundred records. Metrics, labels, operators and everything else stay as they are.
# shellcheck disable=SC2154

# How long a condition lasts before its alert fires, and how far back an expression looks: of every alert.
pending=2s
window=20s

# Of some alerts the figure that is compared with. Those that do not stand here keep theirs.
#   seconds since the last commit, and that records wait; the latter are looked at every 10 s
#   records that wait; seconds of a commit and of event time; bytes
scaled="
IropsdNothingCommitted 300   8
IropsdBehind           50000 200
IropsdGroupBehind      600   25
IropsdSlow             30    2
IropsdEventTimeStands  1800  60
IropsdSinkBehind       20000 200
IropsdMemory           1.6e9 1.2e8
"

# shorten FILE: prints it.
shorten() {
  local alert from to script=()
  while read -r alert from to; do
    [ -n "$alert" ] || continue
    awk -v alert="$alert" '$2 == "alert:" || $3 == alert { on = $3 == alert } on' "$1" | grep -qE "> ${from/./\\.}\$" ||
      fail "$alert does not compare with $from any more: Tests/Alerts/shorten.bash"
    script+=(-e "/alert: $alert\$/,/labels:/s/> ${from/./\\.}\$/> $to/")
  done <<< "$scaled"
  sed -E "${script[@]}" -e "s/^( *for:) [0-9]+[smh]\$/\1 $pending/" -e "s/\[[0-9]+[smh]\]/[$window]/g" \
    -e "s/offset [0-9]+[smh]/offset $window/g" "$1" > "$work/short"
  diff <(without_figures "$1") <(without_figures "$work/short") > "$work/difference" ||
    { cat "$work/difference" >&2; fail "more than times and thresholds differs from the rules"; }
  cat "$work/short"
}

# without_figures FILE: the file without what may differ.
without_figures() { sed -E -e 's/[0-9]+[smh]\b//g' -e 's/> [0-9.]+(e[0-9]+)?$/>/' "$1"; }
