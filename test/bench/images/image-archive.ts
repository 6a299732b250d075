import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { link, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type ImageRole, preparedName } from "./image-set.ts";
import { PROGRAMS, STARTS } from "./recipe.ts";

/**
 * Lays out images in a folder as `docker load` reads them (as an archive): a layer with the root file system, one with
 * the programs, and for each image a configuration and a name.
 */
export async function writeImageArchive(folder: string, rootArchive: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await link(rootArchive, join(folder, "root.tar"));
  tar(["--create", "--file", join(folder, "programs.tar"), ...AS_ROOT, ...INTO_BENCH, "-C", PROGRAMS, "."]);
  const layers = ["root.tar", "programs.tar"];
  const digests = await Promise.all(layers.map((layer) => sha256(join(folder, layer))));
  const roles = Object.keys(STARTS) as ImageRole[];
  const images = roles.map((role) => ({
    Config: `${role}.json`,
    RepoTags: [preparedName(role)],
    Layers: layers,
  }));
  await writeFile(join(folder, "manifest.json"), JSON.stringify(images));
  for (const role of roles)
    await writeFile(join(folder, `${role}.json`), JSON.stringify(imageConfig(role, digests)));
}

const AS_ROOT = ["--owner=0", "--group=0", "--numeric-owner", "--mtime=@0", "--sort=name"];
const INTO_BENCH = ["--mode=755", "--transform=s,^\\.,./bench,"];

/** As the OCI image specification has it, which is what Docker reads. */
function imageConfig(role: ImageRole, digests: readonly string[]): object {
  const { path, ...start } = STARTS[role];
  const folders = [...(path ? [path] : []), "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"];
  return {
    architecture: process.arch === "x64" ? "amd64" : process.arch,
    os: "linux",
    config: { Env: [`PATH=${folders.join(":")}`], ...start },
    rootfs: { type: "layers", diff_ids: digests.map((digest) => `sha256:${digest}`) },
    history: digests.map(() => ({ created: "1970-01-01T00:00:00Z" })),
  };
}

function tar(words: readonly string[]): void {
  const { status, stderr } = spawnSync("tar", words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`tar ends with ${status}: ${stderr}`);
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
