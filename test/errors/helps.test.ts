import { describe, expect, it } from "vitest";
import { hasErrors } from "../../src/diagnostics/diagnostic.ts";
import { exampleOf, judged } from "./examples.ts";

/** What a help proposes, and the change that follows it: afterwards the example has no finding at all. */
const FOLLOWED: Readonly<Record<string, readonly [proposed: string, from: string | RegExp, to: string]>> = {
  "address-reserved": ["with `gateway:`", "192.168.20.0/24 }", "192.168.20.0/24, gateway: 192.168.20.254 }"],
  "advertised-but-refused": ["`LoadBalancerIP` only", ", ClusterIP", ""],
  "allow-unknown": ["`image-unpinned`", "image-unpined", "image-unpinned"],
  "allow-unused": ["remove it", /allow: .*/, ""],
  "asn-public": ["64512-65534", "asn: 3320", "asn: 64512"],
  "asn-reserved": ["4200000000-4294967294", "65535", "4294967294"],
  "bad-name": ["`frr-tor-1`", "FRR_ToR.1", "frr-tor-1"],
  "client-without-route": ["addresses: { guests: ... }", "kind01: 10.20.0.101 }", "kind01: 10.20.0.101, guests: 192.168.30.101 }"],
  "cluster-id-missing": ["`id: 2`", "{ network: kind02", "{ id: 2, network: kind02"],
  "cluster-id-taken": ["is 2", "id: 1, network: kind02", "id: 2, network: kind02"],
  "cluster-ip-outside": ["10.96.4.11", "10.96.8.20", "10.96.4.11"],
  "cluster-ip-reserved": ["10.96.4.11", "10.96.4.10", "10.96.4.11"],
  "cluster-ip-taken": ["10.96.4.11", "172.30.0.11, clusterIPs: { kind01: 10.96.4.20 }", "172.30.0.11, clusterIPs: { kind01: 10.96.4.11 }"],
  "cluster-ip-unserved": ["add `kind01` to `clusters`", "clusters: [kind02]", "clusters: [kind02, kind01]"],
  "cluster-without-router": ["addresses: { kind02: ... }", "10.20.0.101 }", "10.20.0.101, kind02: 172.20.0.101 }"],
  "graceful-restart-black-hole": ["without graceful restart", /bgp: .*/, ""],
  "host-bits": ["10.20.0.0/16", "10.20.0.1/16", "10.20.0.0/16"],
  "keepalive-above-hold": ["`hold` to 90", "keepalive: 30", "keepalive: 30, hold: 90"],
  "keepalive-slow": ["`keepalive` to 1", "hold: 3", "hold: 3, keepalive: 1"],
  "listed-twice": ["remove one", ", kind01]", "]"],
  "multihop-on-link": ["leave `multihop` out", ", bgp: { multihop: 10 }", ""],
  "node-image-unknown": ["1.33.7", "1.33.9", "1.33.7"],
  "originate-detached": ["out of `originate`", "    originate: [kind02]\n", ""],
  "originate-unheard": ["leave `originate` out", /originate: .*/, ""],
  "pod-subnet-overlap": ["leave `podSubnet` out", /, podSubnet: 10.244.0.0\/16|podSubnets: .*/g, ""],
  "pod-subnet-small": ["`podSubnets: { size: 19 }`", "name: lab\n", "name: lab\npodSubnets: { size: 19 }\n"],
  "pool-inside-subnet": ["172.30.0.10-172.30.0.20", /10\.20\.0\.2[02]0/g, "172.30.0.10"],
  "pool-public": ["172.30.0.10-172.30.0.20", /1\.1\.1\.(0\/24|1)/g, "172.30.0.10"],
  "pool-reversed": ["`172.30.0.10-172.30.0.20`", "172.30.0.20-172.30.0.10", "172.30.0.10-172.30.0.20"],
  "replicas-below-nodes": ["leave `replicas` out", " replicas: 1,", ""],
  "router-id-invalid": ["from 0.0.0.1", "0.0.0.0", "0.0.0.1"],
  "service-address-taken": ["172.30.0.11", "port: 81, pool: anycast, address: 172.30.0.10", "port: 81, pool: anycast, address: 172.30.0.11"],
  "service-outside-pool": ["172.30.0.10", "172.30.0.21", "172.30.0.10"],
  "service-subnet-overlap": ["leave `serviceSubnet` out", /, serviceSubnet: 10.96.0.0\/16/g, ""],
  "service-subnet-size": ["from 12", "10.64.0.0/11", "10.64.0.0/12"],
  "service-unserved": ["leave `clusters` out", ", clusters: []", ""],
  "subnet-small": ["/29", "192.168.20.0/30", "192.168.20.0/29, gateway: 192.168.20.3"],
  "supernet-exhausted": ["up to 15", "id: 301", "id: 15"],
  "traffic-policy-cluster": ["`Local`", "trafficPolicy: Cluster", "trafficPolicy: Local"],
  "unfiltered-router": ["leave `policy` out", "    policy: accept-all\n", ""],
};

describe("who follows a help is rid of the message", () => {
  it.each(Object.entries(FOLLOWED))("%s", (code, [proposed, from, to]) => {
    const { source, diagnostics } = exampleOf(code);
    expect(diagnostics.map(({ help }) => help).join("\n")).toContain(proposed);
    const followed = source.text.replace(from, to);
    expect(followed).not.toBe(source.text);
    const after = judged(code, { ...source, text: followed }).diagnostics;
    expect(after.filter((diagnostic) => diagnostic.code === code)).toEqual([]);
    expect(hasErrors(after)).toBe(false);
  });
});

describe("an error that can be allowed", () => {
  it("is a warning with `allow:`, and the lab is compiled", () => {
    const { source } = exampleOf("image-unpinned");
    const text = source.text.replace("name: lab\n", "name: lab\nallow: [image-unpinned]\n");
    const { diagnostics } = judged("image-unpinned", { ...source, text });
    expect(diagnostics.map(({ severity, code }) => [severity, code])).toEqual([["warning", "image-unpinned"]]);
  });
});
