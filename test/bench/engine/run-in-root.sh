#!/usr/bin/env bash
# run-in-root.sh ROOT PATH... -- COMMAND...: runs a command with the folder ROOT as root file system, in which the paths are as they
# are outside. All that it starts ends with it, and what it writes but to these paths is gone then.
set -euo pipefail
if [ "$1" != --inside ]; then
  exec unshare --mount --pid --fork --kill-child bash "$0" --inside "$@"
fi
root=$2 paths=()
shift 2
while [ "$1" != -- ]; do
  paths+=("$1")
  shift
done
shift
# shellcheck source-path=SCRIPTDIR source=move-into.sh
. "${BASH_SOURCE[0]%/*}/move-into.sh"
mount -t tmpfs tmpfs /mnt
move_into "$root" /mnt "${paths[@]}"
exec env --ignore-environment PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb "$@"
