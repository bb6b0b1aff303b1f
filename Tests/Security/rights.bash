# shellcheck shell=bash
# Least rights: with what deploy/SECURITY.md gives, everything works; without one of them, the program says which.
# shellcheck disable=SC2154

# Kafka's tool starts in a third of the time where it finds its classes prepared.
export KAFKA_ACLS="$kafka_home/kafka acls"
quick="-XX:TieredStopAtLevel=1 -XX:SharedArchiveFile=$work/classes.jsa"
export JDK_JAVA_OPTIONS="-XX:TieredStopAtLevel=1 -XX:ArchiveClassesAtExit=$work/classes.jsa"
{
  echo "security.protocol=SASL_SSL"
  echo "sasl.mechanism=PLAIN"
  echo "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required" \
    "username=\"root\" password=\"$(< "$work/secrets/root")\";"
  echo "ssl.truststore.type=PEM"
  echo "ssl.truststore.location=$work/tls/ca.crt"
} > "$work/etc/root.properties"
documented "kafka-acls administrator" > "$work/acls.log" 2>&1 || { cat "$work/acls.log" >&2; fail "no ACLs are made"; }
export JDK_JAVA_OPTIONS=$quick
documented "kafka-acls daemon User:iropsd --apply" > "$work/acls.log" 2>&1 || fail "no ACLs are made"
grant() { "$root/deploy/security/kafka-acls" "$@" --apply "127.0.0.1:$port" > "$work/acls.log" 2>&1; }
for role in detect sink reader redrive feeder; do grant "$role" "User:$role"; done
grep -v -- --apply "$document" > "$work/printing"
document=$work/printing documented "kafka-acls daemon" > "$work/printed"
[ "$(grep -c -- '--bootstrap-server HOST:PORT --add ' "$work/printed")" -ge 6 ] || fail "no ACLs are printed"
names=(--group ops --prefix acme. --topic flight.events=flights)
"$root/deploy/security/kafka-acls" detect User:ops "${names[@]}" > "$work/printed"
for words in '--topic flights ' '--topic acme.iropsd.entities ' '--group ops$' '--transactional-id ops\.$'; do
  expect "$words" "$work/printed" "kafka-acls with other names"
done
if grep -E -- '(topic|group) (flight\.|iropsd)' "$work/printed" >&2; then fail "ACLs have names that are not used"; fi
ok "Kafka's ACLs are made for each role, for other names too"

documented "iropsd topics apply" > "$work/topics.log" 2>&1 ||
  { cat "$work/topics.log" >&2; fail "topics are not made"; }
ok "the administrator makes the topics"

database=127.0.0.1:$((port + 4))
export PGHOST=$work/postgres PGPORT=$((port + 4)) PGUSER=postgres
documented "createuser iropsd_owner"
documented "createuser iropsd_sink"
documented "createdb"
documented "REVOKE ALL ON DATABASE" > "$work/psql.log"
for name in iropsd_owner iropsd_sink; do
  owner -qc "ALTER ROLE $name PASSWORD '$(< "$work/secrets/$name")'"
done
unset PGHOST PGPORT PGUSER
address="host=127.0.0.1 port=$((port + 4)) dbname=iropsd user=iropsd_owner sslmode=verify-full"
address+=" sslrootcert=$work/etc/database-ca.crt password=$(< "$work/secrets/iropsd_owner")"
{ block kafka: | here; printf 'postgres:\n  url: %s\n' "$address"; } > "$work/etc/owner.yaml"
{ echo '[iropsd_owner]'; tr ' ' '\n' <<< "$address"; } > "$work/etc/services"
documented "iropsd migrate" > "$work/psql.log" 2>&1 || { cat "$work/psql.log" >&2; fail "the owner cannot migrate"; }
grants() { PGSERVICEFILE=$work/etc/services documented "grants.sql" > "$work/psql.log" 2>&1; }
grants || { cat "$work/psql.log" >&2; fail "the owner cannot grant"; }
grants || fail "the owner cannot grant a second time"
ok "the owner of the database migrates and grants"

