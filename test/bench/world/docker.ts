/** A container of a kind cluster, as Docker shows it now. */
export interface NodeContainer {
  readonly id: string;
  readonly name: string;
  readonly cluster: string;
  readonly role: string;
  readonly running: boolean;
  /** Milliseconds since the epoch; 0 if it was never started. */
  readonly startedAt: number;
  /** Empty while it does not run. */
  readonly address: string;
}

/** What kind makes a node of. */
export interface NodeRecipe {
  readonly name: string;
  readonly cluster: string;
  readonly role: string;
  readonly image: string;
  readonly network: string;
}

/** Files of `/bench/node/` in a node's container, by name. */
export type NodeFiles = ReadonlyMap<string, string>;

/** The world's side of a Docker engine: all that the stand-ins need of one. */
export interface Docker {
  /** Creates and starts a container; throws with what Docker says. */
  run(recipe: NodeRecipe): Promise<void>;
  /** Removes a container, running or not, and the files of its node. */
  remove(name: string): Promise<void>;
  /** All containers of kind clusters. */
  containers(): Promise<readonly NodeContainer[]>;
  hasNetwork(name: string): Promise<boolean>;
  /** Makes `/bench/node/` of a node hold these files and no others. */
  writeNodeFiles(name: string, files: NodeFiles): Promise<void>;
  /** Calls back whenever a container started, stopped or went away; until the signal. */
  watch(changed: () => void, signal: AbortSignal): void;
}
