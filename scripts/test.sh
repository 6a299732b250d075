#!/usr/bin/env bash
# Sets up what the tests need, and runs all of them: as root on Debian the packages, everywhere the npm packages.
# With CI=true a Debian package that is missing fails; elsewhere its tests are skipped, and say so.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

# Package and a command of it: all that tests name as theirs. frr's daemons and gobgpd prove the behaviour, the others read what gen writes.
# docker.io is looked for by its engine, for a client of Docker's own may be all that is there; debootstrap makes its images.
readonly NEEDS=(frr:vtysh frr-pythontools:/usr/lib/frr/frr-reload.py gobgpd:gobgpd iproute2:ip curl:curl jq:jq util-linux:unshare shellcheck:shellcheck shfmt:shfmt
  docker.io:/usr/sbin/dockerd iptables:/usr/sbin/iptables debootstrap:/usr/sbin/debootstrap)

debian_packages() {
  local need missing=()
  for need in "${NEEDS[@]}"; do
    command -v "${need#*:}" >/dev/null || missing+=("${need%%:*}")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    printf 'Not installed, so some tests are skipped: %s\n' "${missing[*]}"
    return 0
  fi
  printf 'Installing for the tests: %s\n' "${missing[*]}"
  # Nobody asked for the host's own FRR or Docker to run: policy-rc.d keeps packages from starting their services.
  local policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends "${missing[@]}" >/dev/null
}

debian_packages
# npm leaves its own lock file behind when it has finished: an older one means other packages.
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund
else
  npm run --silent build
fi
npm run --silent check
# The tests are a net: in CI it is looked whether they notice what they should.
if [ "${CI:-}" = true ] && [ $# -eq 0 ]; then
  node scripts/mutants.mjs || {
    printf '0 passed, 1 failed\n'
    exit 1
  }
fi
npx vitest run "$@"
