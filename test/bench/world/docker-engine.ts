import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./call.ts";
import type { Docker, NodeContainer, NodeFiles, NodeRecipe } from "./docker.ts";
import { type ApiAnswer, engineApi, engineLines } from "./engine-api.ts";

/** Where to find a Docker engine, and where nodes have their files. */
export interface DockerPlace {
  /** Of the engine. */
  readonly socketPath: string;
  /** Below it each node has a folder that is its `/bench/node/`, so that a file is written without asking Docker. */
  readonly nodesFolder: string;
}

/** A real Docker engine, by its API. */
export function dockerEngine({ socketPath, nodesFolder }: DockerPlace): Docker {
  const api = (...request: [method: "GET" | "POST" | "DELETE", path: string, body?: unknown]) =>
    engineApi(socketPath, ...request).catch(() => {
      throw new Failure(
        `Cannot connect to the Docker daemon at unix://${socketPath}. Is the docker daemon running?`,
      );
    });
  const folderOf = (name: string) => join(nodesFolder, name);
  const starts = new Map<string, number>();
  const startedAt = async (container: Listed): Promise<number> => {
    const id = startOf(container);
    const known = container.State === "running" ? starts.get(id) : 0;
    if (known !== undefined) return known;
    const { status, body } = await api("GET", `/containers/${container.Id}/json`);
    const started = status === 200 ? Date.parse((body as Inspected).State.StartedAt) : 0;
    starts.set(id, started);
    return started;
  };
  return {
    run: async (recipe) => {
      await rm(folderOf(recipe.name), { recursive: true, force: true });
      await mkdir(folderOf(recipe.name), { recursive: true });
      const options = createOptions(recipe, folderOf(recipe.name));
      done(await api("POST", `/containers/create?name=${encodeURIComponent(recipe.name)}`, options));
      done(await api("POST", `/containers/${encodeURIComponent(recipe.name)}/start`));
    },
    remove: async (name) => {
      const answer = await api("DELETE", `/containers/${encodeURIComponent(name)}?force=true&v=true`);
      if (answer.status !== 404) done(answer);
      await rm(folderOf(name), { recursive: true, force: true });
    },
    containers: async () => {
      const filters = encodeURIComponent(JSON.stringify({ label: [CLUSTER] }));
      const listed = done(await api("GET", `/containers/json?all=true&filters=${filters}`)) as Listed[];
      return Promise.all(listed.map(async (one) => shown(one, await startedAt(one))));
    },
    hasNetwork: async (name) => (await api("GET", `/networks/${encodeURIComponent(name)}`)).status === 200,
    writeNodeFiles: (name, files) => writeFolder(folderOf(name), files),
    watch: (changed, signal) => void watch(socketPath, changed, signal),
  };
}

const CLUSTER = "io.x-k8s.kind.cluster";
const ROLE = "io.x-k8s.kind.role";

/** As kind's `docker run`, but for what only a real node needs: its mounts and `--privileged`. */
function createOptions({ name, cluster, role, image, network }: NodeRecipe, folder: string) {
  return {
    Hostname: name,
    // The bench has its images by tag alone: a digest cannot be had without the registry.
    Image: image.replace(/@sha256:.*$/, ""),
    Labels: { [CLUSTER]: cluster, [ROLE]: role },
    HostConfig: {
      NetworkMode: network,
      RestartPolicy: { Name: "on-failure", MaximumRetryCount: 1 },
      CapAdd: ["NET_ADMIN", "NET_RAW"],
      Binds: [`${folder}:/bench/node`],
    },
  };
}

/** What Docker's answers hold that is looked at. */
interface Listed {
  readonly Id: string;
  readonly Names: readonly string[];
  readonly Labels: Readonly<Record<string, string>>;
  readonly State: string;
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, Endpoint>> };
}

interface Endpoint {
  readonly IPAddress: string;
  readonly EndpointID: string;
}

interface Inspected {
  readonly State: { readonly StartedAt: string };
}

/** A container has another endpoint each time it starts: so long as it keeps that, it need not be asked since when. */
function startOf({ Id, NetworkSettings }: Listed): string {
  return [Id, ...Object.values(NetworkSettings.Networks).map(({ EndpointID }) => EndpointID)].join(" ");
}

function shown({ Id, Names, Labels, State, NetworkSettings }: Listed, startedAt: number): NodeContainer {
  const [network] = Object.values(NetworkSettings.Networks);
  return {
    id: Id,
    name: (Names[0] ?? "").replace(/^\//, ""),
    cluster: Labels[CLUSTER] ?? "",
    role: Labels[ROLE] ?? "",
    running: State === "running",
    startedAt,
    address: network?.IPAddress ?? "",
  };
}

function done({ status, body }: ApiAnswer): unknown {
  if (status < 300 || status === 304) return body;
  throw new Error((body as { readonly message?: string } | undefined)?.message ?? `Docker says ${status}`);
}

/** A file is replaced as a whole, so that nobody in the node reads half of one. */
async function writeFolder(folder: string, files: NodeFiles): Promise<void> {
  const present: readonly string[] = await readdir(folder).catch(() => []);
  await mkdir(folder, { recursive: true });
  for (const [name, text] of files) {
    const path = join(folder, name);
    if (present.includes(name) && (await readFile(path, "utf8")) === text) continue;
    await writeFile(`${path}~`, text);
    await rename(`${path}~`, path);
  }
  for (const name of present) if (!files.has(name)) await rm(join(folder, name), { recursive: true });
}

/** Follows Docker's events; an engine that is down is tried again, and its coming back is an event, too. */
async function watch(socketPath: string, changed: () => void, signal: AbortSignal): Promise<void> {
  const filters = encodeURIComponent(
    JSON.stringify({ type: ["container"], event: ["start", "die", "destroy"], label: [CLUSTER] }),
  );
  while (!signal.aborted) {
    try {
      changed();
      for await (const _ of engineLines(socketPath, `/events?filters=${filters}`, signal)) changed();
    } catch {
      await sleep(200, undefined, { signal }).catch(() => undefined);
    }
  }
}
