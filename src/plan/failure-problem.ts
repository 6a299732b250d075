import { closest, didYouMean } from "../diagnostics/closest.ts";
import { quoted } from "../diagnostics/quoted.ts";
import type { FailurePart } from "./failure-part.ts";
import type { Plan } from "./plan.ts";

/** Why a word after `--fail` means nothing, and what to write instead where that is known. */
export interface FailureProblem {
  readonly problem: string;
  readonly help: string | undefined;
}

type Known = ReadonlyMap<string, FailurePart>;

/** What is wrong with a word that names no part of the lab. */
export function problemWith(word: string, known: Known, plan: Plan): FailureProblem {
  if (word === "") return { problem: "a name is empty", help: examples(known) };
  if (word.includes(":")) return problemWithLink(word, known);
  const bare = [...known.values()].filter(({ kind }) => kind !== "link").map(({ name }) => name);
  const client = plan.clients.find(({ name }) => name === word);
  if (client)
    return {
      problem: `${quoted(word)} is a client, and what fails are routers, clusters, nodes and links`,
      help: `the link of its router is \`${client.router}:${client.network}\``,
    };
  const [link] = [...known.keys()].filter((name) => name.endsWith(`:${word}`));
  if (link !== undefined)
    return {
      problem: `${quoted(word)} is a network, and what fails are links to it`,
      help: `one of them is \`${link}\``,
    };
  return {
    problem: `${quoted(word)} is no node, cluster, router or link of ${quoted(plan.name)}`,
    help: didYouMean(word, bare) ?? examples(known),
  };
}

function problemWithLink(word: string, known: Known): FailureProblem {
  const [host = "", network = "", ...more] = word.split(":");
  const links = [...known.values()].filter(({ kind }) => kind === "link").map(({ name }) => name);
  const owner = known.get(host);
  if (more.length > 0 || host === "" || network === "")
    return { problem: `${quoted(word)} is no link`, help: examples(known) };
  if (known.has(`${network}:${host}`))
    return {
      problem: `${quoted(word)} is no link: a router or node comes first, then a network`,
      help: `did you mean \`${network}:${host}\`?`,
    };
  if (owner?.kind === "cluster")
    return {
      problem: `${quoted(host)} is a cluster, and links are those of its nodes`,
      help: `\`${host}\` alone is all of its nodes; one link is, for example, ${quoted(linkOf(owner, links))}`,
    };
  if (owner) {
    const own = links.filter((link) => link.startsWith(`${host}:`));
    return {
      problem: `${owner.kind} ${quoted(host)} has no link to ${quoted(network)}`,
      help: didYouMean(word, own),
    };
  }
  const candidate = closest(word, links);
  return {
    problem: `there is no router or node ${quoted(host)}`,
    help: candidate === undefined ? examples(known) : `did you mean \`${candidate}\`?`,
  };
}

function linkOf({ nodes }: FailurePart, links: readonly string[]): string {
  return links.find((link) => link.startsWith(`${nodes[0]}:`)) ?? "";
}

/** One name of each kind. */
function examples(known: Known): string {
  const first = (["router", "cluster", "node", "link"] as const).flatMap(
    (kind) => [...known.values()].find((part) => part.kind === kind) ?? [],
  );
  return `what fails is, for example, ${first.map(({ name }) => `\`${name}\``).join(", ")}; commas join what fails together`;
}
