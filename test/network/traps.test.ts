import { describe, expect, it } from "vitest";
import { errorsOf, findingsOf } from "../inventory/errors-of.ts";
import { REAL } from "./rich-inventory.ts";

const change = (from: string, to: string, text = REAL) => {
  expect(text).toContain(from);
  return text.replace(from, to);
};
const errors = (text: string) => errorsOf(text).map(({ code, at }) => `${code} at ${at}`);
const findings = (text: string) => findingsOf(text).map(({ code, at }) => `${code} at ${at}`);

const CLUSTER1 = "kind01: { id: 1, network: kind01, asn: 65101, workers: 1";
const CLUSTER2 = "kind02: { id: 2, network: kind02, asn: 65102, workers: 1";

describe("two clusters with one id", () => {
  it("share no subnets that somebody wrote, so that is all there is to say", () => {
    expect(findings(change("id: 2", "id: 1"))).toEqual(["cluster-id-taken at 1"]);
  });

  it("are told a number that is free, even where the last one is in use", () => {
    const written = (text: string) =>
      text.replace(/workers: 1 }/g, "workers: 1, podSubnet: 10.200.0.0/20, serviceSubnet: 10.111.0.0/22 }");
    const last = written(change("id: 2", "id: 65535", change("id: 1", "id: 65535")));
    expect(errorsOf(last).find(({ code }) => code === "cluster-id-taken")?.help).toBe(
      "the next free one is 1",
    );
    expect(errorsOf(change("id: 2, ", ""))[0]?.help).toMatch(/^write `id: 2`/);
  });
});

describe("subnets of clusters", () => {
  it.each([
    ["podSubnets: { size: 126 }", "pod"],
    ["podSubnets: { size: 33 }", "pod"],
    ["podSubnets: { size: 8 }", "pod"],
    ["podSubnets: { size: 9 }", "pod"],
    ["podSubnets: { supernet: 10.128.0.0/20 }", "pod"],
    ["serviceSubnets: { size: 1 }", "service"],
  ])("%s: holds none, which is one message and not one for each cluster", (text) => {
    expect(errorsOf(`${REAL}${text}\n`).map(({ code }) => code)).toEqual(["supernet-exhausted"]);
  });

  it("are proposed so that following the help is enough", () => {
    const [found] = errorsOf(`${REAL}podSubnets: { supernet: 10.128.0.0/16, size: 16 }\n`);
    expect(found?.help).toMatch(/^set `podSubnets.size` to a length from 18 to 24/);
    expect(errors(`${REAL}podSubnets: { supernet: 10.128.0.0/16, size: 18 }\n`)).toEqual([]);
  });

  it.each(["10.64.0.0/11", "10.96.0.0/29", "10.96.0.0/32"])(
    "serviceSubnet %s is refused by kubeadm",
    (subnet) => {
      expect(errors(change(CLUSTER1, `${CLUSTER1}, serviceSubnet: ${subnet}`))).toEqual([
        `service-subnet-size at ${subnet}`,
      ]);
    },
  );
});

describe("small subnets", () => {
  it.each(["192.168.20.0/30", "192.168.20.2/31", "192.168.20.2/32"])(
    "%s: that is all there is to say",
    (subnet) => {
      const text = change("192.168.20.0/24", subnet, change("192.168.20.101", "192.168.20.2"));
      const alone = text.replace(/clients:[\s\S]*/, "");
      expect(errors(alone)).toEqual([`subnet-small at ${subnet}`]);
    },
  );

  it("of /29 are large enough", () => {
    expect(
      errors(change("192.168.20.0/24", "192.168.20.96/29", change("192.168.20.2 ", "192.168.20.98 "))),
    ).toEqual([]);
  });
});

