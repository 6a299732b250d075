import * as prettier from "prettier";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { GOLDEN_INVENTORIES } from "../golden/inventories.ts";

describe.each(GOLDEN_INVENTORIES)("YAML and Markdown of $name", ({ source }) => {
  it("are formatted as prettier has it, which gen does not load", async () => {
    for (const { path, content } of compile(source).files) {
      const parser = path.endsWith(".yaml") ? "yaml" : path.endsWith(".md") ? "markdown" : undefined;
      if (parser) expect(content, path).toBe(await prettier.format(content, { parser, printWidth: 110 }));
    }
  });
});
