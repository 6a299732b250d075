import type { LabHandle } from "./lab-handle.ts";
import type { Sandbox } from "./sandbox.ts";
import type { LabSpeaker } from "./topology.ts";

/** Starts GoBGP on a node and announces its prefixes, which the router hears as soon as the session is up. */
export async function startSpeaker(sandbox: Sandbox, handle: LabHandle, speaker: LabSpeaker): Promise<void> {
  const file = `/run/lab/${speaker.name}.toml`;
  await sandbox.write(file, gobgpConfig(speaker));
  await handle.start(speaker.name, [
    "gobgpd",
    "-f",
    file,
    "--api-hosts",
    "127.0.0.1:50051",
    "--pprof-disable",
  ]);
  try {
    await handle.waitFor(
      "gobgpd answers",
      async () => Boolean(await handle.run(speaker.name, ["gobgp", "global"])),
      10,
    );
    for (const prefix of speaker.announce) {
      const family = prefix.includes(":") ? "ipv6" : "ipv4";
      await handle.run(speaker.name, [
        "gobgp",
        "global",
        "rib",
        "add",
        "-a",
        family,
        prefix,
        "origin",
        "igp",
      ]);
    }
  } catch (error) {
    const log = await sandbox.run(["cat", `/run/lab/${speaker.name}.log`]);
    throw new Error(`${speaker.name}: ${String(error)}\n${log.stdout}`);
  }
}

/**
 * As Cilium sets up its GoBGP (cilium/cilium pkg/bgp/gobgp): it listens nowhere (port -1), dials its peer, sends its own
 * prefixes and takes none (the import policy `allow-local`). No graceful restart.
 */
export function gobgpConfig(speaker: LabSpeaker): string {
  const routerId = speaker.address.split("/")[0];
  const family = speaker.peer.address.includes(":") ? "ipv6-unicast" : "ipv4-unicast";
  return `
[global.config]
  as = ${speaker.asn}
  router-id = "${routerId}"
  port = -1
[global.apply-policy.config]
  import-policy-list = ["allow-local"]
  default-import-policy = "reject-route"

[[policy-definitions]]
  name = "allow-local"
  [[policy-definitions.statements]]
    [policy-definitions.statements.conditions.bgp-conditions]
      route-type = "local"
    [policy-definitions.statements.actions]
      route-disposition = "accept-route"

[[neighbors]]
  [neighbors.config]
    neighbor-address = "${speaker.peer.address}"
    peer-as = ${speaker.peer.asn}
  [neighbors.timers.config]
    hold-time = ${speaker.holdTime}
    keepalive-interval = ${speaker.keepalive}
    connect-retry = ${speaker.connectRetry}
  [[neighbors.afi-safis]]
    [neighbors.afi-safis.config]
      afi-safi-name = "${family}"
`;
}
