import type { KubeObject } from "../objects.ts";

type Value = unknown;
type Table = Readonly<Record<string, Value>>;

/** The annotation in which kubectl keeps what was applied last. */
export const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/**
 * What `kubectl apply` makes of an object that is there: what is written counts, what was written last time and is not
 * any more goes, and what others have put in stays. Lists are taken as a whole.
 */
export function merged(live: KubeObject, written: KubeObject): KubeObject {
  const last = live.metadata.annotations?.[LAST_APPLIED];
  const before = last === undefined ? {} : (JSON.parse(last) as Table);
  const three = mergedTables(live, written, before) as KubeObject;
  return remembering(three, written);
}

/** An object with what was written kept in its annotations. */
export function remembering(object: KubeObject, written: KubeObject): KubeObject {
  const annotations = { ...object.metadata.annotations, [LAST_APPLIED]: JSON.stringify(written) };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** RFC 7396: null takes a field away. */
export function patched(value: Value, patch: Value): Value {
  if (!isTable(patch)) return patch;
  const target = isTable(value) ? value : {};
  const names = [...new Set([...Object.keys(target), ...Object.keys(patch)])];
  return Object.fromEntries(
    names.flatMap((name) => {
      if (!Object.hasOwn(patch, name)) return [[name, target[name]]];
      return patch[name] === null ? [] : [[name, patched(target[name], patch[name])]];
    }),
  );
}

function mergedTables(live: Table, written: Table, before: Table): Table {
  const kept = Object.entries(live).filter(
    ([name]) => Object.hasOwn(written, name) || !Object.hasOwn(before, name),
  );
  const given = Object.entries(written).map(([name, value]): [string, Value] => {
    const [old, last] = [live[name], before[name]];
    return [
      name,
      isTable(value) && isTable(old) ? mergedTables(old, value, isTable(last) ? last : {}) : value,
    ];
  });
  return { ...Object.fromEntries(kept), ...Object.fromEntries(given) };
}

function isTable(value: Value): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
