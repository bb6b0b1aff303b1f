# shellcheck shell=bash
# A Kafka and a PostgreSQL with TLS, passwords and rights.
# shellcheck disable=SC2154

# An authority, another one that nobody knows, and certificates of 127.0.0.1: one that is good, one that has expired.
make_certificates() {
  mkdir "$work/tls"
  (
    cd "$work/tls" || exit
    for authority in ca stranger; do
      openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$authority" -keyout "$authority.key" \
        -out "$authority.crt"
    done
    openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr
    echo subjectAltName=IP:127.0.0.1,DNS:localhost > names
    openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.crt
    openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days -1 -extfile names -out expired.crt
    # What `kafka start --secure` would make, if it were not there.
    openssl pkcs8 -topk8 -nocrypt -in server.key -out server.pk8
    cat server.pk8 server.crt ca.crt > server.pem
    cat server.pk8 expired.crt ca.crt > expired.pem
  ) > "$work/openssl.log" 2>&1
}

# Listeners: $port without TLS for whoever may do everything; $port + 2 with TLS and passwords; $port + 3 the same with
# the certificate that has expired.
start_secure_kafka() {
  local names='' name tls=$work/kafka/tls
  local plain=org.apache.kafka.common.security.plain.PlainLoginModule
  local bearer=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule
  for name in "${principals[@]}"; do names+=" user_$name=\"$(< "$work/secrets/$name")\""; done
  mkdir "$work/kafka"
  cp -r "$work/tls" "$tls"
  local host=127.0.0.1
  local listeners="PLAINTEXT://$host:$port,SASL_SSL://$host:$((port + 2)),EXPIRED://$host:$((port + 3))"
  start_kafka kafka "$port" --secure \
    --set "listeners=$listeners,CONTROLLER://$host:$((port + 1))" --set "advertised.listeners=$listeners" \
    --set listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL,EXPIRED:SASL_SSL \
    --set "listener.name.sasl_ssl.plain.sasl.jaas.config=$plain required$names;" \
    --set "listener.name.expired.plain.sasl.jaas.config=$plain required$names;" \
    --set "listener.name.expired.ssl.keystore.location=$tls/expired.pem" \
    --set sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512,OAUTHBEARER \
    --set listener.name.expired.sasl.enabled.mechanisms=PLAIN \
    --set "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=${plain/plain.Plain/scram.Scram} required;" \
    --set "listener.name.sasl_ssl.oauthbearer.sasl.jaas.config=$bearer required unsecuredLoginStringClaim_sub=\"b\";" \
    --set authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer \
    --set 'super.users=User:ANONYMOUS;User:root'
}

# PostgreSQL on 127.0.0.1 with TLS and passwords alone; on a socket in $work for whoever owns it.
start_secure_postgres() {
  local folder=$work/postgres
  make_postgres || { cat "$work/postgres.log" >&2; fail "PostgreSQL cannot be made"; }
  install -m 600 "$work/tls/server.key" "$folder/server.key"
  cp "$work/tls/server.crt" "$folder"
  if [ "$(id -u)" -eq 0 ]; then chown postgres: "$folder"/server.*; fi
  printf '%s\n' 'local all all trust' 'hostssl all all 127.0.0.1/32 scram-sha-256' > "$folder/data/pg_hba.conf"
  run_postgres "$((port + 4))" -c listen_addresses=127.0.0.1 -c ssl=on -c ssl_cert_file="$folder/server.crt" \
    -c ssl_key_file="$folder/server.key" || { cat "$work/postgres.log" >&2; fail "PostgreSQL does not start"; }
}
