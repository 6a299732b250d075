import { describe, expect, it } from "vitest";
import type { Announcement } from "../../src/control-plane/control-plane.ts";
import {
  ADVERTISEMENT,
  announced,
  CLUSTER_CONFIG,
  changed,
  clusterWith,
  DEPLOYMENT,
  KIND,
  PEER_CONFIG,
  SERVICE,
  said,
  VALUES,
} from "./cluster-files.ts";

const BOTH = ["lab-control-plane", "lab-worker"];
const ON_WORKER = changed(DEPLOYMENT, "replicas: 2", "replicas: 1").replace(/ {6}tolerations.*\n/, "");
const CLUSTER_POLICY = changed(SERVICE, "externalTrafficPolicy: Local", "externalTrafficPolicy: Cluster");

function advertisement(name: string, entry: string, labels = "{ advertise: bgp }"): string {
  return `apiVersion: cilium.io/v2\nkind: CiliumBGPAdvertisement\nmetadata: { name: ${name}, labels: ${labels} }\nspec: { advertisements: [${entry}] }\n`;
}

function entry(rest: string, addresses = "[LoadBalancerIP]", options = ""): string {
  return `{ advertisementType: Service, service: { addresses: ${addresses}${options} }${rest} }`;
}

const ALL = ", selector: {}";

/** The nodes that announce each prefix. */
function announcers(
  manifests: Readonly<Record<string, string>>,
  values = VALUES,
): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  for (const [node, prefixes] of Object.entries(announced(clusterWith({ values, manifests })))) {
    for (const prefix of prefixes) found[prefix] = [...(found[prefix] ?? []), node];
  }
  return found;
}

/** What the first node announces to its peer, with the attributes. */
function announcements(manifests: Readonly<Record<string, string>>): readonly Announcement[] {
  return clusterWith({ manifests }).speakers[0]?.peers[0]?.announcements ?? [];
}

