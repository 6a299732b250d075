#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { EXIT, type ExitCode } from "./commands/exit-code.ts";
import type { GenOptions } from "./commands/gen.ts";
import { EXAMPLES, VERDICTS } from "./commands/help-text.ts";
import type { PlanOptions } from "./commands/plan.ts";
import type { RehearseOptions } from "./commands/rehearse.ts";
import { harmless, type Terminal } from "./commands/terminal.ts";

declare const GEN_VERSION: string;

/** The command line: parses it, loads the verb, and is the only place that sets the exit code. */
const terminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(harmless(text)),
  ...(process.stderr.isTTY ? { show } : {}),
};

/** One line, or the next time it could not be taken away. */
function show(line: string): void {
  process.stderr.write(`\r\u001b[K${harmless(line).slice(0, (process.stderr.columns || 80) - 1)}`);
}

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
    .addOption(
      new Option(
        "--fail <what>",
        "also show what is left if this fails: a node, cluster, router or link (frrtor:kind01), or several joined by commas; can be repeated",
      ).argParser(collected),
    )
    .option("--json", "print the whole plan and the diagnostics as JSON")
    .action(async (own: Partial<PlanOptions>, command: Command) => {
      const options = { ...optionsBefore<PlanOptions>(gen, command), ...own };
      const inventory = await inventoryOf(options, command);
      finish(await (await import("./commands/plan.ts")).plan({ ...options, inventory }, terminal));
    });
  addRehearse(gen, finish);
  return gen;
}

function addRehearse(gen: Command, finish: (code: ExitCode) => void): void {
  const file = (flags: string, what: string) => new Option(flags, what).argParser(nonEmpty);
  gen
    .command("rehearse")
    .description(
      "Brings the artifacts up in network namespaces of this machine, with FRR and with GoBGP in place of Cilium, and compares with what gen predicts. Needs root on Linux.",
    )
    .showHelpAfterError("(see `gen rehearse --help`)")
    .allowExcessArguments()
    .addOption(inventoryOption())
    .addOption(
      file("--artifacts <dir>", "rehearse this folder as it is, instead of what gen would write now"),
    )
    .addOption(
      new Option(
        "--fail <what>",
        "also bring this failure about, as in `gen plan`, and look what becomes of the flows; can be repeated",
      ).argParser(collected),
    )
    .addOption(
      new Option(
        "--flows <count>",
        "requests of each client to each service; as many as it takes to judge how they are spread",
      ).argParser(flowCount),
    )
    .option("--keep", "let the lab live on, and say how to enter it")
    .addOption(file("--json <file>", "write the report as JSON; - prints it instead of the tables"))
    .addOption(file("--report <file>", "write the report as Markdown; - prints it instead of the tables"))
    .option("-q, --quiet", "print errors only")
    .option("--clean", "remove what kept and killed rehearsals have left, and nothing else")
    .addHelpText("after", VERDICTS)
    .action(async (own: Partial<RehearseOptions> & { readonly clean?: true }, command: Command) => {
      const { clean, ...options } = { ...optionsBefore<RehearseOptions>(gen, command), ...own };
      if (clean) {
        refuseBesideClean(options, command);
        finish(await (await import("./commands/rehearse-clean.ts")).rehearseClean(terminal));
        return;
      }
      const inventory = await inventoryOf(options, command);
      if (options.json !== undefined && options.json === options.report)
        command.error(`error: two reports cannot both go to '${options.json}'`);
      const { rehearse } = await import("./commands/rehearse.ts");
      finish(await rehearse({ ...options, inventory }, terminal, interruption()));
    });
}

function refuseBesideClean(others: Partial<RehearseOptions>, command: Command): void {
  const other = command.options.find((option) => Object.hasOwn(others, option.attributeName()));
  if (other) command.error(`error: option '--clean' cannot be used with option '${other.flags}'`);
  const [word] = command.args;
  if (word !== undefined) command.error(`error: \`--clean\` takes nothing, not even \`${word}\``);
}

/** Ctrl-C, for a verb that has to clean up. The second one does not wait for it. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  process.removeAllListeners("SIGINT");
  process.on("SIGINT", () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
  });
  return controller.signal;
}

function nonEmpty(value: string): string {
  if (value === "") throw new InvalidArgumentError("It is empty.");
  return value;
}

/** For an option that can be repeated. */
function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, nonEmpty(value)];
}

function flowCount(value: string): number {
  const count = /^\d{1,6}$/.test(value) ? Number(value) : 0;
  if (count < 1 || count > 100_000) throw new InvalidArgumentError("It is no number from 1 to 100000.");
  return count;
}

/** `gen --inventory X plan` is as good as `gen plan --inventory X`, but not every option of gen fits a verb. */
function optionsBefore<Options>(gen: Command, verb: Command): Partial<Options> {
  for (const option of gen.options) {
    const name = option.attributeName();
    if (gen.getOptionValue(name) === undefined) continue;
    const own = verb.options.find((candidate) => candidate.attributeName() === name);
    if (!own) verb.error(`error: \`gen ${verb.name()}\` has no option '${option.long}'`);
    if (own.required !== option.required)
      verb.error(`error: option '${own.flags}' stands behind \`gen ${verb.name()}\``);
  }
  return gen.opts();
}

/** Which inventory is meant. Ends with a usage error if none is named, or if there are words that mean nothing. */
async function inventoryOf({ inventory }: { inventory?: string }, command: Command): Promise<string> {
  const [word] = command.args;
  if (inventory !== undefined && word === undefined) return inventory;
  const { inventoryHelp, wordHelp } = await import("./commands/usage-help.ts");
  const name = command.parent ? `gen ${command.name()}` : "gen";
  return word === undefined
    ? command.error(`error: which inventory?\nhelp: ${inventoryHelp(name)}`)
    : command.error(`error: \`${word}\` is no command\nhelp: ${wordHelp(word, name)}`);
}

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
