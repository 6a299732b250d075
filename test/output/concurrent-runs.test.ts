import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { isStale } from "../../src/output/comparison.ts";
import { writeTree } from "../../src/output/write-tree.ts";
import { artifacts, compare, contentsOf, generate, put, scratchFolder, worldErrorOf } from "./scratch.ts";
import { buildWriter } from "./writer-process.ts";

const former = artifacts({ "a/one": "1\n", "a/two": "2\n", "b/gone": "x\n" });
const next = artifacts({ "a/one": "new\n", "a/two": "2\n", "c/run*": "r\n" });
const many = artifacts(
  Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`d${i % 20}/f${i}`, `${i}\n`])),
);

function expectWhole(dir: string, files: typeof next): void {
  const wanted = files.map(
    ({ path, content, mode }) => [mode === 0o755 ? `${path}*` : path, content] as const,
  );
  expect(contentsOf(dir)).toEqual({ ...Object.fromEntries(wanted), mine: "mine\n" });
  expect(isStale(compare(dir, files))).toBe(false);
}

describe("a process that is killed", { timeout: 60_000 }, () => {
  it("at a step of its own is mended by the next run", async () => {
    const scratch = scratchFolder();
    const start = await buildWriter(scratch);
    for (let step = 0; step < 22; step++) {
      const dir = `${scratch}/${step}`;
      generate(dir, former);
      put(dir, "mine", "mine\n");
      const { signal } = await (await start(dir, next, { die: step })).ended;
      if (signal === null) break;
      expect(signal).toBe("SIGKILL");
      expect(compare(dir, next).interrupted).toBe(existsSync(`${dir}/.gen-tmp/journal.json`));
      generate(dir, next);
      expectWhole(dir, next);
    }
  });

  it("at any moment is mended by the next run", async () => {
    const scratch = scratchFolder();
    const start = await buildWriter(scratch);
    for (let round = 0; round < 8; round++) {
      const dir = `${scratch}/${round}`;
      generate(dir, former);
      put(dir, "mine", "mine\n");
      const { child, ended } = await start(dir, many, "run");
      await setTimeout(round * 7);
      child.kill("SIGKILL");
      await ended;
      generate(dir, round % 2 === 0 ? many : next);
      expectWhole(dir, round % 2 === 0 ? many : next);
    }
  });
});

describe("two runs on one tree", { timeout: 60_000 }, () => {
  it.each([2, 4, 6, 8, 10])(
    "the second stops, and the first is none the worse (at step %i)",
    async (step) => {
      const scratch = scratchFolder();
      const dir = `${scratch}/lab`;
      generate(dir, former);
      put(dir, "mine", "mine\n");
      const early = compare(dir, many);
      const { child, ended } = await (await buildWriter(scratch))(dir, next, { wait: step });
      const before = contentsOf(dir);
      const line =
        `another run of gen, process ${child.pid}, is writing \`${dir}\`: ` +
        `wait for it (if process ${child.pid} is not gen, delete \`${dir}/.gen-tmp/pid-${child.pid}\`)`;
      expect(worldErrorOf(() => compare(dir, many))).toEqual({ line, exitCode: 3 });
      expect(worldErrorOf(() => writeTree(early, "overwrite"))).toEqual({ line, exitCode: 3 });
      expect(contentsOf(dir)).toEqual(before);
      child.stdin.end();
      expect(await ended).toEqual({ code: 0, signal: null, stderr: "" });
      expectWhole(dir, next);
    },
  );

  it("all but one stop when many start at once, or they take turns", async () => {
    const scratch = scratchFolder();
    const dir = `${scratch}/lab`;
    generate(dir, former);
    put(dir, "mine", "mine\n");
    const start = await buildWriter(scratch);
    for (let round = 0; round < 3; round++) {
      const versions = [many, next, many, next];
      const writers = await Promise.all(versions.map((files) => start(dir, files, "run")));
      for (const { code, stderr } of await Promise.all(writers.map(({ ended }) => ended))) {
        if (code !== 0)
          expect({ code, stderr }).toEqual({
            code: 3,
            stderr: expect.stringMatching(/^another run|^cannot|changed/),
          });
      }
      generate(dir, former);
      expectWhole(dir, former);
    }
  });

  it("a process that is gone does not hold the tree, whether or not it left a journal", () => {
    const dir = `${scratchFolder()}/lab`;
    const { pid } = spawnSync(process.execPath, ["--version"]);
    generate(dir, former);
    put(dir, "mine", "mine\n");
    mkdirSync(`${dir}/.gen-tmp`);
    put(dir, `.gen-tmp/pid-${pid}`, "");
    put(dir, ".gen-tmp/journal.json.new", "{ half");
    expect(isStale(compare(dir, former))).toBe(false);
    generate(dir, next);
    expectWhole(dir, next);
    put(dir, `.gen-tmp/pid-${pid}`, "");
    put(dir, ".gen-tmp/journal.json", readFileSync(`${dir}/.gen-manifest.json`, "utf8"));
    put(dir, ".gen-tmp/7", "half a fi");
    expect(compare(dir, next).interrupted).toBe(true);
    generate(dir, next);
    expectWhole(dir, next);
  });

  it("a process of somebody else's counts as alive", () => {
    const dir = `${scratchFolder()}/lab`;
    put(dir, ".gen-tmp/pid-7", "");
    const refused = Object.assign(new Error("not yours"), { code: "EPERM" });
    const kill = vi.spyOn(process, "kill").mockImplementation(() => {
      throw refused;
    });
    onTestFinished(() => kill.mockRestore());
    expect(worldErrorOf(() => compare(dir, next)).line).toContain("another run of gen, process 7,");
    refused.code = "ESRCH";
    expect(compare(dir, next).interrupted).toBe(false);
  });

  it("a number that this very process bears is that of a dead one", () => {
    const dir = `${scratchFolder()}/lab`;
    put(dir, `.gen-tmp/pid-${process.pid}`, "");
    put(dir, "mine", "mine\n");
    generate(dir, next);
    expectWhole(dir, next);
  });
});
