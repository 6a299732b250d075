import type { LabHandle } from "../lab/lab-handle.ts";
import { without } from "../node-names.ts";
import { type FrrStatement, statementKeys } from "./frr-statements.ts";

/** Statements that FRR does not have, though they are in its frr.conf. */
export interface MissingStatements {
  /** In the order of their lines. */
  readonly statements: readonly FrrStatement[];
  readonly reason: string;
}

/** Each takes two calls of vtysh. A generated frr.conf has a few of them; a broken one may have hundreds. */
const ASKED_AT_MOST = 40;
const NOT_ASKED = "not shown either; enough was asked";

/**
 * Which of the statements that the running configuration does not show FRR does not have. What it has without showing
 * it is a default: told it again, FRR has nothing to change, and told to undo it, it loses nothing else. (Told one by
 * one, vtysh refuses a statement that no running daemon knows; reading a file, it drops it silently.)
 * This changes the router: it is for a twin that nobody needs any more.
 */
export async function missingStatements(
  handle: LabHandle,
  host: string,
  unshown: readonly FrrStatement[],
): Promise<readonly MissingStatements[]> {
  const byReason = new Map<string, FrrStatement[]>();
  const deadBlocks = new Map<string, string>();
  let asked = 0;
  for (const statement of unshown) {
    const [block = ""] = statement.path;
    const known = deadBlocks.get(block) ?? (asked++ < ASKED_AT_MOST ? undefined : NOT_ASKED);
    const reason = known ?? (await whyMissing(handle, host, statement));
    if (reason === undefined) continue;
    // What else stands in a block of a daemon that does not run is missing for the same reason.
    if (reason.endsWith("is not running") && statement.path.length > 1) deadBlocks.set(block, reason);
    byReason.set(reason, [...(byReason.get(reason) ?? []), statement]);
  }
  return [...byReason].map(([reason, statements]) => ({ statements, reason }));
}

async function whyMissing(
  handle: LabHandle,
  host: string,
  { path }: FrrStatement,
): Promise<string | undefined> {
  const blocks = path.slice(0, -1);
  const words = path.at(-1) ?? "";
  const before = await configure(handle, host, []);
  const told = await configure(handle, host, [...blocks, words]);
  if ("refusal" in before) return before.refusal;
  if ("refusal" in told) return told.refusal;
  const [gained, lost] = [without(told.config, before.config), without(before.config, told.config)];
  if (lost.length > 0) return `FRR has \`${lastWords(lost[0])}\` instead`;
  if (gained.length > 0) return "FRR had dropped it";
  if (words.startsWith("no ")) return undefined; // there is nothing to be undone

  const undone = await configure(handle, host, [...blocks, `no ${words}`]);
  if ("refusal" in undone) return `FRR does not show it, and cannot undo it: ${undone.refusal}`;
  const gone = without(told.config, undone.config).map(lastWords);
  return gone.length === 0 || gone.some((shown) => isSameInShort(words, shown))
    ? undefined
    : `FRR made \`${gone[0]}\` of it`;
}

type Told = { readonly config: ReadonlySet<string> } | { readonly refusal: string };

/** Tells vtysh the lines and asks for the configuration then. */
async function configure(handle: LabHandle, host: string, lines: readonly string[]): Promise<Told> {
  const commands = ["configure terminal", ...lines, "end", "show running-config"];
  const argv = ["vtysh", "-N", host, ...commands.flatMap((command) => ["-c", command])];
  const { status, stdout, stderr } = await handle.sandbox.run(argv, { namespace: host });
  const [, shown] = stdout.split("Current configuration:");
  if (status === 0 && shown !== undefined) return { config: statementKeys(shown) };
  const said = `${stdout}\n${stderr}`.trim().split("\n");
  return { refusal: said.find((line) => line.startsWith("% ")) ?? said[0] ?? `vtysh ends with ${status}` };
}

/** FRR shows words in full that may be written short, and leaves out what is a default at the end. */
function isSameInShort(written: string, shown: string): boolean {
  const [own, full] = [written.split(" "), shown.split(" ")];
  return full.length <= own.length && full.every((word, i) => word.startsWith(own[i] ?? " "));
}

function lastWords(key: string | undefined): string {
  return key?.split("\n").at(-1) ?? "";
}
