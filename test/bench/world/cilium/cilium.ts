import { type Call, Failure } from "../call.ts";
import type { Context } from "../cluster.ts";
import { type CommandLine, commandLine, type Flags } from "../command-line.ts";
import { install, upgrade } from "./install.ts";
import { status } from "./status.ts";

/** A call of the cilium command line, its arguments read. */
export interface CiliumCall {
  readonly call: Call;
  readonly context: Context;
  readonly line: CommandLine;
}

/** The stand-in for cilium's command line: it has no chart, and keeps releases as Helm would. */
export async function cilium(call: Call, context: Context): Promise<number> {
  const verb = call.argv.find((word) => !word.startsWith("-")) ?? "";
  const command = COMMANDS[verb];
  try {
    if (!command) throw new Failure(`unknown command "${verb}" for "cilium"`);
    const values = [...GLOBAL, ...(command.flags.values ?? [])];
    const line = commandLine(call.argv, { ...command.flags, values, short: { n: "namespace", f: "values" } });
    await command.run({ call, context, line });
    return 0;
  } catch (error) {
    if (error instanceof Failure) throw new Failure(`Error: ${error.message}`, error.code);
    throw error;
  }
}

/** The command line has no flag for a kubeconfig: it goes by KUBECONFIG. */
const GLOBAL = ["context", "namespace"];

const COMMANDS: Readonly<Record<string, { readonly flags: Flags; run(call: CiliumCall): Promise<void> }>> = {
  version: {
    flags: { switches: ["client"] },
    run: async ({ call, context: { versions } }) =>
      call.out(
        `cilium-cli: v${versions.cilium} compiled with go1.25.4 on linux/amd64\ncilium image (default): v1.18.3\ncilium image (stable): v1.18.4\n`,
      ),
  },
  install: { flags: { values: ["version", "values"], switches: ["wait"] }, run: install },
  upgrade: { flags: { values: ["version", "values"], switches: ["wait", "reset-values"] }, run: upgrade },
  status: { flags: { values: ["wait-duration"], switches: ["wait"] }, run: status },
};
