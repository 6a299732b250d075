import { Failure } from "../call.ts";
import { seconds } from "../command-line.ts";
import { displayName } from "../kinds.ts";
import type { KubeObject } from "../objects.ts";
import { pause } from "../pause.ts";
import type { KubectlCall } from "./kubectl.ts";
import { asked, find } from "./named.ts";

/** How often a wait looks again, in seconds. */
export const EVERY = 0.05;

/** `kubectl wait --for=condition=NAME`: fails at once at an object that there is not. */
export async function wait({ call, line, look, namespace }: KubectlCall): Promise<number> {
  const { values, switches, words } = line;
  const condition = /^condition=(\w+)(?:=true)?$/i.exec(values["for"] ?? "")?.[1];
  if (condition === undefined) throw new Failure(`error: the stand-in cannot wait for "${values["for"]}"`);
  const deadline = Date.now() + seconds(values["timeout"] ?? "30s") * 1000;
  const first = await look();
  const all = asked(words.slice(1), first);
  if (all.some(({ name }) => name === undefined) && !switches.has("all") && values["selector"] === undefined)
    throw new Failure("error: resource name may not be empty");
  const scope = {
    namespace: switches.has("all-namespaces") ? undefined : namespace,
    selector: values["selector"],
  };
  const done = new Set<string>();
  for (;;) {
    const { objects, missing } = find(all, scope, await look());
    if (missing.length > 0) throw new Failure(missing.join("\n"));
    if (objects.length === 0) throw new Failure("error: no matching resources found");
    const waiting: string[] = [];
    for (const { kind, object } of objects) {
      const name = displayName(kind, object.metadata.name);
      if (!holds(object, condition)) waiting.push(`${kind.plural}/${object.metadata.name}`);
      else if (!done.has(name)) {
        done.add(name);
        call.out(`${name} condition met\n`);
      }
    }
    if (waiting.length === 0) return 0;
    if (Date.now() > deadline)
      throw new Failure(
        waiting.map((name) => `error: timed out waiting for the condition on ${name}`).join("\n"),
      );
    await pause(EVERY, call.signal);
  }
}

function holds({ status }: KubeObject, name: string): boolean {
  const { conditions = [] } = (status ?? {}) as {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
  return conditions.some(
    ({ type, status }) => type.toLowerCase() === name.toLowerCase() && status === "True",
  );
}
