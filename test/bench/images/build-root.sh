#!/usr/bin/env bash
# build-root.sh TARGET SUITE PACKAGE...: a root file system with these Debian packages, as the archive TARGET.
# It ends, with all that it started, when its standard input does.
set -euo pipefail

# Process 1 of a namespace of its own: when it exits, the kernel ends everything else in there.
if [ "${1:-}" != --inside ]; then
  exec unshare --mount --pid --fork --kill-child bash "$0" --inside "$@"
fi
shift
mount -t proc proc /proc

readonly target=$1 suite=$2 root=$1.tmp/root
packages=$(IFS=, && printf '%s' "${*:3}")
readonly packages

# The mirror and the proxy that apt on this machine is set up with.
mirror() {
  local release uri format
  # shellcheck disable=SC2016 # apt-get fills it in
  format='$(RELEASE) $(REPO_URI)'
  while read -r release uri; do
    if [ "$release" = "$suite" ]; then
      printf '%s\n' "$uri"
      return
    fi
  done < <(apt-get indextargets --format "$format" 'Created-By: Packages')
  printf 'apt has no source for Debian %s\n' "$suite" >&2
  return 1
}

build() {
  local proxy='' uri
  rm -rf "$target.tmp"
  mkdir -p "$target.tmp"
  eval "$(apt-config shell proxy Acquire::http::Proxy)"
  uri=$(mirror)
  env ${proxy:+http_proxy="$proxy"} debootstrap --foreign --variant=minbase --include="$packages" "$suite" "$root" "$uri"

  # Nothing that a package starts may run, and were it to run, it would be alone.
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
  unshare --net chroot "$root" /debootstrap/debootstrap --second-stage

  # What no container here reads.
  rm -rf "$root"/usr/share/{doc,man,locale,info,lintian,i18n,zoneinfo} "$root"/var/cache/* "$root"/var/lib/apt/lists/* \
    "$root"/usr/lib/python3*/{lib2to3,ensurepip,idlelib} "$root"/var/log/*.log "$root"/usr/sbin/policy-rc.d
  # What FRR's Debian package has there is no configuration of a lab.
  rm -f "$root"/etc/frr/frr.conf
  tar --create --numeric-owner --one-file-system --directory "$root" --file "$target.tmp/root.tar" .
  rm -rf "$root"
  mv "$target.tmp/root.tar" "$target"
  rm -rf "$target.tmp"
}

trap 'exit 1' TERM
{
  cat >/dev/null
  kill -TERM 1
} <&0 &
build </dev/null &
wait "$!"
