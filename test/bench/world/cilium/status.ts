import { Failure } from "../call.ts";
import { seconds } from "../command-line.ts";
import { agentFrom, operatorFrom, type Sight } from "../controllers/readiness.ts";
import { connect } from "../kubectl/connect.ts";
import { pause } from "../pause.ts";
import type { CiliumCall } from "./cilium.ts";

/** `cilium status`: whether operator and agents run; with `--wait` only once they do. */
export async function status({ call, context, line }: CiliumCall): Promise<void> {
  const look = await connect(call, line, context);
  const limit = line.switches.has("wait") ? seconds(line.values["wait-duration"] ?? "5m") : 0;
  const deadline = Date.now() + limit * 1000;
  for (;;) {
    const problem = problemOf(await look());
    if (problem === undefined) break;
    if (Date.now() >= deadline) throw new Failure(`Unable to determine status: ${problem}`);
    await pause(0.05, call.signal);
  }
  call.out("Cilium:             OK\nOperator:           OK\n");
}

function problemOf(sight: Sight): string | undefined {
  if (!sight.cluster.cilium) return 'daemonsets.apps "cilium" not found';
  const waiting = sight.cluster.kind.nodes.filter(({ name }) => sight.now < agentFrom(sight, name));
  if (waiting.length > 0) return `cilium: ${waiting.length} pods of DaemonSet cilium are not ready`;
  return sight.now < operatorFrom(sight)
    ? "cilium-operator: pods of Deployment cilium-operator are not ready"
    : undefined;
}
