#!/usr/bin/env bash
# build-root.sh TARGET RELEASE IMAGE_PACKAGES MACHINE_PACKAGES: makes the folder TARGET, from a Debian release:
#   TARGET/image.tar  a root file system with the first packages, for containers
#   TARGET/machine/   the same with the others on top, for a machine that runs scripts and a Docker engine
# Packages have commas between them. It ends, with all that it started, when its standard input does.
set -euo pipefail

# Process 1 of a namespace of its own: when it exits, the kernel ends everything else in there.
if [ "${1:-}" != --inside ]; then
  exec unshare --mount --pid --fork --kill-child bash "$0" --inside "$@"
fi
shift
mount -t proc proc /proc

readonly target=$1 release=$2 image_packages=$3 machine_packages=$4
readonly root=$target.tmp/machine
readonly BUSYBOX='ash cat chmod chown cp date echo grep head kill ln ls mkdir mv ping printf rm sed seq sh sleep stat tail timeout touch tr wc'

# The mirror that apt on this machine has Debian from: it has all releases.
mirror() {
  local uri
  # shellcheck disable=SC2016 # apt-get fills it in
  uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian')
  [ -n "$uri" ] || {
    printf 'apt has no source for Debian\n' >&2
    return 1
  }
  printf '%s\n' "${uri%%$'\n'*}"
}

build() {
  local proxy='' uri
  rm -rf "$target.tmp"
  mkdir -p "$target.tmp"
  eval "$(apt-config shell proxy Acquire::http::Proxy)"
  uri=$(mirror)
  # This debootstrap may be older than the release, whose script is that of any since 2012; cron would need systemd, which
  # an older debootstrap does not unpack in the right order.
  env ${proxy:+http_proxy="$proxy"} debootstrap --foreign --variant=minbase --exclude=cron,cron-daemon-common "$release" "$root" "$uri" sid
  # Nothing that a package starts may run, and were it to run, it would be alone.
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
  unshare --net chroot "$root" /debootstrap/debootstrap --second-stage

  {
    # What apt says of a release in testing is good for a week, and a mirror may be older.
    printf 'Acquire::Check-Valid-Until "false";\nAPT::Install-Recommends "false";\nAcquire::Languages "none";\n'
    [ -z "$proxy" ] || printf 'Acquire::http::Proxy "%s";\n' "$proxy"
  } >"$root/etc/apt/apt.conf.d/90bench"
  printf 'deb %s %s main\n' "$uri" "$release" >"$root/etc/apt/sources.list"
  inside apt-get update -qq
  install_packages "$image_packages"
  # Alpine's tools, which FRR's own image and netshoot have: for containers with this folder first on their path.
  mkdir "$root/opt/busybox"
  for applet in $BUSYBOX; do ln -s /usr/bin/busybox "$root/opt/busybox/$applet"; done
  # What no container here reads. What FRR's package has in /etc/frr is no configuration of a lab.
  rm -rf "$root"/usr/share/{doc,man,locale,info,lintian,i18n,zoneinfo} "$root"/var/cache/apt/archives/*.deb \
    "$root"/usr/lib/python3*/{lib2to3,ensurepip,idlelib} "$root"/var/log/*.log "$root"/etc/frr/frr.conf
  tar --create --numeric-owner --one-file-system --directory "$root" --exclude ./var/cache --exclude ./var/lib/apt/lists \
    --exclude ./usr/sbin/policy-rc.d --file "$target.tmp/image.tar" .
  install_packages "$machine_packages"
  rm -rf "$root"/usr/share/{doc,man} "$root"/var/cache "$root"/var/lib/apt/lists
  rm -rf "$target"
  mv "$target.tmp" "$target"
}

inside() { env DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"; }

# install_packages NAMES: fetched with a network, set up without one.
install_packages() {
  local packages
  IFS=, read -ra packages <<<"$1"
  inside apt-get install -qq --yes --download-only "${packages[@]}"
  unshare --net env DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -qq --yes --no-download "${packages[@]}"
}

trap 'exit 1' TERM
{
  cat >/dev/null
  kill -TERM 1
} <&0 &
build </dev/null &
wait "$!"
