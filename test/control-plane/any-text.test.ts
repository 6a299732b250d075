import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gobgpConfig } from "../../src/control-plane/gobgp-config.ts";
import { clusterFiles, clusterWith } from "./cluster-files.ts";
import { RICH } from "./rich-manifests.ts";

const FILES = [...clusterFiles().keys()];
const TEXTS = [...clusterFiles().values(), ...Object.values(RICH)];

/** Words that YAML, Kubernetes or JavaScript has another meaning for, and numbers at the edges. */
const ODD = [
  ...[
    "null",
    "~",
    "true",
    "No",
    "[]",
    "{}",
    "-1",
    "0",
    "1e400",
    ".nan",
    "9223372036854775808",
    "0x10",
    '""',
    "'a: b'",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "&a [*a]",
    "*a",
    "<<: *a",
    "!!set {a}",
    "--- a",
    "|\n  x",
    "?",
    "\u0000",
    "\ud800",
  ],
  ...["0.0.0.0/0", "255.255.255.255", "::/0", "10.0.0.0/33", "172.30.0.20-172.30.0.10", "a".repeat(300)],
];

/** A text of the cluster in which some words are others. */
const mangled = fc
  .tuple(
    fc.constantFrom(...TEXTS),
    fc.array(fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(...ODD), fc.string())), { maxLength: 6 }),
  )
  .map(([text, changes]) => {
    const words = text.split(/(\s+|[:,[\]{}])/);
    for (const [place, word] of changes) words[place % words.length] = word;
    return words.join("");
  });

describe("any text in a cluster's files", () => {
  it("is refused or used, and never throws", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FILES, "manifests/new.yaml"),
        fc.oneof({ weight: 5, arbitrary: mangled }, fc.string()),
        (file, text) => {
          const { kind, values, manifests } = placed(file, text);
          const plane = clusterWith({
            ...(kind !== undefined && { kind }),
            ...(values !== undefined && { values }),
            manifests,
          });
          for (const { file: about, message } of [...plane.refusals, ...plane.remarks]) {
            expect([...FILES, "manifests/new.yaml"]).toContain(about);
            expect(message).toMatch(/\S/);
          }
          for (const speaker of plane.speakers) expect(gobgpConfig(speaker)).toContain("[global.config]");
        },
      ),
      { numRuns: 400 },
    );
  });
});

function placed(file: string, text: string) {
  return {
    kind: file === "kind.yaml" ? text : undefined,
    values: file === "cilium-values.yaml" ? text : undefined,
    manifests: file.startsWith("manifests/") ? { [file.slice("manifests/".length)]: text } : {},
  };
}
