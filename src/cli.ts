#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { EXIT, type ExitCode } from "./commands/exit-code.ts";
import type { GenOptions } from "./commands/gen.ts";
import type { PlanOptions } from "./commands/plan.ts";
import { harmless, type Terminal } from "./commands/terminal.ts";

declare const GEN_VERSION: string;

/** The command line: parses it, loads the verb, and is the only place that sets the exit code. */
const terminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(harmless(text)),
};

// Whether it is there is asked in the action: commander would ask first, and blame it for every other mistake.
const inventoryOption = () =>
  new Option(
    "-i, --inventory <file>",
    "the inventory; a bare name is looked up here, then in inventories/",
  ).argParser(nonEmpty);

function program(finish: (code: ExitCode) => void): Command {
  const gen = new Command("gen")
    .description(
      "Compiles an inventory into every artifact of a Kubernetes BGP anycast lab, and refuses one that cannot work.",
    )
    .version(GEN_VERSION)
    .configureOutput({ writeErr: terminal.err })
    .exitOverride()
    .showHelpAfterError("(see `gen --help`)")
    .enablePositionalOptions()
    .allowExcessArguments()
    .addOption(inventoryOption())
    .addOption(
      new Option("-o, --out <dir>", "write to this folder instead of out/<name of the inventory>").argParser(
        nonEmpty,
      ),
    )
    .addOption(
      new Option(
        "--check",
        "write nothing; print the difference and exit with 1 if the folder is stale",
      ).conflicts(["force", "stdout"]),
    )
    .addOption(
      new Option("--force", "overwrite files that were edited by hand or not written by gen").conflicts(
        "stdout",
      ),
    )
    .addOption(
      new Option("--stdout <file>", "write nothing; print one artifact, such as frrtor/frr.conf").conflicts([
        "json",
        "out",
      ]),
    )
    .option("-q, --quiet", "print errors only")
    .option("--json", "print diagnostics and what became of each file as JSON")
    .action(async (options: Partial<GenOptions>, command: Command) => {
      const inventory = await inventoryOf(options, command);
      finish(await (await import("./commands/gen.ts")).gen({ ...options, inventory }, terminal));
    })
    .helpCommand(true)
    .addHelpText("after", EXAMPLES);
  gen
    .command("plan")
    .description("Prints what was decided: addresses, peerings, routes to expect. Writes nothing.")
    .showHelpAfterError("(see `gen plan --help`)")
    .allowExcessArguments()
    .addOption(inventoryOption())
    .option("--json", "print the whole plan and the diagnostics as JSON")
    .action(async (own: Partial<PlanOptions>, command: Command) => {
      const options = { ...optionsBefore(gen, command), ...own };
      const inventory = await inventoryOf(options, command);
      finish(await (await import("./commands/plan.ts")).plan({ ...options, inventory }, terminal));
    });
  return gen;
}

function nonEmpty(value: string): string {
  if (value === "") throw new InvalidArgumentError("It is empty.");
  return value;
}

/** `gen --inventory X plan` is as good as `gen plan --inventory X`, but what only writes files does not fit here. */
function optionsBefore(gen: Command, plan: Command): Partial<PlanOptions> {
  const known = plan.options.map((option) => option.attributeName());
  const stranger = gen.options.find((option) => {
    const name = option.attributeName();
    return gen.getOptionValue(name) !== undefined && !known.includes(name);
  });
  if (stranger) plan.error(`error: \`gen plan\` has no option '${stranger.long}'`);
  return gen.opts();
}

/** Which inventory is meant. Ends with a usage error if none is named, or if there are words that mean nothing. */
async function inventoryOf({ inventory }: Partial<PlanOptions>, command: Command): Promise<string> {
  const [word] = command.args;
  if (inventory !== undefined && word === undefined) return inventory;
  const { inventoryHelp, wordHelp } = await import("./commands/usage-help.ts");
  const name = command.parent ? `gen ${command.name()}` : "gen";
  return word === undefined
    ? command.error(`error: which inventory?\nhelp: ${inventoryHelp(name)}`)
    : command.error(`error: \`${word}\` is no command\nhelp: ${wordHelp(word, name)}`);
}

const EXAMPLES = `
Examples:
  gen --inventory two-clusters.yaml             write out/two-clusters/
  gen --inventory two-clusters.yaml --check     is what is committed up to date?
  gen --inventory two-clusters.yaml --stdout frrtor/frr.conf
  gen plan --inventory two-clusters.yaml        addresses, sessions and routes as tables

Exit codes: 0 fine; 1 the inventory or the folder is not as it should be; 2 usage; 3 could not find out
(a file or a right is missing); 70 a bug in gen; 130 interrupted.
`;

async function main(): Promise<void> {
  process.on("SIGINT", () => process.exit(EXIT.interrupted));
  // A reader that has seen enough (`gen plan | head`) is no error, and changes neither what gen does nor its exit code.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    terminal.err(`gen: cannot print: ${error.message}\n`);
    process.exit(EXIT.unknown);
  });
  process.stderr.on("error", () => {});
  try {
    await program((code) => {
      process.exitCode = code;
    }).parseAsync();
  } catch (error) {
    process.exitCode = await failure(error);
  }
}

/** What is left are the command line's own complaints (already printed), the world's, and our bugs. */
async function failure(error: unknown): Promise<ExitCode> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const { WorldError } = await import("./output/world-error.ts");
  if (error instanceof WorldError) {
    terminal.err(`gen: ${error.message}\n`);
    return error.exitCode;
  }
  terminal.err(
    `gen: this is a bug in gen, not in your inventory. Please report it with the inventory and these lines:\ngen ${GEN_VERSION}, Node ${process.version}\n`,
  );
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    terminal.err(`${cause.stack ?? cause.message}\n`);
  return EXIT.bug;
}

await main();
