import fc from "fast-check";
import { expect, it } from "vitest";
import { compile } from "../../src/compile.ts";

const AT = ["LoadBalancerIP", "ClusterIP", "ExternalIP"] as const;

const lab = fc.record({
  policies: fc.array(fc.constantFrom("pools", "accept-all"), { minLength: 1, maxLength: 2 }),
  clusters: fc.array(
    fc.record({
      router: fc.nat(1),
      asn: fc.integer({ min: 65100, max: 65103 }),
      workers: fc.nat(3),
      advertise: fc.subarray([...AT]).map((kinds) => [...new Set(["LoadBalancerIP", ...kinds])]),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  services: fc.array(
    fc.record({
      replicas: fc.integer({ min: 1, max: 9 }),
      policy: fc.constantFrom("Local", "Cluster"),
      pinned: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});
type Lab = typeof lab extends fc.Arbitrary<infer T> ? T : never;

it("accounts for all that is announced, once: as a route, as unpinned or as refused", () => {
  fc.assert(
    fc.property(lab, (some) => {
      const { plan, diagnostics } = compile({ name: "x.yaml", text: inventory(some) });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      const { sessions = [], routes = [], unpinned = [], refused = [], answers } = plan?.expected ?? {};
      const announced: string[] = [];
      for (const [c, { router, advertise }] of some.clusters.entries())
        for (const [s] of some.services.entries())
          for (const kind of advertise)
            if (kind !== "ExternalIP")
              announced.push(`tor${router % some.policies.length} c${c} s${s} ${kind}`);
      const found = [
        ...routes.flatMap(({ router, service, kind, paths }) =>
          paths.map(({ cluster }) => ({ router, cluster, service, kind })),
        ),
        ...unpinned,
        ...refused,
      ].map(({ router, cluster, service, kind }) => `${router} ${cluster} ${service} ${kind}`);
      expect(found.sort()).toEqual(announced.sort());
      const nodes = some.clusters.reduce((sum, { workers }) => sum + 1 + workers, 0);
      expect(sessions).toHaveLength(nodes);
      const prefixes = routes.map(({ router, prefix }) => `${router} ${prefix}`);
      expect(new Set(prefixes).size).toBe(prefixes.length);
      for (const { router, nextHops, paths } of routes) {
        const { maximumPaths = 0, multipathRelax } = plan?.routers.find(({ name }) => name === router) ?? {};
        expect(nextHops).toBe(paths.reduce((sum, { count }) => sum + count, 0));
        expect(nextHops).toBeLessThanOrEqual(maximumPaths);
        if (new Set(paths.flatMap(({ asPath }) => asPath)).size > 1) expect(multipathRelax).toBe(true);
      }
      const served = new Set(some.clusters.map(({ router }) => router % some.policies.length));
      expect(answers).toHaveLength(served.size * some.services.length);
    }),
    { numRuns: 200 },
  );
});

/** Each router has a network with a client; a cluster chooses the ClusterIPs of some of its services. */
function inventory({ policies, clusters, services }: Lab): string {
  const routers = [...policies.keys()];
  const own = (r: number) => clusters.flatMap(({ router }, c) => (router % policies.length === r ? [c] : []));
  const hasRefused = clusters.some(
    ({ router, advertise }) => policies[router % policies.length] === "pools" && advertise.length > 1,
  );
  const hasAll = policies.includes("accept-all");
  const behind = routers.filter((r) => own(r).length > 0);
  const entries = (lines: readonly string[]) => lines.map((line) => `  ${line}\n`).join("");
  const allow = [
    ...(hasRefused ? ["advertised-but-refused"] : []),
    ...(hasAll && behind.some((r) => policies[r] === "accept-all") ? ["unfiltered-router"] : []),
  ];
  return `name: any
${allow.length > 0 ? `allow: [${allow.join(", ")}]\n` : ""}networks:
${entries(behind.map((r) => `desk${r}: { subnet: 192.168.${r}.0/24 }`))}${entries(clusters.map((_, c) => `n${c}: { subnet: 10.20.${c}.0/24 }`))}routers:
${entries(
  behind.map(
    (r) =>
      `tor${r}: { asn: ${65001 + r}, routerId: 10.0.255.${r + 1}, policy: ${policies[r]}, addresses: { desk${r}: 192.168.${r}.101, ${own(
        r,
      )
        .map((c) => `n${c}: 10.20.${c}.101`)
        .join(", ")} } }`,
  ),
)}clusters:
${entries(clusters.map(({ asn, workers, advertise }, c) => `c${c}: { id: ${c + 1}, network: n${c}, asn: ${asn}, workers: ${workers}, bgp: { advertise: [${advertise.join(", ")}] } }`))}pools:
  pool: { range: 172.30.0.0/24 }
services:
${entries(services.map(({ replicas, policy, pinned }, s) => `s${s}: { image: "example/web:1.0", port: ${80 + s}, pool: pool, address: 172.30.0.${s}, replicas: ${replicas}, trafficPolicy: ${policy}, clusterIPs: { ${clusters.flatMap((_, c) => (pinned[c] ? [`c${c}: 10.96.${4 * (c + 1)}.${20 + s}`] : [])).join(", ")} } }`))}clients:
${entries(behind.map((r) => `client${r}: { network: desk${r}, address: 192.168.${r}.2 }`))}`;
}
