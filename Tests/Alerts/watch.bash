# shellcheck shell=bash
# A Prometheus that scrapes each second, and what it says of the alerts.
# shellcheck disable=SC2034,SC2119,SC2120,SC2154

alerts=$(sed -nE 's/^ *- alert: (.*)/\1/p' "$rules")
# Alerts whose faults were made.
declare -A made=()

start_prometheus() {
  scrape
  cat > "$work/prometheus.yml" << END
global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
rule_files: [$work/rules.yml]
scrape_configs:
  - job_name: iropsd
    file_sd_configs: [{files: [$work/targets.yml], refresh_interval: 1s}]
END
  prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/prometheus" \
    --web.listen-address="127.0.0.1:$(port_of prometheus)" > "$work/prometheus.log" 2>&1 &
  running[prometheus]=$!
  within 30 ask up > /dev/null || { tail -n 5 "$work/prometheus.log" >&2; fail "Prometheus does not start"; }
}

# scrape NAME...: from now on these processes and no others.
scrape() {
  local name list=()
  for name in "$@"; do
    list+=("{targets: ['127.0.0.1:$(port_of "$name")'], labels: {instance: $name}}")
  done
  (IFS=,; echo "[${list[*]}]") > "$work/targets.new"
  mv "$work/targets.new" "$work/targets.yml"
  scraped=$#
}

# ask QUERY: what Prometheus answers.
ask() { curl -sfG --max-time 5 "http://127.0.0.1:$(port_of prometheus)/api/v1/query" --data-urlencode "query=$1"; }

# firing [ALERT [INSTANCE]]: the alerts that fire, or whether that one does: a line `ALERT INSTANCE` for each.
firing() {
  curl -sf --max-time 20 --retry 3 "http://127.0.0.1:$(port_of prometheus)/api/v1/alerts" > "$work/alerts.json" ||
    fail "Prometheus does not answer"
  sed 's/{"labels"/\n&/g' "$work/alerts.json" |
    sed -nE '/"state":"firing"/s/.*"alertname":"([A-Za-z]+)"(.*"instance":"([a-z]+)")?.*/\1 \3/p' |
    grep -E "^${1:-.*} ${2:-.*}\$"
}
is_calm() { ! firing > "$work/firing"; }
has_settled() {
  ask 'count(min_over_time(up[10s]) == 1) + 0 * count(iropsd_last_commit_seconds)' | grep -q "\"$scraped\"]"
}

# stays_calm SECONDS: no alert fires for so long.
stays_calm() {
  local end=$((SECONDS + $1))
  while [ $SECONDS -lt $end ]; do
    is_calm || fail "without a fault there fire: $(tr '\n' ';' < "$work/firing")"
    sleep 0.5
  done
}

# quiet ALERT...: they do not fire; to be asked before their faults are made.
quiet() {
  local alert
  for alert in "$@"; do
    if firing "$alert" > /dev/null; then fail "$alert fires before its fault is made"; fi
  done
  since=$SECONDS
}

# fires ALERT INSTANCE WHAT: the alert fires on that process, or on one that a pattern names; '' where it names none.
fires() {
  within 60 firing "$1" "$2" > /dev/null || { show_logs; fail "$1 does not fire: $3"; }
  made[$1]=1
  ok "$1 fires after $((SECONDS - since)) s: $3"
}

# ceases ALERT: it fires no more.
ceases() { within 60 does_not_fire "$1" || { show_logs; fail "$1 does not cease when its fault is mended"; }; }
does_not_fire() { ! firing "$1" > /dev/null; }
