#!/usr/bin/env bash
# Installs the real desktop clients and hosts that test/e2e drives, and the compiler of the layer that
# test/support/crash puts under a store, on Debian 12.
#
# It may be run any number of times: when every program is present it ends at once and does not
# touch apt. The mirror is the one apt already uses; this file names none.
#
#   test/real/install.sh           install what is missing (as root, or with sudo)
#   test/real/install.sh --check   print what is missing; exit 1 if anything is
set -euo pipefail

readonly attempts_max=4           # One hiccup of a mirror or a held apt lock must not end a run.
readonly retry_pause_seconds=5    # Multiplied by the attempt: 5, 10, 15 seconds.
readonly lock_timeout_seconds=120 # How long dpkg waits for another package manager to finish.
readonly backports=/etc/apt/sources.list.d/causeway-backports.sources

# Program or file, package, and suite ("-" is the release itself). Paths are absolute because some machines
# carry partial stand-ins for ImageMagick earlier in PATH.
readonly programs='
/usr/bin/Xvfb                xvfb                -
/usr/bin/xfreerdp            freerdp2-x11        -
/usr/bin/xfreerdp3           freerdp3-x11        backports
/usr/bin/freerdp-shadow-cli3 freerdp3-shadow-x11 backports
/usr/bin/convert             imagemagick         -
/usr/bin/compare             imagemagick         -
/usr/bin/import              imagemagick         -
/usr/bin/display             imagemagick         -
/usr/bin/xdotool             xdotool             -
/usr/bin/xterm               xterm               -
/usr/bin/openssl             openssl             -
/usr/bin/ip                  iproute2            -
/usr/bin/cc                  gcc                 -
/usr/include/stdlib.h        libc6-dev           -
/usr/sbin/haproxy            haproxy             -
/usr/sbin/nginx              nginx               -
/usr/lib/nginx/modules/ngx_stream_module.so libnginx-mod-stream -
/usr/bin/taskset             util-linux          -
'

say() { printf 'install: %s\n' "$*"; }

fail() {
  printf 'install: error: %s\n' "$*" >&2
  exit 1
}

# Prints "program package suite" for each program that is absent.
missing() {
  local program package suite
  while read -r program package suite; do
    [[ -z $program || -e $program ]] || printf '%s %s %s\n' "$program" "$package" "$suite"
  done <<<"$programs"
}

# Prints each distinct package of a suite out of the lines of `missing`.
packages_of() {
  awk -v suite="$1" 'NF == 3 && $3 == suite { print $2 }' <<<"$2" | sort -u
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
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q \
    -o Acquire::Retries=3 -o DPkg::Lock::Timeout="$lock_timeout_seconds" "$@"
}

# Apt reads its own configuration here, so one-line and deb822 sources are understood alike.
mirror_of() {
  apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk -v codename="$1" '$1 == codename && $2 == "main" { print $3; exit }'
}

# Backports are needed for FreeRDP 3. Apt never prefers them by itself, so adding the suite changes
# nothing for other packages.
add_backports() {
  local mirror
  if [[ -n $(mirror_of bookworm-backports) ]]; then
    say 'bookworm-backports is already configured'
    return 0
  fi
  mirror=$(mirror_of bookworm)
  [[ -n $mirror ]] || fail 'no bookworm main in the apt sources, add the release itself first'
  say "adding bookworm-backports from the mirror in use, in $backports"
  "${as_root[@]}" tee "$backports" >/dev/null <<SOURCES
Types: deb
URIs: $mirror
Suites: bookworm-backports
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
}

check() {
  local absent=$1
  if [[ -z $absent ]]; then
    say 'every program is present'
    return 0
  fi
  awk '{ printf "install: missing: %s (package %s)\n", $1, $2 }' <<<"$absent"
  return 1
}

require_debian_12() {
  local id='' version=''
  if [[ -r /etc/os-release ]]; then
    id=$(. /etc/os-release && printf '%s' "${ID:-}")
    version=$(. /etc/os-release && printf '%s' "${VERSION_ID:-}")
  fi
  [[ $id == debian && $version == 12 ]] ||
    fail "this is ${id:-an unknown system} ${version:-}, the script installs on Debian 12 only"
}

become_root() {
  as_root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null || fail 'not root and no sudo, run as root'
    as_root=(sudo)
  fi
}

install_missing() {
  local absent=$1
  local -a plain newer
  mapfile -t plain < <(packages_of - "$absent")
  mapfile -t newer < <(packages_of backports "$absent")
  if ((${#newer[@]} > 0)); then add_backports; fi
  say 'reading the package lists'
  retry apt update || fail 'apt-get update failed, is the mirror reachable?'
  if ((${#plain[@]} > 0)); then
    say "installing ${plain[*]}"
    retry apt install -y --no-install-recommends "${plain[@]}" ||
      fail "apt-get could not install ${plain[*]}"
  fi
  if ((${#newer[@]} > 0)); then
    say "installing ${newer[*]} from bookworm-backports"
    retry apt install -y --no-install-recommends -t bookworm-backports "${newer[@]}" ||
      fail "apt-get could not install ${newer[*]} from bookworm-backports"
  fi
}

main() {
  local absent
  case "${1-}" in
    '' | --check) ;;
    *) fail "unknown argument $1, use --check or none" ;;
  esac
  absent=$(missing)
  if [[ -z $absent || ${1-} == --check ]]; then
    check "$absent"
    return
  fi
  require_debian_12
  become_root
  install_missing "$absent"
  check "$(missing)" || fail 'apt-get ended well, but programs are still missing'
}

main "$@"
