import { didYouMean } from "../../diagnostics/closest.ts";
import type { Rule } from "../rule.ts";

/** A name must stand for something in the inventory: half a lab would come up without it. */
export const unknownReference: Rule = {
  code: "unknown-reference",
  severity: "error",
  *check({ references }) {
    for (const { kind, name, known, candidates, span } of references) {
      if (known) continue;
      yield { span: span(), message: `there is no ${kind} \`${name}\``, help: didYouMean(name, candidates) };
    }
  },
};
