import nunjucks from "nunjucks";
import { TEMPLATE_OPTIONS } from "../../scripts/template-module.mjs";

/** A node of nunjucks' syntax tree, as far as the law looks at it. */
interface Node {
  readonly typename: string;
  readonly lineno: number;
  readonly children?: readonly Node[];
  readonly value?: unknown;
  readonly name?: Node;
  readonly args?: Node;
  readonly arr?: Node;
  readonly cond?: Node;
  readonly body?: Node;
  readonly else_?: Node | null;
  readonly target?: Node;
  readonly val?: Node;
}

const { parser } = nunjucks as unknown as {
  parser: { parse(text: string, extensions: readonly [], options: object): Node };
};

/**
 * What a template does that a template must not: anything but print values through exactly one filter out of `filters`,
 * walk a list, and ask a flag or its opposite. Whatever is not known to be allowed is refused.
 */
export function breaches(template: string, filters: readonly string[]): readonly string[] {
  const found: string[] = [];
  const refuse = (node: Node, what: string) => found.push(`line ${node.lineno + 1}: ${what}`);

  const statement = (node: Node): void => {
    if (node.typename === "Root" || node.typename === "NodeList") all(node.children, statement);
    else if (node.typename === "Output") all(node.children, printed);
    else if (node.typename === "If") {
      if (!isFlag(node.cond)) refuse(node, "asks more than a flag");
      all([node.body, node.else_], statement);
    } else if (node.typename === "For") {
      if (node.name?.typename !== "Symbol") refuse(node, "takes list entries apart");
      if (!isName(node.arr) && !isOptionalList(node.arr)) refuse(node, "walks something other than a list");
      // nunjucks takes it for undefined there, whatever reads the names.
      if (asksFor(node.else_, node.name?.value)) refuse(node, "asks for an entry where there is none");
      all([node.body, node.else_], statement);
    } else refuse(node, `has ${node.typename}`);
  };

  const printed = (node: Node): void => {
    if (node.typename === "TemplateData") return;
    if (node.typename !== "Filter") {
      refuse(node, `prints ${node.typename} without a filter`);
      return;
    }
    const filter = String(node.name?.value);
    const [value, ...parameters] = node.args?.children ?? [];
    if (!filters.includes(filter)) refuse(node, `filters with ${filter}`);
    if (!isName(value)) refuse(node, `prints ${value?.typename} instead of a name`);
    if (parameters.some(({ typename }) => typename !== "Literal"))
      refuse(node, "computes a filter's argument");
  };

  statement(parser.parse(template, [], TEMPLATE_OPTIONS));
  return found;
}

function all(nodes: readonly (Node | null | undefined)[] | undefined, visit: (node: Node) => void): void {
  for (const node of nodes ?? []) if (node) visit(node);
}

function asksFor(node: unknown, name: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  if ("typename" in node && node.typename === "Symbol" && "value" in node && node.value === name) return true;
  return Object.values(node).some((part) => asksFor(part, name));
}

/** `name` or `name.name.name`. */
function isName(node: Node | undefined): boolean {
  if (node?.typename !== "LookupVal") return node?.typename === "Symbol";
  return isName(node.target) && node.val?.typename === "Literal" && typeof node.val.value === "string";
}

function isFlag(node: Node | undefined): boolean {
  return node?.typename === "Not" ? isName(node.target) : isName(node);
}

/** `list if flag`. */
function isOptionalList(node: Node | undefined): boolean {
  return node?.typename === "InlineIf" && isName(node.body) && isFlag(node.cond) && !node.else_;
}

/** What has to stand before a value for its filter to be right: a quoted value within quotes would end them. */
const PLACES: Readonly<Record<string, (before: string) => boolean>> = {
  sh: (before) => !/["'`]|(^|\s)#/.test(before),
  yaml: (before) => /^\s*(- )?((value|[\w./-]+): )?$/.test(before),
  comment: (before) => /^\s*#/.test(before),
};

/** The lines in which a value stands where its filter does not quote right. */
export function misplaced(template: string): readonly string[] {
  return template.split("\n").filter((line) =>
    [...line.matchAll(/\{\{[^}]*\|\s*(\w+)[^}]*\}\}/g)].some(({ index, 1: filter }) => {
      const before = line
        .slice(0, index)
        .replaceAll(/\{\{.*?\}\}/g, "value")
        .replaceAll(/\{%.*?%\}/g, "");
      return PLACES[filter ?? ""]?.(before) === false;
    }),
  );
}
