import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { applyFiles } from "../../src/control-plane/apply-files.ts";
import { hasOracles, ORACLES, runTool } from "../artifacts/tools.ts";
import { clusterFiles, said } from "./cluster-files.ts";
import { MUTATIONS } from "./mutations.ts";
import { RICH } from "./rich-manifests.ts";

/** What is refused of a manifest alone. */
function refusals(manifest: string): readonly string[] {
  const files = clusterFiles({
    manifests: { "kustomization.yaml": "resources: [one.yaml]", "one.yaml": manifest },
  });
  return said(applyFiles(files).refusals);
}

describe("the API server's stand-in", () => {
  it.each(Object.entries(RICH))("takes a %s with all its fields", (kind, manifest) => {
    expect(refusals(manifest)).toEqual([]);
    const files = clusterFiles({
      manifests: { "kustomization.yaml": "resources: [one.yaml]", "one.yaml": manifest },
    });
    expect(applyFiles(files).resources.map((resource) => resource.kind)).toEqual([kind]);
  });

  it.each(MUTATIONS.filter(({ refusal }) => refusal !== undefined))(
    "refuses $title",
    ({ manifest, refusal }) => {
      const found = refusals(manifest);
      expect(found.join("\n")).toContain(refusal);
      expect(found.every((line) => line.startsWith("manifests/one.yaml: "))).toBe(true);
    },
  );

  it.each(MUTATIONS.filter(({ refusal }) => refusal === undefined))("takes $title", ({ manifest }) => {
    expect(refusals(manifest)).toEqual([]);
  });

  it("says of a kind that is not rehearsed that it is not, and refuses one that Cilium has not", () => {
    const files = clusterFiles({
      manifests: {
        "map.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n",
        "slip.yaml": "apiVersion: cilium.io/v2\nkind: CiliumBGPPeerConfigs\nmetadata: { name: a }\n",
        "old.yaml": "apiVersion: cilium.io/v2alpha1\nkind: CiliumBGPPeeringPolicy\nmetadata: { name: a }\n",
      },
    });
    const { refusals, remarks } = applyFiles(files);
    expect(said(refusals)).toEqual(["manifests/slip.yaml: CiliumBGPPeerConfigs `a`: there is no such kind"]);
    expect(said(remarks)).toEqual([
      "manifests/map.yaml: ConfigMap `a`: is a kind that is not rehearsed",
      "manifests/old.yaml: CiliumBGPPeeringPolicy `a`: is a kind that is not rehearsed",
    ]);
  });

  it("takes an object into a namespace of the manifests, which may come later", () => {
    const manifests = {
      "a.yaml": "apiVersion: v1\nkind: Secret\nmetadata: { name: a, namespace: shop }\n",
      "b.yaml": "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n",
    };
    expect(said(applyFiles(clusterFiles({ manifests })).refusals)).toEqual([]);
  });
});

describe.skipIf(!hasOracles)(
  hasOracles
    ? "the schemas of Cilium and Kubernetes"
    : "the schemas of Cilium and Kubernetes (skipped: needs ../shared/oracles)",
  () => {
    it.each(["1.19", "1.20"])(
      "have the verdicts of the stand-in for Cilium %s, but for the differences that are named",
      (minor) => {
        const violated = oracleVerdicts(minor);
        const others = MUTATIONS.flatMap(({ title, refusal, unlikeOracle }, index) => {
          const differs = violated.has(index) !== (refusal !== undefined);
          if (differs === (unlikeOracle !== undefined)) return [];
          return [`${title}: ${differs ? "another verdict" : `the same verdict, though ${unlikeOracle}`}`];
        });
        expect(others).toEqual([]);
      },
    );
  },
);

/** The numbers of the mutations that the oracle finds fault with. */
function oracleVerdicts(minor: string): ReadonlySet<number> {
  const folder = mkdtempSync(join(tmpdir(), "gen-mutations-"));
  try {
    for (const [index, { manifest }] of MUTATIONS.entries())
      writeFileSync(join(folder, `${index}.yaml`), manifest);
    const { output } = runTool("node", [
      join(ORACLES, "check-manifests.mjs"),
      "--cilium",
      minor,
      "--per-file",
      folder,
    ]);
    expect(output).toContain(`${MUTATIONS.length} documents`);
    const lines = output.split("\n").filter((line) => !line.includes(" not covered: "));
    return new Set(lines.flatMap((line) => /\/(\d+)\.yaml:\d+ /.exec(line)?.[1] ?? []).map(Number));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
