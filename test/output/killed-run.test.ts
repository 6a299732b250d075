import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { conflictsOf, isStale } from "../../src/output/comparison.ts";
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
      if (!comparison.interrupted)
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
      for (let step = 0, killed = true; killed; step++) {
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

describe("a staging folder", () => {
  const written = (): string => {
    const dir = `${scratchFolder()}/lab`;
    generate(dir, artifacts(former));
    return dir;
  };

  it("that is empty is that of a run killed very early, and goes", () => {
    const dir = written();
    mkdirSync(`${dir}/.gen-tmp`);
    expect(isStale(compare(dir, artifacts(former)))).toBe(false);
    generate(dir, artifacts(former));
    expectWhole(dir, former);
    expect(readdirSync(dir)).not.toContain(".gen-tmp");
  });

  it.each([
    ["staged files but no journal", { "1": "mine?\n" }, "holds files but no `journal.json`"],
    ["somebody's file", { "notes.txt": "mine\n" }, "`notes.txt` is not of gen's making".slice(1)],
    [
      "somebody's file beside half a journal",
      { "journal.json.new": "{", "1.bak": "mine\n" },
      "is not of gen's making",
    ],
    ["somebody's folder", { "1/a": "mine\n" }, "is not of gen's making"],
    [
      "a damaged journal",
      { "journal.json": "{" },
      "is not JSON; look whether anything in its folder is yours",
    ],
    ["a process number that is none", { "pid-0": "" }, "is not of gen's making"],
  ])("with %s is refused and kept", (_, contents, line) => {
    const dir = written();
    for (const [name, content] of Object.entries(contents)) put(dir, `.gen-tmp/${name}`, content);
    const before = contentsOf(dir);
    const error = worldErrorOf(() => generate(dir, artifacts(next), "overwrite"));
    expect(error.line).toContain(line);
    expect(error.exitCode).toBe(1);
    expect(contentsOf(dir)).toEqual(before);
  });

  it("with a stranger's file beside a good journal is refused and kept", () => {
    const dir = written();
    put(dir, ".gen-tmp/journal.json", readFileSync(`${dir}/.gen-manifest.json`, "utf8"));
    put(dir, ".gen-tmp/mine", "mine\n");
    expect(worldErrorOf(() => generate(dir, artifacts(next), "overwrite")).line).toContain(
      "/mine` is not of gen's making",
    );
    expect(contentsOf(dir)).toHaveProperty([".gen-tmp/mine"], "mine\n");
  });

  it("has its journal checked like a manifest", () => {
    const dir = written();
    const files = [{ path: "../x", sha256: "0".repeat(64), mode: "0644" }];
    put(dir, ".gen-tmp/journal.json", JSON.stringify({ version: 1, inventory: "lab", files }));
    expect(worldErrorOf(() => compare(dir, artifacts(next))).line).toContain("holds `.` or `..`");
  });

  it("does not have a stranger's file removed that only the journal lists", () => {
    const dir = written();
    const files = [{ path: "mine", sha256: "0".repeat(64), mode: "0644" }];
    put(dir, ".gen-tmp/journal.json", JSON.stringify({ version: 1, inventory: "lab", files }));
    put(dir, "mine", "mine\n");
    const comparison = generate(dir, artifacts(next));
    expect(comparison.foreign).toEqual(["mine"]);
    expectWhole(dir, next, { mine: "mine\n" });
  });
});
