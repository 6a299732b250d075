import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source, Span } from "../source/source.ts";
import type { SyntaxCode } from "./codes.ts";

/** The way to a value: map keys and list indices from the top. */
export type Path = readonly (string | number)[];

/** YAML with positions: the plain value, and where each part of it stands. */
export interface InventoryDocument {
  readonly value: unknown;
  /** The value at `path`; if there is none, the key of the nearest thing above it that exists. */
  valueSpan(path: Path): Span;
  /** The key at the end of `path`; if there is none, as valueSpan. */
  keySpan(path: Path): Span;
  /** The source itself at a span: 65000.10 is still that, where the value is a number. */
  textAt(span: Span): string;
}

/** An inventory is four levels deep. A limit of our own says the same on every machine, whatever its stack holds. */
const MAX_DEPTH = 100;

/**
 * Text to document. The yaml package would expand aliases (one kilobyte to gigabytes), make a Set or a Date of what
 * carries a tag, warn about unknown tags and read only the first of several documents: all of that is refused here,
 * with a place.
 */
export function parseInventoryDocument(source: Source): {
  readonly document?: InventoryDocument;
  readonly diagnostics: readonly Diagnostic[];
} {
  try {
    return read(source.text);
  } catch (error) {
    if (error instanceof TooDeep || error instanceof RangeError) return { diagnostics: [TOO_DEEP] };
    throw error;
  }
}

class TooDeep extends Error {}

const TOO_DEEP: Diagnostic = {
  severity: "error",
  code: "yaml-syntax" satisfies SyntaxCode,
  message: `the text is nested more than ${MAX_DEPTH} levels deep, and an inventory a handful`,
  span: { start: 0, end: 0 },
};

function read(text: string): ReturnType<typeof parseInventoryDocument> {
  // Number keys would lose their span; the frame around the user's line is ours, not the yaml package's.
  const parsed = parseDocument(text, {
    stringKeys: true,
    prettyErrors: false,
    lineCounter: new LineCounter(),
  });
  const problems = [...parsed.errors, ...parsed.warnings];
  if (problems.some(({ message }) => /call stack/.test(message))) throw new TooDeep();
  const inside = (offset: number) => Math.min(offset, text.length);
  const unneeded = extras(parsed);
  const diagnostics = [
    ...problems
      .filter(({ code }) => code !== "TAG_RESOLVE_FAILED" || unneeded.length === 0)
      .map(({ code, message, pos: [start, end] }) =>
        refused("yaml-syntax", { start: inside(start), end: inside(end) }, says(code, message)),
      ),
    ...unneeded,
  ];
  if (diagnostics.length > 0) return { diagnostics };
  return { document: withPositions(parsed, text), diagnostics };
}

function says(code: string, message: string): string {
  if (code === "DUPLICATE_KEY") return "this key stands twice in the same map";
  if (code === "MULTIPLE_DOCS") return "an inventory is one YAML document, and here a second one begins";
  if (code === "TAB_AS_INDENT") return "YAML is indented with spaces, and this is a tab";
  if (code === "NON_STRING_KEY") return "a key here must be a plain word";
  return `not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

function refused(code: SyntaxCode, span: Span, message: string, help?: string): Diagnostic {
  return { severity: "error", code, message, span, help };
}

/** Anchors, aliases and tags: YAML that no inventory needs. */
function extras(document: Document.Parsed): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(document, {
    Node(_key, node, path) {
      // A level of the source is a pair and its value.
      if (path.length > 2 * MAX_DEPTH) throw new TooDeep();
      if (isAlias(node) || ("anchor" in node && node.anchor)) {
        const message = isAlias(node)
          ? `the alias \`*${node.source}\` stands for text elsewhere`
          : `\`&${node.anchor}\` is an anchor`;
        found.push(refused("yaml-alias", spanOf(node), message, NO_ALIASES));
      } else if (node.tag) {
        const tag = node.tag.replace("tag:yaml.org,2002:", "!!");
        found.push(refused("yaml-syntax", spanOf(node), `this value has the tag \`${tag}\``, NO_TAGS));
      }
    },
  });
  return found;
}

const NO_TAGS = "write the plain value: what kind it is of follows from its key";

const NO_ALIASES =
  "write the value out: inventories have no anchors and aliases, so that a message can point at one place";

function withPositions(document: Document.Parsed, text: string): InventoryDocument {
  const { start } = document.contents ? spanOf(document.contents) : { start: 0 };
  const pairOf = pairFinder();
  const spanAt = (path: Path, want: "key" | "value") =>
    find(document.contents, path, want, pairOf) ?? { start, end: start };
  return {
    value: document.toJS(),
    valueSpan: (path) => spanAt(path, "value"),
    keySpan: (path) => spanAt(path, "key"),
    textAt: (span) => text.slice(span.start, span.end),
  };
}

type PairFinder = (map: YAMLMap, key: string) => Pair | undefined;

/** Looks keys up; a map is indexed when it is first asked, for a thousand clusters may have a finding each. */
function pairFinder(): PairFinder {
  const indices = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  return (map, key) => {
    const index =
      indices.get(map) ??
      new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])));
    indices.set(map, index);
    return index.get(key);
  };
}

/** Walks down as far as the path exists; a part that is missing is shown at the key above it. */
function find(root: Node | null, path: Path, want: "key" | "value", pairOf: PairFinder): Span | undefined {
  let node: Node | null = root;
  let key: Span | undefined;
  for (const step of path) {
    if (isMap(node)) {
      const pair = pairOf(node, String(step));
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
