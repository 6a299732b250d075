import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ImageRole } from "./image-set.ts";

/** Where the recipe's own files lie. */
export const FOLDER = import.meta.dirname;

/** Programs that the images have in `/bench/`. */
export const PROGRAMS = join(FOLDER, "programs");

/** What makes the root file system, with the arguments it takes after the name of the archive. */
export const BUILD_ROOT = join(FOLDER, "build-root.sh");

/** The Debian release, for FRR 8.4 and GoBGP 3.10; and packages on top of the smallest system. */
export const ROOT_ARGUMENTS = [
  ...["bookworm", "frr", "frr-pythontools", "gobgpd"],
  ...["curl", "iproute2", "iputils-ping", "procps", "python3"],
];

/** How a container of an image starts and stops; the same root file system is in all of them. */
export interface ImageStart {
  readonly Entrypoint?: readonly string[];
  readonly Cmd: readonly string[];
  readonly StopSignal?: string;
}

/** As FRR's, netshoot's and kind's own images have it. */
export const STARTS: Readonly<Record<ImageRole, ImageStart>> = {
  routers: { Cmd: ["/bench/router-start"] },
  clients: { Cmd: ["/bin/bash"] },
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
