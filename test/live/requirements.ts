import { spawnSync } from "node:child_process";
import { describe } from "vitest";
import { ENVIRONMENT } from "../../src/rehearsal/lab/sandbox.ts";
import { isOnPath } from "../../src/rehearsal/requirements.ts";

/** What a test takes from the machine. */
export interface Requirements {
  /** Root that may make namespaces (in an ordinary container root may not). */
  readonly root?: boolean;
  /** Commands on the PATH. */
  readonly commands?: readonly string[];
  /** Debian packages. In CI, where they are installed, a missing one is an error. */
  readonly packages?: readonly string[];
}

/** `describe`, or, where the machine lacks something, a skipped one whose title says what: `... (skipped: needs root)`. */
export function describeLive(title: string, requirements: Requirements, body: () => void): void {
  const missing = needs(requirements);
  if (missing === undefined) describe(title, body);
  else describe.skip(`${title} (skipped: ${missing})`, body);
}

/** Nothing if all is there, else what is not: `needs root, docker, frr (Debian package)`. Throws in CI for a missing package. */
export function needs(requirements: Requirements): string | undefined {
  const packages = missingPackages(requirements.packages ?? []);
  const missing = [
    ...(requirements.root === true && !mayMakeNamespaces() ? ["root"] : []),
    ...missingTools(requirements.commands ?? []),
  ];
  if (packages.length > 0) {
    missing.push(`${packages.join(", ")} (Debian ${packages.length > 1 ? "packages" : "package"})`);
    if (process.env["CI"] === "true") throw new Error(`CI lacks what its tests need: ${missing.join(", ")}`);
  }
  return missing.length > 0 ? `needs ${missing.join(", ")}` : undefined;
}

/** Those of the commands that are neither on the PATH nor in the folders of administrators' commands. */
export function missingTools(names: readonly string[]): string[] {
  return names.filter((name) => !isOnPath(name, ENVIRONMENT.PATH));
}

function missingPackages(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  // It fails as a whole for one unknown name, and still prints the others.
  const query = ["-W", "-f", `\${Package} \${db:Status-Status}\\n`, ...names];
  const listed = (spawnSync("dpkg-query", query, { encoding: "utf8" }).stdout ?? "").split("\n");
  return names.filter((name) => !listed.includes(`${name} installed`));
}

function mayMakeNamespaces(): boolean {
  return (
    process.getuid?.() === 0 &&
    spawnSync("unshare", ["--net", "--mount", "--pid", "--fork", "true"]).status === 0
  );
}
