import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source, Span } from "../source/source.ts";

/** The way to a value: map keys and list indices from the top. */
export type Path = readonly (string | number)[];

/** YAML with positions: the plain value, and where each part of it stands. */
export interface InventoryDocument {
  readonly value: unknown;
  /** The value at `path`; if there is none, the key of the nearest thing above it that exists. */
  valueSpan(path: Path): Span;
  /** The key at the end of `path`; if there is none, as valueSpan. */
  keySpan(path: Path): Span;
}

/**
 * Text to document. The yaml package would expand aliases (one kilobyte to gigabytes), warn about unknown tags and
 * read only the first of several documents: all of that is refused here, with a place.
 */
export function parseInventoryDocument(source: Source): {
  readonly document?: InventoryDocument;
  readonly diagnostics: readonly Diagnostic[];
} {
  const parsed = parse(source.text);
  if (!parsed) {
    const span = { start: 0, end: 0 };
    return { diagnostics: [syntaxError(span, "the text is nested too deeply to be an inventory")] };
  }
  const diagnostics = [
    ...[...parsed.errors, ...parsed.warnings].map(({ code, message, pos }) =>
      syntaxError({ start: pos[0], end: pos[1] }, says(code, message)),
    ),
    ...aliases(parsed),
  ];
  if (diagnostics.length > 0) return { diagnostics };
  return { document: withPositions(parsed), diagnostics };
}

function parse(text: string): Document.Parsed | undefined {
  try {
    // Number keys would lose their span; the frame around the user's line is ours, not the yaml package's.
    return parseDocument(text, { stringKeys: true, prettyErrors: false, lineCounter: new LineCounter() });
  } catch (error) {
    if (error instanceof RangeError) return undefined; // the stack: ten thousand brackets in a row
    throw error;
  }
}

function says(code: string, message: string): string {
  if (code === "DUPLICATE_KEY") return "this key stands twice in the same map";
  if (code === "MULTIPLE_DOCS") return "an inventory is one YAML document, and here a second one begins";
  if (code === "TAB_AS_INDENT") return "YAML is indented with spaces, and this is a tab";
  if (code === "NON_STRING_KEY") return "a key here must be a plain word";
  return `not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

function syntaxError(span: Span, message: string): Diagnostic {
  return { severity: "error", code: "yaml-syntax", message, span };
}

function aliases(document: Document.Parsed): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(document, {
    Node(_key, node) {
      if (!isAlias(node) && !("anchor" in node && node.anchor)) return;
      found.push({
        severity: "error",
        code: "yaml-alias",
        message: isAlias(node)
          ? `the alias \`*${node.source}\` stands for text elsewhere`
          : `\`&${node.anchor}\` is an anchor`,
        span: spanOf(node),
        help: "write the value out: inventories have no anchors and aliases, so that a message can point at one place",
      });
    },
  });
  return found;
}

function withPositions(document: Document.Parsed): InventoryDocument {
  const top: Span = document.contents ? spanOf(document.contents) : { start: 0, end: 0 };
  return {
    value: document.toJS(),
    valueSpan: (path) => find(document.contents, path, "value") ?? { start: top.start, end: top.start },
    keySpan: (path) => find(document.contents, path, "key") ?? { start: top.start, end: top.start },
  };
}

/** Walks down as far as the path exists; a part that is missing is shown at the key above it. */
function find(root: Node | null, path: Path, want: "key" | "value"): Span | undefined {
  let node: Node | null = root;
  let key: Span | undefined;
  for (const step of path) {
    if (isMap(node)) {
      const pair: { key: unknown; value: unknown } | undefined = node.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(step),
      );
      if (!pair) return key;
      key = spanOf(pair.key as Node);
      node = (pair.value ?? null) as Node | null;
    } else if (isSeq(node) && typeof step === "number" && step < node.items.length) {
      node = node.items[step] as Node;
      key = spanOf(node);
    } else return key;
  }
  if (want === "key") return key;
  return node?.range && node.range[1] > node.range[0] ? spanOf(node) : key;
}

/** The node's own text, without the blanks and comments behind it. */
function spanOf(node: Node): Span {
  const [start, end] = node.range ?? [0, 0, 0];
  return { start, end };
}
