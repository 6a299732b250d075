// How long a rehearsal takes to its verdict, and where the time goes. Needs root and the daemons, as a rehearsal does.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { largeInventory } from "./large-inventory.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "gen-bench-"));
const SIZES = [
  { what: "2 clusters x 2 nodes", inventory: join(root, "inventories/two-clusters.yaml"), aim: 20 },
  { what: "20 clusters x 3 nodes", inventory: join(folder, "twenty.yaml"), aim: 90 },
];

try {
  writeFileSync(join(folder, "twenty.yaml"), largeInventory(20, 2));
  for (const size of SIZES) rehearse(size);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function rehearse({ what, inventory, aim }) {
  const json = join(folder, "report.json");
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, "dist/cli.js"), "rehearse", "--inventory", inventory, "--json", json],
    { encoding: "utf8" },
  );
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status === 2 || status === 70 || (status === 3 && !stderr.includes("INCONCLUSIVE")))
    throw new Error(stderr);
  const { verdict, reason, phases, counts } = JSON.parse(readFileSync(json, "utf8"));
  console.log(`${what}: ${verdict} in ${seconds.toFixed(1)} s (aim: at most ${aim} s) ${reason}`);
  console.log(`  ${counts.sessions} sessions, ${counts.flows} flows`);
  for (const phase of phases) console.log(`  ${phase.seconds.toFixed(1).padStart(5)} s  ${phase.name}`);
  if (verdict !== "PASS" || seconds > aim) process.exitCode = 1;
}
