import { readFileSync, readSync, writeSync } from "node:fs";
import { compareTree } from "../../src/output/compare-tree.ts";
import { readTree } from "../../src/output/read-tree.ts";
import { WorldError } from "../../src/output/world-error.ts";
import { writeTree } from "../../src/output/write-tree.ts";
import { watchedDisk } from "./mortal-disk.ts";

// A process of its own that writes a tree: `node writer-main.mjs DIR FILES.json run|die|wait STEP`. It says `begins` before it
// looks at the tree; at STEP it kills itself, or says `waits` and goes on once its standard input ends.
const [dir = "", files = "", manner, at] = process.argv.slice(2);

const disk = watchedDisk((step, leaveHalf) => {
  if (String(step) !== at || manner === "run") return;
  if (manner === "die") {
    leaveHalf?.();
    process.kill(process.pid, "SIGKILL");
  }
  writeSync(1, "waits\n");
  readSync(0, Buffer.alloc(1));
});

try {
  writeSync(1, "begins\n");
  const wanted = JSON.parse(readFileSync(files, "utf8"));
  writeTree(compareTree(readTree(dir, wanted), wanted, "lab"), "refuse", disk);
} catch (error) {
  if (!(error instanceof WorldError)) throw error;
  writeSync(2, error.message);
  process.exitCode = error.exitCode;
}
