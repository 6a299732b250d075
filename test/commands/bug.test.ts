import type { Plugin } from "esbuild";
import { describe, expect, it } from "vitest";
import { buildCli, gen } from "./cli.ts";

/** A gen with a bug: the plan cannot be made. */
const broken: Plugin = {
  name: "broken",
  setup({ onLoad }) {
    const contents = `export function makePlan() {
      throw new Error("cannot plan", { cause: new RangeError("the cause") });
    }`;
    onLoad({ filter: /make-plan\.ts$/ }, () => ({ contents, loader: "ts" }));
  },
};

buildCli([broken]);

describe("a bug in gen", () => {
  it("is called one, with all that a report needs", async () => {
    for (const args of [[], ["--json"], ["plan"]]) {
      const { code, out, err } = await gen([...args, "-i", "two-clusters.yaml"]);
      expect({ code, out }).toEqual({ code: 70, out: "" });
      expect(err).toMatch(
        /^gen: this is a bug in gen, not in your inventory\. Please report it .*\ngen 1\.2\.3, Node v\d/,
      );
      expect(err).toMatch(/\nError: cannot plan\n {4}at makePlan /);
      expect(err).toMatch(/\nRangeError: the cause\n {4}at /);
    }
  });
});
