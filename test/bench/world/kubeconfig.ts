import { mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parse, stringify } from "yaml";
import { type Call, Failure } from "./call.ts";
import type { Cluster, Context } from "./cluster.ts";
import { pause } from "./pause.ts";

interface Named<T> {
  readonly name: string;
  readonly [field: string]: string | T;
}

/** The parts of a kubeconfig that kind writes and kubectl reads. */
interface Kubeconfig {
  readonly [field: string]: unknown;
  readonly clusters?: readonly Named<{ readonly server?: string }>[];
  readonly contexts?: readonly Named<{ readonly cluster?: string }>[];
  readonly users?: readonly Named<object>[];
  readonly "current-context"?: string;
}

/** What a file without a word in it says. */
const EMPTY: Kubeconfig = {
  apiVersion: "v1",
  kind: "Config",
  preferences: {},
  clusters: [],
  contexts: [],
  users: [],
};

/** Who edits: killed in the middle, it leaves its lock behind. */
interface Editor {
  readonly call: Pick<Call, "signal">;
  readonly context: Pick<Context, "delays">;
}

/** Puts the way into a cluster into a kubeconfig, beside what else is there, as `kind export kubeconfig` does. */
export function addToKubeconfig(path: string, to: WayIn, editor: Editor): Promise<void> {
  return edit(path, editor, (config) => withWayInto(to, config));
}

/** A kubeconfig with the way into a cluster and nothing else, as `kind get kubeconfig` prints it. */
export function kubeconfigText(to: WayIn): string {
  return stringify(withWayInto(to, EMPTY));
}

const KEY = Buffer.from("the key of whoever made the cluster").toString("base64");

type WayIn = Pick<Cluster, "name" | "port">;

function withWayInto({ name: cluster, port }: WayIn, config: Kubeconfig): Kubeconfig {
  const name = `kind-${cluster}`;
  const context = { cluster: name, user: name };
  return {
    ...without(config, name),
    clusters: [...others(config.clusters, name), { name, cluster: { server: `https://127.0.0.1:${port}` } }],
    contexts: [...others(config.contexts, name), { name, context }],
    users: [...others(config.users, name), { name, user: { "client-key-data": KEY } }],
    "current-context": name,
  };
}

/** Takes a cluster out of a kubeconfig; a file that is not there stays so. */
export function removeFromKubeconfig(path: string, cluster: string, editor: Editor): Promise<void> {
  return edit(path, editor, (config, isThere) => (isThere ? without(config, `kind-${cluster}`) : undefined));
}

/** The port of the API server that a context of a file leads to; throws what kubectl says if there is none. */
export async function portOf(path: string, context: string | undefined): Promise<number> {
  const config = parsed(await readFile(path, "utf8").catch(() => "")) ?? EMPTY;
  const name = context ?? config["current-context"] ?? "";
  const found = config.contexts?.find((entry) => entry.name === name)?.["context"];
  if (found === undefined) {
    if (context === undefined) return 8080;
    throw new Failure(`Error in configuration: context was not found for specified context: ${name}`);
  }
  const { cluster: target, user } = found as { readonly cluster?: string; readonly user?: string };
  const own = config.users?.find((entry) => entry.name === user)?.["user"];
  if ((own as { readonly "client-key-data"?: string } | null | undefined)?.["client-key-data"] !== KEY)
    throw new Failure("error: You must be logged in to the server (Unauthorized)");
  const cluster = config.clusters?.find((entry) => entry.name === target)?.["cluster"];
  const { server = "" } = (cluster ?? {}) as { readonly server?: string };
  return Number(/:(\d+)$/.exec(server)?.[1] ?? 8080);
}

/** Undefined: nothing is written. */
type Edit = (config: Kubeconfig, isThere: boolean) => Kubeconfig | undefined;

/** kind's lock is a file that must not be there yet; one that a killed kind left behind is in everybody's way. */
async function edit(path: string, { call, context }: Editor, change: Edit): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const lock = await open(`${path}.lock`, "wx").catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === "EEXIST" ? "file exists" : "no such file or directory";
    throw new Failure(`failed to lock config file: open ${path}.lock: ${reason}`);
  });
  await lock.close();
  await pause(context.delays.step, call.signal);
  try {
    const text = await readFile(path, "utf8").catch(() => undefined);
    const changed = change(parsed(text ?? "") ?? EMPTY, text !== undefined);
    if (changed === undefined) return;
    await writeFile(`${path}.new`, stringify(changed), { mode: 0o600 });
    await rename(`${path}.new`, path);
  } finally {
    await rm(`${path}.lock`, { force: true });
  }
}

function parsed(text: string): Kubeconfig | undefined {
  try {
    return (parse(text) as Kubeconfig | null) ?? undefined;
  } catch (error) {
    throw new Failure(`error loading config file: ${(error as Error).message.split("\n", 1)[0]}`);
  }
}

function without(config: Kubeconfig, name: string): Kubeconfig {
  return {
    ...config,
    clusters: others(config.clusters, name),
    contexts: others(config.contexts, name),
    users: others(config.users, name),
    "current-context": config["current-context"] === name ? "" : (config["current-context"] ?? ""),
  };
}

function others<T extends { readonly name: string }>(
  entries: readonly T[] | undefined,
  name: string,
): readonly T[] {
  return (entries ?? []).filter((entry) => entry.name !== name);
}
