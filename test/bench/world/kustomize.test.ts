import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { needs } from "../../live/requirements.ts";
import { fakeDocker } from "./fake-docker.ts";
import { startWorld } from "./world.ts";

const MISSING = needs({ commands: ["kubectl"] });

describe.skipIf(MISSING !== undefined)("the stand-in for kubectl beside the real one", () => {
  it("makes the same of a kustomization, in the same order", { timeout: 30_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "world-"));
    const world = await startWorld({ folder, docker: fakeDocker() });
    const documents = async (kubectl: string, cluster: string) => {
      const env = { ...process.env, ...world.environment };
      const argv = ["kustomize", `out/two-clusters/${cluster}/manifests`];
      const { stdout } = await promisify(execFile)(kubectl, argv, { env });
      return parseAllDocuments(stdout).map((document): unknown => document.toJS());
    };
    for (const cluster of ["kind01", "kind02"]) {
      const real = await documents("kubectl", cluster);
      expect(real.length).toBeGreaterThan(3);
      expect(await documents(join(world.programs, "kubectl"), cluster)).toEqual(real);
    }
    await world.close();
    await rm(folder, { recursive: true });
  });
});