CREDENTIALS_DIRECTORY='' documented "iropsd check" > "$work/seen/check.log" || { cat "$work/seen/check.log" >&2
  fail "check --connect finds something wrong"; }
"$binary" check "$work/etc/iropsd.yaml" --connect --show > "$work/seen/shown.log"
ok "check --connect finds everything right: $(grep -c '^ok' "$work/seen/check.log") lines"

# One process with both roles; then one for each role, each with the rights of its role alone.
start iropsd
await_ready iropsd
listening=$(python3 "$tests/listening.py" "${running[iropsd]}")
[[ $listening == 127.0.0.1:+([0-9]) ]] || fail "it listens on $listening"
ok "the daemon is ready over SASL_SSL, and listens on $listening alone"

sed -e '/^http:/,/listen/d' -e '/security.protocol/a\    debug: all' "$work/etc/iropsd.yaml" > "$work/etc/silent.yaml"
start silent
await_words silent lane.assigned
[ -z "$(python3 "$tests/listening.py" "${running[silent]}")" ] || fail "it listens where nothing says so"
end silent
expect '"facility":"(INIT|CONF|STATE)"' "$work/seen/silent.log" "librdkafka's debug: all"
ok "where http.listen is not set it listens on nothing"

feed 2026-03-02
await_rows iropsd flight_state 20
await_rows iropsd disruptions 1
backends="SELECT DISTINCT ssl || ' ' || version FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
[[ $(owner -Atc "$backends WHERE usename = 'iropsd_sink'") == "true TLSv1."[23] ]] || fail "the sink is not on TLS"
for path in /status /metrics /ready /live; do get iropsd "$path" >> "$work/seen/http.log"; done
ps -ef > "$work/seen/ps.log"
tr '\0' ' ' < "/proc/${running[iropsd]}/cmdline" > "$work/seen/command.log"
end iropsd
ok "events reach PostgreSQL over TLS: $(rows flight_state) flights, $(rows disruptions) disruptions"

before=$(rows disruptions)
start detect
start sink
await_ready detect
await_ready sink
feed 2026-03-03
feed 2026-02-20 # what is of the past by now: dead letters
await_rows detect disruptions $((before + 1))
await_rows sink dead_letters 1
end detect
end sink
ok "so they do with a process and a user for each role: $(rows dead_letters) dead letters"

for name in iropsd detect sink; do
  if grep -i authoriz "$work/seen/$name.log" >&2; then fail "$name misses a right"; fi
done
ok "nothing was refused to any of them"

"$binary" tail --config "$work/etc/reader.yaml" --once > "$work/seen/tail.log" 2>&1 || fail "tail does not work"
[ -s "$work/seen/tail.log" ] || fail "tail shows nothing"
"$binary" dead-letters list --config "$work/etc/reader.yaml" > "$work/seen/list.log" 2>&1 || fail "list does not work"
if "$binary" replay "$work/2026-03-03.csv" --config "$work/etc/reader.yaml" > "$work/seen/reader.log" 2>&1; then
  fail "a reader may write"
fi
letter=$(awk 'NR == 1 { print $1 }' "$work/seen/list.log")
"$binary" dead-letters redrive "$letter" --config "$work/etc/redrive.yaml" > "$work/seen/redrive.log" 2>&1 ||
  { tail -n 5 "$work/seen/redrive.log" >&2; fail "redrive does not work"; }
grant reader User:reader --remove
if "$binary" tail --config "$work/etc/reader.yaml" --once > "$work/seen/tail.log" 2>&1; then fail "nobody may read"; fi
redriven=$(tail -n 1 "$work/seen/redrive.log" | cut -d ';' -f 1)
ok "tail and dead-letters work with a reader's rights, and with redrive's: $redriven"

