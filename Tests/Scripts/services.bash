# shellcheck shell=bash
# A Kafka and a PostgreSQL in $work, ended by stop_services. PostgreSQL's port is $port + 4.
# shellcheck disable=SC2154

# start_kafka NAME PORT OPTION...: in $work/NAME; the options are those of `kafka start`.
start_kafka() {
  mkdir -p "$work/$1"
  clusters+=("$1")
  "$kafka_home/kafka" start --dir "$work/$1" --port "$2" "${@:3}" > "$work/$1.log" 2>&1 ||
    { tail -n 20 "$work/$1.log" >&2; fail "Kafka does not start"; }
}

# start_postgres OPTION...: on a socket in $work for whoever owns it; the options are those of `postgres`, and what
# $work/postgres has already stays, such as a pg_hba.conf.
start_postgres() {
  local folder=$work/postgres programs run=()
  programs=$(dirname "$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)")
  mkdir -p "$folder"
  if [ "$(id -u)" -eq 0 ]; then
    run=(setpriv --reuid=postgres --regid=postgres --clear-groups)
    chown -R postgres: "$folder"
    chmod 711 "$work"
  fi
  (
    cd /
    "${run[@]}" "$programs/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync
    if [ -f "$folder/pg_hba.conf" ]; then cp "$folder/pg_hba.conf" "$folder/data/pg_hba.conf"; fi
  ) > "$work/postgres.log" 2>&1
  (
    cd /
    exec "${run[@]}" "$programs/postgres" -D "$folder/data" -p "$((port + 4))" -c listen_addresses=127.0.0.1 \
      -c unix_socket_directories="$folder" -c fsync=off -c shared_buffers=64MB "$@"
  ) >> "$work/postgres.log" 2>&1 &
  postgres=$!
  within 30 owner -qc 'SELECT' > "$work/psql.log" 2>&1 ||
    { cat "$work/postgres.log" >&2; fail "PostgreSQL does not start"; }
}

# psql as the one who owns the server.
owner() { psql -X -v ON_ERROR_STOP=1 -h "$work/postgres" -p "$((port + 4))" -U postgres "$@"; }

clusters=()
stop_services() {
  local name
  for name in "${clusters[@]}"; do "$kafka_home/kafka" kill --dir "$work/$name" > "$work/$name.log" 2>&1 || true; done
  if [ -n "${postgres:-}" ]; then
    kill -INT "$postgres" 2> /dev/null || true
    wait "$postgres" 2> /dev/null || true
  fi
}
