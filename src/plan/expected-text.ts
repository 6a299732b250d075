import type { BlackHole, ExpectedAnswer, ExpectedRoute } from "./expected.ts";

/** Where a route's next hops come from, for people: `2 kind01 (path 65101)`, `1 of 2 kind02 (path 65102)`. */
export function pathTexts({ kind, paths }: ExpectedRoute): readonly string[] {
  if (kind === "originated") return ["the router itself"];
  return paths.map(({ cluster, asPath, nodes, count }) => {
    const share = count < nodes.length ? `${count} of ${nodes.length}` : String(count);
    return `${share} ${cluster} (path ${asPath.join(" ")})`;
  });
}

/** Whose pods answer, for people: `2 kind01 (10.128.16.0/20)`. */
export function podTexts({ clusters }: ExpectedAnswer): readonly string[] {
  return clusters.map(({ cluster, podSubnet, pods }) => `${pods} ${cluster} (${podSubnet})`);
}

/** For how long traffic may be lost when the link is lost and when the node's processes are killed: `24 s / 15 s`. */
export function blackHoleText({ linkLost, processKilled }: BlackHole): string {
  return `${linkLost} s / ${processKilled} s`;
}
