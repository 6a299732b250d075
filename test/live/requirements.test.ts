import { afterEach, expect, it, vi } from "vitest";
import { missingTools, needs } from "./requirements.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

it("names the commands that are not there", () => {
  expect(missingTools(["sh", "no-such-command", "node"])).toEqual(["no-such-command"]);
});

it("needs nothing when all is there", () => {
  expect(needs({ commands: ["sh"] })).toBeUndefined();
});

it("says what it needs, outside CI", () => {
  vi.stubEnv("CI", "");
  expect(needs({ commands: ["no-such-command"], packages: ["no-such-package"] })).toBe(
    "needs no-such-command, no-such-package (Debian package)",
  );
});

it("fails in CI without a package, but not without a command", () => {
  vi.stubEnv("CI", "true");
  expect(() => needs({ packages: ["no-such-package"] })).toThrow(
    "CI lacks what its tests need: no-such-package",
  );
  expect(needs({ commands: ["no-such-command"] })).toBe("needs no-such-command");
});
