import { describe, expect, it } from "vitest";
import { parsePrefix } from "../../src/address/prefix.ts";
import { containsRange } from "../../src/address/range.ts";
import { compile } from "../../src/compile.ts";
import { controlPlane } from "../../src/control-plane/make-control-plane.ts";
import { randomPasswords, secretsOf } from "../../src/rehearsal/passwords.ts";
import type { OutputFile } from "../../src/render/output-file.ts";
import { GOLDEN_INVENTORIES } from "../golden/inventories.ts";
import { said } from "./cluster-files.ts";

const clusters = GOLDEN_INVENTORIES.flatMap(({ name, source }) => {
  const { plan, files } = compile(source);
  return plan
    ? plan.clusters.map((cluster) => ({ name: `${name}/${cluster.name}`, plan, cluster, files }))
    : [];
});

describe.each(clusters)("the files of $name", ({ plan, cluster, files }) => {
  const indexOf = (node: string) => cluster.nodes.findIndex(({ name }) => name === node);
  const passwords = randomPasswords(plan);
  const plane = controlPlane(
    filesOf(cluster.name, files),
    (node) => `192.0.2.${1 + indexOf(node)}`,
    secretsOf(cluster.name, passwords),
  );
  const peerings = plan.peerings.filter((peering) => peering.cluster === cluster.name);

  it("meet no refusal and no remark", () => {
    expect(said([...plane.refusals, ...plane.remarks])).toEqual([]);
  });

  it("make the nodes and subnets of the plan", () => {
    expect(plane.nodes.map(({ name, role }) => ({ name, role }))).toEqual(cluster.nodes);
    expect(plane).toMatchObject({ podSubnet: cluster.podSubnet, serviceSubnet: cluster.serviceSubnet });
  });

  it("make the sessions of the plan, from every node", () => {
    expect(plane.speakers.map(({ node, asn }) => ({ node, asn }))).toEqual(
      cluster.nodes.map(({ name }) => ({ node: name, asn: cluster.asn })),
    );
    for (const { peers } of plane.speakers) {
      expect(peers).toMatchObject(
        peerings.map(({ routerAddress, routerAsn, timers, gracefulRestart, multihop, authentication }) => ({
          address: routerAddress,
          asn: routerAsn,
          timers,
          multihop,
          password:
            authentication === "md5"
              ? passwords.find((secret) => secret.cluster === cluster.name)?.password
              : "",
          gracefulRestart: { enabled: gracefulRestart.enabled },
        })),
      );
    }
  });

  it("announce the services' addresses from as many nodes as the plan says, and nothing else", () => {
    for (const { routerAddress } of peerings) {
      const announcers = new Map<string, number>();
      const sent = plane.speakers.flatMap(({ peers }) =>
        peers.filter(({ address }) => address === routerAddress),
      );
      for (const { prefix } of sent.flatMap(({ announcements }) => announcements))
        announcers.set(prefix, (announcers.get(prefix) ?? 0) + 1);
      for (const { name, announcingNodes } of cluster.services) {
        const { address } = plan.services.find((service) => service.name === name) ?? {};
        expect(announcers.get(`${address}/32`), name).toBe(announcingNodes);
        announcers.delete(`${address}/32`);
      }
      const others = [...announcers].filter(([prefix]) => !isWithin(prefix, cluster.serviceSubnet));
      expect(others).toEqual([]);
      const clusterIps = cluster.advertise.includes("ClusterIP") ? cluster.services.length : 0;
      expect([...announcers.values()]).toEqual(
        Array.from({ length: clusterIps }, () => cluster.nodes.length),
      );
    }
  });

  it("answer each service on every node, by pods of the cluster's own subnet", () => {
    for (const { name, replicas } of cluster.services) {
      const service = plan.services.find((candidate) => candidate.name === name);
      const frontends = plane.frontends.filter(({ address }) => address === service?.address);
      expect(frontends.map(({ node }) => node)).toEqual(cluster.nodes.map((node) => node.name));
      expect(frontends.every(({ port }) => port === service?.port)).toBe(true);
      const pods = frontends.flatMap((frontend) => frontend.pods);
      expect(new Set(pods.map(({ address }) => address)).size).toBe(replicas);
      expect(
        pods.every(
          ({ address, port }) => isWithin(`${address}/32`, cluster.podSubnet) && port === service?.targetPort,
        ),
      ).toBe(true);
      const own = frontends.flatMap(({ node, pods: behind }) => behind.map((pod) => pod.node === node));
      if (service?.trafficPolicy === "Local") expect(own).not.toContain(false);
    }
  });
});

function filesOf(cluster: string, files: readonly OutputFile[]): ReadonlyMap<string, string> {
  const folder = `${cluster}/`;
  const own = files.filter(({ path }) => path.startsWith(folder));
  return new Map(own.map(({ path, content }) => [path.slice(folder.length), content]));
}

function isWithin(inner: string, outer: string): boolean {
  const [a, b] = [parsePrefix(inner), parsePrefix(outer)];
  return a !== undefined && b !== undefined && containsRange(b, a);
}
