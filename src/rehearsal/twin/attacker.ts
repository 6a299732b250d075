import { LabError } from "../lab/lab-error.ts";
import { gobgpApi, type LabHandle, parsed, until } from "../lab/lab-handle.ts";
import { type Audience, attackerConfig, communityOf } from "./attacker-config.ts";
import type { AttackerSession } from "./attacker-sessions.ts";

/** An attacker: GoBGP in a namespace of its own, cabled to all of a twin's legs. */
export interface Attacker {
  readonly host: string;
  readonly sessions: readonly AttackerSession[];
}

/** How the attacker sees one of its sessions. */
export interface AttackerState {
  readonly established: boolean;
  readonly updatesSent: number;
}

/** Calls of GoBGP's command line at a time: most of one is waiting for gobgpd. */
const CALLS_AT_ONCE = "2";

/** Seconds in which gobgpd answers: it takes one, but all nodes start at the same time. */
const START = 60;

/** Returns when gobgpd answers its command line; it dials five to ten seconds later. */
export async function startAttacker(handle: LabHandle, { host, sessions }: Attacker): Promise<void> {
  const file = `/run/lab/${host}.toml`;
  await handle.sandbox.write(file, attackerConfig(sessions));
  const api = `127.0.0.1:${gobgpApi(0)}`;
  await handle.start(host, ["gobgpd", "-f", file, "--api-hosts", api, "--pprof-disable"]);
  const answers = async () => Boolean(await handle.run(host, ["gobgp", "global"]));
  if (!(await until(answers, START)))
    throw new LabError(`${host}: gobgpd does not start: ${await handle.log(host)}`);
}

/** Announces prefixes, or announces them again with another metric, which is one more UPDATE. */
export async function announce(
  handle: LabHandle,
  { host, sessions }: Attacker,
  prefixes: readonly string[],
  to: readonly Audience[],
  metric = 0,
): Promise<void> {
  const communities = to.map((audience) => communityOf(sessions, audience)).join(",");
  const words = ["global", "rib", "add", "{}", "origin", "igp", "med", String(metric)];
  await forEach(handle, host, prefixes, [...words, "community", communities]);
}

/** Takes announcements back. */
export async function withdraw(
  handle: LabHandle,
  { host }: Attacker,
  prefixes: readonly string[],
): Promise<void> {
  await forEach(handle, host, prefixes, ["global", "rib", "del", "{}"]);
}

/** What GoBGP has sent in each session, by the router's address. */
export async function sentPrefixes(
  handle: LabHandle,
  { host, sessions }: Attacker,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const addresses = sessions.map(({ routerAddress }) => routerAddress);
  // What gobgp says to standard output when it fails is JSON, too.
  const script =
    'for address; do sent=$(gobgp -j neighbor "$address" adj-out) || sent="{}"; echo "$sent"; done';
  const lines = (await handle.run(host, ["sh", "-c", script, "sh", ...addresses])).split("\n");
  return new Map(
    addresses.map((address, i) => [
      address,
      Object.keys(parsed<object>(host, `gobgp neighbor ${address} adj-out`, lines[i] ?? "")),
    ]),
  );
}

/** The state of each session, by the router's address. */
export async function attackerStates(
  handle: LabHandle,
  { host }: Attacker,
): Promise<ReadonlyMap<string, AttackerState>> {
  const neighbours = await handle.gobgpJson<readonly Neighbour[]>(host, 0, "neighbor");
  return new Map(
    neighbours.map(({ conf, state }) => [
      conf?.neighbor_address ?? "",
      {
        established: state?.session_state === ESTABLISHED,
        updatesSent: state?.messages?.sent?.update ?? 0,
      },
    ]),
  );
}

/** GoBGP's number for it (api.PeerState_SessionState). */
const ESTABLISHED = 6;

interface Neighbour {
  readonly conf?: { readonly neighbor_address?: string };
  readonly state?: {
    readonly session_state?: number;
    readonly messages?: { readonly sent?: { readonly update?: number } };
  };
}

/** Calls GoBGP's command line for each prefix, which takes `{}`'s place. */
async function forEach(
  { sandbox }: LabHandle,
  host: string,
  prefixes: readonly string[],
  words: readonly string[],
): Promise<void> {
  if (prefixes.length === 0) return;
  const argv = ["xargs", "-P", CALLS_AT_ONCE, "-I{}", "gobgp", ...words];
  const { status, stderr } = await sandbox.run(argv, {
    input: prefixes.join("\n"),
    namespace: host,
    seconds: 60,
  });
  if (status !== 0) throw new LabError(`${host}: \`gobgp ${words.join(" ")}\`: ${stderr.trim()}`);
}
