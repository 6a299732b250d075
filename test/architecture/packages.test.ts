import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const TESTS = readdirSync("test", { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith(".ts"),
);

/** A test's `packages: ["frr", ...]`; names in a variable are not seen. */
const PACKAGES = /\bpackages: \[([^\]]*)\]/g;

it("installs, before the tests, every Debian package that one of them needs", () => {
  const needed = TESTS.flatMap((path) =>
    [...readFileSync(`test/${path}`, "utf8").matchAll(PACKAGES)].flatMap(([, list]) => quoted(list ?? "")),
  );
  expect(needed).toContain("frr-pythontools");
  expect(installed()).toEqual(
    expect.arrayContaining([...new Set(needed)].filter((name) => name !== "no-such-package")),
  );
});

/** The packages of `NEEDS=(package:command ...)` in scripts/test.sh. */
function installed(): string[] {
  const needs = /^readonly NEEDS=\(([^)]*)\)/m.exec(readFileSync("scripts/test.sh", "utf8"))?.[1] ?? "";
  return needs.split(/\s+/).map((need) => need.split(":")[0] ?? "");
}

function quoted(list: string): string[] {
  return [...list.matchAll(/"([^"]+)"/g)].map(([, name]) => name ?? "");
}
