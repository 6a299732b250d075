import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { GOLDEN_INVENTORIES } from "../golden/inventories.ts";
import { needs } from "../live/requirements.ts";
import { runTool } from "./tools.ts";

const FINE = { status: 0, output: "" };
/** Scripts of the project itself, which keep the same law. */
const OWN = [
  ...["scripts/test.sh", ".ci/run", "test/bench/faults/watched", "test/bench/images/build-root.sh"],
  "test/bench/images/programs/router-start",
  ...["supervise.sh", "process-1.sh", "move-into.sh", "run-in-root.sh"].map(
    (name) => `test/bench/engine/${name}`,
  ),
];
/** What somebody calls; these source the rest. */
const CALLED = ["down.sh", "install-tools.sh", "up.sh", "verify.sh"];
/** The first commands of a script, after its comment. */
const START =
  /\nif \[ -n "\$\{BASH_VERSION:-\}" \]; then set \+o posix; else exec bash "\$0" "\$@"; fi\nset -eEuo pipefail\nif \[ -L "\$0" \]; then exec bash "\$\(readlink -f -- "\$0"\)" "\$@"; fi\ncase \$0 in \*\/\*\) CDPATH='' cd -- "\$\{0%\/\*\}" \|\| exit ;; esac\n# shellcheck source=scripts\.d\/lib\.sh\n\. \.\/scripts\.d\/lib\.sh\n/;

const skip = (tool: string) => {
  const missing = needs({ packages: [tool] });
  return { missing, why: missing ? ` (skipped: ${missing})` : "" };
};
const shellcheck = skip("shellcheck");
const shfmt = skip("shfmt");
const jq = skip("jq");

describe.each(GOLDEN_INVENTORIES)("the scripts of $name", ({ tree }) => {
  const scripts = filesOf(tree, ".sh");
  const programs = filesOf(tree, ".jq");
  const text = (file: string) => readFileSync(join(tree, file), "utf8");

  it("are there, and bash can read them", () => {
    expect(scripts.filter((script) => !script.includes("/"))).toEqual(CALLED);
    for (const script of scripts) expect(runTool("bash", ["-n", script], tree), script).toEqual(FINE);
  });

  it("start where they lie, and stop at the first error and at unset names", () => {
    for (const script of CALLED) expect(text(script), script).toMatch(START);
  });

  it("stop at once where the folder was not copied along", () => {
    const folder = mkdtempSync(join(tmpdir(), "gen-scripts-"));
    try {
      for (const script of CALLED) {
        copyFileSync(join(tree, script), join(folder, script));
        const { status, output } = runTool("bash", [script], folder);
        expect(output, script).toMatch(
          /^\S+ line \d+: \.\/scripts\.d\/lib\.sh: No such file or directory\n$/,
        );
        expect(status, script).toBe(1);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("source and include what is there, and all of that", () => {
    const named = [...scripts, ...programs]
      .map(text)
      .flatMap((one) => [
        ...allOf(/^\. \.\/scripts\.d\/(\S+)$/gm, one),
        ...allOf(/--from-file scripts\.d\/(\S+)/g, one),
        ...joinedParts(one),
      ]);
    expect([...new Set(named)].sort()).toEqual(readdirSync(join(tree, "scripts.d")).sort());
  });

  it.skipIf(shellcheck.missing)(
    `please shellcheck${shellcheck.why}`,
    () => {
      expect(runTool("shellcheck", scripts, tree)).toEqual(FINE);
    },
    60_000,
  );

  it.skipIf(shfmt.missing)(`are formatted as shfmt has it${shfmt.why}`, () => {
    expect(runTool("shfmt", ["-i", "2", "-ci", "-d", ...scripts], tree)).toEqual(FINE);
  });

  it.skipIf(jq.missing)(`have jq programs that jq can read${jq.why}`, () => {
    const started = scripts.map(text).join("\n");
    const names = new Set(allOf(/--arg(?:json)? (\w+)/g, started));
    const reads = (program: string) => {
      const args = [...names].flatMap((name) => ["--arg", name, ""]);
      return runTool("jq", ["--null-input", ...args, program], tree);
    };
    const joined = joinedParts(started).map((part) => `scripts.d/${part}`);
    expect(reads(`${joined.map(text).join("\n")} empty`), joined.join(", ")).toEqual(FINE);
    for (const file of programs.filter((one) => !joined.includes(one)))
      expect(reads(`def program: ${text(file)}; empty`), file).toEqual(FINE);
  });
});

describe("the scripts of the project", () => {
  it.skipIf(shellcheck.missing)(
    `please shellcheck${shellcheck.why}`,
    () => {
      expect(runTool("shellcheck", OWN)).toEqual(FINE);
    },
    60_000,
  );

  it.skipIf(shfmt.missing)(`are formatted as shfmt has it${shfmt.why}`, () => {
    expect(runTool("shfmt", ["-i", "2", "-ci", "-d", ...OWN])).toEqual(FINE);
  });
});

/** A tree's files of a kind, from its folder, in order. */
function filesOf(tree: string, ending: string): readonly string[] {
  return readdirSync(tree, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .sort();
}

function allOf(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map(([, found = ""]) => found);
}

/** The files that verify.sh joins to one program of jq, in that order. */
function joinedParts(script: string): string[] {
  return allOf(/^ *for part in ([\w -]+); do printf/gm, script).flatMap((parts) =>
    parts.split(" ").map((part) => `${part}.jq`),
  );
}
