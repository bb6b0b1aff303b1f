# shellcheck shell=bash
# Wrong passwords and certificates, other mechanisms, and passwords where they must not be.
# shellcheck disable=SC2154

# fault NAME SED-EXPRESSION: the daemon's configuration with a mistake in it.
fault() { sed "$2" "$work/etc/iropsd.yaml" > "$work/etc/$1.yaml"; faulty+=("$1"); }
faulty=()
fault wrong-password "s,\${CREDENTIALS_DIRECTORY}/kafka-password,$work/secrets/wrong,"
fault wrong-authority "/ssl.ca.location/s,$work/etc/kafka-ca.crt,$work/tls/stranger.crt,"
fault expired "s,127.0.0.1:$((port + 2)),127.0.0.1:$((port + 3)),"
fault no-tls "s,sasl_ssl,sasl_plaintext,"
fault database-authority "/sslrootcert/s,$work/etc/database-ca.crt,$work/tls/stranger.crt,"
fault database-password "s,\${CREDENTIALS_DIRECTORY}/database-password,$work/secrets/wrong,"
fault database-no-tls "s,verify-full,disable,"

# All at once, for each waits some seconds for an answer that does not come.
declare -A asked=()
for name in "${faulty[@]}"; do
  (
    began=${EPOCHREALTIME/[.,]/}
    code=0
    timeout 30 "$binary" check "$work/etc/$name.yaml" --connect > "$work/seen/$name.check" 2>&1 || code=$?
    echo "$code $(((${EPOCHREALTIME/[.,]/} - began) / 100000))" > "$work/$name.code"
  ) &
  asked[$name]=$!
done
for name in "${faulty[@]}"; do wait "${asked[$name]}"; done
for name in "${faulty[@]}"; do start "$name"; done

# tells NAME WORDS: check ends with 1 within 15 s and says it; the daemon says it and is not ready.
tells() {
  local code tenths
  read -r code tenths < "$work/$1.code"
  [ "$code" -eq 1 ] || fail "check --connect ends with $code: $1"
  [ "$tenths" -le 150 ] || fail "check --connect takes $tenths tenths of a second: $1"
  expect "$2" "$work/seen/$1.check" "check --connect, $1"
  await_words "$1" "$2"
  if is_ready "$1"; then fail "the daemon is ready: $1"; fi
  grep -qE -- "$2" "$work/seen/$1.log" || fail "the log does not say why: $1"
  end "$1"
  ok "$1: '$(grep -oE -- "$2" "$work/seen/$1.check" | head -n 1)' after $((tenths / 10)).$((tenths % 10)) s; not ready"
}
tells wrong-password 'broker refuses the login'
tells wrong-authority 'certificate verify failed|certificate could not be verified'
tells expired 'certificate verify failed|certificate has expired'
tells no-tls 'incorrect security\.protocol'
tells database-authority 'certificate verify failed'
tells database-password 'password authentication failed'
tells database-no-tls 'no encryption'
documented "openssl s_client" > "$work/dates" 2> "$work/openssl.log" || fail "openssl does not show the certificate"
grep -q '^notAfter=' "$work/dates" || fail "openssl does not show until when the certificate is valid"
ok "openssl shows until when the broker's certificate is valid: $(sed -n 's/^notAfter=//p' "$work/dates")"

# The same user by other mechanisms. SCRAM with Kafka 4 works from librdkafka 2.6.1 on.
"$kafka_home/kafka" configs --bootstrap-server "127.0.0.1:$port" --alter --entity-type users --entity-name iropsd \
  --add-config "SCRAM-SHA-512=[password=$(< "$work/secrets/iropsd")]" > "$work/scram.log" 2>&1 ||
  { cat "$work/scram.log" >&2; fail "the broker takes no password for SCRAM"; }
sed 's,mechanisms: PLAIN,mechanisms: SCRAM-SHA-512,' "$work/etc/iropsd.yaml" > "$work/etc/scram.yaml"
library=$(grep -oE '"librdkafka":"[0-9.]+' "$work/seen/http.log" | cut -d '"' -f 4)
[ -n "$library" ] || fail "/status does not tell the version of librdkafka"
code=0
"$binary" check "$work/etc/scram.yaml" --connect > "$work/seen/scram.check" 2>&1 || code=$?
if [ "$(printf '%s\n' 2.6.1 "$library" | sort -V | head -n 1)" = 2.6.1 ]; then
  [ $code -eq 0 ] || { cat "$work/seen/scram.check" >&2; fail "SCRAM does not work with librdkafka $library"; }
  ok "SCRAM-SHA-512 works with librdkafka $library"
else
  [ $code -eq 1 ] || fail "check --connect ends with $code where SCRAM cannot work"
  expect 'refuses the login.*SCRAM-SHA-512' "$work/seen/scram.check" "SCRAM with librdkafka $library"
  ok "SCRAM-SHA-512 with librdkafka $library is refused, and check --connect says so"
fi
sed -e 's,mechanisms: PLAIN,mechanisms: OAUTHBEARER,' -e /sasl.password/d \
  -e 's,sasl.username: iropsd,{enable.sasl.oauthbearer.unsecure.jwt: true,' "$work/etc/iropsd.yaml" |
  sed 's,{\(enable.*\),\1\n    sasl.oauthbearer.config: principal=iropsd,' > "$work/etc/bearer.yaml"
"$binary" check "$work/etc/bearer.yaml" --connect > "$work/seen/bearer.check" 2>&1 ||
  { cat "$work/seen/bearer.check" >&2; fail "OAUTHBEARER does not work"; }
ok "OAUTHBEARER works, with a token that is not signed"

for name in "${principals[@]}" iropsd_owner iropsd_sink wrong; do
  if grep -rlF -- "$(< "$work/secrets/$name")" "$work/seen" >&2; then fail "the password of $name is shown"; fi
done
grep -q 'sasl.password=\*\*\*' "$work/seen/shown.log" || fail "check --show does not mask the password"
ok "no password is in logs, /status, /metrics, /ready, ps or check --show: $(find "$work/seen" -type f | wc -l) files"

while read -r command; do
  grep -qxF "    $command" <(sed 's/^ */    /' "$work/documented") || fail "not tried: $command"
done < <(grep -E '^    (deploy|iropsd|psql|createuser|createdb|openssl|[A-Z_]+=)' "$document" | sed 's/^ *//')
ok "every command of deploy/SECURITY.md was run: $(sort -u "$work/documented" | wc -l)"
