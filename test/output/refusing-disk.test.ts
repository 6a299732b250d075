import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isStale } from "../../src/output/comparison.ts";
import { type Disk, realDisk } from "../../src/output/disk.ts";
import { WorldError } from "../../src/output/world-error.ts";
import { first, firstTree, second } from "./first-tree.ts";
import { isKilled, mortalDisk } from "./mortal-disk.ts";
import { artifacts, compare, contentsOf, generate, worldErrorOf } from "./scratch.ts";

describe("a disk that refuses", () => {
  const full = (path: string, dest?: string): never => {
    throw Object.assign(new Error("full"), { code: "ENOSPC", errno: -28, syscall: "write", path, dest });
  };

  it("gives the staged files back when the disk is full, and the tree is as it was", () => {
    const dir = firstTree();
    const disk: Disk = {
      ...realDisk,
      writeFile: (path, content, mode) =>
        path.endsWith("/.gen-tmp/2") ? full(path) : writeFileSync(path, content, { mode }),
    };
    expect(worldErrorOf(() => generate(dir, artifacts(second), "refuse", disk))).toEqual({
      line: `cannot write \`${dir}/.gen-tmp/2\`: no space left on device`,
      exitCode: 3,
    });
    expect(contentsOf(dir)).toEqual(first);
    expect(isStale(compare(dir, artifacts(first)))).toBe(false);
  });

  it("does no harm if the run is killed while it gives them back", () => {
    for (let steps = 5; steps < 14; steps++) {
      const dir = firstTree();
      const mortal = mortalDisk(steps);
      const disk: Disk = {
        ...mortal,
        writeFile: (path, content, mode) =>
          path.endsWith("/.gen-tmp/3") ? full(path) : mortal.writeFile(path, content, mode),
      };
      try {
        isKilled(() => generate(dir, artifacts(second), "refuse", disk));
      } catch (error) {
        expect(error).toBeInstanceOf(WorldError);
      }
      generate(dir, artifacts(second));
      expect(contentsOf(dir)).toEqual(second);
    }
  });

  it("is mended later when it refuses half way", () => {
    const dir = firstTree();
    let renames = 0;
    const disk: Disk = {
      ...realDisk,
      rename: (from, to) => (renames++ === 2 ? full(from, to) : realDisk.rename(from, to)),
    };
    expect(worldErrorOf(() => generate(dir, artifacts(second), "refuse", disk))).toEqual({
      line: `cannot write \`${dir}/kind02/new\`: no space left on device`,
      exitCode: 3,
    });
    expect(compare(dir, artifacts(second)).interrupted).toBe(true);
    generate(dir, artifacts(second));
    expect(contentsOf(dir)).toEqual(second);
  });
});
