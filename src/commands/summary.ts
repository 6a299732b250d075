import type { Comparison } from "../output/comparison.ts";
import type { Plan } from "../plan/plan.ts";
import { table } from "./table.ts";

/** Of a thousand clusters the summary shows this many; `gen plan` shows all. */
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
export function filesSummary(
  dir: string,
  { added, changed, removed, unchanged, edited, occupied, foreign }: Comparison,
): string {
  const overwritten = edited.length + occupied.length;
  const written = added.length + changed.length + overwritten;
  const lines = [
    `${dir}: ${count(written, "file")} written, ${unchanged.length} unchanged, ${removed.length} removed`,
  ];
  if (overwritten > 0)
    lines.push(`  overwritten by force: ${[...edited, ...occupied].map(({ path }) => path).join(", ")}`);
  if (foreign.length > 0) lines.push(`  not gen's, left alone: ${foreign.join(", ")}`);
  return `${lines.join("\n")}\n`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}
