import { Failure } from "../call.ts";
import { isRegistered } from "../controllers/crds.ts";
import { displayName, kindNamed } from "../kinds.ts";
import type { KubeObject } from "../objects.ts";
import type { KubectlCall } from "./kubectl.ts";
import { kustomized } from "./kustomized.ts";
import { mappingError } from "./mapping-error.ts";
import { type Asked, asked, type Found, find } from "./named.ts";

/** `kubectl get`. */
export async function get({ call, line, look, namespace }: KubectlCall): Promise<number> {
  const { values, switches, words } = line;
  const sight = await look();
  if (values["raw"] !== undefined) {
    if (!["/readyz", "/livez", "/healthz"].includes(values["raw"]))
      throw new Failure("Error from server (NotFound): the server could not find the requested resource");
    call.out("ok");
    return 0;
  }
  const folder = values["kustomize"];
  const listed = folder === undefined ? undefined : await kustomized(folder, call.cwd);
  for (const object of listed ?? []) {
    const kind = kindNamed(object.kind);
    if (!kind || !isRegistered(sight, kind)) throw new Failure(mappingError(object, folder ?? ""));
  }
  const wanted = listed?.flatMap(({ kind: word, metadata: { name } }): Asked[] => {
    const kind = kindNamed(word);
    return kind ? [{ kind, name }] : [];
  });
  const all = wanted ?? asked(words.slice(1), sight);
  const scope = {
    namespace: switches.has("all-namespaces") ? undefined : namespace,
    selector: values["selector"],
  };
  const found = find(all, scope, sight);
  const isOne = all.length === 1 && all[0]?.name !== undefined;
  print(call, found, values["output"], {
    isOne,
    ignoresMissing: switches.has("ignore-not-found"),
    namespace,
  });
  if (switches.has("ignore-not-found") || found.missing.length === 0) return 0;
  throw new Failure(found.missing.join("\n"));
}

interface Manner {
  readonly isOne: boolean;
  readonly ignoresMissing: boolean;
  readonly namespace: string;
}

function print(
  { out, err }: KubectlCall["call"],
  { objects, missing }: Found,
  format: string | undefined,
  { isOne, ignoresMissing, namespace }: Manner,
): void {
  // kubectl prints no list at all when it finds nothing and is not to mind.
  if (objects.length === 0 && (ignoresMissing || missing.length > 0)) return;
  const items = objects.map(({ object }) => object);
  switch (format) {
    case "json": {
      const list = { apiVersion: "v1", items, kind: "List", metadata: { resourceVersion: "" } };
      out(`${JSON.stringify(isOne ? items[0] : list, null, 4)}\n`);
      return;
    }
    case "name":
      out(objects.map(({ kind, object }) => `${displayName(kind, object.metadata.name)}\n`).join(""));
      return;
    case undefined:
      if (objects.length === 0) err(`No resources found in ${namespace} namespace.\n`);
      else out(table(items));
      return;
    default:
      throw new Failure(`error: the stand-in cannot print the format "${format}"`);
  }
}

function table(objects: readonly KubeObject[]): string {
  const width = Math.max(4, ...objects.map(({ metadata }) => metadata.name.length));
  const rows = objects.map(
    ({ metadata }) => `${metadata.name.padEnd(width)}   ${String(metadata["creationTimestamp"] ?? "")}`,
  );
  return `${[`${"NAME".padEnd(width)}   CREATED`, ...rows].join("\n")}\n`;
}
