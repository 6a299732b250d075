import { describe, expect, it } from "vitest";
import { EVERY_KEY, languagePaths, VALUE_PATHS, withValue } from "./every-key.ts";
import { NASTY_VALUES, taken } from "./oddities.ts";

/** Image references that are as odd as may be: in YAML most of them would be something other than text. */
const ODD_IMAGES = [
  ..."null 1e3 0x1f 1.0 12_3 2001-01-01 ab:20 a/b:1.2.3".split(" "),
  ...["localhost:5000/a_b:v1.-_", "10.0.0.1:80/x:yes", `a/b@sha256:${"0".repeat(64)}`, "x".repeat(255)],
];

/** What is not one. */
const NO_IMAGES = [
  ..."-v .. ../x Aa hasOwnProperty a;id éé #a ~/a *a !a nginx:1.0;id nginx:$(id) a@b a: :a a//b:c:d".split(
    " ",
  ),
  ...`a|b a&b a>b a'b a"b a\\b a=b`.split(" "),
  ...["- a", "a: b", "a\nid", "a\tb", "nginx :1", "nginx:1 --privileged", "nginx:1\n", "x".repeat(256)],
];

it("the inventory with every key has every key of the language", () => {
  const covered = VALUE_PATHS.map((path) =>
    path.map((step, at) => (isName(path, at) ? "*" : String(step))).join("."),
  );
  expect([...new Set(covered)].sort()).toEqual([...languagePaths()].sort());
});

function isName(path: readonly (string | number)[], at: number): boolean {
  const sections = ["networks", "routers", "clusters", "pools", "services", "clients"];
  const byName = ["addresses", "clusterIPs"].includes(String(path[at - 1]));
  return byName || (at === 1 && sections.includes(String(path[0])));
}

describe("a value that is nasty", () => {
  const places = VALUE_PATHS.map((path) => {
    const word = path.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], EVERY_KEY);
    return { path, key: path.join("."), word };
  });

  it.each(places)("is refused: $key", ({ path, word }) => {
    // A number is refused for being text, whatever text it is.
    const values = typeof word === "number" ? NASTY_VALUES.slice(0, 2) : NASTY_VALUES;
    expect(taken(String(word), values, (value) => withValue(path, value))).toEqual([]);
  });

  const images = places.filter(({ path }) => /image$/i.test(String(path.at(-1))));
  it.each(images)("and an odd image is what it is: $key", ({ path, word }) => {
    const images = taken(String(word), [...ODD_IMAGES, ...NO_IMAGES], (value) => withValue(path, value));
    // Rules about versions may refuse some that are references.
    expect(images.filter((image) => !ODD_IMAGES.includes(image))).toEqual([]);
    expect(images).toEqual(expect.arrayContaining(["null", "1e3", "0x1f", "1.0", "2001-01-01"]));
  });
});
