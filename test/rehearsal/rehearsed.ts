import { compile } from "../../src/compile.ts";
import type { Failure } from "../../src/plan/failure.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { rehearse } from "../../src/rehearsal/rehearse.ts";
import type { CheckId, RehearsalReport } from "../../src/rehearsal/report/report.ts";
import type { Source } from "../../src/source/source.ts";
import { goldenInventory } from "../golden/inventories.ts";

/** The artifacts of an inventory of the repository, and its prediction. */
export interface Tree {
  readonly plan: Plan;
  /** What gen would write. */
  readonly own: ReadonlyMap<string, string>;
  readonly artifacts: ReadonlyMap<string, string>;
}

/** What a test wants to be otherwise. */
export interface Wishes {
  readonly flows?: number;
  readonly failures?: readonly Failure[];
}

/** The tree of an inventory by its name, or of a text. */
export function treeOf(inventory: string | Source): Tree {
  const source = typeof inventory === "string" ? goldenInventory(inventory).source : inventory;
  const { plan, files } = compile(source);
  if (!plan) throw new Error(`${source.name} has errors`);
  const artifacts = new Map(files.map(({ path, content }) => [path, content]));
  return { plan, own: artifacts, artifacts };
}

/** Rehearses a tree in this process. */
export function rehearsed({ plan, own, artifacts }: Tree, wishes: Wishes = {}): Promise<RehearsalReport> {
  return rehearse(
    {
      plan,
      own,
      artifacts,
      folder: "",
      failures: wishes.failures ?? [],
      flows: wishes.flows,
      keep: false,
      signal: new AbortController().signal,
    },
    { phase: () => {}, note: () => {} },
  );
}

/** A tree with one file edited: `before`, a text or a pattern that must be there, becomes `after` wherever it stands. */
export function edited(tree: Tree, path: string, before: string | RegExp, after: string): Tree {
  const content = tree.artifacts.get(path);
  if (content === undefined) throw new Error(`there is no artifact ${path}`);
  const changed = content.replaceAll(
    typeof before === "string" ? before : new RegExp(before.source, `g${before.flags.replace("g", "")}`),
    after,
  );
  if (changed === content) throw new Error(`${path} has no ${before}`);
  return { ...tree, artifacts: new Map([...tree.artifacts, [path, changed]]) };
}

/** A tree without one of its files. */
export function withoutFile(tree: Tree, path: string): Tree {
  return { ...tree, artifacts: new Map([...tree.artifacts].filter(([other]) => other !== path)) };
}

/** The checks that failed, each once. */
export function failedChecks({ checks }: RehearsalReport): readonly CheckId[] {
  return [...new Set(checks.filter(({ outcome }) => outcome === "fail").map(({ id }) => id))];
}

/** What the report says of the checks that did not pass, for the message of a test. */
export function complaints({ verdict, reason, checks }: RehearsalReport): string {
  const lines = checks
    .filter(({ outcome }) => outcome === "fail" || outcome === "inconclusive")
    .map(({ id, subject, outcome, expected, found, details }) =>
      [`${outcome} ${id} ${subject}: expected ${expected}, found ${found}`, ...details].join("\n    "),
    );
  return [`${verdict} ${reason}`, ...lines].join("\n  ");
}
