/** Folders in which FRR and iproute2 write at fixed places. Each is a file system in memory that the sandbox alone sees. */
export const PRIVATE_FOLDERS = ["/run", "/var/tmp", "/etc/frr", "/var/log/frr", "/var/lib/frr"];

/**
 * Process 1 of the sandbox. It ends when its input ends, that is when the process that opened the sandbox is gone,
 * however that ended (kill -9 too), or after the time limit; the kernel then kills everything else in here, and with
 * the last process go the mounts, the named network namespaces in /run/netns, the bridges and the files.
 * The files are in memory, so nothing is left on a disk either: all other file systems can only be read in here,
 * whatever a configuration has FRR log to. bash for `read -t`; its first line reads its own process number as the
 * outside has it, which is what /proc shows until it is mounted anew.
 */
export const PROCESS_1 = `
read -r pid _ </proc/self/stat
set -e
run=$1 owner=$2 limit=$3; shift 3
mount -t proc proc /proc
for folder; do if [ -d "$folder" ]; then mount -t tmpfs -o mode=755 lab "$folder"; fi; done
chmod 1777 /var/tmp
if [ -S /dev/log ]; then mount --bind /dev/null /dev/log; fi # no line of ours in the machine's own log
mkdir /run/lab

private=" /proc $* "
writable() { # as lines for fstab; nothing but a mount is to be seen of what lies below a private folder
  while read -r _ point type options _; do
    if [[ $options != rw* || $type = autofs ]]; then continue; fi
    folder=$point
    while [ -n "$folder" ] && [[ $private != *" $folder "* ]]; do folder=\${folder%/*}; done
    if [ -z "$folder" ]; then echo "none $point none remount,bind,ro 0 0"; fi
  done </proc/self/mounts
}
writable >/run/lab/writable
mount --all --fstab /run/lab/writable 2>/run/lab/not-read-only || true # all by one command, but for / and odd ones
writable | while read -r _ point _; do
  printf -v point %b "\${point//\\\\/\\\\0}" # \\040 is a blank
  mount -o remount,bind,ro "$point" 2>>/run/lab/not-read-only || true
done
if [ -w / ]; then echo "/ cannot be made read-only: $(tail -n 1 /run/lab/not-read-only)" >&2; exit 1; fi

ip link set lo up
echo 0 >/proc/sys/net/ipv4/ip_forward # copied from the machine; here it would carry packets from bridge to bridge
echo "$pid"
word=
read -r -t "$limit" word || true
if [ "$word" = keep ]; then exec bash -c 'while true; do sleep 3600; done' "$0" "$run" "$owner" kept; fi
`;
