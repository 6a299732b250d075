import { execFileSync } from "node:child_process";
import fc from "fast-check";
import * as prettier from "prettier";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { FILTERS } from "../../src/render/filters.ts";
import { JSON_WIDTH } from "../../src/render/json-text.ts";
import { anyText } from "./any-text.ts";

function filtered(name: string, value: unknown, argument?: string): string {
  const filter = FILTERS[name];
  if (!filter) throw new Error(`there is no filter ${name}`);
  return filter(value, argument);
}

/** What a filter makes of a value, or undefined where it refuses it; any other exception is a bug. */
function unlessRefused(name: string, value: unknown): string | undefined {
  try {
    return filtered(name, value);
  } catch (error) {
    expect(String(error)).toMatch(/does not fit into/);
    return undefined;
  }
}

describe("sh", () => {
  it.each([
    ["bash", "--norc"],
    ["sh", "-s"],
  ])("gives %s the very words, or refuses them", (shell, flag) => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 40 }), (texts) => {
        const words = texts.flatMap((text) => {
          const word = unlessRefused("sh", text);
          return word === undefined ? [] : [{ text, word }];
        });
        const input = `printf '%s\\0' begin ${words.map(({ word }) => word).join(" ")}\n`;
        const printed = execFileSync(shell, [flag], { encoding: "utf8", input });
        expect(printed.split("\0").slice(1, -1)).toEqual(words.map(({ text }) => text));
      }),
      { numRuns: 60 },
    );
  });

  it("refuses control characters except tabs, and nothing that is text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const refused = /[\u0000-\u0008\u000a-\u001f\u007f]|\p{Surrogate}/u.test(text);
        expect(unlessRefused("sh", text) === undefined).toBe(refused);
      }),
    );
  });

  it("leaves plain words as they are", () => {
    for (const word of ["kind01", "10.20.0.0/16", "quay.io/frrouting/frr:10.7.1", "a_b@c%d+e,f"])
      expect(filtered("sh", word)).toBe(word);
    expect(filtered("sh", 65001)).toBe("65001");
    expect(filtered("sh", "")).toBe("''");
  });
});

describe.each(["1.1", "1.2"] as const)("yaml, read as YAML %s", (version) => {
  const readBack = (text: string) => parse(text, { version, maxAliasCount: 0 });

  it("comes back unchanged as a value, an entry and a key", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const scalar = filtered("yaml", text);
        expect(scalar).not.toMatch(/[\n\r]/);
        expect(readBack(`a: ${scalar}\nb: end\n`)).toEqual({ a: text, b: "end" });
        expect(readBack(`- ${scalar}\n- end\n`)).toEqual([text, "end"]);
        if (scalar.length < 1000)
          expect([...Object.entries(readBack(`${scalar}: value\n`))]).toEqual([[text, "value"]]);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps numbers numbers, flags flags, and text that looks like either text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeInteger(), fc.boolean()), (value) => {
        expect(readBack(`a: ${filtered("yaml", value)}`)).toEqual({ a: value });
        expect(readBack(`a: ${filtered("yaml", String(value))}`)).toEqual({ a: String(value) });
      }),
    );
  });
});

describe("yaml", () => {
  it("prints only what go-yaml, Kubernetes' reader, takes for printable", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(filtered("yaml", text)).toMatch(
          /^[\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u,
        );
      }),
    );
  });

  it("leaves plain words as they are", () => {
    for (const word of ["kind01", "cilium.io/v2", "Local", "nginxdemos/hello"])
      expect(filtered("yaml", word)).toBe(word);
  });
});

