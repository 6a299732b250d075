import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { requireForRehearsal } from "../../src/rehearsal/requirements.ts";
import { buildCli, cliFile, gen, NOBODY } from "../commands/cli.ts";
import { freshFolder } from "../commands/work-folder.ts";
import { describeLive } from "../live/requirements.ts";
import { withWorld } from "./world.ts";

const ALL = ["vtysh", "gobgpd", "gobgp", "ip", "unshare", "nsenter", "mount", "timeout", "bash", "xargs"];

/** A folder of commands, none of which does anything. */
function pathWith(commands: readonly string[], mode = 0o755): string {
  const folder = freshFolder();
  for (const command of commands) {
    writeFileSync(join(folder, command), "#!/bin/sh\n");
    chmodSync(join(folder, command), mode);
  }
  return folder;
}

function complaint(path: string, startScript?: string): string {
  try {
    requireForRehearsal(path, startScript);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

describe("a machine that lacks commands", () => {
  it("is told all of them at once, and the Debian packages, each once", () => {
    const message = complaint(pathWith(["bash", "timeout", "mount", "xargs"]), "/nowhere/watchfrr.sh");
    for (const command of ["vtysh", "gobgpd", "gobgp", "ip", "unshare", "nsenter"]) {
      expect(message).toContain(`\`${command}\``);
    }
    expect(message).toContain("apt-get install frr gobgpd iproute2 util-linux`");
    expect(message).not.toContain("`bash`");
  });

  it.each(ALL)("is told that %s is missing", (command) => {
    const rest = pathWith(ALL.filter((other) => other !== command));
    expect(complaint(rest)).toContain(`\`${command}\``);
    expect(complaint(`${rest}:${pathWith([command])}`), "in any folder of the path").not.toContain(
      `\`${command}\``,
    );
  });

  it("is not deceived by a file that cannot be executed, or by a link to nowhere", () => {
    const folder = pathWith(ALL.slice(1), 0o644);
    mkdirSync(join(folder, "bin"));
    symlinkSync("nowhere", join(folder, "bin/gobgpd"));
    expect(complaint(`${folder}:${folder}/bin`)).toContain("`gobgpd`");
  });
});

describe("an ordinary user", () => {
  buildCli();

  it("is told what needs root, and nothing is started", async () => {
    const { code, out, err } = await gen(["rehearse", "-i", "two-clusters.yaml"], NOBODY);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toMatch(/^gen: a rehearsal cannot run here: .*\n$/);
    expect(err).toContain(
      "it needs root, to make network namespaces of its own: `sudo npx gen rehearse ...`\n",
    );
    if (err.includes("apt-get")) expect(err).toContain("`sudo apt-get install ");
  });

  it("is told it also when there is something to remove", async () => {
    expect(await gen(["rehearse", "--clean"], NOBODY)).toEqual({
      code: 3,
      out: "",
      err: "gen: only root sees and ends all rehearsals: `sudo npx gen rehearse --clean`\n",
    });
  });

  it("hears of mistakes in the inventory and on the command line first", async () => {
    expect((await gen(["rehearse", "-i", "nope.yaml"], NOBODY)).err).toContain("there is no inventory");
    const failure = await gen(["rehearse", "-i", "two-clusters.yaml", "--fail", "kind09"], NOBODY);
    expect(failure.code).toBe(2);
    expect(failure.err).toContain("`kind09`");
  });
});

describeLive(
  "root that may do less than usual",
  { root: true, packages: ["frr", "gobgpd", "iproute2"] },
  () => {
    buildCli();
    const world = withWorld();

    it("is told when it may not make namespaces, as in an ordinary container", async () => {
      expect(await withoutRight("sys_admin")).toMatch(/bridges \(unshare: .*not permitted\)/);
      expect(await withoutRight("net_admin")).toMatch(/bridges \(RTNETLINK answers: .*not permitted\)/);
    });

    async function withoutRight(capability: string): Promise<string> {
      const setpriv = `setpriv --bounding-set -${capability} --inh-caps -${capability}`;
      const said = await world.shell(
        `${setpriv} ${process.execPath} ${cliFile()} rehearse -i two-clusters.yaml 2>&1; echo $?`,
      );
      expect(said).toContain("gen: a rehearsal cannot run here: root may not make network namespaces");
      expect(said).toContain("`--privileged`\n3\n");
      return said;
    }

    it("is told about FRR without its start script", async () => {
      const said = await world.shell(
        `unshare --mount sh -c 'mount -t tmpfs none /usr/lib/frr; ${process.execPath} ${cliFile()} rehearse -i two-clusters.yaml 2>&1; echo $?'`,
      );
      expect(said).toBe(
        "gen: a rehearsal cannot run here: it runs programs that are not installed (`/usr/lib/frr/watchfrr.sh`); on Debian, `apt-get install frr` installs them\n3\n",
      );
    });
  },
);
