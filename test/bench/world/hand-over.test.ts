import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Call } from "./call.ts";
import { type CallServer, listenForCalls } from "./server.ts";

const KIND = "test/bench/stand-ins/kind";

describe("the programs of the stand-ins", { timeout: 30_000 }, () => {
  let folder: string;
  let server: CallServer;
  let handler: (call: Call) => Promise<number>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "world-"));
    server = await listenForCalls(join(folder, "socket"), (call) => handler(call));
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const environment = () => ({ ...process.env, BENCH_WORLD: join(folder, "socket") });

  it("hand over arguments, folder and environment as they are, and hand back output and exit code", async () => {
    const seen: Call[] = [];
    handler = async (call) => {
      seen.push(call);
      call.out("a\n".repeat(2_000_000));
      call.err("ä\0b");
      return 42;
    };
    const env = { ...environment(), NOTE: "a=b\nc" };
    const failed = await promisify(execFile)(KIND, ["a b", "", "ä\n"], { env, maxBuffer: 10_000_000 }).catch(
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
    expect(failed).toMatchObject({ code: 42, stderr: "ä\0b" });
    expect(failed.stdout.length).toBe(4_000_000);
    expect(seen[0]).toMatchObject({ program: "kind", argv: ["a b", "", "ä\n"], cwd: process.cwd() });
    expect(seen[0]?.env["NOTE"]).toBe("a=b\nc");
  });

  it("read standard input when they are asked to, and leave it to others when they are not", async () => {
    handler = async (call) => {
      call.out(call.argv[0] === "read" ? String((await call.input()).length) : "no");
      return 0;
    };
    const script = `head -c 3000000 /dev/zero | ${KIND} read; printf left | { ${KIND} leave; cat; }`;
    const { stdout } = await promisify(execFile)("bash", ["-c", script], { env: environment() });
    expect(stdout).toBe("3000000noleft");
  });

  it("end what was done for them when they are killed", async () => {
    const aborted = new Promise<void>((resolve) => {
      handler = (call) =>
        new Promise((_, reject) => {
          call.out("begun\n");
          call.signal.addEventListener("abort", () => {
            resolve();
            reject(new Error("aborted"));
          });
        });
    });
    const child = spawn(KIND, [], { env: environment() });
    child.stdout.once("data", () => child.kill("SIGKILL"));
    await aborted;
  });

  it("say so when there is no world", async () => {
    const env = { ...process.env, BENCH_WORLD: join(folder, "nobody") };
    const failed = await promisify(execFile)(KIND, [], { env }).catch((error: object) => error);
    expect(failed).toMatchObject({
      code: 70,
      stderr: expect.stringContaining("the world server does not answer"),
    });
  });
});
