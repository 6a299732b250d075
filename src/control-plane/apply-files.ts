import type { Applied, CiliumValues, KindCluster } from "./applied.ts";
import type { Remark } from "./control-plane.ts";
import { CHART_DEFAULTS, ciliumValues } from "./helm/cilium-values.ts";
import { KIND_SUBNETS, kindConfig } from "./kind/kind-config.ts";
import { applyObjects } from "./kubectl/apply-objects.ts";
import { listedObjects } from "./kubectl/listed-objects.ts";
import type { WrittenObject } from "./kubectl/written-objects.ts";
import { remark, unmodelled } from "./remarking.ts";

/**
 * The files of a cluster's folder, by relative path, as kind, Helm and kubectl take them: `kind create cluster
 * --config kind.yaml`, `helm install --values cilium-values.yaml`, `kubectl apply --kustomize manifests/`. `before` is applied
 * before the manifests.
 */
export function applyFiles(
  files: ReadonlyMap<string, string>,
  before: readonly WrittenObject[] = [],
): Applied {
  const kind = createCluster(files.get(KIND));
  const helm = installCilium(files.get(VALUES), kind.cluster);
  const listed = listedObjects(files);
  const applied = applyObjects([...before, ...listed.objects], kind.cluster, helm.values);
  return {
    cluster: kind.cluster,
    values: helm.values,
    resources: applied.resources,
    refusals: [...kind.refusals, ...helm.refusals, ...listed.refusals, ...applied.refusals],
    remarks: [...kind.remarks, ...helm.remarks, ...listed.remarks, ...applied.remarks],
  };
}

const KIND = "kind.yaml";
const VALUES = "cilium-values.yaml";

/** What there is when kind has stopped. */
const NO_CLUSTER: KindCluster = { name: "", nodes: [], ...KIND_SUBNETS, kubeProxy: true };

function createCluster(text: string | undefined): {
  readonly cluster: KindCluster;
  readonly refusals: readonly Remark[];
  readonly remarks: readonly Remark[];
} {
  if (text === undefined) return { cluster: NO_CLUSTER, refusals: [missing(KIND)], remarks: [] };
  const { cluster = NO_CLUSTER, problems = [], ignored = [], notRehearsed = [] } = kindConfig(text);
  return {
    cluster,
    refusals: problems.map((message) => remark(KIND, message)),
    remarks: [
      ...ignored.map((message) => remark(KIND, message)),
      ...notRehearsed.map((message) => unmodelled(KIND, message)),
    ],
  };
}

function installCilium(
  text: string | undefined,
  cluster: KindCluster,
): {
  readonly values: CiliumValues;
  readonly refusals: readonly Remark[];
  readonly remarks: readonly Remark[];
} {
  if (text === undefined) return { values: CHART_DEFAULTS, refusals: [missing(VALUES)], remarks: [] };
  const { values, problems = [], notRehearsed = [] } = ciliumValues(text, cluster);
  return {
    values: values ?? CHART_DEFAULTS,
    refusals: problems.map((message) => remark(VALUES, message)),
    remarks: notRehearsed.map((message) => unmodelled(VALUES, message)),
  };
}

function missing(file: string): Remark {
  return remark(file, "it is not there");
}
