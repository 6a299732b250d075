import { gzipSync } from "node:zlib";
import type { Cluster } from "../cluster.ts";
import { keep, type Objects } from "../objects.ts";

export type ReleaseStatus = "deployed" | "failed" | "pending-install" | "pending-upgrade" | "superseded";

/** A revision of the release `cilium`, as Helm keeps it: in a Secret of its own. */
export interface Release {
  readonly revision: number;
  readonly status: ReleaseStatus;
  readonly version: string;
  readonly config: unknown;
}

/** The revisions that there are, the newest last. */
export function releasesOf(objects: Objects): readonly Pick<Release, "revision" | "status">[] {
  return [...objects.values()]
    .map(({ object }) => object)
    .filter(
      ({ kind, metadata: { labels = {} } }) =>
        kind === "Secret" && labels["owner"] === "helm" && labels["name"] === "cilium",
    )
    .map(({ metadata: { labels = {} } }) => ({
      revision: Number(labels["version"]),
      status: labels["status"] as ReleaseStatus,
    }))
    .sort((a, b) => a.revision - b.revision);
}

/** Writes a revision down. */
export function record({ objects }: Cluster, { revision, status, version, config }: Release): void {
  const release = {
    name: "cilium",
    namespace: "kube-system",
    version: revision,
    info: { status },
    chart: { metadata: { name: "cilium", version } },
    config,
  };
  const encoded = gzipSync(JSON.stringify(release)).toString("base64");
  keep(
    objects,
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: {
        name: `sh.helm.release.v1.cilium.v${revision}`,
        namespace: "kube-system",
        labels: { name: "cilium", owner: "helm", status, version: String(revision) },
      },
      type: "helm.sh/release.v1",
      // Helm encodes it, and Kubernetes does so again.
      data: { release: Buffer.from(encoded).toString("base64") },
    },
    false,
  );
}

/** Says of a revision that it is what it is now; all else of its Secret stays. */
export function restate({ objects }: Cluster, revision: number, status: ReleaseStatus): void {
  const id = `Secret/kube-system/sh.helm.release.v1.cilium.v${revision}`;
  const secret = objects.get(id)?.object;
  if (!secret) return;
  const labels = { ...secret.metadata.labels, status };
  keep(objects, { ...secret, metadata: { ...secret.metadata, labels } }, false);
}
