import { describe, expect, it } from "vitest";
import { changed, clusterWith, POOL, SERVICE, said, VALUES } from "./cluster-files.ts";

const PINNED = SERVICE;
const UNPINNED = changed(SERVICE, "  annotations: { lbipam.cilium.io/ips: 172.30.0.10 }\n", "");

interface Given {
  readonly pool?: string;
  readonly service?: string;
  readonly values?: string;
  readonly more?: Readonly<Record<string, string>>;
}

/** The addresses that the nodes answer for the services, and what is said. */
function given({ pool = POOL, service = UNPINNED, values, more = {} }: Given) {
  const manifests = { "pool.yaml": pool, "service.yaml": service, ...more };
  const { frontends, remarks } = clusterWith({ ...(values && { values }), manifests });
  const first = frontends.filter(({ node }) => node === "lab-worker");
  return {
    addresses: first.map(({ service: name, address }) => `${name} ${address}`),
    remarks: said(remarks),
  };
}

function pool(name: string, spec: string): string {
  return `apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
}

describe("a service of type LoadBalancer", () => {
  it("gets the first free address of the pool, in the order of services", () => {
    const more = {
      "two.yaml": UNPINNED.replace("name: web", "name: two"),
      "three.yaml": changed(PINNED, "name: web", "name: three"),
    };
    expect(given({ more }).addresses).toEqual(["web 172.30.0.10", "two 172.30.0.11"]);
    expect(given({ more }).remarks).toContain(
      "manifests/three.yaml: Service `three`: the address 172.30.0.10 that it asks for is the service `web`'s",
    );
  });

  it.each([
    ["lbipam.cilium.io/ips: 172.30.0.15", ["web 172.30.0.15"]],
    ["io.cilium/lb-ipam-ips: 172.30.0.15", ["web 172.30.0.15"]],
    ['lbipam.cilium.io/ips: "172.30.0.15, 172.30.0.17"', ["web 172.30.0.15", "web 172.30.0.17"]],
    ["lbipam.cilium.io/ips: 172.30.0.15, io.cilium/lb-ipam-ips: 172.30.0.16", ["web 172.30.0.15"]],
  ])("gets the addresses that it asks for: %s", (annotations, addresses) => {
    const service = changed(PINNED, "lbipam.cilium.io/ips: 172.30.0.10", annotations);
    expect(given({ service })).toEqual({ addresses, remarks: [] });
  });

  it("gets none if it asks for one that no pool holds, and any if it asks for what is no address", () => {
    expect(given({ service: changed(PINNED, "172.30.0.10", "172.30.0.99") })).toEqual({
      addresses: [],
      remarks: [
        "manifests/service.yaml: Service `web`: no pool that is in use holds the address 172.30.0.99 that it asks for",
      ],
    });
    expect(given({ service: changed(PINNED, "172.30.0.10", '"172.30.0"') })).toEqual({
      addresses: ["web 172.30.0.10"],
      remarks: [
        "manifests/service.yaml: Service `web`: `172.30.0` is no address: LB-IPAM goes on as if it were not asked for",
      ],
    });
  });

  it.each([
    ["serviceSelector: {}", true],
    ['serviceSelector: { matchLabels: { announce: "yes" } }', true],
    ["serviceSelector: { matchLabels: { pool: other } }", false],
    ["serviceSelector: { matchExpressions: [{ key: announce, operator: Exists }] }", true],
    ["serviceSelector: { matchExpressions: [{ key: announce, operator: DoesNotExist }] }", false],
    ['serviceSelector: { matchExpressions: [{ key: announce, operator: In, values: ["no", "yes"] }] }', true],
    ["serviceSelector: { matchExpressions: [{ key: nothing, operator: NotIn, values: [never] }] }", true],
    [
      "serviceSelector: { matchLabels: { io.kubernetes.service.name: web, io.kubernetes.service.namespace: default } }",
      true,
    ],
    ["serviceSelector: { matchLabels: { io.kubernetes.service.namespace: kube-system } }", false],
  ])("is taken by a pool by its labels: %s: %s", (selector, isTaken) => {
    const block = "{ start: 172.30.0.10, stop: 172.30.0.20 }";
    const selecting = pool("pool", `{ blocks: [${block}], ${selector} }`);
    for (const service of [PINNED, UNPINNED]) {
      expect(given({ pool: selecting, service }).addresses).toEqual(isTaken ? ["web 172.30.0.10"] : []);
    }
    if (isTaken) return;
    expect(given({ pool: selecting }).remarks).toContainEqual(
      expect.stringContaining("no pool that is in use takes it by its labels"),
    );
    expect(given({ pool: selecting, service: PINNED }).remarks).toContainEqual(
      expect.stringContaining("but its `serviceSelector` does not take this service"),
    );
  });

  it.each([
    ["io.cilium/bgp-control-plane", ["web 172.30.0.10"], 1],
    ["io.cilium/l2-announcer", ["web 172.30.0.10"], 0],
    ["example.com/lb", [], 0],
  ])("of the class %s gets %j, and %i announcement from a node", (className, addresses, count) => {
    const service = changed(
      UNPINNED,
      "type: LoadBalancer",
      `type: LoadBalancer\n  loadBalancerClass: ${className}`,
    );
    expect(given({ service }).addresses).toEqual(addresses);
    const { speakers } = clusterWith({ manifests: { "service.yaml": service } });
    expect(speakers[0]?.peers[0]?.announcements).toHaveLength(count);
  });

  it("gets none where LB-IPAM is not the default, unless it has a class", () => {
    const values = `${VALUES}defaultLBServiceIPAM: none\n`;
    expect(given({ values })).toEqual({
      addresses: [],
      remarks: [
        "manifests/service.yaml: Service `web`: LB-IPAM gives it no address: `defaultLBServiceIPAM` is not lbipam",
      ],
    });
    const service = changed(
      UNPINNED,
      "type: LoadBalancer",
      "type: LoadBalancer\n  loadBalancerClass: io.cilium/bgp-control-plane",
    );
    expect(given({ values, service }).addresses).toEqual(["web 172.30.0.10"]);
  });

  it("is the only type that gets one", () => {
    expect(given({ service: changed(UNPINNED, "type: LoadBalancer", "type: NodePort") }).addresses).toEqual(
      [],
    );
  });
});

describe("a pool", () => {
  it.each([
    ["without a stop is one address", "{ blocks: [{ start: 172.30.0.7 }] }", ["web 172.30.0.7"]],
    [
      "of a prefix begins with its first address",
      "{ blocks: [{ cidr: 172.30.0.0/29 }] }",
      ["web 172.30.0.0"],
    ],
    [
      "begins with the second if the ends are not given",
      '{ allowFirstLastIPs: "No", blocks: [{ cidr: 172.30.0.0/29 }] }',
      ["web 172.30.0.1"],
    ],
    [
      "keeps the ends of a range",
      '{ allowFirstLastIPs: "No", blocks: [{ start: 172.30.0.8, stop: 172.30.0.9 }] }',
      ["web 172.30.0.8"],
    ],
    [
      "keeps the ends of two addresses, of which none would be left",
      '{ allowFirstLastIPs: "No", blocks: [{ cidr: 172.30.0.8/31 }] }',
      ["web 172.30.0.8"],
    ],
  ])("%s", (_, spec, addresses) => {
    expect(given({ pool: pool("pool", spec) })).toEqual({ addresses, remarks: [] });
  });

  it("that gives no ends does not give them to who asks either", () => {
    const ends = pool("pool", '{ allowFirstLastIPs: "No", blocks: [{ cidr: 172.30.0.8/29 }] }');
    const { addresses, remarks } = given({
      pool: ends,
      service: changed(PINNED, "172.30.0.10", "172.30.0.15"),
    });
    expect(addresses).toEqual([]);
    expect(remarks).toEqual([
      expect.stringContaining("is at an end of its block, and `allowFirstLastIPs` is No"),
    ]);
  });

  it("with host bits hands out the whole prefix", () => {
    expect(given({ pool: pool("pool", "{ blocks: [{ cidr: 192.168.100.200/28 }] }") })).toEqual({
      addresses: ["web 192.168.100.192"],
      remarks: [
        "manifests/pool.yaml: CiliumLoadBalancerIPPool `pool`: `192.168.100.200/28` has host bits: it hands out 192.168.100.192-192.168.100.207",
      ],
    });
  });

  it.each([
    [
      "a prefix beside a range wins",
      "{ blocks: [{ cidr: 172.30.1.0/24, start: 172.30.0.10 }] }",
      ["web 172.30.1.0"],
      "`start` and `stop` beside `cidr` 172.30.1.0-172.30.1.255 have no effect",
    ],
    [
      "one bad block spoils the pool",
      "{ blocks: [{ cidr: 172.30.1.0/24 }, { start: here }] }",
      [],
      "`here` is no range of addresses, so the pool is not used at all",
    ],
    [
      "a reversed range is none",
      "{ blocks: [{ start: 172.30.0.20, stop: 172.30.0.10 }] }",
      [],
      "`172.30.0.20-172.30.0.10` is no range",
    ],
    ["an empty block is none", "{ blocks: [{}] }", [], "is no range of addresses"],
    ["no blocks, no addresses", "{}", [], "it has no `blocks`, and so no address"],
    [
      "blocks that overlap disable it",
      "{ blocks: [{ cidr: 172.30.0.0/24 }, { start: 172.30.0.255, stop: 172.30.1.0 }] }",
      [],
      "its own blocks overlap, so the pool is disabled",
    ],
    [
      "a disabled one gives nothing",
      "{ disabled: true, blocks: [{ cidr: 172.30.0.0/24 }] }",
      [],
      "it is disabled: nobody gets an address of it",
    ],
  ])("says why: %s", (_, spec, addresses, remark) => {
    const found = given({ pool: pool("pool", spec) });
    expect(found.addresses).toEqual(addresses);
    expect(found.remarks.join("\n")).toContain(`manifests/pool.yaml: CiliumLoadBalancerIPPool \`pool\`: `);
    expect(found.remarks.join("\n")).toContain(remark);
  });

  it("that overlaps an older one is disabled", () => {
    const more = {
      "zz.yaml": pool("newer", "{ blocks: [{ cidr: 172.30.0.20/32 }, { cidr: 172.31.0.0/24 }] }"),
    };
    expect(given({ service: changed(PINNED, "172.30.0.10", "172.31.0.1"), more })).toEqual({
      addresses: [],
      remarks: [
        "manifests/zz.yaml: CiliumLoadBalancerIPPool `newer`: it overlaps the pool `pool`, and the newer of the two is disabled; made in the same second, it may be either",
        "manifests/service.yaml: Service `web`: no pool that is in use holds the address 172.31.0.1 that it asks for",
      ],
    });
  });

  it("is used up in the end, and then the next one is taken", () => {
    const one = pool("pool", "{ blocks: [{ start: 172.30.0.10 }, { start: 172.30.0.12 }] }");
    const services = {
      "b.yaml": UNPINNED.replace("name: web", "name: b"),
      "c.yaml": UNPINNED.replace("name: web", "name: c"),
    };
    const { addresses, remarks } = given({ pool: one, more: services });
    expect(addresses).toEqual(["web 172.30.0.10", "b 172.30.0.12"]);
    expect(remarks).toEqual([
      "manifests/c.yaml: Service `c`: it has no address: the pools that take it are used up",
    ]);
    const next = { "next.yaml": pool("next", "{ blocks: [{ cidr: 172.31.0.0/24 }] }"), ...services };
    expect(given({ pool: one, more: next }).addresses).toContain("c 172.31.0.0");
  });
});
