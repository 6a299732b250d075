# move_into ROOT OWN PATH...: makes the folder ROOT the root file system of this mount namespace. What is written there goes to
# the folder OWN and not to ROOT; what the paths name, folders or files, is where it is outside. To be sourced.
# shellcheck shell=bash
move_into() {
  local own=$2 path
  mkdir -p "$own"/{written,work,root}
  mount -t overlay -o "lowerdir=$1,upperdir=$own/written,workdir=$own/work" overlay "$own/root"
  for path in /sys /dev "${@:3}"; do
    if [ -d "$path" ]; then
      mkdir -p "$own/root$path"
    else
      mkdir -p "$own/root${path%/*}"
      : >>"$own/root$path"
    fi
    mount --rbind "$path" "$own/root$path"
  done
  mount -t proc proc "$own/root/proc"
  cd "$own/root" || return
  pivot_root . mnt
  cd / || return
  umount --lazy /mnt
}
