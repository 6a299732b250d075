import type { Remark } from "../../control-plane/control-plane.ts";
import type { Plan, PlannedCluster } from "../../plan/plan.ts";
import { count } from "../count.ts";
import { refusedLines } from "../frr/refused-lines.ts";
import type { SettingRefused } from "../lab/wiring.ts";
import type { Artifacts, MadeLab } from "../make-lab.ts";
import type { Check } from "../report/report.ts";
import { compared, unknown } from "./check.ts";
import { clusterDifferences } from "./check-cluster.ts";

/** What a tree is held against. */
export interface Wanted {
  readonly plan: Plan;
  /** What gen would write now. */
  readonly own: Artifacts;
}

/**
 * The tree is whole, FRR can be trusted with it, its expected.json is the inventory's prediction, up.sh and the kernel take
 * every setting, Kubernetes takes every manifest, and nothing in them is left unlooked at.
 */
export function checkArtifacts(
  { plan, own }: Wanted,
  artifacts: Artifacts,
  made: MadeLab,
  refused: readonly SettingRefused[],
): readonly Check[] {
  const missing = [...own.keys()].filter((path) => !artifacts.has(path));
  const problems = [
    ...made.lab.routers.flatMap((router) => refusedLines(router).map((text) => `${router.name}/${text}`)),
    ...placesWithout(plan, artifacts),
    ...staleness(own.get("expected.json"), artifacts.get("expected.json")),
    ...made.unusedSettings,
    ...refused.map(
      ({ host, setting, reason }) => `host-settings.tsv: ${host} does not take \`${setting}\`: ${reason}`,
    ),
  ];
  const tree = compared(
    "artifacts",
    "the tree",
    `${count(own.size, "file")}, all in order`,
    [
      missing.length > 0 ? `${own.size - missing.length} of ${own.size} files` : count(own.size, "file"),
      problems.length > 0 ? `${count(problems.length, "thing")} not in order` : "all in order",
    ].join(", "),
    [...missing.map((path) => `${path} is missing`), ...problems],
  );
  return [tree, ...plan.clusters.map((cluster) => clusterCheck(plan, cluster, made))];
}

function clusterCheck(plan: Plan, cluster: PlannedCluster, { controlPlanes, passwords }: MadeLab): Check {
  const made = controlPlanes.get(cluster.name);
  const { refusals = [], remarks = [] } = made ?? {};
  const { password = "" } = passwords.find((secret) => secret.cluster === cluster.name) ?? {};
  const differences = made ? clusterDifferences(plan, cluster, made, password) : [];
  const unmodelled = remarks.filter(({ isUnmodelled }) => isUnmodelled);
  const texts = (some: readonly Remark[]) => some.map((remark) => remarkText(cluster.name, remark));
  const expected = "all taken, as planned";
  if (refusals.length > 0 || differences.length > 0) {
    const found = [
      refusals.length > 0 ? `${refusals.length} refused` : "all taken",
      differences.length > 0 ? `${count(differences.length, "thing")} not as planned` : "as planned",
    ].join(", ");
    return compared("artifacts", cluster.name, expected, found, [
      ...texts(refusals),
      ...differences,
      ...texts(unmodelled),
    ]);
  }
  if (unmodelled.length === 0) return compared("artifacts", cluster.name, expected, expected, []);
  const found = `${count(unmodelled.length, "thing")} that no rehearsal knows`;
  return { ...unknown("artifacts", cluster.name, expected, found), details: texts(unmodelled) };
}

/** Files in which up.sh has nowhere to put the password of a cluster whose sessions are authenticated. */
function placesWithout({ peerings, secrets }: Plan, artifacts: Artifacts): readonly string[] {
  return peerings.flatMap(({ router, cluster }) => {
    const path = `${router}/frr.conf`;
    const secret = secrets.find((candidate) => candidate.cluster === cluster);
    return !secret || artifacts.get(path)?.includes(secret.placeholder) !== false
      ? []
      : [`${path} has no \`${secret.placeholder}\`, the place of the password of ${cluster}`];
  });
}

/** What is wrong with the tree's expected.json, by which its verify.sh goes. */
function staleness(own: string | undefined, found: string | undefined): readonly string[] {
  if (found === undefined || own === undefined || sameJson(own, found)) return [];
  return ["expected.json is not what the inventory predicts now, and verify.sh goes by it"];
}

function sameJson(one: string, other: string): boolean {
  try {
    return JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
  } catch {
    return false;
  }
}

/** A remark with the path of its file in the tree. */
export function remarkText(cluster: string, { file, message }: Remark): string {
  return `${cluster}/${file}: ${message}`;
}
