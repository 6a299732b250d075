import * as z from "zod";
import { yamlValues } from "../../inventory/yaml-values.ts";
import { ANYTHING, optional } from "./fields.ts";
import { LABELS } from "./metadata.ts";
import { problemsOf } from "./problems.ts";

/** What kustomization.yaml asks for, or why kustomize stops. */
export type KustomizationResult =
  | {
      readonly resources: readonly string[];
      /** Put on every object, not on selectors and pod templates. */
      readonly labels: Readonly<Record<string, string>>;
      readonly notRehearsed: readonly string[];
      readonly problems?: undefined;
    }
  | {
      readonly resources?: undefined;
      readonly labels?: undefined;
      readonly notRehearsed?: undefined;
      readonly problems: readonly string[];
    };

/** Reads kustomization.yaml: the files that it lists, and those of its fields that would change them. */
export function kustomization(text: string): KustomizationResult {
  const { values, problem } = yamlValues(text);
  if (values === undefined) return { problems: [problem] };
  const value = values[0] ?? {};
  const parsed = KUSTOMIZATION.safeParse(value);
  if (!parsed.success) return { problems: problemsOf(parsed.error, value) };
  const { resources = [], labels = [], apiVersion: _, kind: __, metadata: ___, ...others } = parsed.data;
  const changing = Object.entries(others).flatMap(([field, given]) => (given === undefined ? [] : [field]));
  const wider = labels.some(
    (entry) => entry.includeSelectors || entry.includeTemplates || entry.fields !== undefined,
  );
  return {
    resources,
    labels: Object.fromEntries(labels.flatMap(({ pairs = {} }) => Object.entries(pairs))),
    notRehearsed: [
      ...(wider ? ["`labels` on more than the objects themselves are not rehearsed"] : []),
      ...changing.map(
        (field) => `\`${field}\` is not rehearsed: what it would change stays as it is written`,
      ),
      ...(values.length > 1 ? ["it holds several documents, of which the first is rehearsed"] : []),
    ],
  };
}

const OTHERS = [
  "buildMetadata",
  "commonAnnotations",
  "commonLabels",
  "components",
  "configMapGenerator",
  "configurations",
  "crds",
  "generatorOptions",
  "generators",
  "helmCharts",
  "helmGlobals",
  "images",
  "namePrefix",
  "nameSuffix",
  "namespace",
  "openapi",
  "patches",
  "patchesJson6902",
  "patchesStrategicMerge",
  "replacements",
  "replicas",
  "secretGenerator",
  "sortOptions",
  "transformers",
  "validators",
  "vars",
];

const LABELLING = z.strictObject({
  pairs: optional(LABELS),
  includeSelectors: optional(z.boolean()),
  includeTemplates: optional(z.boolean()),
  fields: ANYTHING,
});

const KUSTOMIZATION = z.strictObject({
  apiVersion: optional(z.enum(["kustomize.config.k8s.io/v1beta1", "kustomize.config.k8s.io/v1"])),
  kind: optional(z.enum(["Kustomization"])),
  metadata: ANYTHING,
  resources: optional(z.array(z.string())),
  labels: optional(z.array(LABELLING)),
  ...Object.fromEntries(OTHERS.map((field) => [field, ANYTHING])),
});
