import { describe, expect, it } from "vitest";
import { LAB } from "./lab.ts";
import { refused } from "./refused.ts";

const BOMB = ["a: &a [x, x]", "b: &b [*a, *a, *a]", "c: &c [*b, *b, *b]", "d: [*c, *c, *c]", ""].join("\n");

/** YAML that says more than an inventory may, or nothing: what stands there, and of which place gen says what. */
const DOCUMENTS: readonly (readonly [what: string, text: string, place: string, code: string])[] = [
  ["an alias bomb", BOMB, "1:4", "yaml-alias"],
  ["its aliases", BOMB, "2:8", "yaml-alias"],
  ["an anchor", "name: &x lab\n", "1:7", "yaml-alias"],
  ["an anchor on a key", "&k name: lab\n", "1:1", "yaml-alias"],
  ["an alias of nothing", "name: *nope\n", "1:7", "yaml-alias"],
  ["an alias of itself", "name: &a [*a]\n", "1:11", "yaml-alias"],
  ["a merge key", "<<: { name: lab }\n", "1:1", "unknown-key"],
  ["a merge of an alias", "x: &x { a: 1 }\n<<: *x\n", "2:5", "yaml-alias"],
  ["code", "name: !!js/function 'function () {}'\n", "1:21", "yaml-syntax"],
  ["more code", "name: !!python/object/apply:os.system ['id']\n", "1:39", "yaml-syntax"],
  ["bytes", "name: !!binary bGFi\n", "1:16", "yaml-syntax"],
  ["a set", "name: !!set { a, b }\n", "1:13", "yaml-syntax"],
  ["an unknown tag", "name: !lab x\n", "1:12", "yaml-syntax"],
  ["a tag of a directive", "%TAG ! tag:x,2000:\n---\nname: !y a\n", "3:10", "yaml-syntax"],
  ["another YAML", "%YAML 9.9\n---\nname: lab\n", "1:7", "yaml-syntax"],
  ["two documents", `${LAB}---\nname: lab\n`, "28:1", "yaml-syntax"],
  ["two without a line between", `${LAB}...\nname: lab\n`, "29:1", "yaml-syntax"],
  ["nothing", "", "1:1", "not-a-map"],
  ["blanks", " \n\n", "1:1", "not-a-map"],
  ["comments", "# lab\n# of mine\n", "1:1", "not-a-map"],
  ["a start", "---\n", "1:4", "not-a-map"],
  ["a word", "lab\n", "1:1", "not-a-map"],
  ["a number", "1e3\n", "1:1", "not-a-map"],
  ["a list", "- name: lab\n", "1:1", "not-a-map"],
  ["a key twice", `${LAB}name: lab\n`, "28:1", "yaml-syntax"],
  ["a key twice in a flow", "pools: { a: 1, a: 2 }\n", "1:16", "yaml-syntax"],
  ["a key that is a list", "? [a]\n: b\n", "1:3", "yaml-syntax"],
  ["a key that is a map", "? { a: b }\n: c\n", "1:3", "yaml-syntax"],
  ["tabs", "networks:\n\tclient: {}\n", "2:1", "yaml-syntax"],
  ["an open quote", 'name: "lab\n', "1:7", "yaml-syntax"],
  ["an open bracket", "a: { b: c\n", "2:1", "yaml-syntax"],
  ["brackets", "[".repeat(10_000), "1:101", "yaml-syntax"],
  ["closed brackets", `name: ${"[".repeat(10_000)}${"]".repeat(10_000)}`, "1:107", "yaml-syntax"],
  ["maps in maps", `${"{a: ".repeat(10_000)}${"}".repeat(10_000)}`, "1:401", "yaml-syntax"],
  [
    "steps",
    Array.from({ length: 2_000 }, (_, i) => `${" ".repeat(i)}a:\n`).join(""),
    "101:101",
    "yaml-syntax",
  ],
  ["dashes", `${"- ".repeat(10_000)}a`, "1:201", "yaml-syntax"],
  ["closing brackets", "}".repeat(20_000), "1:1", "yaml-syntax"],
  ["one endless line", `name: ${"x".repeat(3_000_000)}`, "1:7", "bad-value"],
  ["an escape sequence", "name: \u001b[31mred\n", "1:7", "bad-value"],
  ["a bell as a key", "na\u0007me: lab\n", "1:1", "unknown-key"],
  ["a NUL", LAB.replace("kind01", "kind\u000001"), "7:3", "bad-name"],
  ["the other direction", LAB.replace("kind01", "kind\u202e01"), "7:3", "bad-name"],
  [
    "lines that others would see",
    LAB.replace("kind01", "kind\u2028FORGED\u0085error[x]: y"),
    "7:25",
    "yaml-syntax",
  ],
  ["half a character", 'name: "\\ud800"\n', "1:7", "bad-value"],
  ["lines of an old Mac", LAB.replaceAll("\n", "\r"), "1:1", "not-a-map"],
  ["numbers for words", "name: 1\nnetworks: 2\n", "1:7", "wrong-type"],
  ["nothing for a word", "name:\n", "1:1", "wrong-type"],
  ["__proto__", "__proto__: { name: lab }\n", "1:1", "bad-name"],
  ["__proto__ deep down", LAB.replace("workers: 1", "__proto__: { workers: 1 }"), "17:49", "bad-name"],
  ["constructor", `constructor: { name: lab }\n${LAB}`, "1:1", "unknown-key"],
  ["hasOwnProperty", LAB.replace("workers: 1", "hasOwnProperty: 1"), "17:49", "unknown-key"],
  ["a number without end", LAB.replace("65101", "1e400"), "17:42", "wrong-type"],
  ["a number that is none", LAB.replace("65101", ".nan"), "17:42", "wrong-type"],
  ["a number beyond all numbers", LAB.replace("65101", "9".repeat(400)), "17:42", "wrong-type"],
];

describe("an inventory is refused, with the place, and nothing is written", () => {
  it.each(DOCUMENTS)("%s", async (_, text, place, code) => {
    const drawn = (await refused(text)).matchAll(/^error\[(.*?)\]: .*\n *--> lab\.yaml:(.*)$/gm);
    expect([...drawn].map(([, said, at]) => `${at} ${said}`)).toContain(`${place} ${code}`);
  });
});
