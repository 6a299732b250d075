import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ImageRole } from "./image-set.ts";

/** Where the recipe's own files lie. */
export const FOLDER = import.meta.dirname;

/** Programs that the images have in `/bench/`. */
export const PROGRAMS = join(FOLDER, "programs");

/** What makes the root file systems, with the arguments it takes after the name of their folder. */
export const BUILD_ROOT = join(FOLDER, "build-root.sh");

/**
 * The Debian release, for its FRR: that of the image which inventories get by default (10.7.1 in November 2026), where Debian 12
 * has 8.4. What the images have on top of the smallest system; and what a machine has that runs scripts and a Docker engine.
 */
export const ROOT_ARGUMENTS = [
  "forky",
  [
    "frr",
    "frr-pythontools",
    "gobgpd",
    "busybox",
    "curl",
    "iproute2",
    "iputils-ping",
    "procps",
    "python3",
  ].join(","),
  ["docker.io", "docker-cli", "iptables", "jq", "kind", "kubectl"].join(","),
];

/** How a container of an image starts and stops; the same root file system is in all of them. */
export interface ImageStart {
  readonly Entrypoint?: readonly string[];
  readonly Cmd: readonly string[];
  readonly StopSignal?: string;
  /** Folders for the PATH, before the usual ones. */
  readonly path?: string;
}

/** As FRR's, netshoot's and kind's own images have it; the first two are made from Alpine, so BusyBox goes first. */
export const STARTS: Readonly<Record<ImageRole, ImageStart>> = {
  routers: { Cmd: ["/bench/router-start"], path: "/opt/busybox" },
  clients: { Cmd: ["/bin/bash"], path: "/opt/busybox" },
  nodes: { Entrypoint: ["/bench/node-entrypoint.py"], Cmd: [], StopSignal: "SIGRTMIN+3" },
};

/** Changes with whatever the root file system is made from. */
export function rootHash(): string {
  return hash([process.arch, ...ROOT_ARGUMENTS, readFileSync(BUILD_ROOT, "utf8")]);
}

/** Changes with whatever the images are made from. */
export function imagesHash(): string {
  const programs = readdirSync(PROGRAMS).sort();
  return hash([
    rootHash(),
    JSON.stringify(STARTS),
    readFileSync(join(FOLDER, "image-archive.ts"), "utf8"),
    ...programs.flatMap((name) => [name, readFileSync(join(PROGRAMS, name), "utf8")]),
  ]);
}

function hash(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}
