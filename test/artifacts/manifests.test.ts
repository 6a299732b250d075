import * as v2 from "@kubernetes-models/cilium/cilium.io/v2";
import * as v2alpha1 from "@kubernetes-models/cilium/cilium.io/v2alpha1";
import { describe, expect, it } from "vitest";
import { parseHost } from "../../src/address/host.ts";
import { containsHost } from "../../src/address/range.ts";
import { parseRange, rangeOf } from "../../src/address/written-range.ts";
import { compile } from "../../src/compile.ts";
import { GOLDEN_INVENTORIES } from "../golden/inventories.ts";
import { type KubernetesObject, manifestsOf, objectsOf, selects } from "./manifests.ts";

/** Cilium's own models of its resources, by apiVersion: for a clone that has no oracles beside it. */
const MODELS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "cilium.io/v2": v2,
  "cilium.io/v2alpha1": v2alpha1,
};

const clusters = GOLDEN_INVENTORIES.flatMap(({ name, source }) => {
  const { plan, files } = compile(source);
  return (plan?.clusters ?? []).map((cluster) => ({
    lab: name,
    cluster,
    files,
    name: `${name}/${cluster.name}`,
  }));
});

describe.each(clusters)("the manifests of $name", ({ cluster, files }) => {
  const objects = manifestsOf(files, cluster.name);
  const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);
  const services = ofKind("Service");

  it("are what Cilium's models take, in the apiVersion of the release", () => {
    const resources = objects.filter(({ apiVersion }) => apiVersion.startsWith("cilium.io/"));
    expect(resources.length).toBeGreaterThanOrEqual(3);
    for (const object of resources) {
      expect(object.apiVersion, object.kind).toBe(cluster.cilium.apiVersion);
      const Model = MODELS[object.apiVersion]?.[object.kind] as new (data: KubernetesObject) => {
        validate(): void;
      };
      expect(() => new Model(object).validate(), object.kind).not.toThrow();
    }
  });

  it("select the nodes by a label that every node of kind.yaml has", () => {
    const [kind] = objectsOf(files, `${cluster.name}/kind.yaml`) as unknown as [
      { nodes: readonly { labels: Record<string, string> }[] },
    ];
    expect(kind.nodes).toHaveLength(cluster.nodes.length);
    for (const config of ofKind("CiliumBGPClusterConfig")) {
      for (const node of kind.nodes) expect(selects(config.spec.nodeSelector, node.labels)).toBe(true);
    }
  });

  it("refer to peer configurations that are there, and those to the advertisement", () => {
    const configs = ofKind("CiliumBGPPeerConfig");
    const peers = ofKind("CiliumBGPClusterConfig").flatMap(({ spec }) => spec.bgpInstances[0].peers);
    expect(peers.length).toBeGreaterThan(0);
    for (const { peerConfigRef } of peers) {
      const config = configs.find(({ metadata }) => metadata.name === peerConfigRef.name);
      for (const { advertisements } of config?.spec.families ?? [{}]) {
        expect(
          ofKind("CiliumBGPAdvertisement").filter(({ metadata }) => selects(advertisements, metadata.labels)),
        ).toHaveLength(1);
      }
    }
  });

  it("advertise every service, by an address that its pool holds", () => {
    expect(services).toHaveLength(cluster.services.length);
    const [advertisement] = ofKind("CiliumBGPAdvertisement");
    for (const { metadata } of services) {
      expect(selects(advertisement?.spec.advertisements[0].selector, metadata.labels), metadata.name).toBe(
        true,
      );
      const [pool, ...others] = ofKind("CiliumLoadBalancerIPPool").filter(({ spec }) =>
        selects(spec.serviceSelector, metadata.labels),
      );
      expect(others).toEqual([]);
      const { start, stop } = pool?.spec.blocks[0] ?? {};
      const written = parseRange(`${start}-${stop}`);
      const range = written && rangeOf(written);
      const address = parseHost(metadata.annotations?.["lbipam.cilium.io/ips"] ?? "");
      expect(range && address && containsHost(range, address), metadata.name).toBe(true);
    }
  });

  it("are found by up.sh when the inventory no longer has them: by their kinds, and by a label on all of them", () => {
    const [{ labels }] = objectsOf(files, `${cluster.name}/manifests/kustomization.yaml`) as unknown as [
      { labels: readonly { pairs: Record<string, string> }[] },
    ];
    const script = files.find(({ path }) => path === "scripts.d/clusters.sh")?.content ?? "";
    const [, kinds = ""] = /^readonly KINDS=(.*)$/m.exec(script) ?? [];
    const selectors = labels.flatMap(({ pairs }) =>
      Object.entries(pairs).map(([key, value]) => `${key}=${value}`),
    );
    expect(selectors).toHaveLength(1);
    expect(script).toContain(`get "$KINDS" --selector ${selectors[0]} --output name`);
    expect(kinds.split(",")).toEqual(
      expect.arrayContaining(objects.map(({ kind }) => `${kind.toLowerCase()}s`)),
    );
  });

  it("have a pod for every service, by the label that it selects", () => {
    for (const { metadata, spec } of services) {
      const [deployment] = ofKind("Deployment").filter(
        (candidate) => candidate.metadata.name === metadata.name,
      );
      expect(selects({ matchLabels: spec.selector }, deployment?.spec.template.metadata.labels)).toBe(true);
      const [container] = deployment?.spec.template.spec.containers ?? [];
      expect(container.ports.map((port: { name: string }) => port.name)).toContain(spec.ports[0].targetPort);
    }
  });
});
