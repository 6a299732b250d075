import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { engineIn } from "../engine/engine.ts";
import { openEngineSandbox } from "../engine/sandbox.ts";
import { endWhenAbandoned } from "../engine/when-abandoned.ts";
import { CACHE } from "./cache.ts";
import { writeImageArchive } from "./image-archive.ts";
import { IMAGE_DATA } from "./prepared-data.ts";
import { BUILD_ROOT, imagesHash, ROOT_ARGUMENTS, rootHash } from "./recipe.ts";

/** The folder with Docker's data of the images; makes it first (a minute or two) if it is not there. */
export async function prepareImages(): Promise<string> {
  const prepared = join(CACHE, imagesHash());
  if (existsSync(prepared)) return prepared;
  const { image } = await prepareRoots();
  await loadImages(image, prepared);
  return prepared;
}

/** Root file systems of the newer Debian release; makes them first if they are not there. */
export async function prepareRoots(): Promise<Roots> {
  const roots = join(CACHE, `roots-${rootHash()}`);
  await mkdir(CACHE, { recursive: true });
  if (!existsSync(roots)) await buildRoots(roots);
  return { image: join(roots, "image.tar"), machine: join(roots, "machine") };
}

/** What `build-root.sh` makes. */
interface Roots {
  /** An archive, of what images have. */
  readonly image: string;
  /** A folder, of what a machine has. */
  readonly machine: string;
}

/** One at a time: who comes second waits, and then finds it. */
async function buildRoots(roots: string): Promise<void> {
  const words = [`${roots}.lock`, "bash", "-c", '[ -e "$2" ] || exec bash "$@"', "bash", BUILD_ROOT, roots];
  const build = spawn("flock", [...words, ...ROOT_ARGUMENTS], { stdio: ["pipe", "pipe", "pipe"] });
  endWhenAbandoned(build);
  let said = "";
  for (const stream of [build.stdout, build.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4000);
    });
  }
  const status = await statusOf(build);
  if (status !== 0) throw new Error(`the bench's images cannot be built (${status}): ${said.trim()}`);
}

/** Docker itself takes them in, in an engine of its own, so that each later engine finds them in place. */
async function loadImages(root: string, prepared: string): Promise<void> {
  const sandbox = await openEngineSandbox();
  try {
    const archive = join(sandbox.folder, "archive");
    await writeImageArchive(archive, root);
    const engine = await engineIn(sandbox);
    const load = await engine.run(["sh", "-c", `tar -C '${archive}' -c . | docker load`]);
    if (load.status !== 0) throw new Error(`docker load: ${load.stderr}`);
    await sandbox.tell("stop");
    const result = join(sandbox.folder, "result");
    await mkdir(result);
    for (const name of IMAGE_DATA) await rename(join(sandbox.folder, "data", name), join(result, name));
    // Another process may have been as fast: theirs is as good.
    await rename(result, prepared).catch(async (error) => {
      if (!existsSync(prepared)) throw error;
      await rm(result, { recursive: true });
    });
  } finally {
    await sandbox.close();
  }
}

function statusOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (code) => resolve(code));
  });
}
