import type { Related, Severity } from "../diagnostics/diagnostic.ts";
import type { Span } from "../source/source.ts";
import type { Network } from "./network.ts";

/** One thing that a rule found. The rule's code and severity make it a Diagnostic. */
export interface Finding {
  readonly span: Span;
  /** One sentence in lower case, the user's own words in backticks. */
  readonly message: string;
  /** What stands beside the carets. */
  readonly mark?: string | undefined;
  readonly related?: readonly Related[] | undefined;
  readonly help?: string | undefined;
}

/** One semantic rule: a file in rules/, an example in test/errors/. */
export interface Rule {
  readonly code: string;
  readonly severity: Severity;
  /** An error that `allow:` may turn into a warning, because a lab with it still does something. */
  readonly allowable?: true;
  /** Complains that something is not there: silent where parts of the inventory could not be read or found. */
  readonly absence?: true;
  /** Keys at the top whose defaults it would take for the user's will: silent where one of them could not be read. */
  readonly reads?: readonly ("versions" | "podSubnets" | "serviceSubnets" | "bgp")[];
  check(network: Network): Iterable<Finding>;
}
