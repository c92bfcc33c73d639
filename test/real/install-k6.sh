#!/usr/bin/env bash
# Installs the real k6 for the load tests, into a folder of its own outside the clone. It may be run
# any number of times: when k6 of this version is there it ends at once.
#
#   test/real/install-k6.sh           install what is missing (as root or with sudo where Go is)
#   test/real/install-k6.sh --check   print what is missing; exit 1 if anything is
#
# Modules come from where Go already takes them, packages from apt's own mirror; this file names none.
set -euo pipefail

readonly version=1.8.1
readonly folder="${CAUSEWAY_K6_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/causeway/k6-$version}"
readonly attempts_max=4        # One hiccup of a mirror must not end a run.
readonly retry_pause_seconds=5  # Multiplied by the attempt: 5, 10, 15 seconds.
readonly go_minor_min=21        # From 1.21 on, Go fetches the newer tools that k6 asks for.

say() { printf 'install: %s\n' "$*"; }

fail() {
  printf 'install: error: %s\n' "$*" >&2
  exit 1
}

present() { [[ -x $folder/k6 ]] && "$folder/k6" version 2>/dev/null | grep -q "v$version "; }

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

# A Go that is new enough, wherever it is installed.
go_program() {
  local candidate minor
  for candidate in go /usr/local/go/bin/go; do
    minor=$("$candidate" env GOVERSION 2>/dev/null | sed -n 's/^go1\.\([0-9]*\).*/\1/p')
    if [[ -n $minor ]] && ((minor >= go_minor_min)); then
      command -v "$candidate"
      return 0
    fi
  done
  return 1
}

install_go() {
  if go_program >/dev/null; then return 0; fi
  say 'installing Go'
  retry apt update || fail 'apt-get update failed, is the mirror reachable?'
  # The release itself has an older one; test/real/install.sh adds the backports.
  retry apt install -y --no-install-recommends -t bookworm-backports golang-go ca-certificates ||
    fail 'apt-get could not install golang-go, run test/real/install.sh first'
}

install_k6() {
  local go
  go=$(go_program) || fail "no Go from 1.$go_minor_min on"
  say "building k6 $version into $folder"
  mkdir -p "$folder"
  retry env GOTOOLCHAIN=auto GOBIN="$folder" "$go" install "go.k6.io/k6@v$version" ||
    fail 'Go could not build k6'
}

main() {
  case "${1-}" in
    '' | --check) ;;
    *) fail "unknown argument $1, use --check or none" ;;
  esac
  if present; then
    say "k6 $version is in $folder"
    return 0
  fi
  if [[ ${1-} == --check ]]; then
    say "missing: k6 $version in $folder"
    return 1
  fi
  install_go
  install_k6
  present || fail "k6 is not in $folder after its installation"
  say "k6 $version is in $folder"
}

main "$@"
