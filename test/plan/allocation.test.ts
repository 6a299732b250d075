import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import type { OutputFile } from "../../src/render/output-file.ts";

interface TestCluster {
  readonly id: number;
  readonly asn: number;
  readonly workers: number;
}

const cluster = fc.record({
  id: fc.integer({ min: 1, max: 1000 }),
  asn: fc.integer({ min: 64512, max: 65000 }),
  workers: fc.integer({ min: 0, max: 5 }),
});
const clusters = fc.uniqueArray(cluster, { minLength: 1, maxLength: 6, selector: ({ id }) => id });

describe("what a cluster gets", () => {
  it("depends on nobody else: adding, removing or reordering clusters changes no byte below another's folder", () => {
    const change = clusters.chain((before) =>
      fc.record({
        before: fc.constant(before),
        kept: fc.shuffledSubarray(before, { minLength: 1 }),
        added: fc.array(cluster, { maxLength: 3 }),
      }),
    );
    fc.assert(
      fc.property(change, ({ before, kept, added }) => {
        const ids = new Set(before.map(({ id }) => id));
        const fresh = added.filter(
          ({ id }, index) => !ids.has(id) && added.findIndex((other) => other.id === id) === index,
        );
        const [old, renewed] = [filesOf(before), filesOf([...fresh, ...kept])];
        for (const { id } of kept) expect(folder(renewed, `c${id}`)).toEqual(folder(old, `c${id}`));
      }),
      { numRuns: 60 },
    );
  });

  it("does not depend on the order of the sections", () => {
    fc.assert(
      fc.property(clusters, fc.constantFrom("clusters", "networks", "pools"), (some, moved) => {
        const text = inventory(some);
        const sections = text.split(/^(?=\w)/m);
        const last = [
          ...sections.filter((section) => !section.startsWith(moved)),
          ...sections.filter((section) => section.startsWith(moved)),
        ];
        expect(compiled(last.join(""))).toEqual(compiled(text));
      }),
      { numRuns: 20 },
    );
  });

  it("never overlaps: pod and service subnets of all clusters are disjoint", () => {
    fc.assert(
      fc.property(clusters, (some) => {
        const { plan } = compile({ name: "x.yaml", text: inventory(some) });
        const subnets =
          plan?.clusters.flatMap(({ podSubnet, serviceSubnet }) => [podSubnet, serviceSubnet]) ?? [];
        expect(subnets).toHaveLength(2 * some.length);
        const ends = subnets.map(firstAndLast).sort((x, y) => x[0] - y[0]);
        for (const [index, [first]] of ends.entries())
          expect(first).toBeGreaterThan(ends[index - 1]?.[1] ?? -1);
      }),
      { numRuns: 30 },
    );
  });
});

function filesOf(some: readonly TestCluster[]): readonly OutputFile[] {
  return compiled(inventory(some));
}

function compiled(text: string): readonly OutputFile[] {
  const { files, diagnostics } = compile({ name: "x.yaml", text });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return files;
}

function folder(files: readonly OutputFile[], name: string): readonly OutputFile[] {
  const inside = files.filter(({ path }) => path.startsWith(`${name}/`));
  expect(inside.length).toBeGreaterThan(5);
  return inside;
}

/** Everything about a cluster follows from its number here, so that only gen can tie one to another. */
function inventory(some: readonly TestCluster[]): string {
  const each = (line: (cluster: TestCluster) => string) => some.map((one) => `  ${line(one)}\n`).join("");
  const network = (id: number) => `10.${id >> 8}.${id & 255}`;
  return `name: allocation
networks:
${each(({ id }) => `n${id}: { subnet: ${network(id)}.0/24 }`)}routers:
  tor:
    asn: 65501
    routerId: 10.0.255.11
    addresses: { ${some.map(({ id }) => `n${id}: ${network(id)}.101`).join(", ")} }
clusters:
${each(({ id, asn, workers }) => `c${id}: { id: ${id}, network: n${id}, asn: ${asn}, workers: ${workers} }`)}pools:
  anycast: { range: 172.30.0.0/24 }
services:
  web: { image: "example/web:1.0", port: 80, pool: anycast, address: 172.30.0.1 }
`;
}

/** An IPv4 subnet as numbers, worked out here and not by gen's own code. */
function firstAndLast(subnet: string): [number, number] {
  const [address = "", length = "32"] = subnet.split("/");
  const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return [first, first + 2 ** (32 - Number(length)) - 1];
}
