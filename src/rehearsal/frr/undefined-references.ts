import { type FrrStatement, frrStatements } from "./frr-statements.ts";

/** A statement that names something which frr.conf does not define: FRR takes it without a word. */
export interface UndefinedReference {
  readonly line: number;
  /** `route-map FROM-kind01` */
  readonly what: string;
  readonly consequence: string;
}

interface Kind {
  readonly what: string;
  /** How it is named, in a statement that does not define it. */
  readonly reference: RegExp;
  readonly definition: RegExp;
  readonly consequence: string;
}

/** FRR's manual, "Route Maps" and "Filtering"; what an undefined one does was tried with FRR 8.4. */
const KINDS: readonly Kind[] = [
  {
    what: "route-map",
    reference: /^(?!route-map ).*\broute-map (\S+)/,
    definition: /^route-map (\S+) /,
    consequence: "nothing passes",
  },
  {
    what: "prefix-list",
    reference: /^(?:match ip (?:address|next-hop)|neighbor \S+) prefix-list (\S+)/,
    definition: /^ip prefix-list (\S+) /,
    consequence: "nothing matches it",
  },
  {
    what: "as-path access-list",
    reference: /^(?:match as-path|neighbor \S+ filter-list) (\S+)/,
    definition: /^bgp as-path access-list (\S+) /,
    consequence: "nothing matches it",
  },
  {
    what: "community-list",
    reference: /^match community (\S+)/,
    definition: /^bgp community-list (?:standard |expanded )?(\S+) /,
    consequence: "nothing matches it",
  },
  {
    what: "BFD profile",
    reference: /\bbfd profile (\S+)$/,
    definition: /^profile (\S+)$/,
    consequence: "the defaults are used",
  },
];

/** References of frr.conf to what it does not define, in the order of its lines. */
export function undefinedReferences(frrConf: string): readonly UndefinedReference[] {
  const statements = frrStatements(frrConf);
  return statements.flatMap((statement) =>
    KINDS.flatMap(({ what, reference, definition, consequence }) => {
      const [, name] = reference.exec(wordsOf(statement)) ?? [];
      const isDefined = statements.some((other) => definition.exec(wordsOf(other))?.[1] === name);
      return name === undefined || isDefined
        ? []
        : [{ line: statement.line, what: `${what} ${name}`, consequence }];
    }),
  );
}

function wordsOf({ path }: FrrStatement): string {
  return path.at(-1) ?? "";
}
