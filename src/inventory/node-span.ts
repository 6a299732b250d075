import type { Node } from "yaml";
import type { Span } from "../source/source.ts";

/** The node's own text, without the blanks and comments behind it. */
export function spanOf(node: Node): Span {
  const [start, end] = node.range ?? [0, 0, 0];
  return { start, end };
}
