/** A statement of a configuration of FRR. */
export interface FrrStatement {
  /** Counted from 1. */
  readonly line: number;
  /** The statement after the blocks it stands in, outermost first: `router bgp 65001`, `bgp router-id 10.0.0.1`. */
  readonly path: readonly string[];
  /** It opens a block that has something in it. */
  readonly isBlock: boolean;
}

/**
 * The statements of frr.conf or of `show running-config`, without comments and without the words that end a block. Blocks
 * are told as vtysh tells them: indentation is for people, and a statement that the block does not know ends it.
 */
export function frrStatements(text: string): readonly FrrStatement[] {
  const open: Block[] = [];
  const found: Omit<FrrStatement, "isBlock">[] = [];
  for (const [index, written] of text.split("\n").entries()) {
    const words = written.trim().replace(/\s+/g, " ");
    if (/^([!#].*|)$/.test(words)) continue;
    if (words === "end") open.length = 0;
    else if (/^(exit|quit)\b/.test(words)) close(open, words);
    else {
      const indent = written.search(/\S/);
      while (open.length > 0 && !takes(open.at(-1), words, indent)) open.pop();
      found.push({ line: index + 1, path: [...open.map((block) => block.words), words] });
      if (OPENS_BLOCK.test(words)) open.push({ indent, words });
    }
  }
  return found.map((statement, i) => ({
    ...statement,
    isBlock: (found[i + 1]?.path.length ?? 0) > statement.path.length,
  }));
}

/** The statements of frr.conf that `show running-config` does not show in the same words; of a block, those in it. */
export function unshownStatements(frrConf: string, runningConfig: string): readonly FrrStatement[] {
  const shown = statementKeys(runningConfig);
  return frrStatements(frrConf).filter(
    ({ path, isBlock }) =>
      !isBlock && !NEVER_SHOWN.test(path.join("\n")) && !spellings(path).some((key) => shown.has(key)),
  );
}

/** The statements of a configuration as text, for comparing: a statement in a block differs from the same one outside. */
export function statementKeys(text: string): ReadonlySet<string> {
  return new Set(frrStatements(text).map(({ path }) => path.join("\n")));
}

interface Block {
  readonly indent: number;
  readonly words: string;
}

/** FRR shows its own version, and vtysh the machine's name, in place of ours; the third is vtysh's own business. */
const NEVER_SHOWN = /^(frr version |hostname |service integrated-vtysh-config$)/;

const OPENS_BLOCK =
  /^(router|address-family|route-map|interface|vrf|vni|bfd|profile|peer|key|line|bmp|rpki|segment-routing|srv6|locator|l2vpn|member|nexthop-group|pbr-map|mpls ldp|pseudowire)\b/;

/** What stands at the top whatever comes before it. */
const AT_TOP =
  /^(no )?(router|route-map|interface|vrf|bfd|hostname|log|frr|service|debug|password|enable|line|access-list|key chain|ip(v6)? (route|prefix-list|forwarding|nht|protocol)|bgp (as-path access-list|(large-)?community-list))\b/;

/** What stands in a block though it is not indented deeper: the beginning of the block, and of what it knows. */
const INSIDE: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^router bgp\b/,
    /^(no )?(bgp|neighbor|address-family|network|aggregate-address|maximum-paths|redistribute|timers|distance)\b/,
  ],
  [/^address-family\b/, /^(no )?(neighbor|network|aggregate-address|maximum-paths|redistribute|distance)\b/],
  [/^route-map\b/, /^(no )?(match|set|call|on-match|continue|description)\b/],
];

function takes(block: Block | undefined, words: string, indent: number): boolean {
  if (block === undefined) return false;
  const routeOfVrf = block.words.startsWith("vrf ") && /^(no )?ip(v6)? /.test(words);
  if (AT_TOP.test(words) && !routeOfVrf) return false;
  const isKnown = INSIDE.some(([opening, inside]) => opening.test(block.words) && inside.test(words));
  return indent > block.indent || isKnown;
}

function close(open: Block[], words: string): void {
  if (words === "exit-address-family" && !open.at(-1)?.words.startsWith("address-family")) return;
  open.pop();
}

/** The statement as written, and as FRR shows what has a short form: IPv4 unicast is what is meant where nothing is said. */
function spellings(path: readonly string[]): readonly string[] {
  const full = path.map((words) => (words === "address-family ipv4" ? `${words} unicast` : words));
  const [block = "", ...inside] = full;
  const key = full.join("\n");
  if (!block.startsWith("router bgp") || inside.length !== 1) return [key];
  return [key, [block, "address-family ipv4 unicast", ...inside].join("\n")];
}
