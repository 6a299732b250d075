import { describe, expect, it } from "vitest";
import type { SpeakerPeer } from "../../src/control-plane/control-plane.ts";
import {
  announced,
  CLUSTER_CONFIG,
  changed,
  clusterWith,
  KIND,
  PEER_CONFIG,
  said,
  VALUES,
} from "./cluster-files.ts";

const PREFIX = "manifests/cluster.yaml: CiliumBGPClusterConfig `bgp`: ";

/** The cluster with another CiliumBGPClusterConfig. */
function withConfig(part: string, by: string, manifests: Readonly<Record<string, string>> = {}) {
  return clusterWith({ manifests: { "cluster.yaml": changed(CLUSTER_CONFIG, part, by), ...manifests } });
}

function withPeerConfig(spec: string, manifests: Readonly<Record<string, string>> = {}) {
  const peer = `apiVersion: cilium.io/v2\nkind: CiliumBGPPeerConfig\nmetadata: { name: tor }\nspec: ${spec}\n`;
  return clusterWith({ manifests: { "peer.yaml": peer, ...manifests } });
}

function onlyPeer({ speakers }: ReturnType<typeof clusterWith>): SpeakerPeer | undefined {
  return speakers[0]?.peers[0];
}

describe("a speaker", () => {
  it("is what the manifests say, on each node", () => {
    expect(clusterWith().speakers).toEqual(
      ["lab-control-plane", "lab-worker"].map((node, index) => ({
        node,
        instance: "main",
        asn: 65101,
        routerId: `10.0.0.${11 + index}`,
        localPort: -1,
        peers: [
          {
            name: "tor",
            address: "10.0.0.1",
            port: 179,
            asn: 65001,
            password: "",
            localAddress: undefined,
            multihop: 1,
            timers: { connectRetry: 5, hold: 9, keepalive: 3 },
            gracefulRestart: { enabled: false, restartTime: 120 },
            families: ["ipv4-unicast"],
            announcements: [
              { prefix: "172.30.0.10/32", communities: [], largeCommunities: [], localPreference: undefined },
            ],
          },
        ],
      })),
    );
  });

  it.each([
    ["  nodeSelector: { matchLabels: { bgp: enabled } }\n", "", ["lab-control-plane", "lab-worker"]],
    ["{ matchLabels: { bgp: enabled } }", "{}", ["lab-control-plane", "lab-worker"]],
    [
      "{ matchLabels: { bgp: enabled } }",
      "{ matchLabels: { kubernetes.io/os: linux } }",
      ["lab-control-plane", "lab-worker"],
    ],
    [
      "{ matchLabels: { bgp: enabled } }",
      "{ matchLabels: { kubernetes.io/hostname: lab-worker } }",
      ["lab-worker"],
    ],
    [
      "{ matchLabels: { bgp: enabled } }",
      "{ matchExpressions: [{ key: node-role.kubernetes.io/control-plane, operator: DoesNotExist }] }",
      ["lab-worker"],
    ],
    ["{ matchLabels: { bgp: enabled } }", "{ matchLabels: { bgp: disabled } }", []],
  ])("runs on the nodes that are selected: %s -> %s", (part, by, nodes) => {
    const { speakers, remarks } = withConfig(part, by);
    expect(speakers.map(({ node }) => node)).toEqual(nodes);
    const none = `${PREFIX}its \`nodeSelector\` takes no node: the labels of nodes are written in kind.yaml`;
    expect(said(remarks)).toEqual(nodes.length === 0 ? [none] : []);
  });

  it("runs for the first of two configurations that take its node", () => {
    const second = changed(changed(CLUSTER_CONFIG, "name: bgp", "name: late"), "name: main", "name: other");
    const worker = changed(
      second,
      "{ matchLabels: { bgp: enabled } }",
      "{ matchLabels: { kubernetes.io/hostname: lab-worker } }",
    );
    const { speakers, remarks } = clusterWith({ manifests: { "zz.yaml": worker } });
    expect(speakers.map(({ instance }) => instance)).toEqual(["main", "main"]);
    expect(said(remarks)).toEqual([
      "manifests/zz.yaml: CiliumBGPClusterConfig `late`: it is ignored on node `lab-worker`, which `bgp` takes as well",
    ]);
  });

  it("does not start without localASN, which the server lets through", () => {
    const { speakers, refusals, remarks } = withConfig("      localASN: 65101\n", "");
    expect([speakers, refusals]).toEqual([[], []]);
    expect(said(remarks)).toEqual([
      `${PREFIX}instance \`main\` does not start: it has no \`localASN\`, which is optional for the server only`,
    ]);
  });

  it("listens where localPort says, below 1024 only with the capability for it", () => {
    expect(
      withConfig("localASN: 65101", "localASN: 65101\n      localPort: 1790").speakers[0]?.localPort,
    ).toBe(1790);
    const low = "localASN: 65101\n      localPort: 179";
    const { speakers, remarks } = withConfig("localASN: 65101", low);
    expect(speakers).toEqual([]);
    expect(said(remarks)).toEqual([
      expect.stringContaining("`localPort` 179 is below 1024, and the agent has no NET_BIND_SERVICE"),
    ]);
    const values = `${VALUES}securityContext: { capabilities: { ciliumAgent: [NET_ADMIN, NET_BIND_SERVICE] } }\n`;
    const config = changed(CLUSTER_CONFIG, "localASN: 65101", low);
    expect(clusterWith({ values, manifests: { "cluster.yaml": config } }).speakers[1]?.localPort).toBe(179);
  });

  it("runs several instances on a node, each with its own AS", () => {
    const two =
      "    - { name: second, localASN: 65102, peers: [{ name: b, peerAddress: 10.0.0.2, peerASN: 65002, peerConfigRef: { name: tor } }] }\n";
    const { speakers } = clusterWith({ manifests: { "cluster.yaml": CLUSTER_CONFIG + two } });
    expect(speakers.map(({ node, instance, asn }) => `${node} ${instance} ${asn}`)).toEqual([
      "lab-control-plane main 65101",
      "lab-control-plane second 65102",
      "lab-worker main 65101",
      "lab-worker second 65102",
    ]);
  });
});

