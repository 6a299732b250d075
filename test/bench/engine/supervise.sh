#!/usr/bin/env bash
# supervise.sh ENGINES NAME [ROOT]: runs a Docker engine in a sandbox of its own, in the folder ENGINES/NAME, until the standard
# input ends; then removes what is left of it. First it removes what earlier ones left that were killed with all of theirs.
# Each line of the standard input is done and then printed: `start`, `stop`, `cut` (the power goes).
set -euo pipefail
readonly engines=$1 name=$2 root=${3:-}

# cgroups are the kernel's, and outlive the processes in them.
remove() {
  local group
  for group in /sys/fs/cgroup/"$1" /sys/fs/cgroup/*/"$1"; do
    [ ! -d "$group" ] || find "$group" -depth -type d -exec rmdir {} + || true
  done
  rm -rf "${engines:?}/$1"
}

mkdir -p "$engines"
exec 8>>"$engines/.lock"
flock 8
# Whoever has anything to do with an engine holds its lock: this script, unshare, and process 1 of the sandbox.
for folder in "$engines"/*/; do
  if [ -d "$folder" ] && { [ ! -e "$folder/lock" ] || flock --nonblock "$folder/lock" true; }; then
    remove "$(basename "$folder")"
  fi
done
mkdir "$engines/$name"
exec 9>"$engines/$name/lock"
flock 9
exec 8>&-

status=0
unshare --net --mount --pid --ipc --uts --fork --kill-child bash "${BASH_SOURCE[0]%/*}/process-1.sh" "$engines/$name" "$name" "$root" || status=$?
remove "$name"
exit "$status"
