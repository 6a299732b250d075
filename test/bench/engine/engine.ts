import { mkdir, symlink } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type ImageRole, type ImageSet, preparedName } from "../images/image-set.ts";
import { prepareImages, prepareRoots } from "../images/prepare-images.ts";
import { copyPreparedData } from "../images/prepared-data.ts";
import { type Outcome, type RunOptions, runInside } from "./run-inside.ts";
import { type EngineSandbox, openEngineSandbox } from "./sandbox.ts";

/** A real Docker engine on a machine of its own, as far as network, mounts and processes go; it has no way out. */
export interface Engine {
  /** All that this engine has on disk; gone after `close`. */
  readonly folder: string;
  /** Also works outside the sandbox. */
  readonly dockerHost: string;
  /** Runs a command inside, with Debian's docker client; `env` is added to what that needs. */
  run(argv: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** What a docker command prints; throws with its complaint if it fails. */
  docker(...words: readonly string[]): Promise<string>;
  /** A reboot of the host: the engine stops, with all containers, and starts again. After a power cut nobody was told. */
  restart(how?: "orderly" | "power cut"): Promise<void>;
  close(): Promise<void>;
}

/**
 * Where an engine runs: on this machine's own Debian, or on a newer release of it, with all programs that scripts call and
 * with version 2 of cgroups.
 */
export type Machine = "this" | "newer";

/** Starts an engine that has images under these names. It ends with this process, if it was not closed before. */
export async function startEngine(images: ImageSet, on: Machine = "this"): Promise<Engine> {
  const prepared = await prepareImages();
  const sandbox = await openEngineSandbox(on === "newer" ? (await prepareRoots()).machine : "");
  try {
    await copyPreparedData(prepared, sandbox.folder);
    const engine = await engineIn(sandbox);
    const names = Object.entries(images) as [ImageRole, readonly string[]][];
    for (const [role, wanted] of names) {
      for (const name of wanted) await engine.docker("tag", preparedName(role), name);
    }
    await engine.docker("rmi", ...names.map(([role]) => preparedName(role)));
    return engine;
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

/** Starts dockerd in a sandbox, on whatever is in its folder `data`. */
export async function engineIn(sandbox: EngineSandbox): Promise<Engine> {
  const { folder, pid } = sandbox;
  const socket = join(folder, "docker.sock");
  const programs = join(folder, "bin");
  await mkdir(join(folder, "docker-client"), { recursive: true });
  await mkdir(programs, { recursive: true });
  // A newer client may be first on the user's path.
  await symlink("/usr/bin/docker", join(programs, "docker"));
  const environment = {
    ...process.env,
    PATH: `${programs}:${process.env["PATH"] ?? ""}:/usr/sbin:/sbin:/usr/bin:/bin`,
    DOCKER_HOST: `unix://${socket}`,
    DOCKER_CONFIG: join(folder, "docker-client"),
  };
  const run: Engine["run"] = (argv, options = {}) =>
    runInside(pid, argv, { ...options, env: { ...environment, ...options.env } });
  await sandbox.tell("start");
  await untilAnswering(socket, folder);
  return {
    folder,
    dockerHost: environment.DOCKER_HOST,
    run,
    async docker(...words) {
      const { status, stdout, stderr } = await run(["docker", ...words]);
      if (status === 0) return stdout;
      throw new Error(`docker ${words.join(" ")}: ends with ${status}: ${stderr.trim()}`);
    },
    async restart(how = "orderly") {
      await sandbox.tell(how === "orderly" ? "stop" : "cut");
      await sandbox.tell("start");
      await untilAnswering(socket, folder);
    },
    close: () => sandbox.close(),
  };
}

/** dockerd restores networks and containers before it listens. */
async function untilAnswering(socketPath: string, folder: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await answers(socketPath))) {
    if (performance.now() > deadline) throw new Error(`dockerd does not start: see ${folder}/dockerd.log`);
    await pause(30);
  }
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ socketPath, path: "/_ping" }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asked.once("error", () => resolve(false)).end();
  });
}
