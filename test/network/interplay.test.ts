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

describe("rules about what is missing", () => {
  const withoutRouter = change(", kind02: 172.20.0.101", "");

  it("say so where everything else is well", () => {
    expect(findings(withoutRouter)).toEqual(["cluster-without-router at kind02"]);
    expect(findings(change("pools:", "pools:\n  spare: { range: 172.31.0.0/24 }"))).toEqual([
      "pool-unused at spare",
    ]);
  });

  it("are silent where parts were cut out: what they miss may be just that", () => {
    expect(findings(change("asn: 65001", "asn: x", withoutRouter))).toEqual(["wrong-type at x"]);
    expect(findings(change("port: 80", "port: x"))).toEqual(["wrong-type at x"]);
  });

  it("leave the other rules alone", () => {
    const overlapping = change(
      "subnet: 172.20.0.0/16",
      "subnet: 10.20.0.0/17",
      change("kind02: 172.20.0.101", "kind02: 10.20.0.102"),
    );
    expect(errors(change("port: 80", "port: x", overlapping))).toEqual([
      "network-overlap at 10.20.0.0/17",
      "wrong-type at x",
    ]);
  });
});

describe("`allow`", () => {
  const unpinned = change("nginxdemos/hello:0.4-plain-text", "nginxdemos/hello");

  it("turns an error into a warning, without a help", () => {
    expect(errors(unpinned)).toEqual(['image-unpinned at "nginxdemos/hello"']);
    const found = findingsOf(`${unpinned}allow: [image-unpinned]\n`);
    expect(found).toMatchObject([{ code: "image-unpinned", help: undefined }]);
    expect(found[0]?.message).toMatch(/ \(allowed\)$/);
    expect(errors(`${unpinned}allow: [image-unpinned]\n`)).toEqual([]);
  });

  it("is of no use for what is not found, cannot be allowed or does not exist", () => {
    expect(errors(`${REAL}allow: [image-unpinned, host-bits, pool-unused, yaml-syntax, bogus]\n`)).toEqual([
      "allow-unused at image-unpinned",
      "allow-refused at host-bits",
      "allow-refused at pool-unused",
      "allow-unknown at yaml-syntax",
      "allow-unknown at bogus",
    ]);
  });

  it("is not called unused while parts of the inventory are missing", () => {
    expect(errors(change("port: 80", "port: x", `${REAL}allow: [image-unpinned]\n`))).toEqual([
      "wrong-type at x",
    ]);
  });

  it("does not allow what is merely called alike", () => {
    const both = change(CLUSTER2, `${CLUSTER2}, podSubnet: 10.128.16.0/24`);
    expect(errors(both)).toEqual([
      "pod-subnet-overlap at 10.128.16.0/24",
      "pod-subnet-small at 10.128.16.0/24",
    ]);
    expect(errors(`${both}allow: [pod-subnet-small]\n`)).toContain("pod-subnet-overlap at 10.128.16.0/24");
  });
});

describe("what was set for all clusters", () => {
  it("is shown once, where it was set", () => {
    expect(findings(`${REAL}versions: { cilium: 1.14.3 }\n`)).toEqual(["cilium-unsupported at 1.14.3"]);
    expect(findings(`${REAL}versions: { kubernetes: 1.35.0 }\n`)).toEqual([
      "cilium-kubernetes-mismatch at 1.35.0",
    ]);
    expect(findings(`${REAL}versions: { kind: 0.20.0 }\n`)).toEqual(["node-image-unknown at 0.20.0"]);
    expect(findings(`${REAL}bgp: { multihop: 3 }\n`)).toEqual(["multihop-on-link at 3"]);
  });

  it("is shown in the cluster that sets it for itself", () => {
    const own = change(CLUSTER2, `${CLUSTER2}, cilium: 1.20.0`);
    expect(findings(own)).toEqual([]);
    expect(findings(`${own}versions: { kubernetes: 1.31.14 }\n`)).toEqual([
      "cilium-kubernetes-mismatch at 1.20.0",
    ]);
  });

  it("is compared with what the cluster sets, at what was written of both", () => {
    const slow = change(CLUSTER1, `${CLUSTER1}, bgp: { timers: { keepalive: 7 } }`);
    expect(findings(slow)).toEqual(["keepalive-slow at 7"]);
    expect(findings(`${slow}bgp: { timers: { hold: 21 } }\n`)).toEqual([]);
    expect(findings(`${slow}bgp: { timers: { hold: 5 } }\n`)).toEqual([
      "keepalive-above-hold at 7",
      "keepalive-slow at 5",
    ]);
    const short = change(CLUSTER1, `${CLUSTER1}, bgp: { timers: { hold: 6 } }`);
    expect(findings(`${short}bgp: { timers: { keepalive: 3 } }\n`)).toEqual(["keepalive-slow at 6"]);
  });
});