describe.each(["frr", "daemons", "comment"])("%s", (name) => {
  it("refuses everything that is not one word, and gives back what is", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const oneWord =
          (/^[A-Za-z0-9][A-Za-z0-9._:/-]*$/.test(text) || (name === "frr" && /^@[A-Z0-9_]+@$/.test(text))) &&
          !/[\n\r]/.test(text);
        expect(unlessRefused(name, text)).toBe(oneWord ? text : undefined);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    "",
    " ",
    "a b",
    "a\n",
    "\na",
    "a\rb",
    "a\tb",
    "!x",
    "#x",
    "-x",
    "a|b",
    "a?",
    'a"',
    "a;b",
    "ä",
    "a\u00a0b",
  ])("refuses %j", (text) => {
    expect(unlessRefused(name, text)).toBeUndefined();
  });

  it("takes names, addresses, prefixes and numbers", () => {
    for (const word of ["kind01", "10.0.0.0/8", "2001:db8::/32", "POOL-a", "10.7.1"])
      expect(filtered(name, word)).toBe(word);
    expect(filtered(name, 4294967295)).toBe("4294967295");
  });
});

describe("tsv", () => {
  it("keeps a field within its tabs and its line", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const refused = text === "" || /[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(text);
        expect(unlessRefused("tsv", text)).toBe(refused ? undefined : text);
      }),
    );
  });
});

describe("md", () => {
  it("keeps text within its cell, and shows it as it is", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const cell = unlessRefused("md", text);
        if (cell === undefined) return;
        expect(cell).not.toMatch(/[|\n\r`*_[\]<>"\\]/);
        expect(cell.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))).toBe(text);
      }),
    );
  });
});

describe("mermaidId", () => {
  it("is never a word of Mermaid's language", () => {
    expect(filtered("mermaidId", "end")).toBe("node-end");
    expect(filtered("mermaidId", "end", "cluster")).toBe("cluster-end");
    expect(unlessRefused("mermaidId", "a[b")).toBeUndefined();
  });
});

describe("json", () => {
  const anyJson = fc.jsonValue({ stringUnit: "binary" }).map(withoutFractions);

  it("comes back unchanged", () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(JSON.parse(filtered("json", value))).toEqual(value);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(anyText, (text) => {
        expect(JSON.parse(filtered("json", text))).toBe(text);
      }),
    );
  });

  it("is laid out as prettier would", async () => {
    const words = fc.string({ unit: fc.constantFrom(..."abc ,:{}[]"), minLength: 5, maxLength: 60 });
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, words, fc.nat(), fc.boolean(), tie("list"), tie("object")),
      list: fc.oneof(fc.array(words, { maxLength: 8 }), fc.array(tie("value"), { maxLength: 4 })),
      object: fc.dictionary(words, tie("value"), { maxKeys: 6 }),
    }));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(words, value, { minKeys: 1, maxKeys: 6 }), async (object) => {
        const text = filtered("json", object);
        const formatted = await prettier.format(text, { parser: "json", printWidth: JSON_WIDTH });
        expect(`${text}\n`).toBe(formatted);
      }),
      { numRuns: 300 },
    );
  });

  it("throws at what JSON has no text for, however deep", () => {
    for (const value of [undefined, null, 1.5, Number.NaN, 2 ** 53, () => "a"])
      expect(() => filtered("json", { a: [{ b: value }] })).toThrow(/which is no text/);
  });
});

/** What gen prints: no fractions, and nothing that is not there. */
function withoutFractions(value: unknown): unknown {
  if (typeof value === "number") return Math.trunc(value % 2 ** 53) || 0;
  if (value === null) return "";
  if (Array.isArray(value)) return value.map(withoutFractions);
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutFractions(part)]));
}

describe("every filter", () => {
  const nonsense = [null, undefined, Number.NaN, 1.5, 2 ** 53, Number.POSITIVE_INFINITY, () => "a"];

  const holders = [{}, [], ["a"], { a: "b" }];

  it.each(Object.keys(FILTERS))("%s throws at what its language has no text for", (name) => {
    const values = name === "json" ? nonsense : [...nonsense, ...holders];
    for (const value of values) expect(() => filtered(name, value)).toThrow(/which is no text/);
    if (name !== "yaml" && name !== "json") expect(() => filtered(name, true)).toThrow(/which is no text/);
  });
});