describe("a peer", () => {
  it("without peerConfigRef has a session with defaults and no announcements", () => {
    const plane = withConfig(", peerConfigRef: { name: tor }", "");
    expect(onlyPeer(plane)).toMatchObject({
      timers: { connectRetry: 120, hold: 90, keepalive: 30 },
      gracefulRestart: { enabled: false },
      families: ["ipv6-unicast", "ipv4-unicast"],
      announcements: [],
    });
    expect(said(plane.remarks)).toEqual([
      `${PREFIX}peer \`tor\` of instance \`main\`: it has no \`peerConfigRef\`: its session has defaults, and nothing is ever announced in it`,
    ]);
  });

  it.each([
    [
      "peerConfigRef: { name: tor }",
      "peerConfigRef: { name: gone }",
      "there is no CiliumBGPPeerConfig `gone`, so there is no session",
    ],
    [", peerAddress: 10.0.0.1", "", "it has no `peerAddress`, so there is no session"],
    [
      "peerAddress: 10.0.0.1",
      'peerAddress: " 10.0.0.1"',
      "` 10.0.0.1` is no address at run time, so there is no session",
    ],
    [
      "peerAddress: 10.0.0.1",
      "autoDiscovery: { mode: DefaultGateway }",
      "`autoDiscovery` is not rehearsed, and there is no such peer here",
    ],
  ])("is not there with %s -> %s", (part, by, message) => {
    const { speakers, remarks } = withConfig(part, by);
    expect(speakers.map(({ peers }) => peers)).toEqual([[], []]);
    expect(said(remarks)).toContain(`${PREFIX}peer \`tor\` of instance \`main\`: ${message}`);
  });

  it("is not there twice: the second with the same address has no session", () => {
    const twin =
      "\n        - { name: twin, peerAddress: 10.0.0.1, peerASN: 65002, peerConfigRef: { name: tor } }";
    const { speakers, remarks } = clusterWith({
      manifests: { "cluster.yaml": CLUSTER_CONFIG.trimEnd() + twin },
    });
    expect(speakers[0]?.peers.map(({ name }) => name)).toEqual(["tor"]);
    expect(said(remarks)).toEqual([
      expect.stringContaining("peer `twin` of instance `main`: another peer has the address 10.0.0.1"),
    ]);
  });

  it.each([
    ["{}", { timers: { connectRetry: 120, hold: 90, keepalive: 30 }, multihop: 1, port: 179 }],
    ["{ timers: { holdTimeSeconds: 30 } }", { timers: { connectRetry: 120, hold: 30, keepalive: 30 } }],
    [
      "{ timers: { keepAliveTimeSeconds: 5 }, ebgpMultihop: 4 }",
      { timers: { connectRetry: 120, hold: 90, keepalive: 5 }, multihop: 4 },
    ],
    ["{ families: [] }", { families: ["ipv6-unicast", "ipv4-unicast"], announcements: [] }],
    ["{ transport: { peerPort: 1790 } }", { port: 1790 }],
    ["{ transport: {} }", { port: 179 }],
    ["{ gracefulRestart: { enabled: true } }", { gracefulRestart: { enabled: true, restartTime: 120 } }],
    [
      "{ gracefulRestart: { enabled: true, restartTimeSeconds: 15 } }",
      { gracefulRestart: { enabled: true, restartTime: 15 } },
    ],
    [
      "{ gracefulRestart: { enabled: false, restartTimeSeconds: 15 } }",
      { gracefulRestart: { enabled: false } },
    ],
    [
      "{ families: [{ afi: ipv6, safi: unicast }, { afi: l2vpn, safi: evpn }] }",
      { families: ["ipv6-unicast"] },
    ],
  ])("has the configuration %s", (spec, peer) => {
    expect(onlyPeer(withPeerConfig(spec))).toMatchObject(peer);
  });
});

