import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Under which circumstances install-tools.sh runs. */
export interface Circumstances {
  /** From where it is to take everything. */
  readonly mirror: string;
  readonly arguments?: readonly string[];
  /** The folders of this machine's commands, instead of the test's own. */
  readonly path?: string;
  /** Commands of this machine that another script stands in for. */
  readonly stand?: Readonly<Record<string, string>>;
}

export interface InstallRun {
  readonly status: number | null;
  /** Both streams. */
  readonly output: string;
}

/** Runs the install-tools.sh of a tree; everything that it leaves behind is in `folder`. */
export async function runInstall(
  folder: string,
  tree: string,
  circumstances: Circumstances,
): Promise<InstallRun> {
  const standIns = join(folder, "stand-ins");
  mkdirSync(standIns, { recursive: true });
  for (const [command, body] of Object.entries({ uname: "echo Linux x86_64", ...circumstances.stand }))
    writeFileSync(join(standIns, command), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  const env = {
    HOME: folder,
    XDG_STATE_HOME: join(folder, "state"),
    PATH: [standIns, circumstances.path ?? process.env["PATH"]].join(delimiter),
    GEN_TOOLS_MIRROR: circumstances.mirror,
  };
  const child = spawn(join(tree, "install-tools.sh"), circumstances.arguments ?? [], {
    env,
    timeout: 60_000,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += String(data)));
  const status = await new Promise<number | null>((done) => child.on("close", done));
  return { status, output };
}

/** Makes a folder with links to these commands, and bash. */
export function folderOfCommands(folder: string, names: readonly string[]): string {
  mkdirSync(folder, { recursive: true });
  for (const command of ["bash", "env", ...names]) {
    const found = (process.env["PATH"] ?? "").split(delimiter).find((one) => existsSync(join(one, command)));
    if (found) symlinkSync(join(found, command), join(folder, command));
  }
  return folder;
}

/** A program that the mirror has, by its name. */
export function program(name: string): string {
  return `#!/bin/sh\necho ${name} of the mirror\n`;
}

/** The archive of the cilium CLI: one file. */
export function ciliumArchive(folder: string): Buffer {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "cilium"), program("cilium"), { mode: 0o755 });
  return spawnSync("tar", ["--create", "--gzip", "--directory", folder, "cilium"]).stdout;
}
