import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { CACHE } from "../images/cache.ts";
import { endWhenAbandoned } from "./when-abandoned.ts";

/** Network, mount and process namespaces for one engine; whatever runs in them ends with them. */
export interface EngineSandbox {
  readonly folder: string;
  /** Its process 1, as this process sees it. */
  readonly pid: number;
  /** Has process 1 do something (see `process-1.sh`). */
  tell(word: "start" | "stop" | "cut"): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a sandbox with a folder of its own that lives until `close` or until this process ends, however it ends. `root`: the
 * folder of its root file system, which stays as it is; none: this machine's own.
 */
export async function openEngineSandbox(root = ""): Promise<EngineSandbox> {
  const name = `bench-${randomBytes(4).toString("hex")}`;
  const engines = join(CACHE, "engines");
  const supervisor = spawn("bash", [join(import.meta.dirname, "supervise.sh"), engines, name, root], {
    stdio: ["pipe", "pipe", "pipe"],
    // A session of its own: Ctrl-C is for us, who then close the sandbox.
    detached: true,
  });
  let complaints = "";
  supervisor.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  supervisor.stdin.on("error", () => {}); // seen as its end
  const end = closed(supervisor);
  endWhenAbandoned(supervisor);
  const lines = createInterface(supervisor.stdout);
  const nextLine = async () => {
    const [line] = (await Promise.race([once(lines, "line"), end.then(() => [])])) as [string?];
    if (line === undefined) throw new Error(`the sandbox of ${name} has ended: ${complaints.trim()}`);
    return line;
  };
  const pid = Number(await nextLine());
  return {
    folder: join(engines, name),
    pid,
    async tell(word) {
      supervisor.stdin.write(`${word}\n`);
      await nextLine();
    },
    async close() {
      supervisor.stdin.end();
      await end;
    },
  };
}

function closed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once("close", () => resolve()).once("error", () => resolve()));
}
