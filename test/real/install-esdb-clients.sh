#!/usr/bin/env bash
# Installs the Python clients of EventStoreDB's protocol that test/e2e drives, into a folder of their
# own outside the clone. It may be run any number of times.
#
#   test/real/install-esdb-clients.sh           install what is missing (as root, or with sudo)
#   test/real/install-esdb-clients.sh --check   print what is missing; exit 1 if anything is
set -euo pipefail

readonly packages='esdbclient==1.1.7 kurrentdbclient==1.0.7'
readonly folder="${CAUSEWAY_ESDB_CLIENTS:-${XDG_CACHE_HOME:-$HOME/.cache}/causeway/esdb-clients-1}"
readonly attempts_max=4 # One hiccup of a mirror must not end a run.

say() { printf 'install: %s\n' "$*"; }

# One process each: both bring the same protobuf descriptors.
complete() {
  "$folder/bin/python" -c 'import esdbclient' 2>/dev/null &&
    "$folder/bin/python" -c 'import kurrentdbclient' 2>/dev/null
}

if complete; then
  say "the clients are in $folder"
  exit 0
fi
if [[ ${1:-} == --check ]]; then
  say "missing: $packages in $folder"
  exit 1
fi

if ! python3 -m venv --clear "$folder" 2>/dev/null; then
  as_root=()
  ((EUID == 0)) || as_root=(sudo)
  "${as_root[@]}" apt-get -q -o DPkg::Lock::Timeout=120 update
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 \
    install --no-install-recommends python3-venv
  python3 -m venv --clear "$folder"
fi
for ((attempt = 1; attempt <= attempts_max; attempt++)); do
  # Two words, each a package with its version.
  # shellcheck disable=SC2086
  if "$folder/bin/pip" install -q --disable-pip-version-check $packages; then break; fi
  say "attempt $attempt of $attempts_max failed"
  sleep $((5 * attempt))
done
complete || {
  say "error: the clients cannot be imported from $folder"
  exit 1
}
say "the clients are in $folder"
