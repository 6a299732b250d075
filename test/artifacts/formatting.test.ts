import * as prettier from "prettier";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { JSON_WIDTH } from "../../src/render/json-text.ts";
import { GOLDEN_INVENTORIES } from "../golden/inventories.ts";

/** How prettier reads each language that it knows, and the width of its lines. */
const LANGUAGES: readonly (readonly [file: RegExp, parser: string, printWidth: number])[] = [
  [/\.yaml$/, "yaml", 110],
  [/\.md$/, "markdown", 110],
  [/\.json$/, "json", JSON_WIDTH],
];

describe.each(GOLDEN_INVENTORIES)("YAML, Markdown and JSON of $name", ({ source }) => {
  it("are formatted as prettier has it, which gen does not load", async () => {
    const asked = new Set<string>();
    for (const { path, content } of compile(source).files) {
      const [, parser, printWidth] = LANGUAGES.find(([file]) => file.test(path)) ?? [];
      if (!parser || !printWidth || path.startsWith(".")) continue;
      asked.add(parser);
      expect(content, path).toBe(await prettier.format(content, { parser, printWidth }));
    }
    expect([...asked].sort()).toEqual(["json", "markdown", "yaml"]);
  });
});
