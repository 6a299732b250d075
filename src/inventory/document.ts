import {
  Composer,
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Parser,
  type YAMLMap,
} from "yaml";
import { type Diagnostic, inSourceOrder } from "../diagnostics/diagnostic.ts";
import type { Source, Span } from "../source/source.ts";
import { lexemes, MAX_DEPTH, TooDeep } from "./lexemes.ts";
import { spanOf } from "./node-span.ts";
import { likelyPasswords } from "./passwords.ts";
import { refused, refusedYaml } from "./refused-yaml.ts";
import { syntaxProblems } from "./yaml-syntax.ts";

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

/**
 * Text to document. The yaml package would expand aliases (one kilobyte to gigabytes), make a Set or a Date of what
 * carries a tag, warn about unknown tags and read only the first of several documents: all of that is refused here,
 * with a place.
 */
export function parseInventoryDocument(source: Source): {
  readonly document?: InventoryDocument;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { text } = source;
  try {
    const [parsed, second] = documentsOf(text);
    if (!parsed) throw new Error("the yaml package found no document");
    const diagnostics = inSourceOrder([
      ...problemsOf(parsed, text),
      ...(second ? [refused("yaml-syntax", rangeOf(second, text), ONE_DOCUMENT)] : []),
    ]);
    if (diagnostics.length === 0) return { document: withPositions(parsed, text), diagnostics };
    return { diagnostics: withoutPasswords(diagnostics, text) };
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    const span = { start: error.offset, end: error.offset + 1 };
    return { diagnostics: withoutPasswords([refused("yaml-syntax", span, TOO_DEEP)], text) };
  }
}

/** Mistakes of a text that is not understood: none of their messages quotes a password, and no frame shows one. */
function withoutPasswords(diagnostics: readonly Diagnostic[], text: string): readonly Diagnostic[] {
  const secrets = likelyPasswords(text);
  return diagnostics.map((mistake, index) => {
    const { span, message } = mistake;
    const quotes = secrets.some(({ start, end }) => span.start < end && start < span.end);
    const shown = quotes
      ? {
          ...mistake,
          message: message.replace(/`[^`]*`|(?<=^not valid YAML):.*/gs, (it) =>
            it[0] === "`" ? "`***`" : "",
          ),
        }
      : mistake;
    // One keeps them from the frames of all.
    return index === 0 ? { ...shown, secrets } : shown;
  });
}

const ONE_DOCUMENT = "an inventory is one YAML document, and here a second one begins";
const TOO_DEEP = `this is nested more than ${MAX_DEPTH} levels deep`;

/** As the yaml package's parseDocument(), with the depth limited on the way: the first document, and the second if any. */
function documentsOf(text: string): readonly Document.Parsed[] {
  const parser = new Parser();
  const composer = new Composer({
    // Number keys would lose their span.
    stringKeys: true,
    // It would compare each key with all others, which takes a while with thousands of clusters: we look them up.
    uniqueKeys: false,
    // The frame around the user's line is ours.
    prettyErrors: false,
  });
  function* tokens() {
    for (const lexeme of lexemes(text)) yield* parser.next(lexeme);
    yield* parser.end();
  }
  const found: Document.Parsed[] = [];
  for (const document of composer.compose(tokens(), true, text.length)) {
    found.push(document as Document.Parsed);
    if (found.length > 1) break;
  }
  return found;
}

function problemsOf(parsed: Document.Parsed, text: string): readonly Diagnostic[] {
  const unneeded = refusedYaml(parsed, text);
  return [...syntaxProblems(parsed, text, unneeded.length > 0), ...unneeded];
}

function rangeOf({ range: [start, , end] }: Document.Parsed, text: string): Span {
  return { start: Math.min(start, text.length), end: Math.min(end, text.length) };
}

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
