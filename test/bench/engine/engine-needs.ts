import type { Requirements } from "../../live/requirements.ts";

/** What an engine and its images take from the machine. */
export const ENGINE_NEEDS: Requirements = {
  root: true,
  packages: ["docker.io", "debootstrap", "iptables", "iproute2", "util-linux"],
};
