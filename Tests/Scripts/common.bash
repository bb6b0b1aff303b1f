# shellcheck shell=bash
# For tests in bash: `set -euo pipefail`, $work (a folder of its own), $root, $binary and $kafka_home are set by whoever
# reads this file. What was started is in $running by name, and ended and removed by the trap.
# shellcheck disable=SC2154

ok() { echo "ok  $*"; }
fail() { echo "FAILED  $*" >&2; exit 1; }
# expect TEXT FILE WHAT: shows the file where the text is not in it.
expect() { grep -qE -- "$1" "$2" || { cut -c 1-600 "$2" | tail -n 20 >&2; fail "$3: nothing says '$1'"; }; }

# A second signal must not cut it short; what it ends is nobody's news.
clean_up() {
  trap '' INT TERM
  exec 2> /dev/null
  local name
  for name in "${!running[@]}"; do kill -KILL "${running[$name]}" || true; done
  stop_services
  wait
  rm -rf "$work"
}
declare -A running=()
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

# The first of six ports after each other that nobody listens on.
free_ports() {
  python3 - << 'PYTHON'
import random, socket
while True:
    first = random.randrange(20000, 30000, 10)
    try:
        for port in range(first, first + 6):
            with socket.socket() as s:
                s.bind(("127.0.0.1", port))
        break
    except OSError:
        continue
print(first)
PYTHON
}
