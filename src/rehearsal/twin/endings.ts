import { frrLog } from "../lab/frr.ts";
import { type LabHandle, parsed } from "../lab/lab-handle.ts";
import type { AttackerSession } from "./attacker-sessions.ts";
import type { Twin } from "./twin.ts";

/** How the router ended a session: its NOTIFICATION (RFC 4271). */
export interface Ending {
  readonly code: number;
  readonly subcode: number;
  /** With Cease/Maximum Number of Prefixes Reached, the router's limit, if it says it (RFC 4486). */
  readonly limit: number | undefined;
}

/**
 * The sessions that the twin has ended so far. The attacker hears the reason as a rule; where FRR closed the connection
 * before it had read everything, the kernel throws the NOTIFICATION away, and FRR's log alone has it.
 */
export async function endings(
  handle: LabHandle,
  { host, attacker }: Twin,
): Promise<ReadonlyMap<AttackerSession, Ending>> {
  const [heard, said] = await Promise.all([
    handle.log(attacker.host),
    handle.sandbox.run(["cat", frrLog(host)]),
  ]);
  return new Map(
    attacker.sessions.flatMap((session) => {
      const ending = endingHeard(attacker.host, heard, session) ?? endingSaid(said.stdout, session);
      return ending ? [[session, ending] as const] : [];
    }),
  );
}

/** What GoBGP says of a session that it lost last: `hold-timer-expired`, or nothing where it lost none. */
export async function lossOf(
  handle: LabHandle,
  { attacker }: Twin,
  session: AttackerSession,
): Promise<string> {
  const lines = (await handle.log(attacker.host)).split("\n").filter((line) => line.includes('"Peer Down"'));
  const own = lines.filter((line) => line.includes(`"${session.routerAddress}"`));
  return /"Reason":"([^"]*)"/.exec(own.at(-1) ?? "")?.[1] ?? "";
}

/** Whether the router ended the session since it had too many prefixes: Cease (RFC 4271), 1 (RFC 4486). */
export function isLimit({ code, subcode }: Ending): boolean {
  return code === 6 && subcode === 1;
}

/** A line of gobgpd's log. */
interface Notification {
  readonly Key: string;
  readonly Code: number;
  readonly Subcode: number;
  /** In base64. */
  readonly Data?: string;
}

/** The first of a session, in gobgpd's log. */
function endingHeard(host: string, log: string, { routerAddress }: AttackerSession): Ending | undefined {
  const lines = log
    .split("\n")
    .filter((line) => line.includes("received notification") && line.endsWith("}"));
  const first = lines
    .map((line) => parsed<Notification>(host, "gobgpd", line))
    .find(({ Key }) => Key === routerAddress);
  return first && { code: first.Code, subcode: first.Subcode, limit: limitIn(first.Data) };
}

/** Address family (2 octets), subsequent family (1) and the limit (4), RFC 4486. */
function limitIn(data: string | undefined): number | undefined {
  const bytes = Buffer.from(data ?? "", "base64");
  return bytes.length === 7 ? bytes.readUInt32BE(3) : undefined;
}

/** The first of a session, in FRR's log. */
function endingSaid(log: string, { address }: AttackerSession): Ending | undefined {
  const own = address.replaceAll(".", "\\.");
  const sent = new RegExp(`%NOTIFICATION: sent to neighbor ${own} (\\d+)/(\\d+) `).exec(log);
  const exceeded = new RegExp(`%MAXPFXEXCEED: .* from ${own}\\b.* limit (\\d+)`).exec(log);
  if (!sent) return undefined;
  const limit = exceeded ? Number(exceeded[1]) : undefined;
  return { code: Number(sent[1]), subcode: Number(sent[2]), limit };
}
