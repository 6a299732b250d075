import { describe, expect, it } from "vitest";
import { EVERY_KEY, NAMES } from "./every-key.ts";
import { NASTY_VALUES, taken } from "./oddities.ts";

/** What names may be, and a reader of the artifacts may take for something else. */
const ODD_NAMES = ["on", "n", "null", "true", "e1", "e-5", "end", "exit", "constructor"];

const TEXT = JSON.stringify(EVERY_KEY);

describe("a name", () => {
  it.each(NAMES)("that means something elsewhere stays a name, wherever it stands: for %s", (word) => {
    const names = taken(word, ODD_NAMES, (name) => TEXT.replaceAll(word, name));
    expect(names).toEqual(ODD_NAMES);
  });

  it.each(NAMES)("that is none is refused: for %s", (word) => {
    const noNames = [...NASTY_VALUES, "a.b", "a_b", "Aa", "-a", "a-", "1a", "x".repeat(64)];
    const names = taken(word, noNames, (name) => TEXT.replaceAll(`"${word}"`, () => JSON.stringify(name)));
    expect(names).toEqual([]);
  });

  it.each(NAMES)("of 63 characters is refused, or stays as it is: for %s", (word) => {
    const long = "x".repeat(63);
    const names = taken(word, [long], (name) => TEXT.replaceAll(word, name));
    expect(names, "a cluster's name becomes part of others").toEqual(word === "clusterone" ? [] : [long]);
  });
});
