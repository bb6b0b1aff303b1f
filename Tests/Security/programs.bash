# shellcheck shell=bash
# The program under test, its configurations, and the commands of deploy/SECURITY.md.
# shellcheck disable=SC2154

# expect TEXT FILE WHAT: shows the file where the text is not in it.
expect() { grep -qE -- "$1" "$2" || { cut -c 1-600 "$2" | tail -n 20 >&2; fail "$3: nothing says '$1'"; }; }

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

# start NAME: the daemon with $work/etc/NAME.yaml; its process is ${running[NAME]}, its log $work/seen/NAME.log.
start() {
  CREDENTIALS_DIRECTORY=$work/etc "$binary" run --config "$work/etc/$1.yaml" > "$work/seen/$1.log" 2>&1 &
  running[$1]=$!
}

# get NAME PATH: what a daemon answers.
get() {
  local at
  at=$(sed -nE 's/.*"http_port":([0-9]+).*/\1/p' "$work/seen/$1.log" | head -n 1)
  [ -n "$at" ] && curl -s --max-time 5 "http://127.0.0.1:$at$2"
}
is_ready() { get "$1" /ready > "$work/seen/$1.ready" && grep -q '"ready":true' "$work/seen/$1.ready"; }
await_ready() { within 40 is_ready "$1" || { tail -n 5 "$work/seen/$1.log" >&2; fail "$1 does not become ready"; }; }
says() { grep -qE -- "$2" "$work/seen/$1.log" || { get "$1" /ready | grep -qE -- "$2"; }; }
await_words() { within "${3:-40}" says "$1" "$2" || { tail -n 5 "$work/seen/$1.log" >&2; fail "$1 never says '$2'"; }; }

# end NAME: stops it cleanly.
end() {
  kill "${running[$1]}" 2> /dev/null || true
  wait "${running[$1]}" 2> /dev/null || true
  unset "running[$1]"
}

# feed DATE: a day of history into the inputs, by somebody who may do nothing else.
feed() {
  python3 "$tests/history.py" "$1" > "$work/$1.csv"
  "$binary" replay "$work/$1.csv" --config "$work/etc/feeder.yaml" --keep-open > "$work/seen/feed.log" 2>&1 ||
    { cat "$work/seen/feed.log" >&2; fail "the feeder cannot send"; }
}

# rows TABLE: how many there are.
rows() { owner -d iropsd -Atc "SELECT count(*) FROM iropsd.$1"; }
has_rows() { [ "$(rows "$1")" -ge "$2" ]; }
await_rows() {
  within 40 has_rows "$2" "$3" ||
    { cut -c 1-600 "$work/seen/$1.log" | tail -n 5 >&2; fail "$(rows "$2") rows of $3 are in iropsd.$2"; }
}

# acls OPTION...: Kafka's own tool, as somebody who may do everything.
acls() { "$kafka_home/kafka" acls --bootstrap-server "127.0.0.1:$port" "$@" > "$work/acls.log" 2>&1; }
