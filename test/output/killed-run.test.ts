import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { conflictsOf, isStale } from "../../src/output/comparison.ts";
import { writeTree } from "../../src/output/write-tree.ts";
import type { OutputFile } from "../../src/render/output-file.ts";
import { isKilled, mortalDisk } from "./mortal-disk.ts";
import {
  artifacts,
  compare,
  contentsOf,
  generate,
  paths,
  put,
  scratchFolder,
  worldErrorOf,
} from "./scratch.ts";

const former = {
  "README.md": "one\n",
  "kind01/bgp.yaml": "same\n",
  "kind01/up.sh": "#!/bin/sh\n",
  "old/deep/gone.txt": "x\n",
  turns: "file\n",
  "back/to": "file\n",
};
const next = {
  "README.md": "two\n",
  "kind01/bgp.yaml": "same\n",
  "kind01/up.sh*": "#!/bin/sh\n",
  "kind02/new": "n\n",
  "turns/into": "folder\n",
  back: "file\n",
};
const other = { "README.md": "three\n", "kind02/else": "e\n", "kind03/new": "n\n", turns: "file again\n" };
const foreign = { "kind01/kubeconfig": "mine\n", "notes/a": "mine\n", "old/deep/mine": "mine\n" };

/** Prepares a tree, kills the writing of `files` before step n for every n there is, and hands each wreck to `look`. */
function killEverywhere(
  prepare: (dir: string) => void,
  files: readonly OutputFile[],
  look: (dir: string) => void,
): void {
  const scratch = scratchFolder();
  for (let step = 0; ; step++) {
    const dir = `${scratch}/${step}`;
    prepare(dir);
    if (!isKilled(() => generate(dir, files, "refuse", mortalDisk(step)))) {
      // Fewer steps than files would mean that the writer goes past the disk it was given.
      expect(step).toBeGreaterThan(2 * files.length);
      return;
    }
    look(dir);
  }
}

function prepareFormer(dir: string): void {
  generate(dir, artifacts(former));
  for (const [path, content] of Object.entries(foreign)) put(dir, path, content);
}

function treeOf(dir: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(contentsOf(dir)).filter(([path]) => !path.startsWith(".gen-tmp")));
}

function expectWhole(
  dir: string,
  wanted: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>> = {},
): void {
  expect(contentsOf(dir)).toEqual({ ...wanted, ...others });
  expect(isStale(compare(dir, artifacts(wanted)))).toBe(false);
}

describe("a run killed at any step", () => {
  it("is reported, and mended by the next run", () => {
    killEverywhere(prepareFormer, artifacts(next), (dir) => {
      const comparison = compare(dir, artifacts(next));
      expect(comparison.interrupted).toBe(existsSync(`${dir}/.gen-tmp/journal.json`));
      if (comparison.interrupted) expect(isStale(comparison)).toBe(true);
      else
        expect([
          { ...former, ...foreign },
          { ...next, ...foreign },
        ]).toContainEqual(treeOf(dir));
      expect(comparison.edited).toEqual([]);
      expect(comparison.occupied).toEqual([]);
      generate(dir, artifacts(next));
      expectWhole(dir, next, foreign);
    });
  });

  it("leaves every file either old or new, never half of one", () => {
    const known = new Set(
      [...Object.entries(former), ...Object.entries(next), ...Object.entries(foreign)].map(String),
    );
    killEverywhere(prepareFormer, artifacts(next), (dir) => {
      for (const file of Object.entries(treeOf(dir)))
        if (!file[0].endsWith("/")) expect(known).toContain(String(file));
    });
  });

  it("is mended also when it was the first run ever", () => {
    killEverywhere(
      () => {},
      artifacts(next),
      (dir) => {
        // Only where the last step, to remove an empty folder, is missing, may it pass for done.
        if (!isStale(compare(dir, artifacts(next)))) expect(treeOf(dir)).toEqual(next);
        generate(dir, artifacts(next));
        expectWhole(dir, next);
      },
    );
  });

  it("leaves nothing behind when the inventory has changed since", () => {
    killEverywhere(prepareFormer, artifacts(next), (dir) => {
      generate(dir, artifacts(other));
      expectWhole(dir, other, foreign);
    });
  });

  it("leaves nothing behind when the inventory is put back", () => {
    killEverywhere(prepareFormer, artifacts(next), (dir) => {
      generate(dir, artifacts(former));
      expectWhole(dir, former, foreign);
    });
  });

  it(
    "is mended when the mending is killed too, and the inventory changes each time",
    { timeout: 60_000 },
    () => {
      const [one, two, three, last] = [
        { a: "1", "b/c": "1", "d/e": "1" },
        { a: "2", b: "2" },
        { "b/c": "3" },
        { f: "4" },
      ];
      for (let step = 0, killed = true; killed; step += 2) {
        const prepare = (dir: string): void => {
          generate(dir, artifacts(one));
          put(dir, "mine", "mine\n");
          killed = isKilled(() => generate(dir, artifacts(two), "refuse", mortalDisk(step)));
        };
        killEverywhere(prepare, artifacts(three), (dir) => {
          generate(dir, artifacts(last));
          expectWhole(dir, last, { mine: "mine\n" });
        });
      }
    },
  );

  it("does not have the next run take an edit for gen's own", () => {
    killEverywhere(prepareFormer, artifacts(next), (dir) => {
      put(dir, "README.md", "mine\n");
      put(dir, "kind02/new", "mine\n");
      const comparison = compare(dir, artifacts(next));
      expect(paths(conflictsOf(comparison))).toEqual(["README.md", "kind02/new"]);
      expect(worldErrorOf(() => generate(dir, artifacts(next))).exitCode).toBe(1);
      expect(contentsOf(dir)).toMatchObject({ "README.md": "mine\n", "kind02/new": "mine\n" });
      generate(dir, artifacts(next), "overwrite");
      expectWhole(dir, next, foreign);
    });
  });
});

it("is not overlooked if another run is killed between reading and writing", () => {
  const scratch = scratchFolder();
  for (let step = 0, killed = true; killed; step++) {
    const dir = `${scratch}/${step}`;
    prepareFormer(dir);
    const comparison = compare(dir, artifacts(next));
    // It writes only what the waiting run knows nothing of, so that its journal alone gives it away.
    const between = artifacts({ ...former, "kind03/between": "b\n" });
    killed = isKilled(() => generate(dir, between, "refuse", mortalDisk(step)));
    try {
      writeTree(comparison, "refuse");
    } catch (error) {
      expect(error).toMatchObject({ name: "WorldError", exitCode: 3 });
      expect(compare(dir, artifacts(next)).interrupted).toBe(existsSync(`${dir}/.gen-tmp/journal.json`));
      generate(dir, artifacts(next));
    }
    expectWhole(dir, next, foreign);
  }
});
