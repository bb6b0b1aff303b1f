# shellcheck shell=bash
# The program under test, its configurations, and the commands of deploy/SECURITY.md.
# shellcheck disable=SC2154

# What stands for what in deploy/SECURITY.md.
here() {
  sed -e "s,kafka\.example:9093,127.0.0.1:$((port + 2)),g" -e "s,db\.example port=5432,127.0.0.1 port=$((port + 4)),g" \
    -e "s,/etc/iropsd,$work/etc,g" -e "s,deploy/security/,$root/deploy/security/,g"
}

# The lines of an indented block of the document that begins with a line.
block() {
  awk -v first="    $1" '$0 == first { on = 1 } on && !/^    / { exit } on { print substr($0, 5) }' "$document"
}

# documented TEXT: runs the one command of the document that has TEXT in it, as a stranger would.
documented() {
  local command
  command=$(grep -E '^    [A-Za-z]' "$document" | grep -F -- "$1") || fail "deploy/SECURITY.md has no '$1'"
  [ "$(wc -l <<< "$command")" -eq 1 ] || fail "deploy/SECURITY.md has several '$1'"
  echo "$command" >> "$work/documented"
  (cd "$work/etc" && eval "$(here <<< "$command")")
}

# configuration NAME [KAFKA-USER]: the document's own, in $work/etc/NAME.yaml; for another user, with his password.
configuration() {
  local user=${2:-$1} own=''
  [ "$user" = iropsd ] || own="s,\${CREDENTIALS_DIRECTORY}/kafka-password,$work/secrets/$user,"
  {
    block kafka: | sed -e "s/username: iropsd/username: $user/" -e "$own"
    block postgres:
    printf 'http:\n  listen: :0\ntime: replay\nsnapshots: {interval_seconds: 1}\nlog: {level: debug}\n'
  } | here > "$work/etc/$1.yaml"
}

# feed DATE: a day of history into the inputs, by somebody who may do nothing else.
feed() {
  python3 "$root/Tests/Scripts/history.py" "$1" > "$work/$1.csv"
  "$binary" replay "$work/$1.csv" --config "$work/etc/feeder.yaml" --keep-open > "$work/seen/feed.log" 2>&1 ||
    { cat "$work/seen/feed.log" >&2; fail "the feeder cannot send"; }
}

# acls OPTION...: Kafka's own tool, as somebody who may do everything.
acls() { "$kafka_home/kafka" acls --bootstrap-server "127.0.0.1:$port" "$@" > "$work/acls.log" 2>&1; }
