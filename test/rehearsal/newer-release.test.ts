import { dirname, resolve } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { prepareRoots } from "../bench/images/prepare-images.ts";
import { buildCli, cliFile, shell } from "../commands/cli.ts";
import { goldenInventory } from "../golden/inventories.ts";
import { describeLive } from "../live/requirements.ts";

const RUN_IN_ROOT = resolve("test/bench/engine/run-in-root.sh");

describeLive(
  "a rehearsal on a newer Debian, with FRR 10 and GoBGP 4",
  { root: true, packages: ["debootstrap", "iproute2", "util-linux"] },
  () => {
    let root: string;

    buildCli();
    beforeAll(async () => {
      root = (await prepareRoots()).machine;
    }, 400_000);

    it.each([
      ["two-clusters", "--fail kind01-worker"],
      ["authenticated", ""],
    ])("of %s passes %s", { timeout: 120_000 }, async (name, options) => {
      const inventory = resolve(goldenInventory(name).source.name);
      const there = [process.execPath, dirname(cliFile()), dirname(inventory)].join(" ");
      const rehearse = `${process.execPath} ${cliFile()} rehearse --inventory ${inventory} ${options}`;
      const { code, out, err } = await shell(`bash ${RUN_IN_ROOT} ${root} ${there} -- ${rehearse}`);
      expect(out + err).toMatch(/FRR 10\.\d+\.\d+, GoBGP 4\./);
      expect(code, out + err).toBe(0);
    });
  },
);
