import { join } from "node:path";
import type { Comparison } from "../output/comparison.ts";
import type { Plan } from "../plan/plan.ts";
import { table } from "./table.ts";
import { harmless } from "./terminal.ts";

/** Of a thousand clusters or files a summary shows this many; `gen plan` and `--json` show all. */
const SHOWN = 8;

/** What was derived, in a few lines. */
export function planSummary(plan: Plan): string {
  const nodes = plan.clusters.reduce((sum, cluster) => sum + cluster.nodes.length, 0);
  const counts = [
    count(plan.clusters.length, "cluster"),
    count(nodes, "node"),
    count(plan.routers.length, "router"),
    count(plan.expected.sessions.length, "BGP session"),
    count(plan.services.length, "service"),
  ];
  const derived = plan.clusters
    .slice(0, SHOWN)
    .map(({ name, id, podSubnet, serviceSubnet, kubernetes, cilium }) => [
      name,
      id,
      podSubnet,
      serviceSubnet,
      kubernetes,
      cilium.version,
    ]);
  const routes = plan.expected.routes
    .filter(({ kind }) => kind !== "originated")
    .slice(0, SHOWN)
    .map(({ router, prefix, service, nextHops }) => [router, prefix, service, nextHops]);
  const hidden = Math.max(plan.clusters.length, plan.expected.routes.length) > SHOWN;
  return [
    `${plan.name}: ${counts.join(", ")}\n`,
    table("derived", ["cluster", "id", "pods", "services", "Kubernetes", "Cilium"], derived),
    table("expected", ["router", "prefix", "service", "next hops"], routes),
    ...(hidden ? ["...and more: `gen plan` shows all\n"] : []),
  ].join("\n");
}

/** What happened to the files. */
export function filesSummary(dir: string, comparison: Comparison): string {
  const { added, changed, removed, unchanged, edited, occupied, foreign, interrupted } = comparison;
  const forced = [...edited, ...occupied];
  const gone = [...removed, ...forced.filter(({ after }) => after === undefined)];
  const written = added.length + changed.length + removed.length + forced.length - gone.length;
  const lines = [
    `${dir}: ${count(written, "file")} written, ${unchanged.length} unchanged, ${gone.length} removed`,
  ];
  if (interrupted) lines.push("  a run had been killed half-way: its work is finished");
  if (forced.length > 0) lines.push(`  lost by force: ${some(forced.map(({ path }) => path))}`);
  if (foreign.length > 0) lines.push(`  not gen's, left alone: ${some(foreign)}`);
  return `${lines.join("\n")}\n`;
}

/** Why `gen --check` is not content, and what to do. */
export function staleness(dir: string, comparison: Comparison): string {
  const { added, changed, removed, edited, occupied, interrupted } = comparison;
  const parts = [
    ...(added.length > 0 ? [`${added.length} missing`] : []),
    ...(changed.length > 0 ? [`${changed.length} out of date`] : []),
    ...(removed.length > 0 ? [`${removed.length} no longer wanted`] : []),
    ...(edited.length > 0 ? [`${edited.length} edited by hand`] : []),
    ...(occupied.length > 0 ? [`${occupied.length} not written by gen`] : []),
    ...(interrupted ? ["a run was killed half-way, and the next one mends it"] : []),
  ];
  return `${dir} is stale: ${parts.length > 0 ? parts.join(", ") : "only its manifest is out of date"}\n`;
}

/** Why nothing was written: which of the user's work would be lost. */
export function refusal(dir: string, { edited, occupied }: Comparison): string {
  return [
    "gen: nothing was written, for these files would be lost:",
    ...edited.map(({ path }) => `  ${join(dir, path)}: edited by hand since gen wrote it`),
    ...occupied.map(({ path }) => `  ${join(dir, path)}: not written by gen`),
    "help: `gen --check` shows the difference; put it into the inventory, or overwrite the files with `--force`\n",
  ].join("\n");
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).map((name) => harmless(name).replaceAll("\n", "\u240a"));
  return names.length > SHOWN ? `${shown.join(", ")} and ${names.length - SHOWN} more` : shown.join(", ");
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}
