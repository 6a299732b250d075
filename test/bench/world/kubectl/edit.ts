import { Failure } from "../call.ts";
import { displayName } from "../kinds.ts";
import { idOf, type KubeObject, keep, type Metadata } from "../objects.ts";
import { pause } from "../pause.ts";
import { sorted } from "./apply.ts";
import type { KubectlCall } from "./kubectl.ts";
import { patched } from "./merge.ts";
import { asked, find } from "./named.ts";
import { takenAs } from "./taken.ts";

/** `kubectl annotate KIND/NAME key=value|key-...`. */
export function annotate(call: KubectlCall): Promise<number> {
  return mark(call, "annotations", "annotation", "annotated");
}

/** `kubectl label KIND/NAME key=value|key-...`. */
export function label(call: KubectlCall): Promise<number> {
  return mark(call, "labels", "label", "labeled");
}

/** `kubectl patch KIND NAME --type=merge --patch JSON`. */
export async function patch(call: KubectlCall): Promise<number> {
  const { values, words } = call.line;
  if (values["type"] !== "merge") throw new Failure("error: the stand-in knows the type merge only");
  const change = JSON.parse(values["patch"] ?? "null") as unknown;
  return edit(call, words.slice(1), "patched", (object) => patched(object, change) as KubeObject);
}

/** `kubectl scale deployment/NAME --replicas=N`. */
export async function scale(call: KubectlCall): Promise<number> {
  const { values, words } = call.line;
  const replicas = Number(values["replicas"] ?? "x");
  if (!Number.isInteger(replicas) || replicas < 0)
    throw new Failure("error: The --replicas=COUNT flag is required");
  return edit(
    call,
    words.slice(1),
    "scaled",
    (object) => patched(object, { spec: { replicas } }) as KubeObject,
  );
}

function mark(
  call: KubectlCall,
  field: "labels" | "annotations",
  singular: string,
  done: string,
): Promise<number> {
  const words = call.line.words.slice(1);
  const isChange = (word: string) => /=|-$/.test(word);
  const changes = words.filter(isChange);
  if (changes.length === 0) throw new Failure(`error: at least one ${singular} update is required`);
  return edit(
    call,
    words.filter((word) => !isChange(word)),
    done,
    (object) => {
      const marks: Record<string, string> = { ...object.metadata[field] };
      for (const change of changes) {
        const [name = "", ...rest] = change.split("=");
        const value = rest.join("=");
        if (rest.length === 0) delete marks[name.slice(0, -1)];
        else if (marks[name] !== undefined && marks[name] !== value && !call.line.switches.has("overwrite"))
          throw new Failure(
            `error: --overwrite is false but found the following declared ${singular}(s): '${name}' already has a value (${marks[name]})`,
          );
        else marks[name] = value;
      }
      const metadata: Metadata = { ...object.metadata, [field]: marks };
      return { ...object, metadata };
    },
  );
}

async function edit(
  { call, context, look, namespace }: KubectlCall,
  words: readonly string[],
  done: string,
  change: (object: KubeObject) => KubeObject,
): Promise<number> {
  const sight = await look();
  const { objects, missing } = find(asked(words, sight), { namespace, selector: undefined }, sight);
  if (missing.length > 0) throw new Failure(missing.join("\n"));
  for (const { kind, object } of objects) {
    await pause(context.delays.step, call.signal);
    const name = displayName(kind, object.metadata.name);
    const kept = sight.cluster.objects.get(idOf(object));
    // Pods are what comes of Deployments, and are not kept.
    if (!kept) throw new Failure(`error: the stand-in cannot change ${name}`);
    const changed = change(kept.object);
    const isSame = JSON.stringify(sorted(changed)) === JSON.stringify(sorted(kept.object));
    if (!isSame) {
      if (kept.isApplied) await takenAs(changed, name, sight);
      keep(sight.cluster.objects, changed, true);
      context.changed(sight.cluster.name, `${name} ${done}`);
      context.reconcile(sight.cluster);
    }
    call.out(`${name} ${done}${isSame ? " (no change)" : ""}\n`);
  }
  return 0;
}
