import type { Remark } from "../../control-plane/control-plane.ts";
import type { SettingRefused } from "../lab/wiring.ts";
import type { MadeLab } from "../make-lab.ts";
import type { Check } from "../report/report.ts";
import { compared } from "./check.ts";

/**
 * The tree is whole, its expected.json is the inventory's prediction, the kernel takes every setting, and Kubernetes
 * takes every manifest.
 */
export function checkArtifacts(
  { controlPlanes, missing }: MadeLab,
  staleExpected: string | undefined,
  refused: readonly SettingRefused[],
): readonly Check[] {
  const tree = compared(
    "artifacts",
    "the tree",
    "all files that the lab needs",
    missing.length > 0 ? `${missing.length} are missing` : "all files that the lab needs",
    [
      ...missing.map((path) => `${path} is missing`),
      ...(staleExpected === undefined ? [] : [`expected.json ${staleExpected}`]),
      ...refused.map(
        ({ host, setting, reason }) => `host-settings.tsv: ${host} does not take \`${setting}\`: ${reason}`,
      ),
    ],
  );
  const clusters = [...controlPlanes].map(([cluster, { refusals }]) =>
    compared(
      "artifacts",
      cluster,
      "all resources are taken",
      refusals.length > 0 ? `${refusals.length} refused` : "all resources are taken",
      refusals.map((refusal) => remarkText(cluster, refusal)),
    ),
  );
  return [tree, ...clusters];
}

/** A remark with the path of its file in the tree. */
export function remarkText(cluster: string, { file, message }: Remark): string {
  return `${cluster}/${file}: ${message}`;
}