describe("a password", () => {
  const SECRET = "apiVersion: v1\nkind: Secret\nmetadata: { name: md5, namespace: kube-system }\n";
  const REF = changed(PEER_CONFIG, "spec:", "spec:\n  authSecretRef: md5");
  const withSecret = (secret: string | undefined, values = VALUES) =>
    clusterWith({ values, manifests: { "peer.yaml": REF, "secret.yaml": secret } });

  it.each([
    ["stringData: { password: secret }", "secret"],
    ["data: { password: c2VjcmV0 }", "secret"],
    ["data: { password: b3RoZXI= }\nstringData: { password: secret }", "secret"],
    ['data: { password: "w7xiZXI=" }', "über"],
  ])("is the key `password` of the Secret: %s", (data, password) => {
    const plane = withSecret(`${SECRET}${data}\n`);
    expect(onlyPeer(plane)?.password).toBe(password);
    expect(plane.remarks).toEqual([]);
  });

  it("is empty if there is no Secret in Cilium's namespace for them", () => {
    const plane = withSecret(undefined);
    expect(onlyPeer(plane)?.password).toBe("");
    expect(said(plane.remarks)).toEqual([
      "manifests/peer.yaml: CiliumBGPPeerConfig `tor`: there is no Secret `md5` in namespace `kube-system`: its sessions have no password",
    ]);
    const elsewhere = withSecret(
      `${changed(SECRET, "kube-system", "default")}stringData: { password: secret }\n`,
    );
    expect(onlyPeer(elsewhere)?.password).toBe("");
    expect(said(elsewhere.remarks)[0]).toContain("in namespace `kube-system`, only in `default`");
    const values = changed(VALUES, "enabled: true", "enabled: true, secretsNamespace: { name: default }");
    const there = withSecret(
      `${changed(SECRET, "kube-system", "default")}stringData: { password: secret }\n`,
      values,
    );
    expect(onlyPeer(there)?.password).toBe("secret");
  });

  it("that is missing in its Secret stops the instance before it has any peer", () => {
    const secret = `${SECRET}stringData: { pass: secret }\n`;
    const first =
      "      peers:\n        - { name: open, peerAddress: 10.0.0.2, peerASN: 65002, peerConfigRef: { name: open } }\n";
    const { speakers, remarks } = clusterWith({
      manifests: {
        "cluster.yaml": changed(CLUSTER_CONFIG, "      peers:\n", first),
        "peer.yaml": REF,
        "open.yaml": changed(PEER_CONFIG, "name: tor", "name: open"),
        "secret.yaml": secret,
      },
    });
    expect(speakers.map(({ peers }) => peers)).toEqual([[], []]);
    expect(said(remarks)).toEqual([expect.stringContaining("Secret `md5`: it has no key `password`")]);
  });

  it.each([
    ["data: { password: c2VjcmV0Cg== }", "the password ends with a line break, which counts"],
    [
      `stringData: { password: ${"p".repeat(81)} }`,
      "the password is longer than 80 bytes, and Linux takes no longer one",
    ],
  ])("is remarked on if it cannot be meant: %s", (data, message) => {
    expect(said(withSecret(`${SECRET}${data}\n`).remarks)).toEqual([
      `manifests/secret.yaml: Secret \`md5\`: ${message}`,
    ]);
  });
});

