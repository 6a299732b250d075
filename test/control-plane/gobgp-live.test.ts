import { afterAll, beforeAll, expect, it } from "vitest";
import type { Speaker } from "../../src/control-plane/control-plane.ts";
import { announcementsOf, gobgpConfig, gobgpdArguments } from "../../src/control-plane/gobgp-config.ts";
import {
  canonicalCommunity,
  WELL_KNOWN_COMMUNITIES,
} from "../../src/control-plane/kubectl/kinds/communities.ts";
import { handleOf, type LabHandle, until } from "../../src/rehearsal/lab/lab-handle.ts";
import { openSandbox, type Sandbox } from "../../src/rehearsal/lab/sandbox.ts";
import { wire } from "../../src/rehearsal/lab/wiring.ts";
import { describeLive } from "../live/requirements.ts";
import { announcementOf, peerWith, speakerWith } from "./speaker.ts";

const PASSWORD = 'a "quoted" \\ word';
const GRACEFUL = { gracefulRestart: { enabled: true, restartTime: 30 } };

/** The node dials four peers, which listen and are sent something else each. */
const NODE = speakerWith({
  peers: [
    peerWith({
      ...GRACEFUL,
      address: "10.0.0.2",
      password: PASSWORD,
      announcements: [
        announcementOf("172.30.0.10/32", {
          communities: ["65000:1", "65535:65281"],
          largeCommunities: ["65000:1:2"],
        }),
        announcementOf("10.96.0.50/32"),
      ],
    }),
    peerWith({
      address: "10.0.0.3",
      asn: 65101,
      announcements: [
        announcementOf("172.30.0.10/32", { localPreference: 200 }),
        announcementOf("172.30.0.0/24"),
      ],
    }),
    peerWith({ address: "10.0.0.4" }),
    // 0: whatever AS the peer says it is.
    peerWith({ address: "10.0.0.5", asn: 0, multihop: 2, announcements: [announcementOf("10.128.0.0/24")] }),
  ],
});

const HOSTS: Readonly<Record<string, Speaker>> = {
  node: NODE,
  external: listener("10.0.0.2", {
    ...GRACEFUL,
    password: PASSWORD,
    announcements: [announcementOf("0.0.0.0/0")],
  }),
  internal: listener("10.0.0.3", {}, 65101),
  mute: listener("10.0.0.4", {}),
  unnamed: listener("10.0.0.5", {}),
};

function listener(routerId: string, parts: Parameters<typeof peerWith>[0], asn = 65001): Speaker {
  return speakerWith({
    asn,
    routerId,
    localPort: 179,
    peers: [peerWith({ address: "10.0.0.1", asn: 65101, ...parts })],
  });
}

interface Path {
  readonly attrs: readonly {
    readonly type: number;
    readonly communities?: readonly number[];
    readonly value?: unknown;
  }[];
}
type Table = Readonly<Record<string, readonly Path[]>>;

