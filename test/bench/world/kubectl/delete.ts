import { Failure } from "../call.ts";
import { idOf } from "../objects.ts";
import { pause } from "../pause.ts";
import type { KubectlCall } from "./kubectl.ts";
import { asked, find } from "./named.ts";

/** `kubectl delete KIND/NAME...`; a namespace goes with all that is in it. */
export async function deleteObjects({ call, context, line, look, namespace }: KubectlCall): Promise<number> {
  const sight = await look();
  const { cluster } = sight;
  const all = asked(line.words.slice(1), sight);
  if (all.some(({ name }) => name === undefined))
    throw new Failure("error: resource(s) were provided, but no name was specified");
  const { objects, missing } = find(all, { namespace, selector: undefined }, sight);
  for (const { kind, object } of objects) {
    await pause(context.delays.step, call.signal);
    const { name } = object.metadata;
    if (kind.kind === "Namespace")
      for (const [id, { object: inside }] of cluster.objects)
        if (inside.metadata.namespace === name) cluster.objects.delete(id);
    cluster.objects.delete(idOf(object));
    context.changed(cluster.name, `${kind.plural}/${name} deleted`);
    context.reconcile(cluster);
    const where = kind.namespaced ? ` from ${namespace} namespace` : "";
    call.out(`${kind.words[0]}${suffix(kind.apiVersion)} "${name}" deleted${where}\n`);
  }
  if (missing.length > 0 && !line.switches.has("ignore-not-found")) throw new Failure(missing.join("\n"));
  return 0;
}

function suffix(apiVersion: string): string {
  const [group, version] = apiVersion.split("/");
  return version === undefined ? "" : `.${group}`;
}
