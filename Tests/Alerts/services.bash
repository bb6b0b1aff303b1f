# shellcheck shell=bash
# A Kafka with rights, a PostgreSQL, and the processes of iropsd; and those who write records into its topics.
# shellcheck disable=SC2154

# port_of NAME: where it listens; $port and the next are Kafka's.
port_of() {
  local names=(kafka controller postgres prometheus one two crowd other) place
  for place in "${!names[@]}"; do
    if [ "${names[$place]}" = "$1" ]; then echo "$((port + place))"; fi
  done
}

# Kafka, where everybody may do what is not forbidden, and PostgreSQL on a socket.
start_services() {
  start_kafka kafka "$port" --set allow.everyone.if.no.acl.found=true \
    --set authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
  start_postgres "$(port_of postgres)" -c listen_addresses=
  owner -qc 'CREATE DATABASE iropsd'
}
start_database() { run_postgres "$(port_of postgres)" -c listen_addresses=; }

# kafka TOOL OPTION...: one of Kafka's own tools.
kafka() {
  "$kafka_home/kafka" "$1" --bootstrap-server "127.0.0.1:$port" "${@:2}" > "$work/tool.log" 2>&1 ||
    { tail -n 5 "$work/tool.log" >&2; fail "kafka $*"; }
}
# allow_only OPERATION KIND NAME: nobody may do anything else there any more; allow_all takes that back.
allow_only() { kafka acls --add --allow-principal 'User:*' --operation "$1" "--$2" "$3"; }
allow_all() { kafka acls --remove --force "--$1" "$2"; }

# configuration NAME GROUP PARTITIONS: into $work/NAME.yaml, with the lines of standard input. PARTITIONS are those of
# flights and of the log; every other topic has one. Topics have the group's name before their own.
configuration() {
  local topics topic
  topics=$(sed -nE 's/^  - name: (.*)/\1/p' "$root/topics/topics.yaml")
  cat > "$work/$1.yaml" << END
kafka:
  bootstrap_servers: 127.0.0.1:$port
  group_id: $2
  instance_id: $1
  librdkafka: {session.timeout.ms: 120000}
  partitions:
$(for topic in $topics; do echo "    $topic: 1"; done | sed -E "s/(flight.events|iropsd.entities): 1/\1: $3/")
topics:
$(for topic in $topics; do echo "  $topic: $2.$topic"; done)
http: {listen: "127.0.0.1:$(port_of "$1")"}
allowed_lateness_minutes: 0
$(cat)
END
}

# iropsd_ COMMAND OPTION...: a command of iropsd that has to succeed.
iropsd_() { "$binary" "$@" > "$work/command.log" 2>&1 || { tail -n 5 "$work/command.log" >&2; fail "iropsd $*"; }; }

# start NAME [COMMAND...]: the process, run by the command where there is one; its log is $work/NAME.log.
start() {
  "${@:2}" "$binary" run --config "$work/$1.yaml" >> "$work/$1.log" 2>&1 &
  running[$1]=$!
}
is_ready() { curl -s --max-time 5 "http://127.0.0.1:$(port_of "$1")/ready" | grep -q '"ready":true'; }
await_ready() { within 60 is_ready "$1" || { show_logs "$1"; fail "$1 does not become ready"; }; }
show_logs() {
  local name
  for name in one two crowd; do tail -n 5 "$work/$name.log" | cut -c 1-600 | sed "s/^/$name: /" >&2; done
}

# finish NAME SIGNAL: ends it so, and sees it ended.
finish() {
  kill "-$2" "${running[$1]}"
  wait "${running[$1]}" 2> /dev/null || true
  unset "running[$1]"
}

# feed NAME TOPIC KIND [PER-SECOND [SECONDS]]: writes records of a kind of feed.py, until they are sent or starve NAME.
feed() {
  python3 "$tests/feed.py" "127.0.0.1:$port" "${@:2}" > "$work/$1.feed" 2>&1 &
  feeding[$1]=$!
}
starve() {
  kill "${feeding[$1]}"
  wait "${feeding[$1]}" 2> /dev/null || true
  unset "feeding[$1]"
}
# fed NAME: waits until all is sent.
fed() {
  wait "${feeding[$1]}" || { cat "$work/$1.feed" >&2; fail "records cannot be written: $1"; }
  unset "feeding[$1]"
}
