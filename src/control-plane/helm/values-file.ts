import { yamlValues } from "../../inventory/yaml-values.ts";

/** The values in a file as Helm reads them, and what about them surprises; or why it cannot. */
export type ValuesFile =
  | { readonly value: unknown; readonly surprises: readonly string[]; readonly problem?: undefined }
  | { readonly value?: undefined; readonly surprises?: undefined; readonly problem: string };

/** Reads values: Helm takes the first document, and of a key that stands twice the last. */
export function valuesFile(text: string): ValuesFile {
  const strict = yamlValues(text);
  const read = strict.values ? strict : yamlValues(text, "1.1", "last");
  if (read.values === undefined) return { problem: read.problem };
  const [value] = read.values;
  return {
    value: value ?? {},
    surprises: [
      ...(strict.values ? [] : [`${strict.problem}, and Helm takes the last of them`]),
      ...(read.values.length > 1 ? ["it holds several documents: Helm reads the first, and no other"] : []),
    ],
  };
}