describe("a service", () => {
  it("with the policy Local is announced by nodes that have a pod of it, with Cluster by all", () => {
    expect(announcers({ "deployment.yaml": ON_WORKER })).toEqual({ "172.30.0.10/32": ["lab-worker"] });
    expect(announcers({ "deployment.yaml": ON_WORKER, "service.yaml": CLUSTER_POLICY })).toEqual({
      "172.30.0.10/32": BOTH,
    });
    const unwritten = changed(SERVICE, "  externalTrafficPolicy: Local\n", "");
    expect(announcers({ "deployment.yaml": ON_WORKER, "service.yaml": unwritten })).toEqual({
      "172.30.0.10/32": BOTH,
    });
  });

  it("without any endpoint is announced with the policy Cluster all the same, unless the values say no", () => {
    const none = { "deployment.yaml": changed(DEPLOYMENT, "replicas: 2", "replicas: 0") };
    expect(announcers(none)).toEqual({});
    expect(announcers({ ...none, "service.yaml": CLUSTER_POLICY })).toEqual({ "172.30.0.10/32": BOTH });
    const values = `${VALUES}enableNoServiceEndpointsRoutable: false\n`;
    expect(announcers({ ...none, "service.yaml": CLUSTER_POLICY }, values)).toEqual({});
  });

  it("is announced by the addresses that are asked for", () => {
    const service = changed(
      CLUSTER_POLICY,
      "spec:",
      "spec:\n  clusterIP: 10.96.0.50\n  externalIPs: [198.51.100.7]",
    );
    const by = (addresses: string) =>
      Object.keys(
        announcers({
          "service.yaml": service,
          "advertisement.yaml": advertisement("a", entry(ALL, addresses)),
        }),
      );
    expect(by("[LoadBalancerIP]")).toEqual(["172.30.0.10/32"]);
    expect(by("[ClusterIP]")).toEqual(["10.96.0.50/32"]);
    expect(by("[ExternalIP]")).toEqual(["198.51.100.7/32"]);
    expect(by("[ExternalIP, ClusterIP, LoadBalancerIP]").sort()).toEqual([
      "10.96.0.50/32",
      "172.30.0.10/32",
      "198.51.100.7/32",
    ]);
  });

  it("is announced by its ClusterIP as its internal policy says, whatever the external one is", () => {
    const manifests = (policy: string) => ({
      "deployment.yaml": ON_WORKER,
      "service.yaml": changed(
        SERVICE,
        "spec:",
        `spec:\n  clusterIP: 10.96.0.50\n  internalTrafficPolicy: ${policy}`,
      ),
      "advertisement.yaml": advertisement("a", entry(ALL, "[ClusterIP, LoadBalancerIP]")),
    });
    expect(announcers(manifests("Cluster"))).toEqual({
      "10.96.0.50/32": BOTH,
      "172.30.0.10/32": ["lab-worker"],
    });
    expect(announcers(manifests("Local"))).toEqual({
      "10.96.0.50/32": ["lab-worker"],
      "172.30.0.10/32": ["lab-worker"],
    });
  });

  it("has a ClusterIP of the service subnet, which is not that of another cluster", () => {
    const manifests = {
      "advertisement.yaml": advertisement("a", entry(ALL, "[ClusterIP]")),
      "b.yaml": CLUSTER_POLICY.replaceAll("web", "b"),
    };
    const plane = clusterWith({ manifests });
    const prefixes = announced(plane)["lab-worker"] ?? [];
    expect(prefixes).toHaveLength(2);
    expect(new Set(prefixes).size).toBe(2);
    for (const prefix of prefixes) expect(prefix).toMatch(/^10\.96\.[0-3]\.\d+\/32$/);
    expect(announced(clusterWith({ manifests }))).toEqual(announced(plane));
    const other = clusterWith({ kind: changed(KIND, "name: lab", "name: other"), manifests });
    expect(
      other.speakers.flatMap(({ peers }) => peers[0]?.announcements ?? []).map(({ prefix }) => prefix),
    ).not.toContain(prefixes[0]);
  });

  it("has a ClusterIP as long as there is one left that is nobody's", () => {
    const names = Array.from({ length: 14 }, (_, i) => `s${i}`);
    const services = names.map((name) => [`${name}.yaml`, CLUSTER_POLICY.replaceAll("web", name)] as const);
    const manifests = {
      ...Object.fromEntries(services),
      "advertisement.yaml": advertisement("a", entry(ALL, "[ClusterIP]")),
    };
    const kind = changed(KIND, "10.96.0.0/22", "10.96.0.0/28");
    const prefixes = announced(clusterWith({ kind, manifests }))["lab-worker"] ?? [];
    // Not the ends, not those of `kubernetes` and `kube-dns`.
    const left = [2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14].map((last) => `10.96.0.${last}/32`);
    expect([...prefixes].sort()).toEqual([...left].sort());
  });

  it("without a ClusterIP (None) announces none", () => {
    const service =
      "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { clusterIP: None, selector: { app: web } }\n";
    expect(
      announcers({
        "service.yaml": service,
        "advertisement.yaml": advertisement("a", entry(ALL, "[ClusterIP]")),
      }),
    ).toEqual({});
  });
});

