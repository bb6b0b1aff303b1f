# shellcheck shell=bash
# The faults, each made, told and mended. What takes long goes on while others are made.
# shellcheck disable=SC2154

# A producer makes airports up, two with each flight, and its clock has stood for an hour.
quiet IropsdTurnedAway IropsdMemory IropsdEventTimeStands
feed standing crowd.flight.events standing 20
feed made_up crowd.flight.events made_up
fires IropsdTurnedAway crowd "flights between 22,000 airports that somebody made up"
fires IropsdMemory crowd "the memory that they take"
fires IropsdEventTimeStands crowd "a producer's clock has stood for an hour"
fed made_up
starve standing
finish crowd TERM
scrape one two

# Producers that write what cannot be read, or not be stored.
quiet IropsdDeadLetters IropsdWeatherUnreadable IropsdSinkRejects
feed malformed irops.flight.events malformed 20 15
feed unreadable irops.external.data unreadable 10 15
owner -d iropsd -qc "ALTER TABLE iropsd.flight_state ADD CONSTRAINT refused CHECK (flight_number <> 'LH150') NOT VALID"
fires IropsdSinkRejects one "a constraint that a flight does not meet"
[ "$(owner -d iropsd -Atc 'SELECT count(*) FROM iropsd.sink_rejects')" -gt 0 ] || fail "iropsd.sink_rejects is empty"
owner -d iropsd -qc 'ALTER TABLE iropsd.flight_state DROP CONSTRAINT refused'
fires IropsdDeadLetters '(one|two)' "records that are no JSON"
fires IropsdWeatherUnreadable '(one|two)' "weather reports of which nothing can be read"
fed malformed
fed unreadable

quiet IropsdVersionsDiffer
python3 "$tests/stand_in.py" "$(port_of other)" "$(port_of one)" > "$work/other.log" 2>&1 &
running[other]=$!
scrape one two other
fires IropsdVersionsDiffer '' "the metrics of one process under another version"
scrape one two
finish other TERM

# No process may write snapshots, and the database is away.
quiet IropsdSnapshotOld IropsdSinkBehind
allow_only Read topic irops.iropsd.snapshots
stop_postgres
fires IropsdSinkBehind one "the database is stopped"
start_database || { cat "$work/postgres.log" >&2; fail "PostgreSQL does not start again"; }
fires IropsdSnapshotOld '(one|two)' "no right to write snapshots"
allow_all topic irops.iropsd.snapshots
ceases IropsdSinkBehind
ceases IropsdSnapshotOld

# One of two processes is killed, and its name holds its partitions: nobody reads them.
quiet IropsdDown IropsdGroupBehind
finish two KILL
fires IropsdDown two "the process is killed"
fires IropsdGroupBehind '' "nobody owns the partitions of the process that was killed"
# Started again as under systemd, with a watchdog.
start two env NOTIFY_SOCKET="@iropsd-$port" WATCHDOG_USEC=8000000 python3 "$tests/stick.py" commit-0
await_ready two
ceases IropsdDown

quiet IropsdThreadStuck
kill -USR1 "${running[two]}"
fires IropsdThreadStuck two "a thread of the process stands still"
kill -USR2 "${running[two]}"

# The broker refuses each transaction of a process.
quiet IropsdLaneRestarts IropsdNothingCommitted
allow_only Describe transactional-id irops.one-0
fires IropsdLaneRestarts one "the broker refuses the transactions of the process"
fires IropsdNothingCommitted one "so nothing is committed"
allow_all transactional-id irops.one-0
ceases IropsdNothingCommitted

# A broker's quota lets the processes read less than comes in.
quiet IropsdBehind IropsdSlow
quota() { kafka configs --alter --entity-type clients --entity-default "$@"; }
quota --add-config consumer_byte_rate=5000
fires IropsdBehind '(one|two)' "a quota of the broker lets the processes read less than comes in"
fires IropsdSlow '(one|two)' "what they read comes late"
quota --delete-config consumer_byte_rate
