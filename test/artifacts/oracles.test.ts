import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { minorOf } from "../../src/network/releases.ts";
import { GOLDEN_INVENTORIES } from "../golden/inventories.ts";
import { needs } from "../live/requirements.ts";
import { hasOracles, ORACLES, runTool } from "./tools.ts";

/** The real schemas' and parsers' opinion of the committed trees. They lie beside the project: without them, skipped. */
const title = hasOracles ? "the oracles" : "the oracles (skipped: needs ../shared/oracles)";
const frrMissing = hasOracles
  ? needs({ root: true, packages: ["frr", "iproute2"] })
  : "needs ../shared/oracles";

describe.skipIf(!hasOracles)(title, () => {
  for (const { name, source, tree } of GOLDEN_INVENTORIES) {
    const clusters = (compile(source).plan?.clusters ?? []).filter(({ cilium }) => cilium.proven);

    it.each(clusters)(`take the manifests and values of ${name}/$name for its Cilium release`, (cluster) => {
      const minor = minorOf(cluster.cilium.version);
      const manifests = runTool("node", [
        join(ORACLES, "check-manifests.mjs"),
        "--cilium",
        minor,
        join(tree, cluster.name),
      ]);
      expect(manifests.status, manifests.output).toBe(0);
      const covered = Number(/(\d+) covered/.exec(manifests.output)?.[1]);
      // kind, peers, cluster, advertisement; one for each pool; two for each service
      expect(covered).toBe(4 + cluster.pools.length + 2 * cluster.services.length);
      const values = runTool("node", [
        join(ORACLES, "check-chart-values.mjs"),
        "--cilium",
        minor,
        join(tree, cluster.name, "cilium-values.yaml"),
      ]);
      expect(values.status, values.output).toBe(0);
    });
  }

  it(
    `take every frr.conf${frrMissing ? ` (skipped: ${frrMissing})` : ""}`,
    { skip: frrMissing !== undefined, timeout: 60_000 },
    () => {
      const files = GOLDEN_INVENTORIES.flatMap(({ tree }) =>
        readdirSync(tree, { recursive: true, encoding: "utf8" })
          .filter((path) => path.endsWith("frr.conf"))
          .map((path) => join(tree, path)),
      );
      expect(files.length).toBeGreaterThanOrEqual(GOLDEN_INVENTORIES.length);
      const { status, output } = runTool(join(ORACLES, "check-frr.sh"), files);
      expect(status, output).toBe(0);
    },
  );
});
