import type { Docker, NodeContainer, NodeFiles, NodeRecipe } from "./docker.ts";

/** A fake of a Docker engine for tests of the world alone: containers are entries in a table, and run nothing. */
export interface FakeDocker extends Docker {
  /** What was made, by name. */
  readonly recipes: ReadonlyMap<string, NodeRecipe>;
  /** What is in `/bench/node/` of each. */
  readonly files: ReadonlyMap<string, NodeFiles>;
  readonly writes: readonly string[];
  stop(name: string): void;
  start(name: string): void;
  /** Makes the next `run` of a container of this name fail. */
  failAt(name: string): void;
}

/** Makes one that has these networks. */
export function fakeDocker(...networks: readonly string[]): FakeDocker {
  const containers = new Map<string, NodeContainer>();
  const recipes = new Map<string, NodeRecipe>();
  const files = new Map<string, NodeFiles>();
  const writes: string[] = [];
  const watchers: (() => void)[] = [];
  const failing = new Set<string>();
  let count = 0;
  const changed = () => {
    for (const watcher of watchers) watcher();
  };
  const update = (name: string, parts: Partial<NodeContainer>) => {
    const container = containers.get(name);
    if (!container) throw new Error(`No such container: ${name}`);
    containers.set(name, { ...container, ...parts });
    changed();
  };
  const start = (name: string) =>
    update(name, { running: true, startedAt: Date.now(), address: `10.20.128.${++count}` });
  return {
    recipes,
    files,
    writes,
    run: async (recipe) => {
      const { name, cluster, role } = recipe;
      if (failing.delete(name)) throw new Error(`No such image: ${recipe.image}`);
      if (containers.has(name)) throw new Error(`Conflict. The container name "/${name}" is already in use`);
      const id = `${name}#${++count}`;
      containers.set(name, { id, name, cluster, role, running: false, startedAt: 0, address: "" });
      recipes.set(name, recipe);
      start(name);
    },
    remove: async (name) => {
      containers.delete(name);
      recipes.delete(name);
      files.delete(name);
      changed();
    },
    containers: async () => [...containers.values()],
    hasNetwork: async (name) => networks.includes(name),
    writeNodeFiles: async (name, given) => {
      const before = files.get(name) ?? new Map<string, string>();
      for (const [file, text] of given) if (before.get(file) !== text) writes.push(`${name}/${file}`);
      files.set(name, given);
    },
    watch: (watcher) => void watchers.push(watcher),
    stop: (name) => update(name, { running: false, address: "" }),
    start,
    failAt: (name) => void failing.add(name),
  };
}
