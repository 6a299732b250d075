import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, closeSync, constants, existsSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { buildCli, cliFile, gen, NOBODY, shell } from "./cli.ts";
import { workFolder } from "./work-folder.ts";

buildCli();

describe.concurrent("a reader that has seen enough", () => {
  it("is no error, and does not change the exit code", async () => {
    const cwd = workFolder();
    const plan = await shell("gen plan -i two-clusters.yaml | head -n 1", { cwd });
    expect(plan).toEqual({ code: 0, out: "networks of two-clusters\n", err: "" });
    const check = await shell("gen --check -q -i two-clusters.yaml 2>/dev/null | true", { cwd });
    expect(check.code, "the tree is not there").toBe(1);
    const diff = await shell("gen --check -i two-clusters-verbatim.yaml 2>&1 | true", { cwd });
    expect(diff.code, "and neither is a reader of the diff, or of the warnings").toBe(1);
  });

  it("does not keep gen from writing the files", async () => {
    const cwd = workFolder();
    expect((await shell("gen -i two-clusters-verbatim.yaml 2>&1 | true", { cwd })).code).toBe(0);
    expect((await shell("gen -i two-clusters-verbatim.yaml -q --check", { cwd })).code).toBe(0);
  });
});

describe.concurrent("output that cannot be printed", () => {
  it("is the world's error", async () => {
    const { code, err } = await shell("gen -i two-clusters.yaml --stdout up.sh >/dev/full");
    expect(code).toBe(3);
    expect(err).toBe("gen: cannot print: ENOSPC: no space left on device, write\n");
  });

  it("is none where it was only said beside the result", async () => {
    expect((await shell("gen -i two-clusters-verbatim.yaml 2>/dev/full")).code).toBe(0);
    expect((await shell("gen -i two-clusters.yaml >&-")).code).toBe(0);
  });
});

describe.concurrent("an inventory", () => {
  it("may come through a pipe", async () => {
    const { out } = await shell("cat inventories/two-clusters.yaml | gen plan --json -i /dev/stdin");
    expect(JSON.parse(out).plan.name).toBe("two-clusters");
  });
});

describe.concurrent("a right that is missing", () => {
  it("to read the inventory is the world's error", async () => {
    const cwd = workFolder();
    chmodSync(join(cwd, "inventories/two-clusters.yaml"), 0o000);
    expect(await gen(["-i", "two-clusters.yaml"], { cwd, ...NOBODY })).toEqual({
      code: 3,
      out: "",
      err: "gen: cannot read `inventories/two-clusters.yaml`: permission denied\n",
    });
  });

  it("to write the artifacts is, too", async () => {
    const cwd = workFolder();
    mkdirSync(join(cwd, "closed"));
    chmodSync(join(cwd, "closed"), 0o555);
    const { code, out, err } = await gen(["-i", "two-clusters.yaml", "-o", "closed/lab"], { cwd, ...NOBODY });
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toMatch(/^gen: cannot write `closed\/lab[^`]*`: permission denied\n$/);
  });
});

describe.concurrent("Ctrl-C", () => {
  it("stops gen before it writes", async () => {
    const cwd = workFolder();
    const args = ["--import", interruption(), cliFile(), "-i", "two-clusters.yaml"];
    const child = spawn(process.execPath, args, { cwd });
    const said = text(child.stderr);
    expect(await once(child, "exit")).toEqual([130, null]);
    expect(await said).toBe("compiled");
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });

  it("ends a run that waits for its inventory", async () => {
    const cwd = workFolder();
    await shell("mkfifo lab.yaml", { cwd });
    const child = spawn(process.execPath, [cliFile(), "-i", "lab.yaml"], { cwd });
    const ended = once(child, "exit");
    const pipe = await otherEnd(join(cwd, "lab.yaml"));
    child.kill("SIGINT");
    expect(await ended, "which a shell calls 130").toEqual([null, "SIGINT"]);
    closeSync(pipe);
  });
});

/** A module that presses Ctrl-C at the moment when gen has compiled: the first time that it looks at the disk again. */
function interruption(): string {
  const script = `
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    const { statSync } = fs;
    fs.statSync = (path, ...rest) => {
      if (String(path).startsWith("out")) {
        fs.statSync = statSync;
        process.stderr.write("compiled");
        process.kill(process.pid, "SIGINT");
      }
      return statSync(path, ...rest);
    };
    syncBuiltinESMExports();
  `;
  return `data:text/javascript,${encodeURIComponent(script)}`;
}

/** The end of a pipe that is written to, once gen has opened the one that is read from. */
async function otherEnd(path: string): Promise<number> {
  for (;;) {
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENXIO") throw error;
      await sleep(10);
    }
  }
}
