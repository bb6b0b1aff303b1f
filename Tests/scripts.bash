# shellcheck shell=bash
# What the tests that are scripts share: a line for each thing that holds, waiting, free ports, and a PostgreSQL of
# their own. $work is the folder of the test, which it removes.
# shellcheck disable=SC2154

ok() { echo "ok  $*"; }
fail() { echo "FAILED  $*" >&2; exit 1; }

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

# An empty database cluster in $work/postgres/data; whoever may connect to its socket may do everything.
make_postgres() {
  local folder=$work/postgres
  postgres_programs=$(dirname "$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)")
  as_postgres=()
  mkdir -p "$folder"
  # PostgreSQL refuses to run as root.
  if [ "$(id -u)" -eq 0 ]; then
    as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups)
    chown -R postgres: "$folder"
    chmod 711 "$work"
  fi
  (
    cd /
    "${as_postgres[@]}" "$postgres_programs/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync
  ) > "$work/postgres.log" 2>&1
}

# run_postgres PORT OPTION...: starts it, with a socket in $work/postgres, and waits until it answers.
run_postgres() {
  postgres_port=$1
  (
    cd /
    exec "${as_postgres[@]}" "$postgres_programs/postgres" -D "$work/postgres/data" -p "$postgres_port" \
      -c unix_socket_directories="$work/postgres" -c fsync=off -c shared_buffers=64MB "${@:2}"
  ) >> "$work/postgres.log" 2>&1 &
  postgres=$!
  within 30 owner -qc 'SELECT' > "$work/psql.log" 2>&1
}

# psql as the one who owns the server.
owner() { psql -X -v ON_ERROR_STOP=1 -h "$work/postgres" -p "$postgres_port" -U postgres "$@"; }

stop_postgres() {
  if [ -n "${postgres:-}" ]; then
    kill -INT "$postgres" 2> /dev/null || true
    wait "$postgres" 2> /dev/null || true
    postgres=''
  fi
}
