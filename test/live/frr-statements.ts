import type { LabHandle } from "./lab-handle.ts";

/** A statement of frr.conf after the blocks it stands in, outermost first: `router bgp 65001`, `bgp router-id 10.0.0.1`. */
export type Statement = readonly string[];

/** The statements of frr.conf that `show running-config` does not show, in the order of frr.conf; of a block, those in it. */
export function unshownStatements(frrConf: string, runningConfig: string): readonly Statement[] {
  const shown = new Set(statements(runningConfig).map(String));
  return statements(frrConf)
    .filter((path, i, all) => (all[i + 1]?.length ?? 0) <= path.length)
    .filter((path) => !shown.has(String(path)) && !NEVER_SHOWN.test(String(path)));
}

/**
 * Whether FRR does not show the statement because it is a default: FRR lets it be undone, and no other statement is gone
 * then. (Told one by one, vtysh refuses a line that no running daemon knows; reading a file, it drops it silently.)
 * Changes the router: for one that nobody needs any more.
 */
export async function isDefault(lab: LabHandle, router: string, statement: Statement): Promise<boolean> {
  const running = async () => statements(await lab.vtysh(router, "show running-config")).map(String);
  const before = await running();
  try {
    await lab.vtysh(router, "configure terminal", ...statement.slice(0, -1), `no ${statement.at(-1)}`);
  } catch {
    return false; // "bfdd is not running"
  }
  const after = new Set(await running());
  return before.every((shown) => after.has(shown));
}

/** FRR shows its own version, and vtysh the machine's name, in place of ours; the third is vtysh's own business. */
const NEVER_SHOWN = /^(frr version |hostname |service integrated-vtysh-config$)/;

/** Blocks are told by indentation, as FRR itself writes them. */
function statements(text: string): readonly Statement[] {
  const open: { readonly indent: number; readonly words: string }[] = [];
  const found: Statement[] = [];
  for (const line of text.split("\n")) {
    const words = line.trim().replace(/\s+/g, " ");
    if (/^(!.*|#.*|exit.*|end|)$/.test(words)) continue;
    const indent = line.search(/\S/);
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    open.push({ indent, words });
    found.push(open.map((block) => block.words));
  }
  return found;
}