describe("pools", () => {
  const pool = (range: string, address: string) =>
    change("172.30.0.10-172.30.0.20", range, change("address: 172.30.0.10", `address: ${address}`));

  it("are proposed where nothing is yet", () => {
    const inside = pool("10.20.0.200", "10.20.0.200");
    expect(errorsOf(inside)[0]?.help).toBe(
      "take addresses from outside every subnet, for example 172.30.0.10-172.30.0.20",
    );
    const taken = change(
      "172.20.0.0/16",
      "172.30.0.0/16",
      change("kind02: 172.20.0.101", "kind02: 172.30.0.101", inside),
    );
    expect(errorsOf(taken)[0]?.help).toBe(
      "take addresses from outside every subnet, for example 172.31.0.10-172.31.0.20",
    );
  });

  it("of all addresses, of the wrong family and of none are refused", () => {
    expect(errors(pool("0.0.0.0-255.255.255.255", "172.30.0.10"))).toEqual(
      [
        "not-unicast at 0.0.0.0-255.255.255.255",
        "pool-inside-subnet at 0.0.0.0-255.255.255.255",
        "docker-bridge-clash at 0.0.0.0-255.255.255.255",
      ].sort(),
    );
    expect(errors(pool("fd00::1-fd00::9", "172.30.0.10"))).toEqual([
      "ipv6-unsupported at fd00::1-fd00::9",
      "service-outside-pool at 172.30.0.10",
    ]);
    expect(errors(pool("fd00::9-fd00::1", "fd00::1"))).toEqual([
      "pool-reversed at fd00::9-fd00::1",
      "ipv6-unsupported at fd00::1",
    ]);
  });
});

describe("routers", () => {
  const SECOND = "  tor2: { asn: 65002, routerId: 10.0.255.12, addresses: {} }\n";
  const second = (addresses: string) =>
    change("\nclusters:", `${SECOND.replace("{}", addresses)}\nclusters:`);

  it("need an address", () => {
    expect(findings(second("{}"))).toEqual(["router-detached at {}"]);
  });

  it("without a cluster are idle, unless a client depends on them: that is an error", () => {
    const spare = change(
      "networks:",
      "networks:\n  spare: { subnet: 192.168.40.0/24 }",
      second("{ spare: 192.168.40.101 }"),
    );
    expect(findings(spare)).toEqual(["router-idle at tor2"]);
    expect(findings(`${spare}  guest: { network: spare, address: 192.168.40.2 }\n`)).toEqual([
      "client-without-route at spare",
    ]);
  });

  it("with different client networks are fine", () => {
    const text = change(
      "networks:",
      "networks:\n  edge: { subnet: 192.168.40.0/24 }",
      second("{ edge: 192.168.40.101, kind02: 172.20.0.102 }"),
    );
    const apart = change(", kind02: 172.20.0.101", "", text);
    expect(findings(`${apart}  guest: { network: edge, address: 192.168.40.2 }\n`)).toEqual([]);
  });

  it("originate what they are attached to, once", () => {
    const originate = (list: string) => change("asn: 65001", `asn: 65001\n    originate: ${list}`);
    expect(findings(originate("[client]"))).toEqual(["originate-unheard at [client]"]);
    expect(errors(originate("[client, client]"))).toEqual(["listed-twice at client"]);
    expect(errors(change(", kind02: 172.20.0.101", "", originate("[kind02, client]")))).toContain(
      "originate-detached at kind02",
    );
    expect(errors(originate("[nowhere]"))).toEqual(["unknown-reference at nowhere"]);
  });

  it("refuse ClusterIPs of the clusters behind them only", () => {
    const text = change(", kind02: 172.20.0.101", "", second("{ kind02: 172.20.0.102 }"));
    const open = change(
      "asn: 65001\n",
      "asn: 65001\n    policy: accept-all\n",
      `${text}allow: [unfiltered-router]\n`,
    );
    const ips = (cluster: string) =>
      change(cluster, `${cluster}, bgp: { advertise: [LoadBalancerIP, ClusterIP] }`, open);
    expect(errors(ips(CLUSTER1))).toEqual([]);
    expect(errors(ips(CLUSTER2))).toEqual(["advertised-but-refused at ClusterIP"]);
  });
});

describe("services", () => {
  it("name a cluster once, and may have more pods than nodes", () => {
    const service = (more: string) => change("address: 172.30.0.10 }", `address: 172.30.0.10, ${more} }`);
    expect(errors(service("clusters: [kind01, kind01]"))).toEqual(["listed-twice at kind01"]);
    expect(findings(service("replicas: 10000"))).toEqual([]);
    expect(findings(service("replicas: 1"))).toEqual(["replicas-below-nodes at 1"]);
    expect(
      findings(
        change(/workers: 1/.exec(REAL)?.[0] ?? "", "workers: 0", service("replicas: 1, clusters: [kind01]")),
      ),
    ).toEqual(["cluster-idle at kind02"]);
  });
});
