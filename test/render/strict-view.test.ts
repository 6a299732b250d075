import nunjucks from "nunjucks";
import { describe, expect, it } from "vitest";
import { TEMPLATE_OPTIONS } from "../../scripts/template-module.mjs";
import { renderTemplate } from "../../src/render/templates.ts";

/** Renders a template as gen does: compiled beforehand, run by nunjucks without its compiler. */
function rendered(text: string, view: Readonly<Record<string, unknown>>): string {
  const env = new nunjucks.Environment(null, TEMPLATE_OPTIONS);
  const wrapper = ([{ template }]: readonly [{ readonly template: string }]) => template;
  const options = { name: "test.njk", env, wrapper } as unknown as nunjucks.PrecompileOptions;
  const code = nunjucks.precompileString(text, options);
  const { root } = new Function(`return (() => {\n${code}})();`)() as { root: unknown };
  return renderTemplate({ name: "test.njk", root }, view);
}

const VIEW = {
  name: "lab",
  on: true,
  off: false,
  none: [],
  lists: [{ inner: [{ name: "a" }, { name: "b" }] }],
  deep: { deeper: { deepest: { flag: true, zero: 0, empty: "" } } },
};

describe("a name that is there", () => {
  it.each([
    ["{{ name | sh }}", "lab"],
    ["{% if on %}yes{% endif %}{% if off %}no{% endif %}{% if not off %}!{% endif %}", "yes!"],
    [
      "{% for x in lists %}{% for y in x.inner %}{{ y.name | sh }}{% if loop.first %},{% endif %}{% endfor %}{% endfor %}",
      "a,b",
    ],
    ["{% for x in none %}{% else %}{{ deep.deeper.deepest.zero | sh }}{% endfor %}", "0"],
    ["{% if deep.deeper.deepest.flag %}{{ deep.deeper.deepest.empty | sh }}{% endif %}", "''"],
    ["{% for x in lists if off %}x{% endfor %}", ""],
  ])("is read in %s", (template, text) => {
    expect(rendered(template, VIEW)).toBe(text);
  });
});

describe("a name that is missing throws", () => {
  const places = {
    printed: (name: string) => `{{ ${name} | sh }}`,
    "in if": (name: string) => `{% if ${name} %}{% endif %}`,
    "in if not": (name: string) => `{% if not ${name} %}{% endif %}`,
    "in elif": (name: string) => `{% if off %}{% elif ${name} %}{% endif %}`,
    "in else": (name: string) => `{% if off %}{% else %}{% if ${name} %}{% endif %}{% endif %}`,
    "in for": (name: string) => `{% for e in ${name} %}{% endfor %}`,
    "in for, with else": (name: string) => `{% for e in ${name} %}{% else %}none{% endfor %}`,
    "in a list under a flag": (name: string) => `{% for e in ${name} if on %}{% endfor %}`,
    "in the flag of a list": (name: string) => `{% for e in none if ${name} %}{% endfor %}`,
    "in the body of a for": (name: string) => `{% for y in lists %}{% if ${name} %}{% endif %}{% endfor %}`,
    "in the else of a for": (name: string) =>
      `{% for e in none %}{% else %}{% if ${name} %}{% endif %}{% endfor %}`,
    "in a for in a for": (name: string) =>
      `{% for y in lists %}{% for z in y.inner %}{% if ${name} %}{% endif %}{% endfor %}{% endfor %}`,
  };
  const names = [
    ...["nothing", "nothing.below", "deep.nothing", "deep.deeper.nothing", "deep.deeper.deepest.nothing"],
    ...["name.nothing", "name.length", "deep.deeper.deepest.zero.nothing", "on.nothing"],
    ...["constructor", "toString", "deep.constructor", "deep.hasOwnProperty", "__proto__", "deep.__proto__"],
    ...["lists.first", "lists.map", "loop.nothing", "x", "range", "cycler", "joiner"],
    ...["isNull", "isUndefined", "deep.isNull", "deep.isUndefined"],
  ];
  const view = {
    ...VIEW,
    isNull: null,
    isUndefined: undefined,
    deep: { ...VIEW.deep, isNull: null, isUndefined: undefined },
  };

  it.each(Object.entries(places))("%s", (_, template) => {
    for (const name of names)
      expect(() => rendered(template(name), view), template(name)).toThrow(/has no `/);
  });
});
