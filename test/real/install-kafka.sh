#!/usr/bin/env bash
# Installs a real Kafka for the tests, into a folder of its own outside the clone. It may be run any
# number of times: when everything is present it ends at once and touches neither apt nor Maven.
#
#   test/real/install-kafka.sh           install what is missing (as root, or with sudo)
#   test/real/install-kafka.sh --check   print what is missing; exit 1 if anything is
#
# Packages come from the mirrors that apt and Maven already use; this file names none.
set -euo pipefail

readonly folder="${CAUSEWAY_KAFKA_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/causeway/kafka-4.1.0}"
readonly attempts_max=4        # One hiccup of a mirror must not end a run.
readonly retry_pause_seconds=5  # Multiplied by the attempt: 5, 10, 15 seconds.
# Written last, so that a folder that was interrupted counts as missing.
readonly complete_mark="$folder/complete"

say() { printf 'install: %s\n' "$*"; }

fail() {
  printf 'install: error: %s\n' "$*" >&2
  exit 1
}

# Prints one line for each thing that is absent. Maven is needed only while the jars are.
missing() {
  command -v java >/dev/null || say 'missing: java (package default-jre-headless)'
  if [[ ! -e $complete_mark ]]; then
    command -v mvn >/dev/null || say 'missing: mvn (package maven)'
    say "missing: the jars of Kafka 4.1.0 in $folder"
  fi
}

# Runs a command, and repeats it with a growing pause when it fails.
retry() {
  local attempt
  for ((attempt = 1; attempt <= attempts_max; attempt++)); do
    if "$@"; then return 0; fi
    if ((attempt < attempts_max)); then
      say "attempt $attempt of $attempts_max failed, trying again"
      sleep $((retry_pause_seconds * attempt))
    fi
  done
  return 1
}

apt() {
  local -a as_root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null || fail 'not root and no sudo, run as root'
    as_root=(sudo)
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 "$@"
}

install_packages() {
  local -a packages=()
  command -v java >/dev/null || packages+=(default-jre-headless)
  if [[ ! -e $complete_mark ]] && ! command -v mvn >/dev/null; then packages+=(maven); fi
  if ((${#packages[@]} == 0)); then return 0; fi
  say "installing ${packages[*]}"
  retry apt update || fail 'apt-get update failed, is the mirror reachable?'
  retry apt install -y --no-install-recommends "${packages[@]}" ||
    fail "apt-get could not install ${packages[*]}"
}

copy_jars() {
  local here
  if [[ -e $complete_mark ]]; then return 0; fi
  here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
  mkdir -p "$folder/libs"
  say "copying the jars to $folder"
  retry mvn -q -B -f "$here/kafka/pom.xml" dependency:copy-dependencies \
    -DoutputDirectory="$folder/libs" || fail 'Maven could not copy the jars'
  : >"$complete_mark"
}

main() {
  local absent
  case "${1-}" in
    '' | --check) ;;
    *) fail "unknown argument $1, use --check or none" ;;
  esac
  absent=$(missing)
  if [[ -z $absent ]]; then
    say "Kafka is in $folder"
    return 0
  fi
  if [[ ${1-} == --check ]]; then
    printf '%s\n' "$absent"
    return 1
  fi
  install_packages
  copy_jars
  absent=$(missing)
  [[ -z $absent ]] || fail "still absent after the installation: $absent"
  say "Kafka is in $folder"
}

main "$@"
