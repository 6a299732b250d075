import { announcementsOf, gobgpConfig, gobgpdArguments } from "../../../../src/control-plane/gobgp-config.ts";
import type { NodeFiles } from "../docker.ts";
import type { Model } from "./model.ts";

/** What a node is given to run: GoBGP for each of its speakers, and a web server for what its pods answer. */
export function nodeFiles(
  { speakers, frontends }: Pick<Model, "speakers" | "frontends">,
  node: string,
): NodeFiles {
  const own = speakers.filter((speaker) => speaker.node === node);
  const answered = frontends.filter((frontend) => frontend.node === node && frontend.pods.length > 0);
  const web = answered.map(({ address, port, pods }) => ({
    address,
    port,
    pods: pods.map((pod) => ({ name: pod.name, address: pod.address, port: pod.port })),
  }));
  return new Map([
    ...own.flatMap((speaker, index): [string, string][] => [
      [`gobgpd-${index}.toml`, gobgpConfig(speaker)],
      [`gobgpd-${index}.arguments`, lines(gobgpdArguments(speaker))],
      [`gobgpd-${index}.announcements`, lines(announcementsOf(speaker).map((words) => words.join(" ")))],
    ]),
    ["addresses", lines([...new Set(answered.map(({ address }) => address))])],
    ["web.json", `${JSON.stringify(web)}\n`],
  ]);
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}
