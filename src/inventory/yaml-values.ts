import { Composer, type Document, isCollection, isNode, Parser, visit } from "yaml";
import { lexemes, MAX_DEPTH, TooDeep } from "./lexemes.ts";

/** The plain value of each document of a YAML text, null for an empty one; or why it cannot be read. */
export type YamlValues =
  | { readonly values: readonly unknown[]; readonly problem?: undefined }
  | { readonly values?: undefined; readonly problem: string };

/**
 * A YAML text as programs around Kubernetes read it: keys are words and stand once, aliases are resolved, tags are
 * refused. kubectl and Helm take the words of YAML 1.1 (`No` is false), kind those of 1.2; to all of them a date is
 * text, and so is `65000:10`, a number to the base of 60 in YAML 1.1. A reader that takes the last of a key that stands
 * twice has to be asked for.
 */
export function yamlValues(
  text: string,
  version: "1.1" | "1.2" = "1.1",
  repeatedKeys: "refused" | "last" = "refused",
): YamlValues {
  const values: unknown[] = [];
  try {
    for (const document of documentsOf(text, version, repeatedKeys === "refused")) {
      const [fault] = [...document.errors, ...document.warnings, ...faultsOf(document)];
      if (fault) return { problem: at(text, fault.pos[0], fault.message) };
      const read = plainValue(document);
      if (read instanceof Error) return { problem: at(text, document.range[0], read.message) };
      values.push(read);
    }
    return { values };
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return { problem: at(text, error.offset, `this is nested more than ${MAX_DEPTH} levels deep`) };
  }
}

/** As the yaml package's parseAllDocuments(), with the depth limited on the way. */
function* documentsOf(text: string, version: "1.1" | "1.2", uniqueKeys: boolean): Generator<Document.Parsed> {
  const parser = new Parser();
  const composer = new Composer({
    version,
    uniqueKeys,
    merge: true,
    resolveKnownTags: false,
    logLevel: "silent",
    prettyErrors: false,
    customTags: (tags) =>
      tags.filter(
        (tag) =>
          typeof tag !== "object" || !(("format" in tag && tag.format === "TIME") || FOREIGN.test(tag.tag)),
      ),
  });
  function* tokens() {
    for (const lexeme of lexemes(text)) yield* parser.next(lexeme);
    yield* parser.end();
  }
  for (const document of composer.compose(tokens(), false, text.length)) yield document as Document.Parsed;
}

/** Types of YAML 1.1 that JSON has not, and so Kubernetes has not. */
const FOREIGN = /:(timestamp|binary|omap|pairs|set)$/;

interface Fault {
  readonly pos: readonly [number, ...unknown[]];
  readonly message: string;
}

function faultsOf(document: Document.Parsed): readonly Fault[] {
  const faults: Fault[] = [];
  const found = (node: unknown, message: string) => {
    faults.push({ pos: [isNode(node) ? (node.range?.[0] ?? 0) : 0], message });
  };
  visit(document, {
    Pair(_, { key }) {
      if (isCollection(key)) found(key, "a key here must be a plain word");
    },
    Alias(_, alias, path) {
      const own = path.some((above) => isNode(above) && "anchor" in above && above.anchor === alias.source);
      if (own) found(alias, `the alias \`*${alias.source}\` stands for something that it is a part of`);
    },
  });
  return faults;
}

/** An alias without its anchor, aliases that stand for gigabytes, or a merge key that merges no map are seen only here. */
function plainValue(document: Document.Parsed): unknown {
  try {
    return document.toJS();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function at(text: string, offset: number, message: string): string {
  const sentence = `${message.charAt(0).toLowerCase()}${message.slice(1)}`.split("\n")[0];
  return `line ${text.slice(0, offset).split("\n").length}: ${sentence}`;
}
