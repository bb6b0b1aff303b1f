# shellcheck shell=bash
# Kafkas and a PostgreSQL in $work, ended by stop_services.
# shellcheck disable=SC2154

clusters=()
# start_kafka NAME PORT OPTION...: in $work/NAME; the options are those of `kafka start`.
start_kafka() {
  mkdir -p "$work/$1"
  clusters+=("$1")
  "$kafka_home/kafka" start --dir "$work/$1" --port "$2" "${@:3}" > "$work/$1.log" 2>&1 ||
    { tail -n 20 "$work/$1.log" >&2; fail "Kafka does not start"; }
}

# start_postgres PORT OPTION...: makes an empty database cluster in $work/postgres, and runs it.
start_postgres() {
  make_postgres && run_postgres "$@" || { cat "$work/postgres.log" >&2; fail "PostgreSQL does not start"; }
}

# Whoever may connect to its socket may do everything.
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

# run_postgres PORT OPTION...: with a socket in $work/postgres; waits until it answers.
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

stop_services() {
  local name
  for name in "${clusters[@]}"; do "$kafka_home/kafka" kill --dir "$work/$name" > "$work/$name.log" 2>&1 || true; done
  stop_postgres
}