describe("an override", () => {
  const override = (name: string, instance: string) =>
    `apiVersion: cilium.io/v2\nkind: CiliumBGPNodeConfigOverride\nmetadata: { name: ${name} }\nspec: { bgpInstances: [${instance}] }\n`;
  const withOverride = (name: string, instance: string) =>
    clusterWith({ manifests: { "override.yaml": override(name, instance) } });

  it("changes the instance of its name on the node of its name", () => {
    const { speakers, remarks } = withOverride(
      "lab-worker",
      "{ name: main, routerID: 9.9.9.9, localASN: 65199, localPort: 1790, peers: [{ name: tor, localAddress: 10.0.0.99 }] }",
    );
    expect(speakers[0]).toMatchObject({ routerId: "10.0.0.11", asn: 65101, localPort: -1 });
    expect(speakers[1]).toMatchObject({ routerId: "9.9.9.9", asn: 65199, localPort: 1790 });
    expect(speakers.map(({ peers }) => peers[0]?.localAddress)).toEqual([undefined, "10.0.0.99"]);
    expect(remarks).toEqual([]);
  });

  it.each([
    [
      "worker",
      "{ name: main, localASN: 65199 }",
      "it has no effect: it must be named after a node, and no node has this name",
    ],
    [
      "lab-worker",
      "{ name: other, localASN: 65199 }",
      "its instance `other` has no effect: the node runs no instance of this name",
    ],
    [
      "lab-worker",
      "{ name: main, peers: [{ name: spine, localAddress: 10.0.0.99 }] }",
      "its peer `spine` has no effect: instance `main` has no peer of this name",
    ],
    [
      "lab-worker",
      "{ name: main, peers: [{ name: tor, localPort: 1790 }] }",
      "`localPort` of its peer `tor` has no effect: Cilium copies only `localAddress`",
    ],
  ])("without effect is remarked on: %s %s", (name, instance, message) => {
    const { speakers, remarks } = withOverride(name, instance);
    expect(speakers).toEqual(clusterWith().speakers);
    expect(said(remarks)).toEqual([
      `manifests/override.yaml: CiliumBGPNodeConfigOverride \`${name}\`: ${message}`,
    ]);
  });
});

describe("agents", () => {
  it("run on a cluster of one node, which announces and answers", () => {
    const kind = changed(KIND, "  - { role: worker, labels: { bgp: enabled } }\n", "");
    expect(announced(clusterWith({ kind }))).toEqual({ "lab-control-plane": ["172.30.0.10/32"] });
  });
});
