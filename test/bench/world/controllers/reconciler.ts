import type { Cluster } from "../cluster.ts";

/** Whoever looks after clusters: one look at a time for each, again when it is due, or when something has changed. */
export interface Reconciler {
  request(cluster: Cluster): void;
  /** Resolves when nothing is left to do, now or by the passing of time. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface Task {
  isWanted: boolean;
  running: Promise<void> | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** `look` does the work, and says when it is to be called again. */
export function reconciler(look: (cluster: Cluster) => Promise<number>): Reconciler {
  const tasks = new Map<Cluster, Task>();
  let isClosed = false;
  const request = (cluster: Cluster): void => {
    if (isClosed) return;
    const task = tasks.get(cluster) ?? { isWanted: false, running: undefined, timer: undefined };
    tasks.set(cluster, task);
    task.isWanted = true;
    task.running ??= work(cluster, task);
  };
  const work = async (cluster: Cluster, task: Task): Promise<void> => {
    while (task.isWanted && !isClosed) {
      task.isWanted = false;
      clearTimeout(task.timer);
      // Docker may be restarting: it is looked again.
      const next = await look(cluster).catch(() => Date.now() + 200);
      if (next === Number.POSITIVE_INFINITY) task.timer = undefined;
      else task.timer = setTimeout(() => request(cluster), Math.max(next - Date.now(), 0) + 1);
    }
    task.running = undefined;
  };
  return {
    request,
    settled: async () => {
      while ([...tasks.values()].some(({ running, timer }) => running || timer))
        await new Promise((resolve) => setTimeout(resolve, 20));
    },
    close: async () => {
      isClosed = true;
      for (const { timer } of tasks.values()) clearTimeout(timer);
      await Promise.all([...tasks.values()].map(({ running }) => running));
    },
  };
}
