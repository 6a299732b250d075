import type { LabelSelector } from "../kubectl/label-selector.ts";

export type Labels = Readonly<Record<string, string>>;

/**
 * Whether a selector takes these labels. An empty one takes any; one that is missing takes none, as Kubernetes has it:
 * where a field means "all" by leaving it out, its reader says so.
 */
export function matches(selector: LabelSelector | undefined, labels: Labels): boolean {
  if (!selector) return false;
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
      return OPERATORS[operator](value, values);
    })
  );
}

type Operator = NonNullable<LabelSelector["matchExpressions"]>[number]["operator"];

/** NotIn is true of an object without the label as well. */
const OPERATORS: Readonly<
  Record<Operator, (value: string | undefined, values: readonly string[]) => boolean>
> = {
  In: (value, values) => value !== undefined && values.includes(value),
  NotIn: (value, values) => value === undefined || !values.includes(value),
  Exists: (value) => value !== undefined,
  DoesNotExist: (value) => value === undefined,
};
