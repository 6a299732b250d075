/** What the bench takes from the machine; `scripts/test.sh` installs it. */
export const BENCH_NEEDS = {
  root: true,
  packages: ["docker.io", "debootstrap", "iptables", "jq", "iproute2"],
} as const;
