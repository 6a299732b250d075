// How long gen takes, as ratios on this machine: its cold start against a bare `node -e 0`, and a thousand clusters
// against a plain script that writes the same bytes to as many files. Medians of runs taken in turn.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { largeInventory } from "./large-inventory.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const gen = join(root, "dist/cli.js");
const folder = mkdtempSync(join(tmpdir(), "gen-bench-"));
// Tells the largest size that the process had, in KiB, as its last line.
const memory =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('\\n'+process.resourceUsage().maxRSS))";

try {
  const small = join(root, "inventories/two-clusters.yaml");
  compare("cold start on two-clusters, against node -e 0 (aim: at most 3)", 15, ["-e", "0"], (out) => [
    gen,
    "--quiet",
    "--inventory",
    small,
    "--out",
    out,
  ]);

  const clusters = 1000;
  const inventory = join(folder, "large.yaml");
  writeFileSync(inventory, largeInventory(clusters));
  const first = join(folder, "first");
  run([gen, "--quiet", "--inventory", inventory, "--out", first]);
  const plain = join(folder, "plain.mjs");
  const files = readdirSync(first, { recursive: true }).filter((path) =>
    statSync(join(first, path)).isFile(),
  );
  writeFileSync(
    join(folder, "files.json"),
    JSON.stringify(files.map((path) => [path, readFileSync(join(first, path), "utf8")])),
  );
  writeFileSync(plain, plainWriter(join(folder, "files.json")));
  compare(
    `${clusters} kind clusters (${files.length} files), against a script that writes the same files (aim: at most 6)`,
    5,
    (out) => [plain, out],
    (out) => [gen, "--quiet", "--inventory", inventory, "--out", out],
  );
  report("again, nothing to change", 5, () => [gen, "--quiet", "--inventory", inventory, "--out", first]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function compare(title, runs, other, ours) {
  const ratios = [];
  const times = { ours: [], other: [] };
  let peak = 0;
  for (let i = 0; i < runs; i++) {
    const b = run(typeof other === "function" ? other(join(folder, `b${i}`)) : other);
    const a = run(ours(join(folder, `a${i}`)));
    rmSync(join(folder, `a${i}`), { recursive: true, force: true });
    rmSync(join(folder, `b${i}`), { recursive: true, force: true });
    times.ours.push(a.milliseconds);
    times.other.push(b.milliseconds);
    ratios.push(a.milliseconds / b.milliseconds);
    peak = Math.max(peak, a.mebibytes);
  }
  const [ms, base] = [median(times.ours), median(times.other)];
  console.log(
    `${title}\n  ratio ${median(ratios).toFixed(2)} (${ms.toFixed(0)} ms to ${base.toFixed(0)} ms, ${runs} pairs), peak memory ${peak.toFixed(0)} MiB`,
  );
}

function report(title, runs, ours) {
  const results = Array.from({ length: runs }, () => run(ours()));
  console.log(
    `${title}\n  ${median(results.map((result) => result.milliseconds)).toFixed(0)} ms, peak memory ${Math.max(...results.map((result) => result.mebibytes)).toFixed(0)} MiB`,
  );
}

function run(args) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, ["--import", memory, ...args], { encoding: "utf8" });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${args.join(" ")} failed:\n${stderr}`);
  return { milliseconds, mebibytes: Number(stderr.trim().split("\n").at(-1)) / 1024 };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function plainWriter(list) {
  return `import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
const made = new Set();
for (const [path, content] of JSON.parse(readFileSync(${JSON.stringify(list)}, "utf8"))) {
  const folder = join(process.argv[2], dirname(path));
  if (!made.has(folder)) mkdirSync(folder, { recursive: true });
  made.add(folder);
  writeFileSync(join(process.argv[2], path), content);
}
`;
}
