import { count } from "../count.ts";
import { frrStatements, unshownStatements } from "../frr/frr-statements.ts";
import { type MissingStatements, missingStatements } from "../frr/missing-statements.ts";
import { undefinedReferences } from "../frr/undefined-references.ts";
import type { FrrStart } from "../lab/frr.ts";
import { ifAnswered } from "../lab/lab-error.ts";
import type { LabHandle } from "../lab/lab-handle.ts";
import type { LabRouter } from "../lab/topology.ts";
import type { Check } from "../report/report.ts";
import type { Twin } from "../twin/twin.ts";
import { compared } from "./check.ts";

/**
 * A router of the lab took every statement of its frr.conf and has it, or has it as a default; what the statements name
 * is defined, and the daemons that its `daemons` names run. What is a default is asked of the twin, which is of no use
 * after that. `start`: how FRR started on the router.
 */
export async function checkConfig(
  handle: LabHandle,
  router: LabRouter,
  twin: Twin,
  start: FrrStart,
): Promise<Check> {
  const { name, frrConf } = router;
  const all = frrStatements(frrConf).length;
  const wanted = namedDaemons(router.daemons);
  const running = (await tryVtysh(handle, name, "show daemons")).split(/\s+/).filter(Boolean);
  const runningConfig = await tryVtysh(handle, name, "show running-config");
  const refusedLines = start.complaints.flatMap((text) => Number(/^line (\d+):/.exec(text)?.[1] ?? 0));
  const unshown = unshownStatements(frrConf, runningConfig).filter(
    ({ line }) => !refusedLines.includes(line),
  );
  const missing = runningConfig === "" ? [] : await missingStatements(handle, twin.host, unshown);
  const dead = wanted.filter((daemon) => !running.includes(daemon));
  const absent = new Set([...refusedLines, ...missing.flatMap(({ statements }) => statements)]).size;
  const has = runningConfig === "" ? "FRR does not answer" : count(all - absent, "statement");
  return compared(
    "config",
    name,
    `${count(all, "statement")}; ${wanted.join(", ")}`,
    `${has}; ${running.join(", ") || "no daemon"}`,
    [
      ...start.complaints.map((text) => `FRR, reading frr.conf: ${text}`),
      ...dead.map((daemon) => `${daemon} is named in \`daemons\` and does not run`),
      ...missing.map(missingText),
      ...undefinedReferences(frrConf).map(
        ({ line, what, consequence }) =>
          `frr.conf line ${line} names the ${what}, which is not defined: ${consequence}`,
      ),
    ],
  );
}

/** The daemons that FRR's start script takes from `daemons`: what is neither `no` nor 0 nor empty counts as yes. */
function namedDaemons(daemons: string): readonly string[] {
  const settings = [...daemons.matchAll(/^([a-z0-9]+)="?([^"\s#]*)/gm)];
  return settings.flatMap(([, name = "", value = ""]) => (/^(no|0|)$/.test(value) ? [] : [name]));
}

/** Empty if no daemon answers. */
async function tryVtysh(handle: LabHandle, router: string, command: string): Promise<string> {
  return (await ifAnswered(handle.vtysh(router, command))) ?? "";
}

function missingText({ statements, reason }: MissingStatements): string {
  const [first] = statements;
  const last = statements.at(-1)?.line;
  const words = `\`${first?.path.at(-1)}\``;
  return statements.length === 1
    ? `frr.conf line ${last}, ${words}: ${reason}`
    : `frr.conf lines ${first?.line} to ${last}, ${count(statements.length, "statement")} from ${words} on: ${reason}`;
}
