import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { breaches, misplaced } from "./template-law.ts";

const TEMPLATES = readdirSync("templates", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".njk"))
  .sort();

/** The filters that speak a file's language, by its name; the first that fits counts. */
const LANGUAGES: readonly (readonly [file: RegExp, filters: readonly string[]])[] = [
  [/^daemons$/, ["daemons", "frr"]],
  [/\.conf$/, ["frr"]],
  [/\.yaml$/, ["yaml", "comment"]],
  [/\.json$/, ["json"]],
  [/\.sh$/, ["sh"]],
  [/\.jq$/, []],
  [/\.tsv$/, ["tsv"]],
  [/\.md$/, ["md", "mermaidId"]],
  [/^gitattributes$/, []],
];

function filtersFor(path: string): readonly string[] | undefined {
  return LANGUAGES.find(([file]) => file.test(basename(path, ".njk")))?.[1];
}

describe("every template", () => {
  it("is looked at", () => {
    expect(TEMPLATES.length).toBeGreaterThanOrEqual(15);
  });

  it.each(TEMPLATES)("decides nothing, and quotes in its own language: %s", (path) => {
    const filters = filtersFor(path);
    expect(filters, "a language that no filter is known for").toBeDefined();
    const template = readFileSync(join("templates", path), "utf8");
    expect(breaches(template, filters ?? [])).toEqual([]);
    expect(misplaced(template)).toEqual([]);
  });
});

describe("the law", () => {
  it.each([
    "plain text with $" + "{#bash[@]}",
    "{{ a | yaml }}{{ a.b.c | yaml }}",
    '{{ a | comment("x") }}',
    "{% if a %}x{% elif a.b %}y{% else %}z{% endif %}",
    "{% if not a.b %}x{% endif %}",
    "{% for x in a.b %}{{ x.y | yaml }}{% if loop.first %}1{% endif %}{% else %}none{% endfor %}",
    "{% for x in a if b %}{{ x | yaml }}{% endfor %}",
    "{% raw %}{{range .x}}{% endraw %}",
    "<%# {{ anything + 1 }} #%>",
  ])("allows %s", (template) => {
    expect(breaches(template, ["yaml", "comment"])).toEqual([]);
  });

  it.each([
    ["{{ a }}", "prints Symbol without a filter"],
    ["{{ a.b }}", "prints LookupVal without a filter"],
    ["{{ 'a' }}", "prints Literal without a filter"],
    ["{{ a | sh }}", "filters with sh"],
    ["{{ a | safe }}", "filters with safe"],
    ["{{ a | yaml | yaml }}", "prints Filter instead of a name"],
    ["{{ a | lower | yaml }}", "prints Filter instead of a name"],
    ["{{ (a | yaml) + 1 }}", "prints Add without a filter"],
    ["{{ a + 1 | yaml }}", "prints Add without a filter"],
    ["{{ (a + 1) | yaml }}", "prints Group instead of a name"],
    ["{{ a ~ b | yaml }}", "prints Concat without a filter"],
    ["{{ 'a' | yaml }}", "prints Literal instead of a name"],
    ["{{ a() | yaml }}", "prints FunCall instead of a name"],
    ["{{ a[b] | yaml }}", "prints LookupVal instead of a name"],
    ["{{ a[0] | yaml }}", "prints LookupVal instead of a name"],
    ["{{ a if b else c | yaml }}", "prints InlineIf without a filter"],
    ["{{ a | comment(b) }}", "computes a filter's argument"],
    ["{% if a == 1 %}{% endif %}", "asks more than a flag"],
    ["{% if a and b %}{% endif %}", "asks more than a flag"],
    ["{% if a > b %}{% endif %}", "asks more than a flag"],
    ["{% if a | length %}{% endif %}", "asks more than a flag"],
    ["{% if not (a or b) %}{% endif %}", "asks more than a flag"],
    ["{% if a is defined %}{% endif %}", "asks more than a flag"],
    ["{% if a %}{% elif b in c %}{% endif %}", "asks more than a flag"],
    ["{% for x in range(3) %}{% endfor %}", "walks something other than a list"],
    ["{% for x in a | sort %}{% endfor %}", "walks something other than a list"],
    ["{% for x in a if b else c %}{% endfor %}", "walks something other than a list"],
    ["{% for x in a if b > 1 %}{% endfor %}", "walks something other than a list"],
    ["{% for x, y in a %}{% endfor %}", "takes list entries apart"],
    ["{% for x in a %}{{ x }}{% endfor %}", "prints Symbol without a filter"],
    ["{% for x in a %}{% else %}{{ x }}{% endfor %}", "prints Symbol without a filter"],
    [
      "{% for x in a %}{% else %}{% if x.y %}{% endif %}{% endfor %}",
      "asks for an entry where there is none",
    ],
    ["{% set a = 1 %}", "has Set"],
    ["{% macro a() %}{% endmacro %}", "has Macro"],
    ["{% include 'a' %}", "has Include"],
    ["{% import 'a' as b %}", "has Import"],
    ["{% extends 'a' %}", "has Extends"],
    ["{% block a %}{% endblock %}", "has Block"],
    ["{% switch a %}{% case 1 %}{% endswitch %}", "has Switch"],
    ["{% filter yaml %}x{% endfilter %}", "prints Capture instead of a name"],
  ])("refuses %s", (template, breach) => {
    const found = breaches(template, ["yaml", "comment"]);
    expect(found.join("\n")).toContain(breach);
  });

  it.each([
    "cmd {{ a | sh }} {{ b | sh }}={{ c | sh }}{% for x in y %} {{ x | sh }}{% endfor %}",
    "readonly A={{ a | sh }}",
    "  - {{ a | yaml }}",
    "  {{ a.b | yaml }}: {{ a.c | yaml }}",
    "    - name: {{ a | yaml }}",
    "  a.b/c-d: {{ a | yaml }}",
    "  # of {{ a | comment }}.",
    "! of {{ a | frr }}",
  ])("finds the place right in %s", (line) => {
    expect(misplaced(`first\n${line}\n`)).toEqual([]);
  });

  it.each([
    'echo "{{ a | sh }}"',
    "echo '{{ a | sh }}'",
    "echo `{{ a | sh }}`",
    "# {{ a | sh }}",
    "  # {{ a | yaml }}",
    'a: "{{ a | yaml }}"',
    "a: x{{ a | yaml }}",
    "a: {{ a | yaml }}{{ b | yaml }}",
    "a: [{{ a | yaml }}]",
    "a: {{ a | yaml }} # {{ b | yaml }}",
    "a: {{ a | comment }}",
  ])("finds the place wrong in %s", (line) => {
    expect(misplaced(`first\n${line}\n`)).toHaveLength(1);
  });
});
