import { type GenOptions, gen } from "../../src/commands/gen.ts";
import { type PlanOptions, plan } from "../../src/commands/plan.ts";
import type { Terminal } from "../../src/commands/terminal.ts";
import { compile } from "../../src/compile.ts";
import { WorldError } from "../../src/output/world-error.ts";
import { goldenInventory } from "../golden/inventories.ts";
import type { Ran } from "./cli.ts";

/** How many artifacts two-clusters.yaml has. */
export const COUNT = compile(goldenInventory("two-clusters").source).files.length;

/** What `gen` prints with these options in `cwd`, without a process of its own: in a tenth of the time. */
export function genHere(options: Partial<GenOptions>, cwd: string): Promise<Ran> {
  return inFolder(cwd, (terminal) => gen({ inventory: "two-clusters.yaml", ...options }, terminal));
}

/** The same for `gen plan`. */
export function planHere(options: Partial<PlanOptions>, cwd: string): Promise<Ran> {
  return inFolder(cwd, (terminal) => plan({ inventory: "two-clusters.yaml", ...options }, terminal));
}

async function inFolder(cwd: string, verb: (terminal: Terminal) => Promise<number>): Promise<Ran> {
  const said = { out: "", err: "" };
  const terminal: Terminal = {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  };
  const home = process.cwd();
  process.chdir(cwd);
  try {
    const code = await verb(terminal);
    return { code, ...said };
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    return { code: error.exitCode, out: said.out, err: `${said.err}gen: ${error.message}\n` };
  } finally {
    process.chdir(home);
  }
}