describe("an advertisement", () => {
  it.each([
    ["", []],
    [", selector: {}", ["172.30.0.10/32"]],
    [
      ", selector: { matchExpressions: [{ key: somekey, operator: NotIn, values: [never-used-value] }] }",
      ["172.30.0.10/32"],
    ],
    [", selector: { matchLabels: { io.kubernetes.service.name: web } }", ["172.30.0.10/32"]],
    [", selector: { matchLabels: { io.kubernetes.service.namespace: default } }", ["172.30.0.10/32"]],
    [", selector: { matchLabels: { io.kubernetes.service.namespace: other } }", []],
    [", selector: { matchLabels: { announce: other } }", []],
  ])("takes services by its selector: %j", (selector, prefixes) => {
    const plane = clusterWith({ manifests: { "advertisement.yaml": advertisement("a", entry(selector)) } });
    expect(announced(plane)["lab-worker"]).toEqual(prefixes);
    const remarks = said(plane.remarks).join("\n");
    expect(remarks.includes("it has no `selector`, so it announces no service")).toBe(selector === "");
    expect(remarks.includes("Service `web`: no CiliumBGPAdvertisement announces its LoadBalancerIP")).toBe(
      prefixes.length === 0,
    );
  });

  it("that no family selects by its labels announces nothing", () => {
    const plane = clusterWith({
      manifests: { "advertisement.yaml": changed(ADVERTISEMENT, "advertise: bgp", "advertise: gbp") },
    });
    expect(announced(plane)["lab-worker"]).toEqual([]);
    expect(said(plane.remarks)).toEqual([
      "manifests/peer.yaml: CiliumBGPPeerConfig `tor`: its family ipv4 unicast selects no CiliumBGPAdvertisement by its labels, so nothing is announced in it",
      "manifests/advertisement.yaml: CiliumBGPAdvertisement `services`: no family of a CiliumBGPPeerConfig selects it by its labels, so it announces nothing",
    ]);
  });

  it.each([
    [
      ", advertisements: { matchLabels: { advertise: bgp } }",
      "",
      [],
      "its family ipv4 unicast has no `advertisements`, so nothing is announced in it",
    ],
    ["{ matchLabels: { advertise: bgp } }", "{}", ["172.30.0.10/32"], undefined],
    ["afi: ipv4", "afi: ipv6", [], undefined],
    [
      "safi: unicast",
      "safi: multicast",
      [],
      "the family ipv4 multicast is not rehearsed: Cilium has nothing to announce in it",
    ],
  ])("is announced in the families that select it: %s -> %s", (part, by, prefixes, remark) => {
    const plane = clusterWith({ manifests: { "peer.yaml": changed(PEER_CONFIG, part, by) } });
    expect(announced(plane)["lab-worker"]).toEqual(prefixes);
    if (remark === undefined) expect(plane.remarks).toEqual([]);
    else expect(said(plane.remarks)).toContain(`manifests/peer.yaml: CiliumBGPPeerConfig \`tor\`: ${remark}`);
  });

  it("of the type PodCIDR announces the node's slice of the pod subnet", () => {
    const plane = clusterWith({
      manifests: { "pods.yaml": advertisement("pods", "{ advertisementType: PodCIDR }") },
    });
    expect(announced(plane)).toEqual({
      "lab-control-plane": ["172.30.0.10/32", "10.128.0.0/24"],
      "lab-worker": ["172.30.0.10/32", "10.128.1.0/24"],
    });
  });

  it.each([
    "{ advertisementType: CiliumPodIPPool, selector: {} }",
    "{ advertisementType: Interface, interface: { name: lo } }",
  ])("of another type is not rehearsed: %s", (other) => {
    const { remarks } = clusterWith({ manifests: { "other.yaml": advertisement("other", other) } });
    expect(said(remarks)).toEqual([
      expect.stringMatching(/other`: the type \w+ is not rehearsed: nothing of it is announced here$/),
    ]);
  });

  it("widens addresses to the aggregation length, but not with the policy Local", () => {
    const options = ", aggregationLengthIPv4: 24, aggregationLengthIPv6: 64";
    const wide = advertisement("a", entry(ALL, "[LoadBalancerIP]", options));
    expect(Object.keys(announcers({ "advertisement.yaml": wide, "service.yaml": CLUSTER_POLICY }))).toEqual([
      "172.30.0.0/24",
    ]);
    expect(Object.keys(announcers({ "advertisement.yaml": wide }))).toEqual(["172.30.0.10/32"]);
    const two = {
      "advertisement.yaml": wide,
      "service.yaml": CLUSTER_POLICY,
      "two.yaml": CLUSTER_POLICY.replaceAll("web", "two").replace("0.10", "0.11"),
    };
    expect(Object.keys(announcers(two))).toEqual(["172.30.0.0/24"]);
  });
});

describe("attributes", () => {
  const attributed = (attributes: string) => entry(`${ALL}, attributes: ${attributes}`);
  const INTERNAL = changed(CLUSTER_CONFIG, "peerASN: 65001", "peerASN: 65101");

  it("are the communities in their usual form, each once", () => {
    const communities =
      '{ communities: { standard: ["65000:2", "65000:1", "4259840001"], wellKnown: [no-export, blackhole], large: ["65000:1:2"] } }';
    expect(announcements({ "advertisement.yaml": advertisement("a", attributed(communities)) })).toEqual([
      {
        prefix: "172.30.0.10/32",
        communities: ["65000:2", "65000:1", "65535:65281", "65535:666"],
        largeCommunities: ["65000:1:2"],
        localPreference: undefined,
      },
    ]);
  });

  it("have a local preference on iBGP sessions only, and a remark on the others", () => {
    const preferring = advertisement("a", attributed("{ localPreference: 200 }"));
    expect(announcements({ "advertisement.yaml": preferring, "cluster.yaml": INTERNAL })).toMatchObject([
      { localPreference: 200 },
    ]);
    const { speakers, remarks } = clusterWith({ manifests: { "advertisement.yaml": preferring } });
    expect(speakers[0]?.peers[0]?.announcements).toMatchObject([{ localPreference: undefined }]);
    expect(said(remarks)).toEqual([
      "manifests/advertisement.yaml: CiliumBGPAdvertisement `a`: `localPreference` has no effect towards peer `tor`, which is in another AS",
    ]);
  });

  it("cut a local preference down to 32 bits, as the agent does", () => {
    const manifests = {
      "advertisement.yaml": advertisement("a", attributed("{ localPreference: -1 }")),
      "cluster.yaml": INTERNAL,
    };
    expect(announcements(manifests)).toMatchObject([{ localPreference: 4294967295 }]);
    expect(said(clusterWith({ manifests }).remarks)).toEqual([
      expect.stringContaining("`localPreference` -1 is cut down to 32 bits"),
    ]);
  });

  it("of advertisements that meet are united: all communities, and the higher preference", () => {
    const manifests = {
      "cluster.yaml": INTERNAL,
      "advertisement.yaml": advertisement(
        "a",
        attributed('{ localPreference: 100, communities: { standard: ["65000:1"] } }'),
      ),
      "b.yaml": advertisement(
        "b",
        attributed(
          '{ localPreference: 300, communities: { standard: ["65000:1", "65000:2"], large: ["1:2:3"] } }',
        ),
      ),
      "c.yaml": advertisement("c", attributed("{}")),
    };
    expect(announcements(manifests)).toEqual([
      {
        prefix: "172.30.0.10/32",
        communities: ["65000:1", "65000:2"],
        largeCommunities: ["1:2:3"],
        localPreference: 300,
      },
    ]);
    expect(clusterWith({ manifests }).remarks).toEqual([]);
  });

  it("of the same prefix from two kinds of addresses are not, and which of them count is not defined", () => {
    const manifests = {
      "service.yaml": changed(SERVICE, "spec:", "spec:\n  externalIPs: [172.30.0.10]"),
      "advertisement.yaml": advertisement("a", attributed('{ communities: { standard: ["65000:1"] } }')),
      "b.yaml": advertisement(
        "b",
        entry(`${ALL}, attributes: { communities: { standard: ["65000:2"] } }`, "[ExternalIP]"),
      ),
    };
    expect(announcements(manifests)).toMatchObject([{ prefix: "172.30.0.10/32", communities: ["65000:1"] }]);
    expect(said(clusterWith({ manifests }).remarks)).toEqual([
      "manifests/cluster.yaml: CiliumBGPClusterConfig `bgp`: 172.30.0.10/32 is announced for `default/web LoadBalancerIP` and for `default/web ExternalIP` with different attributes: which of them it gets is not defined",
    ]);
  });

  it("are each peer's own", () => {
    const manifests = {
      "cluster.yaml": `${CLUSTER_CONFIG.trimEnd()}\n        - { name: spine, peerAddress: 10.0.0.2, peerASN: 65002, peerConfigRef: { name: spine } }\n`,
      "spine.yaml": PEER_CONFIG.replace("name: tor", "name: spine").replace(
        "advertise: bgp",
        "advertise: pods",
      ),
      "pods.yaml": advertisement("pods", "{ advertisementType: PodCIDR }", "{ advertise: pods }"),
    };
    const [first] = clusterWith({ manifests }).speakers;
    expect(
      first?.peers.map(({ name, announcements: sent }) => [name, sent.map(({ prefix }) => prefix)]),
    ).toEqual([
      ["tor", ["172.30.0.10/32"]],
      ["spine", ["10.128.0.0/24"]],
    ]);
  });
});
