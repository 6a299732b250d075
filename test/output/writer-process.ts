import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { build } from "esbuild";
import type { OutputFile } from "../../src/render/output-file.ts";

/** A writer that was started: its first words have been said by the time it is handed out. */
export interface WriterProcess {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: string | null;
    readonly stderr: string;
  }>;
}

/** Bundles writer-main.ts into `scratch`, because Node 20 does not run TypeScript, and gives a function that starts it. */
export async function buildWriter(scratch: string) {
  const outfile = `${scratch}/writer-main.mjs`;
  const entry = new URL("writer-main.ts", import.meta.url).pathname;
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
  let started = 0;
  return async (
    dir: string,
    files: readonly OutputFile[],
    manner: { readonly die: number } | { readonly wait: number } | "run",
  ): Promise<WriterProcess> => {
    const list = `${scratch}/files-${started++}.json`;
    writeFileSync(list, JSON.stringify(files));
    const [verb, step] = manner === "run" ? ["run", 0] : (Object.entries(manner)[0] ?? ["run", 0]);
    const child = spawn(process.execPath, [outfile, dir, list, verb, String(step)]);
    let stderr = "";
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    const ended = once(child, "close").then(([code, signal]) => ({ code, signal, stderr }));
    await said(child, verb === "wait" ? "waits" : "begins");
    return { child, ended };
  };
}

async function said(child: ChildProcessWithoutNullStreams, word: string): Promise<void> {
  let heard = "";
  for await (const data of child.stdout.iterator({ destroyOnReturn: false })) {
    heard += data;
    if (heard.includes(word)) return;
  }
}
