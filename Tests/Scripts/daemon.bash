# shellcheck shell=bash
# The program under test as a daemon, and what it has written.
# shellcheck disable=SC2154

# start NAME: the daemon with $work/etc/NAME.yaml; its process is ${running[NAME]}, its log $work/seen/NAME.log.
start() {
  : > "$work/seen/$1.log"
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

# rows TABLE: how many there are.
rows() { owner -d iropsd -Atc "SELECT count(*) FROM iropsd.$1"; }
has_rows() { [ "$(rows "$1")" -ge "$2" ]; }
await_rows() {
  within 40 has_rows "$2" "$3" ||
    { cut -c 1-600 "$work/seen/$1.log" | tail -n 5 >&2; fail "$(rows "$2") rows of $3 are in iropsd.$2"; }
}
