# shellcheck shell=bash
# What can be lost, and what deploy/OPERATIONS.md says to do about it.
# shellcheck disable=SC2154

# configuration NAME PORT DATABASE: in $work/etc/NAME.yaml.
configuration() {
  printf '%s\n' 'time: replay' "http: {listen: ':$(free_ports 1)'}" 'snapshots: {interval_seconds: 1}' \
    "kafka: {bootstrap_servers: '127.0.0.1:$2', instance_id: $1, librdkafka: {session.timeout.ms: 6000}}" \
    "postgres: {url: 'host=$PGHOST port=$PGPORT user=$PGUSER dbname=$3'}" > "$work/etc/$1.yaml"
}

# Commands, of whose output is seen what a failure needs.
quietly() { "$@" > "$work/seen/command" 2>&1 || { cat "$work/seen/command" >&2; fail "$*"; }; }
iropsd() { quietly timeout 60 "$binary" "$@"; }
kafka-topics.sh() { quietly timeout 60 "$kafka_home/kafka" topics "$@"; }
# A process that has a name is a member of the group until its session has run out; the tool ends with 0 all the same.
kafka-consumer-groups.sh() {
  within 30 groups_tool "$@" || { cat "$work/seen/command" >&2; fail "kafka-consumer-groups.sh $*"; }
}
groups_tool() {
  timeout 60 "$kafka_home/kafka" groups "$@" > "$work/seen/command" 2>&1
  ! grep -q Error "$work/seen/command"
}

# The commands of the document that do not want root, one a line; what goes on in the next line is joined.
commands_of_the_document() {
  sed -E -e ':a' -e '/\\$/{N;s/ *\\\n */ /;ba' -e '}' "$document" |
    grep -E '^    (iropsd|createdb|psql|kafka-[a-z-]+\.sh) ' | sed -E 's/^ +//' | sort -u
}

# documented COMMAND: runs a command of the document, or the one that begins so, as a stranger would.
documented() {
  local command
  command=$(commands_of_the_document | grep -xF -- "$1" || commands_of_the_document | grep -F -- "$1") ||
    fail "deploy/OPERATIONS.md has no '$1'"
  [ "$(wc -l <<< "$command")" -eq 1 ] || fail "deploy/OPERATIONS.md has several '$1'"
  echo "$command" >> "$work/documented"
  eval "${command//kafka.example:9092/127.0.0.1:$port}"
}

# feed NAME DATE: a day of history into the inputs of a configuration.
feed() {
  python3 "$root/Tests/Scripts/history.py" "$2" > "$work/$2.csv"
  iropsd replay "$work/$2.csv" --config "$work/etc/$1.yaml" --keep-open
}

# What came true in the days that were fed is the same, whatever was lost in between.
facts() { owner -d "$1" -Atc 'SELECT disruption_id, severity FROM iropsd.disruptions WHERE confirmed ORDER BY 1'; }
has_facts() { facts "$1" > "$work/facts" 2> "$work/seen/psql" && [ "$(wc -l < "$work/facts")" -eq "$2" ]; }
await_facts() {
  within 60 has_facts "$2" "$3" ||
    { tail -n 5 "$work/seen/$1.log" >&2; fail "$(wc -l < "$work/facts") facts of $3 are in the tables"; }
}
life() { owner -d "$1" -Atc 'SELECT max(version) >> 40 FROM iropsd.disruptions'; }
await_life() { within 60 eval "[ \"\$(life $1)\" = $2 ]" || fail "versions are of life $(life "$1"), not $2"; }

a_new_database() {
  cp "$work/facts" "$work/before"
  owner -qc 'DROP DATABASE iropsd WITH (FORCE)'
  documented 'createdb iropsd'
  documented "iropsd migrate --config \$OLD"
  await_facts old iropsd 8
  cmp "$work/before" "$work/facts" || fail "a new database has other facts"
  ok "a new database is filled from the topics, while the daemon runs"
}

