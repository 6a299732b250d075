/** An object of Kubernetes as the API server keeps it. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

export interface Metadata {
  readonly name: string;
  /** Missing for kinds that belong to no namespace. */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** An object in its place, with what only the world knows of it. */
export interface Kept {
  readonly object: KubeObject;
  /** Whether somebody made it with kubectl; else Kubernetes, Cilium or Helm did. */
  readonly isApplied: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** When something besides its metadata was last changed. */
  readonly changedAt: number;
}

/** All objects of a cluster, by `idOf`, in the order in which they were made. */
export type Objects = Map<string, Kept>;

/** Where an object is kept. */
export function idOf({ kind, metadata }: Pick<KubeObject, "kind" | "metadata">): string {
  return `${kind}/${metadata.namespace ?? ""}/${metadata.name}`;
}

/** Keeps an object, new or in place of an older one, and returns it as it is kept. */
export function keep(objects: Objects, object: KubeObject, isApplied: boolean): KubeObject {
  const id = idOf(object);
  const before = objects.get(id);
  const now = Date.now();
  const { metadata, ...body } = withData(object);
  const { metadata: _, ...bodyBefore } = before?.object ?? { metadata };
  const isSameBody = before !== undefined && JSON.stringify(body) === JSON.stringify(bodyBefore);
  const createdAt = before?.createdAt ?? now;
  const generation = Number(before?.object.metadata["generation"] ?? 0) + (isSameBody ? 0 : 1);
  const kept: KubeObject = {
    ...body,
    metadata: {
      ...metadata,
      creationTimestamp: new Date(createdAt).toISOString().replace(/\.\d+Z$/, "Z"),
      generation,
      resourceVersion: String(++versions),
      uid: before?.object.metadata["uid"] ?? crypto.randomUUID(),
    },
  };
  objects.set(id, {
    object: kept,
    isApplied: before?.isApplied ?? isApplied,
    createdAt,
    changedAt: isSameBody ? before.changedAt : now,
  });
  return kept;
}

let versions = 1000;

/** The API server writes what a Secret has in `stringData` over its `data`, and keeps that alone. */
function withData(object: KubeObject): KubeObject {
  const { stringData, ...others } = object;
  if (object.kind !== "Secret" || stringData === undefined) return object;
  const written = Object.entries(stringData as Readonly<Record<string, string>>);
  const data = written.map(([key, value]) => [key, Buffer.from(value).toString("base64")]);
  return { ...others, data: { ...(others["data"] as object), ...Object.fromEntries(data) } } as KubeObject;
}
