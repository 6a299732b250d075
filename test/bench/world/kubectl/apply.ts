import { Failure } from "../call.ts";
import { displayName } from "../kinds.ts";
import { idOf, type KubeObject, keep } from "../objects.ts";
import { pause } from "../pause.ts";
import type { KubectlCall } from "./kubectl.ts";
import { manifests } from "./manifests.ts";
import { merged, remembering } from "./merge.ts";
import { takenAs } from "./taken.ts";

/** `kubectl apply`: object by object; one that is refused keeps no other from being applied. */
export async function apply(call: KubectlCall): Promise<number> {
  const { from, objects } = await manifests(call);
  await call.look();
  const problems: string[] = [];
  for (const object of objects) {
    await pause(call.context.delays.step, call.call.signal);
    try {
      await applyOne(call, object, from);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) throw new Failure(problems.join("\n"));
  return 0;
}

async function applyOne(
  { call, context, look }: KubectlCall,
  written: KubeObject,
  from: string,
): Promise<void> {
  const sight = await look();
  const kind = await takenAs(written, from, sight);
  const { cluster } = sight;
  const live = cluster.objects.get(idOf(written))?.object;
  const wanted = live ? merged(live, written) : remembering(written, written);
  const isSame = live !== undefined && JSON.stringify(sorted(live)) === JSON.stringify(sorted(wanted));
  const done = isSame ? "unchanged" : live ? "configured" : "created";
  if (!isSame) {
    await takenAs(wanted, from, sight);
    call.signal.throwIfAborted();
    keep(cluster.objects, wanted, true);
    context.changed(cluster.name, `${displayName(kind, written.metadata.name)} ${done}`);
    context.reconcile(cluster);
  }
  call.out(`${displayName(kind, written.metadata.name)} ${done}\n`);
}

/** The order of keys is of no account. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
