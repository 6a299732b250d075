import type { FileChange } from "./comparison.ts";
import type { Disk } from "./disk.ts";

/**
 * Gives a file whose content is right its x bits, or takes them away. In place, because its line endings may be those of a
 * checkout and are to stay; and as git does it, so that nobody may run it who may not read it.
 */
export function mendMode(dir: string, { path, before, after }: FileChange, disk: Disk): void {
  if (before === undefined || before.sha256 !== after?.sha256) return;
  const mode = after.mode === 0o755 ? before.mode | ((before.mode & 0o444) >> 2) : before.mode & ~0o111;
  disk.setMode(`${dir}/${path}`, mode);
}
