import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { planSummary } from "../../src/commands/summary.ts";
import { compile } from "../../src/compile.ts";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import { inventoryJsonSchema } from "../../src/inventory/json-schema.ts";
import { expectedJsonSchema } from "../../src/plan/expected-schema.ts";
import { goldenInventory } from "../golden/inventories.ts";

const readme = readFileSync("README.md", "utf8");
const { source } = goldenInventory("two-clusters");

describe("README.md", () => {
  it("shows the inventory as it is shipped", () => {
    const [, shown = ""] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
    expect(parse(shown)).toEqual(parse(source.text));
    expect(source.text.split("\n").length).toBeLessThanOrEqual(41); // 40 lines, and what follows the last
  });

  it("shows what gen prints", () => {
    const { plan, files } = compile(source);
    expect(plan).toBeDefined();
    if (plan) expect(readme).toContain(indented(planSummary(plan)));
    expect(readme).toContain(`out/two-clusters: ${files.length} files written, 0 unchanged, 0 removed`);
  });

  it("shows a mistake as gen shows it", () => {
    const wrong = {
      ...source,
      text: source.text.replace("172.30.0.10-172.30.0.20", "10.20.0.200-10.20.0.220"),
    };
    const first = compile(wrong).diagnostics.filter(({ code }) => code === "pool-inside-subnet");
    expect(readme).toContain(indented(renderDiagnostics(first, wrong)));
  });

  it("names every key of the language", () => {
    const keys = [...new Set(keysOf(inventoryJsonSchema()))];
    expect(keys.length).toBeGreaterThan(30);
    expect(keys.filter((key) => !new RegExp(`\\b${key}\\b`).test(readme))).toEqual([]);
  });

  it("names every phase and option of the scripts, and every word that gets around an obstacle", () => {
    const text = Object.fromEntries(compile(source).files.map(({ path, content }) => [path, content]));
    const phases = /^readonly PHASES=\((.*)\)$/m.exec(text["up.sh"] ?? "")?.[1]?.split(" ") ?? [];
    const options = ["up.sh", "verify.sh", "down.sh"].flatMap((script) =>
      [...(text[script] ?? "").matchAll(/^# {3}(--[a-z-]+)/gm)].map(([, option = ""]) => option),
    );
    const preflight = `${text["scripts.d/preflight.sh"]}${text["scripts.d/preflight.jq"]}`;
    const words = [...preflight.matchAll(/\bobstacle(?: \d |\(")([a-z][a-z-]+)[ "]/g)].map(
      ([, word = ""]) => word,
    );
    expect([phases.length, options.length, new Set(words).size]).toEqual([7, 8, 6]);
    for (const name of [...phases, ...words]) expect(readme).toContain(`\`${name}\``);
    for (const option of options) expect(readme).toContain(option);
  });
});

describe.each([
  ["inventory.schema.json", inventoryJsonSchema()],
  ["expected.schema.json", expectedJsonSchema()],
])("inventories/%s", (file, schema) => {
  it("is what the schema in the code says (npm run schema writes it)", () => {
    const published = JSON.parse(readFileSync(`inventories/${file}`, "utf8"));
    expect(published).toEqual(JSON.parse(JSON.stringify(schema)));
  });

  it("says what each field means", () => {
    const fields = fieldsOf(schema);
    expect(fields.length).toBeGreaterThan(30);
    expect(fields.filter(({ description }) => !description).map(({ name }) => name)).toEqual([]);
  });
});

/** Every property of every object in a schema; one that only refers to another is described there. */
function fieldsOf(schema: unknown): readonly { readonly name: string; readonly description: unknown }[] {
  if (typeof schema !== "object" || schema === null) return [];
  const properties =
    "properties" in schema ? Object.entries(schema.properties as Record<string, object>) : [];
  return [
    ...properties.map(([name, field]) => ({
      name,
      description: "description" in field ? field.description : "$ref" in field,
    })),
    ...Object.values(schema).flatMap(fieldsOf),
  ];
}

/** As README.md shows the terminal: four blanks before each line that is not empty. */
function indented(text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, "    ");
}

function keysOf(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const properties = "properties" in schema ? Object.keys(schema.properties as object) : [];
  return [...properties, ...Object.values(schema).flatMap(keysOf)];
}
