import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import type { Speaker } from "../../src/control-plane/control-plane.ts";
import { announcementsOf, gobgpConfig, gobgpdArguments } from "../../src/control-plane/gobgp-config.ts";
import { controlPlane } from "../../src/control-plane/make-control-plane.ts";
import { GOLDEN_INVENTORIES } from "../golden/inventories.ts";
import { needs } from "../live/requirements.ts";
import { clusterWith } from "./cluster-files.ts";
import { announcementOf, peerWith, speakerWith } from "./speaker.ts";

/** Every statement that a configuration can have. */
const RICH = speakerWith({
  asn: 4200000001,
  localPort: 1790,
  peers: [
    peerWith({
      password: 'quotes " and \\ and \u007f and \u0001 and ü',
      localAddress: "10.0.0.1",
      port: 1179,
      multihop: 4,
      gracefulRestart: { enabled: true, restartTime: 15 },
      families: ["ipv6-unicast", "ipv4-unicast"],
      announcements: [
        announcementOf("172.30.0.10/32", {
          communities: ["65000:1", "65535:65281"],
          largeCommunities: ["65000:1:2"],
        }),
        announcementOf("172.30.0.11/32", {
          communities: ["65000:1", "65535:65281"],
          largeCommunities: ["65000:1:2"],
        }),
        announcementOf("2001:db8::1/128"),
        announcementOf("10.96.0.0/24", { localPreference: 0 }),
      ],
    }),
    peerWith({ address: "fd00::2", asn: 0, families: [] }),
  ],
});

const speakers: readonly (readonly [string, Speaker])[] = [
  ["rich", RICH],
  ["alone", speakerWith({})],
  ["mute", speakerWith({ peers: [peerWith({})] })],
  ["small", clusterWith().speakers[0] ?? speakerWith({})],
  ...goldenSpeakers(),
];

describe("a speaker as a configuration of gobgpd", () => {
  it("is set up as Cilium does it", async () => {
    const [speaker] = clusterWith().speakers;
    await expect(speaker && gobgpConfig(speaker)).toMatchFileSnapshot("speaker.toml");
    await expect(gobgpConfig(RICH)).toMatchFileSnapshot("speaker-rich.toml");
  });

  it("is started with -r where any session has graceful restart", () => {
    expect(gobgpdArguments(RICH)).toEqual(["-r"]);
    expect(gobgpdArguments(speakerWith({ peers: [peerWith({})] }))).toEqual([]);
  });

  it("is given each prefix that any peer is sent, once", () => {
    const both = [announcementOf("172.30.0.10/32"), announcementOf("2001:db8::1/128")];
    const speaker = speakerWith({
      peers: [peerWith({ announcements: both }), peerWith({ announcements: both.slice(1) })],
    });
    expect(announcementsOf(speaker)).toEqual([
      ["global", "rib", "add", "-a", "ipv4", "172.30.0.10/32", "origin", "igp"],
      ["global", "rib", "add", "-a", "ipv6", "2001:db8::1/128", "origin", "igp"],
    ]);
  });
});

const missing = needs({ packages: ["gobgpd"] });

describe.skipIf(missing)(missing ? `gobgpd (skipped: ${missing})` : "gobgpd", () => {
  it("reads every configuration, each key of it", { timeout: 60_000 }, () => {
    expect(speakers.length).toBeGreaterThan(20);
    for (const [name, speaker] of speakers)
      expect(dryRun(gobgpConfig(speaker)), name).toContain("Finished reading the config file");
  });

  it("does not read one with a key that it has not", () => {
    const wrong = gobgpConfig(RICH).replace("set-local-pref", "set-local-preference");
    expect(dryRun(wrong)).toContain("set-local-preference");
    expect(dryRun(wrong)).not.toContain("Finished reading");
  });
});

function dryRun(config: string): string {
  const folder = mkdtempSync(join(tmpdir(), "gen-gobgp-"));
  try {
    const file = join(folder, "speaker.toml");
    writeFileSync(file, config);
    const { stdout, stderr } = spawnSync("gobgpd", ["-d", "-f", file], { encoding: "utf8", timeout: 20_000 });
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function goldenSpeakers(): readonly (readonly [string, Speaker])[] {
  return GOLDEN_INVENTORIES.flatMap(({ source }) => {
    const { plan, files } = compile(source);
    return (plan?.clusters ?? []).flatMap(({ name }) => {
      const own = files.filter(({ path }) => path.startsWith(`${name}/`));
      const contents = new Map(own.map(({ path, content }) => [path.slice(name.length + 1), content]));
      return controlPlane(contents, () => "192.0.2.1").speakers.map(
        (speaker) => [speaker.node, speaker] as const,
      );
    });
  });
}
