import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import type { KubeObject } from "../objects.ts";

/** The parts of `shared/oracles` that are called here: the real schemas of Cilium's and Kubernetes' kinds. */
interface Oracle {
  loadCRDs(folder: string): Schemas;
  loadCore(file: string): { readonly kinds: Schemas; readonly objectMeta: unknown };
  checkObject(object: KubeObject, entry: unknown, objectMeta: unknown): readonly Problem[];
}

type Schemas = ReadonlyMap<string, unknown>;

interface Problem {
  readonly path: string;
  readonly message: string;
}

const FOLDER = new URL("../../../../../shared/oracles/", import.meta.url);

/** By Cilium's minor release. */
const CILIUM: Readonly<Record<string, string>> = {
  "1.18": "cilium-1.18.10",
  "1.19": "cilium-1.19.4",
  "1.20": "cilium-1.20.0-branchpoint",
};

/**
 * What the real schemas find wrong with an object, where they are beside this repository; else nothing. Each text is
 * looked at once.
 */
export async function schemaProblems(object: KubeObject, ciliumVersion = ""): Promise<readonly string[]> {
  const minor = ciliumVersion.split(".").slice(0, 2).join(".");
  const text = JSON.stringify({ ...object, metadata: written(object.metadata), status: undefined });
  const id = createHash("sha256").update(`${minor} ${text}`).digest("hex");
  const found = CHECKED.get(id) ?? check(JSON.parse(text) as KubeObject, minor);
  CHECKED.set(id, found);
  return found;
}

const CHECKED = new Map<string, Promise<readonly string[]>>();

async function check(object: KubeObject, minor: string): Promise<readonly string[]> {
  if (!existsSync(new URL("lib/kubernetes.mjs", FOLDER))) return [];
  oracle ??= import(new URL("lib/kubernetes.mjs", FOLDER).href) as Promise<Oracle>;
  const { loadCore, loadCRDs, checkObject } = await oracle;
  const schemas = (name: string) => new URL(`jsonschema/${name}`, FOLDER).pathname;
  core ??= loadCore(schemas("kubernetes-1.33/core.json"));
  const folder = CILIUM[minor];
  if (folder !== undefined && !crds.has(folder)) crds.set(folder, loadCRDs(schemas(folder)));
  const name = `${object.apiVersion} ${object.kind}`;
  const entry = core.kinds.get(name) ?? crds.get(folder ?? "")?.get(name);
  return entry === undefined
    ? []
    : checkObject(object, entry, core.objectMeta).map(({ path, message }) => `${path}: ${message}`);
}

let oracle: Promise<Oracle> | undefined;
let core: ReturnType<Oracle["loadCore"]> | undefined;
const crds = new Map<string, Schemas>();

/** What people write: the rest of the metadata is the server's. */
function written({ name, namespace, labels, annotations }: KubeObject["metadata"]) {
  return { name, namespace, labels, annotations };
}
