import { KINDS, qualified } from "../kinds.ts";
import { keep } from "../objects.ts";
import { crdsFrom, type Sight } from "./readiness.ts";

/** Cilium's operator registers its kinds, once it runs for a while; those of BGP only where BGP is switched on. */
export function registerKinds(sight: Sight): void {
  const { cluster, now } = sight;
  if (now < crdsFrom(sight)) return;
  for (const { kind, plural, cilium } of KINDS) {
    const wanted = cilium && (cluster.cilium?.values.bgpControlPlane || !kind.startsWith("CiliumBGP"));
    const name = `${plural}.cilium.io`;
    if (!wanted || cluster.objects.has(crdId(name))) continue;
    const metadata = { name, labels: { "io.cilium.k8s.crd.schema.version": "1.32.0" } };
    const spec = { group: "cilium.io", names: { kind, plural }, scope: "Cluster" };
    keep(
      cluster.objects,
      { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", metadata, spec },
      false,
    );
  }
}

/** Whether the API server knows a kind: others than Cilium's always. */
export function isRegistered({ cluster }: Sight, kind: (typeof KINDS)[number]): boolean {
  return !kind.cilium || cluster.objects.has(crdId(qualified(kind)));
}

/** How long the server takes from a definition to its being established, in seconds. */
export const ESTABLISHING = 0.1;

function crdId(name: string): string {
  return `CustomResourceDefinition//${name}`;
}
