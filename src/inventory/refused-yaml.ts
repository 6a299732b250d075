import { type Document, isAlias, isMap, isScalar, type Node, visit, type YAMLMap } from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { quoted } from "../diagnostics/quoted.ts";
import type { Span } from "../source/source.ts";
import type { SyntaxCode } from "./codes.ts";
import { spanOf } from "./node-span.ts";

/** Something in the YAML that gen does not take. */
export function refused(code: SyntaxCode, span: Span, message: string, help?: string): Diagnostic {
  return { severity: "error", code, message, span, help };
}

/** Keys that stand twice in a map, and what no inventory needs of YAML: anchors, aliases and tags. */
export function refusedYaml(document: Document.Parsed, text: string): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(document, {
    Node(_key, node) {
      if (isMap(node)) for (const repeated of repeatedKeys(node)) found.push(repeated);
      if (isAlias(node) || ("anchor" in node && node.anchor)) {
        const message = isAlias(node)
          ? `the alias \`*${node.source}\` stands for text elsewhere`
          : `\`&${node.anchor}\` is an anchor`;
        found.push(
          refused("yaml-alias", isAlias(node) ? spanOf(node) : anchorOf(node, text), message, NO_ALIASES),
        );
      } else if (node.tag) {
        const tag = node.tag.replace("tag:yaml.org,2002:", "!!");
        found.push(refused("yaml-syntax", spanOf(node), `this value has the tag \`${tag}\``, NO_TAGS));
      }
    },
  });
  return found;
}

const NO_TAGS = "write the plain value: what kind it is of follows from its key";

function* repeatedKeys({ items }: YAMLMap): Iterable<Diagnostic> {
  const first = new Map<string, Node>();
  for (const { key } of items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    const before = first.get(name);
    if (before) {
      const message = `the key ${quoted(name)} stands twice in one map`;
      const related = [{ message: "first here", span: spanOf(before) }];
      yield { ...refused("yaml-syntax", spanOf(key), message), related };
    } else first.set(name, key);
  }
}

/** The anchor stands before its node, with a tag or a line break between them at most. */
function anchorOf({ anchor, range }: { anchor?: string; range?: Node["range"] }, text: string): Span {
  const word = `&${anchor}`;
  const start = Math.max(0, text.lastIndexOf(word, range?.[0] ?? 0));
  return { start, end: Math.min(start + word.length, text.length) };
}

const NO_ALIASES =
  "write the value out: inventories have no anchors and aliases, so that a message can point at one place";