# without OPERATION RESOURCE... -- COMMAND...: the command while the daemon's user lacks a right in Kafka.
without() {
  local operation=$1 resource=() one
  shift
  while [ "$1" != -- ]; do resource+=("$1"); shift; done
  shift
  one=(--allow-principal User:iropsd --operation "$operation" "${resource[@]}")
  acls --remove --force "${one[@]}" || fail "the ACL cannot be removed"
  "$@"
  acls --add "${one[@]}" || fail "the ACL cannot be added"
}
# Starts the daemon, waits for words in its log or in what it is not ready for, and ends it.
run_says() { start iropsd; await_words iropsd "$1"; end iropsd; }
run_ready_says() { start iropsd; within 40 ready_says "$1" || fail "/ready never says '$1'"; end iropsd; }
ready_says() { get iropsd /ready | grep -qE -- "$1"; }
run_fed_says() { start iropsd; await_ready iropsd; feed "$1"; await_words iropsd "$2"; end iropsd; }
check_says() {
  if "$binary" check "$work/etc/iropsd.yaml" --connect > "$work/seen/check.log" 2>&1; then
    fail "check --connect finds nothing wrong"
  fi
  expect "$1" "$work/seen/check.log" "check --connect"
}
without Write --resource-pattern-type prefixed --transactional-id iropsd. -- \
  run_ready_says 'init transactions of iropsd\.[^ ]*: .*TRANSACTIONAL_ID_AUTHORIZATION_FAILED'
ok "without Write on the transactional ids, /ready names the id"
without Read --group iropsd -- run_says 'cannot start: .* group .*GROUP_AUTHORIZATION_FAILED'
ok "without Read on the group, the daemon does not start and says so"
without Write --topic flight.state -- run_fed_says 2026-03-04 'flight\.state.*(Broker: Topic auth|TOPIC_AUTH)'
ok "without Write on an output, the log names the topic"
without Read --topic iropsd.snapshots -- check_says 'read iropsd\.snapshots.*TOPIC_AUTHORIZATION_FAILED'
ok "without Read on the snapshots, check --connect names the topic"

without Delete --topic iropsd.entities -- run_fed_says 2026-03-05 'give this user DELETE on the topic.*iropsd\.entities'
ok "without Delete on the log of entities, the log says that it grows"

# While the sink's user lacks a right in the database.
sql_without() { owner -qd iropsd -c "REVOKE $1 FROM iropsd_sink"; "${@:2}"; grants; }
sql_without 'UPDATE ON iropsd.sink_fence' run_says 'permission denied for table sink_fence'
sql_without 'TEMPORARY ON DATABASE iropsd' run_says 'permission denied to create temporary tables'
sql_without 'SELECT ON iropsd.schema_migrations' check_says "$database.*permission denied for table schema_migrations"
delete_says() {
  start iropsd
  await_words iropsd 'permission denied for table (disruption_legs|flight_state)'
  end iropsd
}
sql_without 'DELETE ON iropsd.disruption_legs, iropsd.flight_state' delete_says
ok "without a grant, the log or check --connect names the table"
denied=0
sink_url=${address/iropsd_owner/iropsd_sink}
sink_url=${sink_url/password=*/password=$(< "$work/secrets/iropsd_sink")}
for statement in 'DROP TABLE iropsd.disruptions' 'TRUNCATE iropsd.flight_state' 'CREATE TABLE iropsd.mine (x int)' \
  'DELETE FROM iropsd.disruptions' 'CREATE SCHEMA mine' 'INSERT INTO iropsd.schema_migrations VALUES (99)'; do
  psql -X "$sink_url" -c "$statement" > "$work/psql.log" 2>&1 && fail "the sink's role may $statement"
  grep -qE 'permission denied|must be owner' "$work/psql.log" || { cat "$work/psql.log" >&2; fail "$statement"; }
  denied=$((denied + 1))
done
ok "the sink's role can do nothing else: $denied statements are refused"
