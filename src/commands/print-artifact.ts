import { didYouMean } from "../diagnostics/closest.ts";
import type { OutputFile } from "../render/output-file.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** `gen --stdout FILE`: one artifact, by its path below out/<inventory>/, as it would be written. */
export function printArtifact(path: string, files: readonly OutputFile[], terminal: Terminal): ExitCode {
  const file = files.find((candidate) => candidate.path === path);
  if (file) {
    terminal.out(file.content);
    return EXIT.ok;
  }
  const paths = files.map((candidate) => candidate.path);
  const help = didYouMean(path, paths) ?? `\`--stdout ${paths[0]}\` would be one`;
  terminal.err(`gen: the inventory has no artifact \`${path}\`\nhelp: ${help}\n`);
  return EXIT.usage;
}
