import { chmodSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { conflictsOf, isStale } from "../../src/output/comparison.ts";
import { WorldError } from "../../src/output/world-error.ts";
import type { OutputFile } from "../../src/render/output-file.ts";
import { isKilled, mortalDisk } from "./mortal-disk.ts";
import { compare, contentsOf, generate, put } from "./scratch.ts";

// Few paths, so that histories cross: the same one a file, a folder, gen's and the user's in turn.
const path = fc.constantFrom("a", "a/b", "a/b/c", "d/e", "d/f", "g", "h/i/j");

const version: fc.Arbitrary<readonly OutputFile[]> = fc
  .uniqueArray(
    fc.record({
      path,
      content: fc.constantFrom("gen 1\n", "gen 2\n", "gen 3\n"),
      mode: fc.constantFrom<0o644 | 0o755>(0o644, 0o755),
    }),
    { selector: (file) => file.path },
  )
  .map((files) => files.filter((file) => !files.some((below) => below.path.startsWith(`${file.path}/`))));

type Event =
  | { readonly kind: "run" | "overwrite"; readonly files: readonly OutputFile[]; readonly steps: number }
  | { readonly kind: "save" | "delete"; readonly path: string };

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    arbitrary: fc.record({ kind: fc.constant("run" as const), files: version, steps: fc.nat(40) }),
    weight: 6,
  },
  {
    arbitrary: fc.record({ kind: fc.constant("overwrite" as const), files: version, steps: fc.nat(40) }),
    weight: 1,
  },
  { arbitrary: fc.record({ kind: fc.constant("save" as const), path }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant("delete" as const), path }), weight: 1 },
);

/** The user's files: what is in them, by path. */
type Mine = Map<string, string>;

it(
  "loses nothing of the user's and leaves nothing of gen's, whatever happened before",
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 8 }), version, (events, last) => {
        const dir = mkdtempSync(join(tmpdir(), "gen-history-"));
        try {
          const mine: Mine = new Map();
          for (const [number, happening] of events.entries()) {
            live(dir, happening, mine, `user ${number}\n`);
            expect(contentsOf(dir)).toMatchObject(Object.fromEntries(mine));
          }
          const untouched = events.every(({ kind }) => kind === "run" || kind === "overwrite");
          finish(dir, last, mine, untouched ? filesAndFolders : filesOnly);
        } finally {
          rmSync(dir, { recursive: true });
        }
      }),
      { numRuns: 300 },
    );
  },
);

function live(dir: string, happening: Event, mine: Mine, content: string): void {
  if ("files" in happening) run(dir, happening.files, happening.kind, happening.steps, mine);
  else if (happening.kind === "save") save(dir, happening.path, mine, content);
  else remove(dir, happening.path, mine);
}

function run(
  dir: string,
  files: readonly OutputFile[],
  kind: "run" | "overwrite",
  steps: number,
  mine: Mine,
): void {
  const before = contentsOf(dir);
  try {
    const conflicts = conflictsOf(compare(dir, files)).map((conflict) => conflict.path);
    isKilled(() => generate(dir, files, kind === "run" ? "refuse" : "overwrite", mortalDisk(steps)));
    if (kind === "run") return;
    const after = contentsOf(dir);
    for (const path of conflicts) if (after[path] !== mine.get(path)) mine.delete(path);
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    expect(contentsOf(dir)).toEqual(before);
  }
}

function save(dir: string, path: string, mine: Mine, content: string): void {
  try {
    put(dir, path, content);
    chmodSync(join(dir, path), 0o644);
    mine.set(path, content);
  } catch {
    // A folder is there, or a file where a folder would be: the user thinks better of it.
  }
}

function remove(dir: string, path: string, mine: Mine): void {
  try {
    rmSync(join(dir, path));
    mine.delete(path);
  } catch {
    // Nothing is there, or a folder.
  }
}

/** The last run is not killed. If something of the user's is in its way, the user clears that away, and it runs again. */
function finish(dir: string, files: readonly OutputFile[], mine: Mine, seen: typeof filesOnly): void {
  try {
    generate(dir, files);
  } catch (error) {
    if (!(error instanceof WorldError) || seen === filesAndFolders) throw error;
    for (const path of [...mine.keys()]) {
      remove(dir, path, mine);
    }
    for (const path of Object.keys(contentsOf(dir))) if (path.endsWith("/")) removeEmpty(dir, path);
    generate(dir, files);
  }
  const wanted = files.map(
    ({ path, content, mode }) => [mode === 0o755 ? `${path}*` : path, content] as const,
  );
  expect(seen(contentsOf(dir))).toEqual({ ...Object.fromEntries(wanted), ...Object.fromEntries(mine) });
  expect(isStale(compare(dir, files))).toBe(false);
  expect(readdirSync(dir)).not.toContain(".gen-tmp");
}

function removeEmpty(dir: string, folder: string): void {
  const absolute = join(dir, folder);
  if (absolute === `${dir}/` || readdirSync(absolute).length > 0) return;
  rmdirSync(absolute);
  removeEmpty(dir, `${dirname(folder)}/`);
}

function filesAndFolders(contents: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return contents;
}

// Folders that the user emptied or made stay, as they should.
function filesOnly(contents: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(contents).filter(([path]) => !path.endsWith("/")));
}
