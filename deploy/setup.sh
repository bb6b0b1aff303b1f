#!/usr/bin/env bash
# Sees to the apt packages that a purpose needs:
# deploy/setup.sh build|demo|test|packaging|alerts|security|librdkafka...
#   build      the compiler's C++ headers and the C libraries
#   demo       a PostgreSQL server of its own to run privately
#   test       what demo needs, a JSON Schema validator, and Java for the Kafka of the integration tests
#   packaging  what makes the Debian package and tries it
#   alerts     Prometheus, PostgreSQL and Java, to make the fault of each alert
#   security   openssl, PostgreSQL and Java, to try TLS and rights
#   librdkafka pip, to fetch a newer librdkafka for tests
# As root it installs what is missing; anyone else gets the one line to run, and exit 1. Does nothing when all is there.
set -euo pipefail

swift_needed=6.2
java_needed=17
missing=()

die() { echo "setup: $*" >&2; exit 1; }
installed() { dpkg-query -W -f '${db:Status-Status}\n' "$1" 2> /dev/null | grep -qx installed; }
need() { installed "$1" || missing+=("$1"); }

check_swift() {
  local found
  command -v swift > /dev/null ||
    die "swift is not on PATH. Install Swift $swift_needed or newer: https://www.swift.org/install/linux/"
  found=$(swift --version 2> /dev/null | sed -nE 's/.*Swift version ([0-9]+(\.[0-9]+)*).*/\1/p' | head -n 1)
  [ -n "$found" ] || die "'swift --version' does not tell a version. Install Swift $swift_needed or newer."
  [ "$(printf '%s\n' "$swift_needed" "$found" | sort -V | head -n 1)" = "$swift_needed" ] ||
    die "Swift $found is too old. Install Swift $swift_needed or newer: https://www.swift.org/install/linux/"
}

need_build() {
  local library
  for library in librdkafka-dev libpq-dev libsimdjson-dev libyaml-dev libmicrohttpd-dev zlib1g-dev \
    libxxhash-dev; do
    need "$library"
  done
  command -v pkg-config > /dev/null || missing+=(pkg-config)
  installed 'libstdc++-*-dev' || missing+=(g++)
}

need_database() { compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || missing+=(postgresql); }

need_java() {
  local version
  version=$(java -version 2>&1 | sed -nE 's/.*version "([0-9]+).*/\1/p' | head -n 1) || true
  [ "${version:-0}" -ge "$java_needed" ] || missing+=(default-jre-headless)
}

need_schema_validator() { python3 -c 'import jsonschema' 2> /dev/null || missing+=(python3-jsonschema); }

need_packaging() {
  local tool
  for tool in bash-completion chrpath dpkg-dev lintian man-db python3-seccomp systemd; do need "$tool"; done
}

need_librdkafka() { python3 -m pip --version > /dev/null 2>&1 || missing+=(python3-pip); }

need_alerts() { need prometheus; need curl; need_database; need_java; }

need_security() { need openssl; need curl; need procps; need_database; need_java; }

install_missing() {
  export DEBIAN_FRONTEND=noninteractive
  echo "setup: installing ${missing[*]}"
  mkdir -p /usr/share/man/man1 /usr/share/man/man7 # absent from slim images; Java and PostgreSQL link into them
  apt-get -qq update < /dev/null || die "apt-get update failed; see above."
  apt-get -qq -y --no-install-recommends install "${missing[@]}" < /dev/null ||
    die "apt-get could not install ${missing[*]}; see above."
}

[ $# -gt 0 ] || die "usage: deploy/setup.sh build|demo|test|packaging|alerts|security|librdkafka..."
[ "$*" = packaging ] || check_swift
if ! command -v dpkg-query > /dev/null; then
  echo "setup: no dpkg here, so what is missing is for you to see; deploy/setup.sh names the Debian packages." >&2
  exit 0
fi
for purpose in "$@"; do
  case $purpose in
  build) need_build ;;
  demo) need_database ;;
  test) need_database; need_schema_validator; need_java ;;
  packaging) need_packaging ;;
  alerts) need_alerts ;;
  librdkafka) need_librdkafka ;;
  security) need_security ;;
  *) die "unknown purpose $purpose (build, demo, test, packaging, alerts, security, librdkafka)" ;;
  esac
done
[ ${#missing[@]} -gt 0 ] || exit 0
if [ "$(id -u)" -ne 0 ]; then
  echo "setup: packages are missing. Run this, then try again:" >&2
  echo "  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends ${missing[*]}'" >&2
  exit 1
fi
install_missing