describeLive("speakers on live GoBGP", { root: true, packages: ["gobgpd", "iproute2"] }, () => {
  let sandbox: Sandbox;
  let lab: LabHandle;

  beforeAll(async () => {
    sandbox = await openSandbox("control-plane-test", 120);
    lab = handleOf(sandbox);
    const hosts = Object.keys(HOSTS).map((name, index) => ({
      name,
      legs: [{ network: "lan", address: `10.0.0.${index + 1}/24` }],
      sysctls: [],
      routes: [],
    }));
    await wire(sandbox, { networks: [{ name: "lan", gateway: "10.0.0.254/24" }] }, hosts);
    for (const [name, speaker] of Object.entries(HOSTS)) {
      const file = `/run/lab/${name}.toml`;
      await sandbox.write(file, gobgpConfig(speaker));
      // Only the node restarts: two ends that both do would wait for each other.
      const options = name === "node" ? gobgpdArguments(speaker) : [];
      await lab.start(name, [
        "gobgpd",
        "-f",
        file,
        "--api-hosts",
        "127.0.0.1:50051",
        "--pprof-disable",
        ...options,
      ]);
    }
    for (const [name, speaker] of Object.entries(HOSTS)) {
      await until(async () => Boolean(await lab.run(name, ["gobgp", "global"])), 20);
      for (const words of announcementsOf(speaker)) await lab.run(name, ["gobgp", ...words]);
    }
    const established = async () =>
      (await lab.run("node", ["gobgp", "neighbor"])).match(/Establ/g)?.length === 4;
    expect(await until(established, 30), await lab.log("node")).toBe(true);
  }, 90_000);

  afterAll(() => sandbox?.close());

  it(
    "send each peer exactly its own prefixes, with the attributes that are for it",
    { timeout: 30_000 },
    async () => {
      const received = (host: string) => lab.gobgpJson<Table>(host, 0, "neighbor", "10.0.0.1", "adj-in");
      const expected: Readonly<Record<string, readonly string[]>> = {
        external: ["10.96.0.50/32", "172.30.0.10/32"],
        internal: ["172.30.0.0/24", "172.30.0.10/32"],
        mute: [],
        unnamed: ["10.128.0.0/24"],
      };
      for (const [host, prefixes] of Object.entries(expected)) {
        await until(async () => Object.keys(await received(host)).length === prefixes.length, 10);
        expect(Object.keys(await received(host)).sort(), host).toEqual(prefixes);
      }
      const [external, internal] = [await received("external"), await received("internal")];
      const attribute = (table: Table, prefix: string, type: number) =>
        table[prefix]?.[0]?.attrs.find((candidate) => candidate.type === type);
      expect(attribute(external, "172.30.0.10/32", COMMUNITIES)?.communities).toEqual([
        65000 * 65536 + 1,
        0xffffff01,
      ]);
      expect(attribute(external, "172.30.0.10/32", LARGE_COMMUNITIES)?.value).toEqual([
        { ASN: 65000, LocalData1: 1, LocalData2: 2 },
      ]);
      expect(attribute(external, "10.96.0.50/32", COMMUNITIES)).toBeUndefined();
      expect(attribute(internal, "172.30.0.10/32", LOCAL_PREF)?.value).toBe(200);
      expect(attribute(internal, "172.30.0.0/24", LOCAL_PREF)?.value).toBe(100);
      expect(attribute(internal, "172.30.0.10/32", COMMUNITIES)).toBeUndefined();
    },
  );

  it("take nothing that a peer sends", { timeout: 20_000 }, async () => {
    const sent = () => lab.gobgpJson<Table>("node", 0, "neighbor", "10.0.0.2", "adj-in");
    expect(await until(async () => "0.0.0.0/0" in (await sent()), 10)).toBe(true);
    const table = await lab.gobgpJson<Table>("node", 0, "global", "rib");
    expect(Object.keys(table).sort()).toEqual([
      "10.128.0.0/24",
      "10.96.0.50/32",
      "172.30.0.0/24",
      "172.30.0.10/32",
    ]);
  });

  it("listen nowhere unless they are told to", async () => {
    const listening = (host: string) => lab.run(host, ["ss", "-Htln", "sport = :179"]);
    expect(await listening("node")).toBe("");
    expect(await listening("mute")).toContain(":179");
  });

  it("know the communities that have a name by the same numbers", { timeout: 30_000 }, async () => {
    for (const [index, name] of WELL_KNOWN_COMMUNITIES.entries()) {
      await lab.run("mute", ["gobgp", "global", "rib", "add", `192.0.2.${index}/32`, "community", name]);
    }
    const table = await lab.gobgpJson<Table>("mute", 0, "global", "rib");
    for (const [index, name] of WELL_KNOWN_COMMUNITIES.entries()) {
      const [path] = table[`192.0.2.${index}/32`] ?? [];
      const [found] = path?.attrs.find(({ type }) => type === COMMUNITIES)?.communities ?? [];
      expect(`${Math.floor((found ?? -1) / 65536)}:${(found ?? -1) % 65536}`, name).toBe(
        canonicalCommunity(name),
      );
    }
  });
});

/** Types of path attributes (IANA, BGP Path Attributes). */
const LOCAL_PREF = 5;
const COMMUNITIES = 8;
const LARGE_COMMUNITIES = 32;
