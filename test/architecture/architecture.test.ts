import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SOURCES, type SourceFile } from "./imports.ts";

/** The stages in the order in which data flows; each may use itself and those before it. */
const STAGES = [
  "source",
  "diagnostics",
  "address",
  "inventory",
  "network",
  "plan",
  "backends",
  "render",
  "output",
  "control-plane",
  "rehearsal",
  "commands",
];

/** Which folders open which package; nobody else imports it. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  yaml: ["src/inventory/"],
  zod: ["src/inventory/", "src/plan/expected-schema.ts", "src/control-plane/"],
  "ip-address": ["src/address/"],
  nunjucks: ["src/render/"],
  diff: ["src/output/"],
  commander: ["src/cli.ts"],
};

/** Only here may the world be seen. */
const WORLD = ["src/commands/", "src/output/", "src/rehearsal/", "src/cli.ts"];

describe("the house", () => {
  it("has its stages in order: none imports a later one", () => {
    const wrong = SOURCES.flatMap(({ path, imports }) =>
      imports
        .filter((other) => other.startsWith("src/") && stageOf(other) > stageOf(path))
        .map((other) => `${path} imports ${other}`),
    );
    expect(wrong).toEqual([]);
  });

  it("has no import cycles", () => {
    expect(findCycle(SOURCES)).toBeUndefined();
  });

  it("has one door per package", () => {
    const wrong = SOURCES.flatMap(({ path, imports }) =>
      imports
        .filter(
          (name) => !name.startsWith("src/") && !name.startsWith("node:") && !name.startsWith("templates/"),
        )
        .filter((name) => !DOORS[name.split("/")[0] ?? ""]?.some((door) => path.startsWith(door)))
        .map((name) => `${path} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it("touches the world at its edges only: the compiler has no file, clock, chance, environment or network", () => {
    const impure =
      /\b(process\.|Date\.|new Date\b|Math\.random|performance\.|fetch\(|setTimeout|console\.|globalThis)/;
    const wrong = SOURCES.filter(({ path }) => !WORLD.some((place) => path.startsWith(place)))
      .filter(
        ({ text, imports }) =>
          impure.test(withoutComments(text)) || imports.some((name) => name.startsWith("node:")),
      )
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it("sets the exit code in one place", () => {
    const setters = SOURCES.filter(({ text }) => /process\.(exitCode\s*=|exit\()/.test(text)).map(
      ({ path }) => path,
    );
    expect(setters).toEqual(["src/cli.ts"]);
  });

  it("keeps files small: none above 250 lines, half of them below 80", () => {
    const lines = SOURCES.map(({ path, text }) => ({ path, count: text.split("\n").length })).sort(
      (a, b) => a.count - b.count,
    );
    expect(lines.filter(({ count }) => count > 250)).toEqual([]);
    expect(lines[Math.floor(lines.length / 2)]?.count).toBeLessThan(80);
  });

  it("says something about every export, and exports no default", () => {
    const wrong = SOURCES.flatMap(({ path, text }) => undocumented(text).map((line) => `${path}: ${line}`));
    expect(wrong).toEqual([]);
    expect(SOURCES.filter(({ text }) => /^export default/m.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it("names in src/README.md every folder there is", () => {
    const map = readFileSync("src/README.md", "utf8");
    const folders = new Set(
      SOURCES.map(({ path }) => path.split("/").slice(1, -1)[0]).filter((folder) => folder !== undefined),
    );
    expect([...folders].filter((folder) => !map.includes(`${folder}/`))).toEqual([]);
  });
});

function stageOf(path: string): number {
  const folder = path.split("/")[1] ?? "";
  if (path === "src/compile.ts" || path === "src/index.ts") return STAGES.indexOf("render");
  const stage = folder.endsWith(".ts") ? STAGES.length : STAGES.indexOf(folder);
  if (stage < 0) throw new Error(`src/${folder}/ is no stage: put it into the list`);
  return stage;
}

function findCycle(sources: readonly SourceFile[]): readonly string[] | undefined {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const next of byPath.get(path)?.imports ?? []) {
      const cycle = byPath.has(next) ? visit(next, [...trail, path]) : undefined;
      if (cycle) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const { path } of sources) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/** Lines that export something without a sentence above them. Types that only name a union speak for themselves. */
function undocumented(text: string): readonly string[] {
  const lines = text.split("\n");
  return lines.filter(
    (line, index) =>
      /^export (async )?(function|const|class)\b/.test(line) && !/\*\/$|^\/\//.test(lines[index - 1] ?? ""),
  );
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
}
