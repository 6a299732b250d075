import { basename } from "node:path";
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
  terminal.err(`gen: the inventory has no artifact \`${path}\`\nhelp: ${proposal(path, paths)}\n`);
  return EXIT.usage;
}

/** Who completes paths in a shell starts at out/; who knows the file may not know its folder. */
function proposal(path: string, paths: readonly string[]): string {
  const below = paths.find((candidate) => path.endsWith(`/${candidate}`));
  if (below !== undefined) return `paths start below the folder of the inventory: \`${below}\``;
  const namesakes = paths.filter((candidate) => basename(candidate) === basename(path));
  const candidates = namesakes.length > 0 ? namesakes : paths;
  return didYouMean(path, candidates) ?? `\`--stdout ${candidates[0]}\` would be one`;
}