one_after_the_other() {
  start second
  await_ready second
  documented "iropsd migrate --config \$OLD --dry-run"
  for name in old second; do
    end "$name"
    start "$name"
    await_ready "$name"
    documented "iropsd status --config \$OLD"
  done
  feed old 2026-01-16
  await_facts old iropsd 16
  end second
  ok "two processes are started anew one after the other; a second day is told"
}

begin_with_empty_states() {
  end old
  documented 'kafka-topics.sh --bootstrap-server kafka.example:9092 --delete --topic iropsd.entities'
  documented "iropsd topics apply --config \$OLD"
  start old
  await_ready old
  feed old 2026-01-18
  await_facts old iropsd 24
  await_life iropsd 2
  ok "without iropsd.entities: states are empty, inputs are read on, versions rise"
}

without_snapshots() {
  kafka-topics.sh --bootstrap-server "127.0.0.1:$port" --delete --topic iropsd.snapshots
  documented "iropsd topics apply --config \$OLD"
  end old
  documented 'kafka-topics.sh --bootstrap-server kafka.example:9092 --delete --topic iropsd.entities'
  documented "iropsd topics apply --config \$OLD"
  documented 'kafka-consumer-groups.sh --bootstrap-server kafka.example:9092 --group iropsd --topic flight.events'
  start old
  await_ready old
  await_life iropsd 3
  await_facts old iropsd 24
  ok "without iropsd.snapshots: what matters still is read again"
}

without_positions() {
  end old
  kafka-consumer-groups.sh --bootstrap-server "127.0.0.1:$port" --delete --group iropsd
  timeout 30 "$binary" run --config "$OLD" > "$work/seen/refused.log" 2>&1 && fail "it begins without positions"
  expect 'has no position in iropsd.entities.*delete iropsd.entities' "$work/seen/refused.log" "without positions"
  documented 'kafka-topics.sh --bootstrap-server kafka.example:9092 --delete --topic iropsd.entities'
  documented "iropsd topics apply --config \$OLD"
  start old
  await_ready old
  await_life iropsd 4
  await_facts old iropsd 24
  ok "without the group's positions: it says what to do, and inputs are read from their beginning"
}

without_any() {
  end old
  kafka-topics.sh --bootstrap-server "127.0.0.1:$port" --delete --topic 'iropsd.entities|iropsd.snapshots'
  kafka-consumer-groups.sh --bootstrap-server "127.0.0.1:$port" --delete --group iropsd
  "$binary" topics apply --config "$OLD" > "$work/seen/refused.log" 2>&1 && fail "it begins with a life of before"
  expect 'give a life above all before with --incarnation' "$work/seen/refused.log" "without any"
  [ "$(documented 'psql iropsd -Atc')" = 4 ] || fail "the tables do not say which life it was"
  documented "iropsd topics apply --config \$OLD --incarnation 5"
  start old
  await_ready old
  await_life iropsd 5
  await_facts old iropsd 24
  ok "without log, snapshots and positions: the next life of the log is given by hand"
}

another_cluster() {
  local new
  new=$(free_ports 2)
  start_kafka new "$new"
  configuration new "$new" iropsd_new
  createdb iropsd_new
  documented "iropsd topics apply --config \$NEW --incarnation 6"
  documented "iropsd migrate --config \$NEW"
  start new
  await_ready new
  for day in 14 16 18; do feed new "2026-01-$day"; done
  await_facts old iropsd 24
  cp "$work/facts" "$work/before"
  await_facts new iropsd_new 24
  cmp "$work/before" "$work/facts" || fail "the other cluster tells other facts"
  await_life iropsd_new 6
  ok "another cluster tells the same, with higher versions"

  end old
  end new
  configuration new "$new" iropsd
  documented 'psql iropsd -c' > "$work/seen/psql"
  start new
  await_ready new
  await_life iropsd 6
  await_facts new iropsd 24
  ok "the old database takes the new cluster's topics"
}
