# shellcheck shell=bash
# For tests in bash: `set -euo pipefail`, $work (a folder of its own), $root, $binary and $kafka_home are set by whoever
# reads this file. The trap ends and removes what was started.
# shellcheck disable=SC2154

ok() { echo "ok  $*"; }
fail() { echo "FAILED  $*" >&2; exit 1; }
# expect TEXT FILE WHAT: shows the file where the text is not in it.
expect() { grep -qE -- "$1" "$2" || { cut -c 1-600 "$2" | tail -n 20 >&2; fail "$3: nothing says '$1'"; }; }

# A second signal must not cut it short; what it ends is nobody's news.
clean_up() {
  trap '' INT TERM
  exec 2> /dev/null
  local pid
  for pid in "${feeding[@]}" "${running[@]}"; do kill -KILL "$pid" || true; done
  stop_services
  wait
  rm -rf "$work"
}
# What runs, by name; and the same for those who only write records.
declare -A running=() feeding=()
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# within SECONDS COMMAND...: tries it until it succeeds.
within() {
  local end=$((SECONDS + $1))
  until "${@:2}"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.1
  done
}

# free_ports COUNT: the first of so many ports after each other that nobody listens on.
free_ports() {
  python3 - "$1" << 'PYTHON'
import random, socket, sys
while True:
    first = random.randrange(20000, 30000, 10)
    try:
        for port in range(first, first + int(sys.argv[1])):
            with socket.socket() as s:
                s.bind(("127.0.0.1", port))
        break
    except OSError:
        continue
print(first)
PYTHON
}
