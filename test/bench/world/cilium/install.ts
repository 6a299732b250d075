import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parse } from "yaml";
import { ciliumValues } from "../../../../src/control-plane/helm/cilium-values.ts";
import { Failure } from "../call.ts";
import { chartObjects } from "../controllers/system-objects.ts";
import { connect } from "../kubectl/connect.ts";
import { keep } from "../objects.ts";
import { pause } from "../pause.ts";
import type { CiliumCall } from "./cilium.ts";
import { record, releasesOf, restate } from "./releases.ts";

/** `cilium install`: refuses a release that there is. */
export async function install(call: CiliumCall): Promise<void> {
  await deploy(call, "install");
}

/** `cilium upgrade`: refuses one that there is not. */
export async function upgrade(call: CiliumCall): Promise<void> {
  // Without it the values of the revision before count as well, which nobody here merges.
  if (!call.line.switches.has("reset-values"))
    throw new Failure("the stand-in upgrades with --reset-values only");
  await deploy(call, "upgrade");
}

/** As Helm goes about it: the Secret says `pending` from before the first object until after the last one. */
async function deploy({ call, context, line }: CiliumCall, verb: "install" | "upgrade"): Promise<void> {
  const stopped = (reason: string) => new Failure(`Unable to ${verb} Cilium: ${reason}`);
  // The command line waits, and fails, where it is not told otherwise; nobody here needs that.
  if (line.switches.has("wait")) throw stopped("the stand-in does not wait: --wait=false");
  const { version, values: file } = line.values;
  if (version === undefined) throw stopped("the stand-in has no version of its own: --version");
  const text =
    file === undefined
      ? ""
      : await readFile(resolve(call.cwd, file), "utf8").catch(() => {
          throw stopped(`open ${file}: no such file or directory`);
        });
  const look = await connect(call, line, context);
  const { cluster } = await look().catch((error: Error) => {
    throw stopped(`Kubernetes cluster unreachable: ${error.message}`);
  });
  const read = ciliumValues(text, cluster.kind);
  if (!read.values) throw stopped(`failed parsing values: ${read.problems.join("\n")}`);
  const past = releasesOf(cluster.objects);
  const refusal = verb === "install" ? refusedInstall(past) : refusedUpgrade(past);
  if (refusal !== undefined) throw stopped(refusal);

  const revision = (past.at(-1)?.revision ?? 0) + 1;
  record(cluster, { revision, status: `pending-${verb}`, version, config: parse(text) });
  context.changed(cluster.name, `cilium ${verb}, revision ${revision}: begun`);
  await pause(context.delays.step, call.signal);
  const wanted = `${version} ${JSON.stringify(read.values)}`;
  const isSame =
    cluster.cilium && wanted === `${cluster.cilium.version} ${JSON.stringify(cluster.cilium.values)}`;
  // Agents restart when their configuration changes.
  if (!isSame) cluster.cilium = { version, values: read.values, since: Date.now() };
  for (const object of chartObjects(version, cluster.kind.nodes.length)) keep(cluster.objects, object, false);
  context.reconcile(cluster);
  await pause(context.delays.step, call.signal);
  for (const before of past)
    if (before.status === "deployed") restate(cluster, before.revision, "superseded");
  restate(cluster, revision, "deployed");
  context.changed(cluster.name, `cilium ${verb}, revision ${revision}: deployed`);
  call.out(`ℹ️  Using Cilium version ${version}\n`);
}

type Past = ReturnType<typeof releasesOf>;

/** Helm lets nobody install over a release, whatever became of it. */
function refusedInstall(past: Past): string | undefined {
  return past.length > 0 ? "cannot re-use a name that is still in use" : undefined;
}

function refusedUpgrade(past: Past): string | undefined {
  const last = past.at(-1);
  if (last === undefined) return '"cilium" has no deployed releases';
  if (last.status.startsWith("pending-"))
    return "another operation (install/upgrade/rollback) is in progress";
  const hasRun = past.some(({ status }) => status === "deployed" || status === "superseded");
  return hasRun || last.status === "failed" ? undefined : '"cilium" has no deployed releases';
}
