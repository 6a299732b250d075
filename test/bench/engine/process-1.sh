#!/usr/bin/env bash
# process-1.sh FOLDER CGROUP [ROOT]: process 1 of an engine's sandbox. It ends when its standard input does, and the kernel
# then ends all others in here; with the last of them go networks and mounts. Prints its process number as the outside has it.
# With ROOT, a folder, the sandbox has that root file system, and writes beside it; without, this machine's own.
set -euo pipefail
readonly folder=$1 cgroup=$2 root=${3:-}
read -r pid _ </proc/self/stat

# Docker 28 does not load it any more; another's network may have.
modprobe br_netfilter 2>/dev/null || true
# shellcheck source-path=SCRIPTDIR source=move-into.sh
. "${BASH_SOURCE[0]%/*}/move-into.sh"
# The project is there for its stand-ins.
[ -z "$root" ] || move_into "$root" "$folder/machine" "$folder" "$(readlink -f "${BASH_SOURCE[0]%/*}/../../..")"
mount -t proc proc /proc
# As newer machines have it: version 2 of cgroups, and nothing of version 1.
[ -z "$root" ] || mount -t cgroup2 cgroup2 /sys/fs/cgroup
# Sockets and state of dockerd and containerd, iptables' lock: as on a machine of its own.
mount -t tmpfs -o mode=755 run /run
ip link set lo up
# Not the machine's containerd or runc, should there be others in /usr/local; and nothing of the user's settings.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=$folder

start() {
  local options=(
    --host "unix://$folder/docker.sock" --data-root "$folder/data" --exec-root /run/docker --pidfile /run/docker.pid
    --config-file "$folder/daemon.json" --cgroup-parent "/$cgroup" --exec-opt native.cgroupdriver=cgroupfs
    --bip 172.17.0.1/16
  )
  printf '{}\n' >"$folder/daemon.json"
  dockerd "${options[@]}" </dev/null >>"$folder/dockerd.log" 2>&1 9>&- &
  engine=$!
}

# What a machine that comes up again does not have any more: processes, mounts, bridges, all in /run.
clean() {
  local point points=() link
  kill -KILL -1 2>/dev/null || true
  wait
  while read -r _ point _; do
    case $point in "$folder"/* | /run/docker/*) points=("$point" "${points[@]}") ;; esac
  done </proc/self/mounts
  [ "${#points[@]}" -eq 0 ] || umount --lazy "${points[@]}"
  rm -rf /run/docker /run/docker.pid "$folder/docker.sock"
  while read -r _ link _; do
    ip link delete "${link%:}"
  done < <(ip -oneline link show type bridge)
}

stop() {
  kill -TERM "$engine"
  while kill -0 "$engine" 2>/dev/null; do wait "$engine" || true; done
}

echo "$pid"
while read -r word; do
  case $word in
    start) start ;;
    stop) stop && clean ;;
    cut) clean ;;
  esac
  echo "$word"
done
