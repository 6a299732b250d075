import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { quoted } from "../diagnostics/quoted.ts";
import type { ShapeCode } from "./codes.ts";
import type { InventoryDocument, Path } from "./document.ts";
import { isListAt } from "./schema-at.ts";

/** Words that stand in one list twice: all lists of the language are sets, and what stands there twice counts twice. */
export function* repeated(
  value: Record<string, unknown>,
  document: InventoryDocument,
): Generator<{ readonly path: Path; readonly diagnostic: Diagnostic }> {
  for (const { path, list } of lists(value, [])) {
    const first = new Map<unknown, number>();
    for (const [index, word] of list.entries()) {
      if (typeof word !== "string") continue;
      const before = first.get(word);
      if (before === undefined) first.set(word, index);
      else
        yield {
          path: [...path, index],
          diagnostic: {
            severity: "error",
            code: "listed-twice" satisfies ShapeCode,
            message: `${quoted(word)} stands in \`${String(path.at(-1))}\` twice`,
            span: document.valueSpan([...path, index]),
            related: [{ message: "first here", span: document.valueSpan([...path, before]) }],
            help: "remove one of them",
          },
        };
    }
  }
}

function* lists(value: unknown, path: Path): Generator<{ readonly path: Path; readonly list: unknown[] }> {
  if (Array.isArray(value)) {
    if (isListAt(path)) yield { path, list: value };
  } else if (typeof value === "object" && value !== null)
    for (const [key, child] of Object.entries(value)) yield* lists(child, [...path, key]);
}
