import type { Span } from "../../source/source.ts";
import type { Cluster, Network } from "../network.ts";
import { kindContainerNames } from "../node-names.ts";
import type { Rule } from "../rule.ts";

/** Routers, clients and cluster nodes are containers on one Docker host, and clusters have a folder among theirs. */
export const nameTaken: Rule = {
  code: "name-taken",
  severity: "error",
  *check(network) {
    const taken = new Map<string, Claim>();
    for (const claim of claims(network)) {
      const earlier = taken.get(claim.name);
      if (earlier === undefined) taken.set(claim.name, claim);
      else
        yield {
          span: claim.span(),
          message: `\`${claim.name}\` is the name of ${claim.owner} and of ${earlier.owner}`,
          related: [{ message: "the other one is here", span: earlier.span() }],
          help: "containers and folders of one lab need names of their own",
        };
    }
  },
};

interface Claim {
  readonly name: string;
  readonly owner: string;
  readonly span: () => Span;
}

function* claims({ routers, clusters, clients }: Network): Iterable<Claim> {
  for (const { name, at } of routers) yield { name, owner: "a router", span: () => at() };
  for (const cluster of clusters) yield* clusterClaims(cluster);
  for (const { name, at } of clients) yield { name, owner: "a client", span: () => at() };
}

function* clusterClaims(cluster: Cluster): Iterable<Claim> {
  const span = () => cluster.at();
  yield { name: cluster.name, owner: "a cluster", span };
  for (const name of kindContainerNames(cluster))
    yield { name, owner: `a node of cluster \`${cluster.name}\``, span };
}
