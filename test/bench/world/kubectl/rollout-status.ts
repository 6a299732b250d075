import { Failure } from "../call.ts";
import { seconds } from "../command-line.ts";
import type { KubeObject } from "../objects.ts";
import { pause } from "../pause.ts";
import type { KubectlCall } from "./kubectl.ts";
import { asked, find } from "./named.ts";
import { EVERY } from "./wait.ts";

/** `kubectl rollout status daemonset|deployment/NAME`. */
export async function rolloutStatus({ call, line, look, namespace }: KubectlCall): Promise<number> {
  const [, verb, ...words] = line.words;
  if (verb !== "status") throw new Failure(`error: unknown command "rollout ${verb}" (to the stand-in)`);
  const deadline = Date.now() + (seconds(line.values["timeout"] ?? "0s") * 1000 || Number.POSITIVE_INFINITY);
  let said = "";
  for (;;) {
    const sight = await look();
    const { objects, missing } = find(asked(words, sight), { namespace, selector: undefined }, sight);
    const [found] = objects;
    if (missing.length > 0 || !found) throw new Failure(missing.join("\n"));
    const progress = PROGRESS[found.kind.kind];
    if (!progress) throw new Failure(`error: no status viewer has been implemented for ${found.kind.kind}`);
    const { text, isDone } = progress(found.object);
    if (text !== said) call.out(`${text}\n`);
    said = text;
    if (isDone) return 0;
    if (Date.now() > deadline) throw new Failure("error: timed out waiting for the condition");
    await pause(EVERY, call.signal);
  }
}

interface Progress {
  readonly text: string;
  readonly isDone: boolean;
}

type Counts = Readonly<Record<string, number | undefined>>;

const PROGRESS: Readonly<Record<string, (object: KubeObject) => Progress>> = {
  DaemonSet: ({ metadata, status }) => {
    const { desiredNumberScheduled: desired = 0, numberAvailable: available = 0 } = status as Counts;
    const set = `daemon set "${metadata.name}"`;
    return available < desired
      ? {
          text: `Waiting for ${set} rollout to finish: ${available} of ${desired} updated pods are available...`,
          isDone: false,
        }
      : { text: `${set} successfully rolled out`, isDone: true };
  },
  Deployment: ({ metadata, spec, status }) => {
    const { replicas = 1 } = spec as Counts;
    const { updatedReplicas: updated = 0, availableReplicas: available = 0 } = status as Counts;
    const waiting = `Waiting for deployment "${metadata.name}" rollout to finish:`;
    if (updated < replicas)
      return {
        text: `${waiting} ${updated} out of ${replicas} new replicas have been updated...`,
        isDone: false,
      };
    return available < replicas
      ? { text: `${waiting} ${available} of ${replicas} updated replicas are available...`, isDone: false }
      : { text: `deployment "${metadata.name}" successfully rolled out`, isDone: true };
  },
};
